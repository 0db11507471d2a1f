import pg from "pg";
import { testDatabase } from "#tests/support/test-database.ts";

/**
 * Everything that stands in the database of this test's worker, as its superuser reads it: each row of each table as one
 * line of JSON behind the table's name, columns of bytes both as text and in hexadecimal.
 *
 * @param leaveOut tables by name, where a test is about the others.
 */
export async function dumpDatabase(leaveOut: readonly string[] = []): Promise<string> {
  const client = new pg.Client({ connectionString: (await testDatabase()).url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname IN ('public', 'pgboss') AND NOT tablename = ANY ($1) ORDER BY 1`,
      [leaveOut],
    );
    const lines: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM ${name}`);
      lines.push(...rows.map((row) => `${name} ${JSON.stringify(row, showBytes)}`));
    }
    return lines.join("\n");
  } finally {
    await client.end();
  }
}

// A Buffer reaches a replacer as what its toJSON makes of it.
function showBytes(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("type" in value) || value.type !== "Buffer") return value;
  const bytes = Buffer.from((value as unknown as { data: number[] }).data);
  return { text: bytes.toString("utf8"), hex: bytes.toString("hex") };
}
