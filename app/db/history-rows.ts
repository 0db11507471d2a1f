import type { Sql } from "./sql.ts";

export type HistoryState = "starting" | "running" | "loading" | "assessing" | "done" | "failed";

/** Where the import of a shop's history stands. */
export type HistoryImport = {
  state: HistoryState;
  /** The bulk operation under way, by the digits of its gid. */
  operationId: string | null;
  /** Bulk operations started so far. */
  attempts: number;
  /** Orders created since this moment are imported. */
  fromAt: Date;
  startedAt: Date;
  ordersExpected: number | null;
  /** Orders that Shopify has prepared. */
  ordersRead: number;
  /** Orders that were put into the inbox, in the order of the result: where a load that was cut off goes on. */
  ordersQueued: number;
  /** Orders that are recorded. */
  ordersLoaded: number;
  finishedAt: Date | null;
  reason: string | null;
};

const COLUMN_BY_FIELD = {
  state: "state",
  operationId: "operation_id",
  attempts: "attempts",
  fromAt: "from_at",
  startedAt: "started_at",
  ordersExpected: "orders_expected",
  ordersRead: "orders_read",
  ordersQueued: "orders_queued",
  ordersLoaded: "orders_loaded",
  finishedAt: "finished_at",
  reason: "reason",
} as const satisfies Record<keyof HistoryImport, string>;

const FIELDS = Object.keys(COLUMN_BY_FIELD) as (keyof HistoryImport)[];
const SELECTED = FIELDS.map((field) => `${COLUMN_BY_FIELD[field]} AS "${field}"`).join(", ");

export async function loadHistoryImport(sql: Sql, shop: string): Promise<HistoryImport | null> {
  const [row] = await sql.query<HistoryImport>(`SELECT ${SELECTED} FROM history_imports WHERE shop = $1`, [shop]);
  return row ?? null;
}

// Apps read orders of the last 60 days without asking for more (Shopify: access scopes, read_orders).
const HISTORY_MS = 60 * 86_400_000;

/** Begins an import, the first one or another one: what an earlier one counted is forgotten. */
export async function beginHistoryImport(sql: Sql, shop: string, startedAt: Date): Promise<void> {
  const fromAt = new Date(startedAt.getTime() - HISTORY_MS);
  await sql.query(
    `INSERT INTO history_imports (shop, from_at, started_at) VALUES ($1, $2, $3)
     ON CONFLICT (shop) DO UPDATE SET state = 'starting', operation_id = NULL, attempts = 0, from_at = excluded.from_at,
       started_at = excluded.started_at, orders_expected = NULL, orders_read = 0, orders_queued = 0, orders_loaded = 0,
       finished_at = NULL, reason = NULL`,
    [shop, fromAt, startedAt],
  );
}

/** Writes what a step has changed. */
export async function saveHistoryImport(sql: Sql, shop: string, changes: Partial<HistoryImport>): Promise<void> {
  const fields = FIELDS.filter((field) => changes[field] !== undefined);
  const sets = fields.map((field, index) => `${COLUMN_BY_FIELD[field]} = $${index + 2}`);
  await sql.query(`UPDATE history_imports SET ${sets.join(", ")} WHERE shop = $1`, [
    shop,
    ...fields.map((field) => changes[field]),
  ]);
}

/** How many messages of a topic nobody has decided yet. */
export async function countWaiting(sql: Sql, shop: string, topic: string): Promise<number> {
  const [row] = await sql.query<{ waiting: number }>(
    "SELECT count(*)::int AS waiting FROM inbox_messages WHERE shop = $1 AND state = 'waiting' AND topic = $2",
    [shop, topic],
  );
  return row!.waiting;
}
