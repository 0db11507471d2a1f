import pg from "pg";
import { partOf, type RecordedTable } from "./recorded-rows.ts";
import { writers } from "./write-rows.ts";

export type Ceiling = { writer: string; seconds: number };

/**
 * How fast these very rows can be written by bulk SQL with no logic at all, in so many commits: each way of writing in
 * turn into the emptied tables, with all their indexes, constraints and flushed commits. The best counts.
 *
 * @param url of a migrated database that may be emptied; as its owner, so that no policy is checked.
 */
export async function measureWriting(
  url: string,
  tables: readonly RecordedTable[],
  commits: number,
): Promise<Ceiling[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const results: Ceiling[] = [];
    for (const writer of Object.keys(writers)) {
      results.push({ writer, seconds: await timeWriter(client, writer, tables, commits) });
    }
    return results.sort((a, b) => a.seconds - b.seconds);
  } finally {
    await client.end();
  }
}

async function timeWriter(
  client: pg.Client,
  writer: string,
  tables: readonly RecordedTable[],
  commits: number,
): Promise<number> {
  const write = writers[writer]!;
  await client.query(`TRUNCATE ${tables.map(({ name }) => name).join(", ")}`);
  await client.query("CHECKPOINT");
  const parts = Array.from({ length: commits }, (_, index) => tables.map((table) => partOf(table, index, commits)));
  const begunAt = performance.now();
  for (const part of parts) {
    await client.query("BEGIN");
    for (const table of part.filter(({ rows }) => rows.length > 0)) await write(client, table);
    await client.query("COMMIT");
  }
  return (performance.now() - begunAt) / 1000;
}
