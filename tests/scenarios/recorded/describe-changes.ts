import type { Sql } from "#app/db/sql.ts";

/** What a shop's rows looked like at one moment: table, key, column, value as text. */
export type ShopPicture = Map<string, Map<string, Record<string, unknown>>>;

// Every table whose rows a page shows, with the columns that make a row's key within its shop.
const KEYS: Readonly<Record<string, string>> = {
  shops: "id",
  orders: "id",
  timeline_entries: "id",
  locations: "id",
  variants: "id",
  inventory_levels: "inventory_item_id::text || '/' || location_id",
  notices: "id",
};
// These change with every decision and say nothing about the message itself.
const NOISE = new Set(["decided_at", "version", "updated_at", "decide_at"]);

/** Reads the rows of the transaction's shop. */
export async function takePicture(sql: Sql): Promise<ShopPicture> {
  const picture: ShopPicture = new Map();
  for (const [table, key] of Object.entries(KEYS)) {
    const rows = await sql.query<{ key: string; row: Record<string, unknown> }>(
      `SELECT (${key})::text AS key, to_jsonb(t) AS row FROM ${table} t`,
    );
    picture.set(table, new Map(rows.map(({ key: rowKey, row }) => [rowKey, row])));
  }
  return picture;
}

/**
 * What differs between two pictures, as "table.column", an order's facts as "orders.facts.field", rows that came as
 * "table +" and rows that went as "table -"; sorted, each once.
 */
export function describeChanges(before: ShopPicture, after: ShopPicture): string[] {
  const changes = new Set<string>();
  for (const table of Object.keys(KEYS)) {
    const rowsBefore = before.get(table)!;
    const rowsAfter = after.get(table)!;
    for (const key of rowsBefore.keys()) if (!rowsAfter.has(key)) changes.add(`${table} -`);
    for (const [key, row] of rowsAfter) {
      const known = rowsBefore.get(key);
      const described = known ? changedColumns(known, row).map((column) => `${table}.${column}`) : [`${table} +`];
      for (const change of described) changes.add(change);
    }
  }
  return [...changes].sort();
}

function changedColumns(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  return Object.keys(after).flatMap((column) => {
    if (NOISE.has(column) || isSame(before[column], after[column])) return [];
    return column === "facts" ? changedFacts(before[column], after[column]) : [column];
  });
}

function changedFacts(before: unknown, after: unknown): string[] {
  const known = before as Record<string, unknown>;
  const now = after as Record<string, unknown>;
  return Object.keys(now)
    .filter((field) => field !== "updatedAt" && !isSame(known[field], now[field]))
    .map((field) => `facts.${field}`);
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
