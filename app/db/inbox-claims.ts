import type { Sql } from "./sql.ts";

/** A message taken to be decided. */
export type ClaimedMessage = {
  id: string;
  lane: number;
  topic: string;
  webhookId: string;
  /** The same for every delivery of one event of Shopify's; null where it states none. */
  eventId: string | null;
  triggeredAt: Date | null;
  receivedAt: Date;
  attempts: number;
  body: Buffer;
};

export type SettledMessage = {
  id: string;
  state: "done" | "ignored" | "parked";
  reason: string | null;
  orderId: string | null;
};

/** The one writer's row of a shop, held: the number of the batch that is to be written now, and when the last one was decided. */
export type WriterLock = { batchId: string; lastBatchAt: Date | null };

/**
 * Takes the one writer's row of a shop for the rest of the transaction: a job that ran over its time may have a twin, and
 * only one may write.
 *
 * @returns null when another holds the row.
 */
export async function lockWriter(sql: Sql, shop: string): Promise<WriterLock | null> {
  const [row] = await sql.query<WriterLock>(
    `SELECT batch_id + 1 AS "batchId", batch_at AS "lastBatchAt" FROM shop_writers WHERE shop = $1 FOR UPDATE SKIP LOCKED`,
    [shop],
  );
  return row ?? null;
}

/** Records which batch of a shop was the last, and when it was decided; the caller holds the writer's row. */
export async function noteBatch(sql: Sql, shop: string, batchId: string, decidedAt: Date) {
  await sql.query("UPDATE shop_writers SET batch_id = $2, batch_at = $3 WHERE shop = $1", [shop, batchId, decidedAt]);
}

const MESSAGE = `id, lane, topic, webhook_id AS "webhookId", event_id AS "eventId", triggered_at AS "triggeredAt", received_at AS "receivedAt", attempts, body`;

/**
 * The next waiting messages, people first, then timers, then the platform, each in order of arrival.
 *
 * @param topics null for all of them.
 */
export function claimWaiting(
  sql: Sql,
  shop: string,
  most: number,
  topics: readonly string[] | null = null,
): Promise<ClaimedMessage[]> {
  return sql.query<ClaimedMessage>(
    `SELECT ${MESSAGE} FROM inbox_messages WHERE shop = $1 AND state = 'waiting' AND ($3::text[] IS NULL OR topic = ANY($3))
     ORDER BY lane, id LIMIT $2`,
    [shop, most, topics],
  );
}

/** These messages again, as far as they still wait: for a batch that is split to find the one that breaks it. */
export function claimThese(sql: Sql, shop: string, ids: readonly string[]): Promise<ClaimedMessage[]> {
  return sql.query<ClaimedMessage>(
    `SELECT ${MESSAGE} FROM inbox_messages WHERE shop = $1 AND state = 'waiting' AND id = ANY($2::bigint[]) ORDER BY lane, id`,
    [shop, ids],
  );
}

/** Records what became of messages, and in which batch. */
export async function settleMessages(
  sql: Sql,
  shop: string,
  batchId: string,
  now: Date,
  messages: readonly SettledMessage[],
) {
  if (messages.length === 0) return;
  await sql.query(
    `UPDATE inbox_messages AS m SET state = s.state, reason = s.reason, order_id = s.order_id, batch_id = $2, settled_at = $3
     FROM unnest($4::bigint[], $5::text[], $6::text[], $7::bigint[]) AS s (id, state, reason, order_id)
     WHERE m.shop = $1 AND m.id = s.id`,
    [
      shop,
      batchId,
      now,
      messages.map((m) => m.id),
      messages.map((m) => m.state),
      messages.map((m) => m.reason),
      messages.map((m) => m.orderId),
    ],
  );
}

/** Counts one more failed attempt of a message, and parks it with the reason when it will not be tried again. */
export async function noteFailure(sql: Sql, shop: string, id: string, now: Date, reason: string, isParked: boolean) {
  await sql.query(
    `UPDATE inbox_messages SET attempts = attempts + 1, reason = $3,
       state = CASE WHEN $4 THEN 'parked' ELSE state END, settled_at = CASE WHEN $4 THEN $5::timestamptz ELSE settled_at END
     WHERE shop = $1 AND id = $2 AND state = 'waiting'`,
    [shop, id, reason, isParked, now],
  );
}
