import { insertRows } from "./insert-rows.ts";
import type { Sql } from "./sql.ts";

export type TimelineRecord = {
  orderId: string;
  at: Date;
  kind: "fact" | "decision" | "effect" | "person";
  sentence: string;
  details: unknown;
  inboxId: string | null;
};

export async function addTimeline(sql: Sql, shop: string, entries: readonly TimelineRecord[]) {
  await insertRows(
    sql,
    "timeline_entries",
    ["shop", "order_id", "at", "kind", "sentence", "details", "inbox_id"].map((name) => ({ name })),
    entries.map((e) => [
      shop,
      e.orderId,
      e.at,
      e.kind,
      e.sentence,
      e.details === undefined ? null : JSON.stringify(e.details),
      e.inboxId,
    ]),
  );
}

export type DecisionRecord = { orderId: string; version: number; decision: unknown; inputs: unknown };

/** Each version of an order's facts is decided once: the key says so. */
export async function addDecisions(
  sql: Sql,
  shop: string,
  batchId: string,
  now: Date,
  records: readonly DecisionRecord[],
) {
  await insertRows(
    sql,
    "decisions",
    ["shop", "order_id", "version", "decided_at", "batch_id", "decision", "inputs"].map((name) => ({ name })),
    records.map((r) => [
      shop,
      r.orderId,
      r.version,
      now,
      batchId,
      JSON.stringify(r.decision),
      JSON.stringify(r.inputs),
    ]),
  );
}

export type NoticeRecord = { kind: string; sentence: string; details: unknown };

export async function addNotices(sql: Sql, shop: string, now: Date, notices: readonly NoticeRecord[]) {
  await insertRows(
    sql,
    "notices",
    ["shop", "at", "kind", "sentence", "details"].map((name) => ({ name })),
    notices.map((n) => [shop, now, n.kind, n.sentence, JSON.stringify(n.details)]),
  );
}
