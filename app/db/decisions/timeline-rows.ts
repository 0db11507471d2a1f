import type { DecisionInputs } from "#app/domain/decision-inputs.ts";
import { insertRows } from "#app/db/insert-rows.ts";
import type { Sql } from "#app/db/sql.ts";

export type TimelineRecord = {
  orderId: string;
  at: Date;
  kind: "fact" | "decision" | "effect" | "person";
  sentence: string;
  details: unknown;
  inboxId: string | null;
};

/** That Shopify says so, and nothing else: told again under another webhook id, it is not written again. */
export type HintRecord = Omit<TimelineRecord, "kind" | "details"> & { topic: string; eventId: string };

/** Adds what Shopify only says, each event once however often it is told. */
export async function addHints(sql: Sql, shop: string, hints: readonly HintRecord[]) {
  if (hints.length === 0) return;
  await sql.query(
    `INSERT INTO timeline_entries (shop, order_id, at, kind, sentence, details, inbox_id)
     SELECT DISTINCT ON (h.order_id, h.event_id, h.topic, h.sentence) $1::bigint, h.order_id, h.at, 'fact', h.sentence,
       jsonb_build_object('topic', h.topic, 'eventId', h.event_id), h.inbox_id
     FROM unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bigint[])
       AS h (order_id, at, sentence, topic, event_id, inbox_id)
     WHERE NOT EXISTS (SELECT 1 FROM timeline_entries t WHERE t.shop = $1 AND t.order_id = h.order_id
       AND t.sentence = h.sentence AND t.details->>'eventId' = h.event_id AND t.details->>'topic' = h.topic)
     ORDER BY h.order_id, h.event_id, h.topic, h.sentence, h.inbox_id`,
    [
      shop,
      hints.map((h) => h.orderId),
      hints.map((h) => h.at),
      hints.map((h) => h.sentence),
      hints.map((h) => h.topic),
      hints.map((h) => h.eventId),
      hints.map((h) => h.inboxId),
    ],
  );
}

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

export type DecisionRecord = { orderId: string; version: number; decision: unknown; inputs: DecisionInputs };

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

/** Keeps what decisions stand on, once for all that stand on the same. */
export async function keepGrounds(sql: Sql, shop: string, hash: string, text: string) {
  await sql.query(
    "INSERT INTO decision_grounds (shop, hash, grounds) VALUES ($1, $2, $3) ON CONFLICT (shop, hash) DO NOTHING",
    [shop, hash, text],
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
