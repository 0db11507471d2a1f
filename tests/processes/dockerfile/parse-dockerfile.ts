/** One line of a Dockerfile: the word it begins with, and the rest with continuations joined. */
export type Step = { word: string; rest: string };

/** What stands between one FROM and the next. */
export type Stage = { name: string; base: string; steps: Step[] };

/** The stages of a Dockerfile in order. Of the language only what ours uses: no ARG, no heredocs. */
export function parseDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !/^\s*#/.test(line));
  for (const line of lines.join("\n").replaceAll(/\\\n/g, " ").split("\n")) {
    const [, word = "", rest = ""] = /^\s*(\S+)\s+(.*)$/.exec(line) ?? [];
    if (word === "FROM") {
      const [base = "", , name = String(stages.length)] = rest.split(/\s+/);
      stages.push({ name, base, steps: [] });
    } else {
      const stage = stages.at(-1);
      if (!stage) throw new Error(`${word} stands before the first FROM.`);
      stage.steps.push({ word, rest: rest.trim() });
    }
  }
  return stages;
}

/** The command of CMD or HEALTHCHECK in its JSON form, the one that runs no shell in between. */
export function readCommand(rest: string): string[] {
  const from = rest.indexOf("[");
  if (from < 0) throw new Error(`"${rest}" is not in the form ["program", "argument"].`);
  return (JSON.parse(rest.slice(from)) as unknown[]).map(String);
}

/** The flags, sources and target of a COPY. */
export function readCopy(rest: string): { from: string | undefined; sources: string[]; target: string } {
  const words = rest.split(/\s+/);
  const flag = words.find((word) => word.startsWith("--from="));
  const paths = words.filter((word) => !word.startsWith("--"));
  const target = paths.pop();
  if (target === undefined || paths.length === 0) throw new Error(`COPY ${rest} names no source and target.`);
  return { from: flag?.slice("--from=".length), sources: paths, target };
}

/** Whether .dockerignore leaves out an entry of the top: by its name, where * stands for anything. */
export function createIgnore(text: string): (name: string) => boolean {
  const patterns = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return (name) => patterns.some((pattern) => toExpression(pattern).test(name));
}

function toExpression(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");
  return new RegExp(`^${escaped}$`);
}
