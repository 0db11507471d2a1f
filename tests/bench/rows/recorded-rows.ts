import type pg from "pg";

/** The rows that deciding orders left in one table, as PostgreSQL's own texts. */
export type RecordedTable = { name: string; columns: string[]; types: string[]; rows: (string | null)[][] };

/** Tables that the loop writes for an order, each with the column that names the order; null where rows have none. */
const TABLES = [
  "inbox_messages",
  "orders",
  "fulfillment_orders",
  "timeline_entries",
  "decisions",
  "inventory_levels",
  "ledger_entries",
  "allocations",
  "documents",
  "outbox_messages",
  "wanted_reads",
];

/** Reads everything that lies in the loop's tables now. */
export async function readRecordedRows(client: pg.Client): Promise<RecordedTable[]> {
  const tables: RecordedTable[] = [];
  for (const name of TABLES) {
    const described = await client.query<{ column: string; type: string }>(
      `SELECT a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type FROM pg_attribute a
       WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
      [name],
    );
    const columns = described.rows.map(({ column }) => column);
    const types = described.rows.map(({ type }) => type);
    const texts = columns.map((column) => `"${column}"::text`).join(", ");
    const { rows } = await client.query<(string | null)[]>({ text: `SELECT ${texts} FROM ${name}`, rowMode: "array" });
    if (rows.length > 0) tables.push({ name, columns: columns.map((column) => `"${column}"`), types, rows });
  }
  return tables;
}

/** Bytes of all values of each table, the largest first: what must reach the disk, whoever writes it. */
export function bytesByTable(tables: readonly RecordedTable[]): { name: string; bytes: number }[] {
  return tables
    .map(({ name, rows }) => ({ name, bytes: rows.reduce((sum, row) => sum + bytesOfRow(row), 0) }))
    .sort((a, b) => b.bytes - a.bytes);
}

function bytesOfRow(row: readonly (string | null)[]): number {
  return row.reduce((sum, value) => sum + (value === null ? 0 : Buffer.byteLength(value)), 0);
}

/** Part number `index` of `parts`, of every table: what one commit writes. */
export function partOf({ rows, ...table }: RecordedTable, index: number, parts: number): RecordedTable {
  const from = Math.floor((rows.length * index) / parts);
  const to = Math.floor((rows.length * (index + 1)) / parts);
  return { ...table, rows: rows.slice(from, to) };
}
