import type { Problem, Rule, SourceFile } from "#tests/tidy/source-file.ts";

const configFile = "shopify.app.toml";
const tableFile = "app/pipeline/topics.ts";

/** @param handled the topics that the table of the pipeline acts on, those for compliance included. */
export function topicsAgree(handled: ReadonlySet<string>): Rule {
  return {
    title: `the topics of ${configFile} and of ${tableFile} are the same`,
    check: (files) => {
      const config = files.find(({ path }) => path === configFile);
      const lineByTopic = config ? topicsOf(config) : new Map<string, number>();
      const unhandled = [...lineByTopic].filter(([topic]) => !handled.has(topic));
      const unsubscribed = [...handled].filter((topic) => !lineByTopic.has(topic));
      return [
        ...unhandled.map(([topic, line]): Problem => {
          return {
            file: configFile,
            line,
            advice: `${topic} is not in ${tableFile}: say there what it changes, or unsubscribe.`,
          };
        }),
        ...unsubscribed.map((topic): Problem => {
          return { file: tableFile, line: 1, advice: `${topic} is not in ${configFile}: it will never arrive.` };
        }),
      ];
    },
  };
}

/** The topics of all `topics = [...]` and `compliance_topics = [...]` lists, which may go over several lines, with their lines. */
function topicsOf(file: SourceFile): Map<string, number> {
  const lineByTopic = new Map<string, number>();
  const text = file.text.replaceAll(/#.*$/gm, (comment) => " ".repeat(comment.length));
  for (const list of text.matchAll(/^\s*(?:compliance_)?topics\s*=\s*\[([^\]]*)\]/gm)) {
    const start = list.index + list[0].indexOf("[") + 1;
    for (const topic of list[1]!.matchAll(/["']([^"']+)["']/g)) {
      lineByTopic.set(topic[1]!, text.slice(0, start + topic.index).split("\n").length);
    }
  }
  return lineByTopic;
}
