import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { Violation } from "#tests/support/audit/violation.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import type { Scene } from "./scene.ts";

/**
 * A round does not come twice: kills fall where time lets them. Where a law is broken, everything that either side knows is
 * kept for whoever looks into it: every table, what Shopify was asked and did, and what it delivered.
 */
export async function keepEvidence(
  folder: string,
  { databaseUrl, world, stage }: Scene,
  violations: readonly Violation[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "violations.txt"), violations.map(describeViolation).join("\n"));
  await writeLines(join(folder, "shopify.jsonl"), world.log.map(asJson));
  await writeLines(join(folder, "deliveries.jsonl"), stage.engine.state.log.map(asJson));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY relname",
    );
    for (const { name } of tables.rows) {
      // As text: an id has more digits than a number of JavaScript.
      const { rows } = await client.query<{ line: string }>(`SELECT to_jsonb(t)::text AS line FROM "${name}" t`);
      await writeLines(
        join(folder, `${name}.jsonl`),
        rows.map(({ line }) => line),
      );
    }
  } finally {
    await client.end();
  }
}

function asJson(entry: unknown): string {
  return JSON.stringify(entry);
}

async function writeLines(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(file, lines.join("\n"));
}
