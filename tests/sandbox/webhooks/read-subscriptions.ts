import type { AppSubscription } from "#tests/sandbox/state.ts";
import type { Topic } from "#tests/sandbox/state/happenings.ts";

/**
 * The webhook subscriptions of a shopify.app.toml. Reads what the configuration file may say of them and no more of TOML: the
 * `[[webhooks.subscriptions]]` tables with `topics`, `compliance_topics`, `uri`, `filter`, `include_fields` and `name`.
 */
export function readSubscriptions(toml: string): AppSubscription[] {
  const withoutComments = toml.replace(/^\s*#.*$/gm, "");
  const tables = withoutComments.split(/^\s*\[/m).filter((table) => table.startsWith("[webhooks.subscriptions]]"));
  return tables.flatMap((table) => {
    const uri = textOf(table, "uri");
    if (uri === null) throw new Error("A [[webhooks.subscriptions]] table has no uri.");
    const rest = {
      uri,
      filter: textOf(table, "filter"),
      includeFields: listOf(table, "include_fields"),
      name: textOf(table, "name"),
    };
    const topics = [...listOf(table, "topics"), ...listOf(table, "compliance_topics")];
    return topics.map((topic) => ({ topic: topic as Topic, ...rest }));
  });
}

function textOf(table: string, key: string): string | null {
  return new RegExp(`^\\s*${key}\\s*=\\s*"([^"]*)"`, "m").exec(table)?.[1] ?? null;
}

function listOf(table: string, key: string): string[] {
  const list = new RegExp(`^\\s*${key}\\s*=\\s*\\[([^\\]]*)\\]`, "m").exec(table)?.[1] ?? "";
  return [...list.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? "");
}
