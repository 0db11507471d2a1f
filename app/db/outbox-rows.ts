import type { PlannedAction } from "#app/domain/decision.ts";
import type { Capability, Mode } from "#app/domain/settings.ts";
import { insertRows } from "./insert-rows.ts";
import type { Sql } from "./sql.ts";

export type OutboxState =
  "watched" | "suggested" | "waiting" | "sending" | "sent" | "failed" | "needs_person" | "obsolete" | "dismissed";

/** A wish of a decision as it lies in the outbox. `key` is the wish's own key with its round behind "#". */
export type OutboxRow = {
  id: string;
  key: string;
  orderId: string;
  capability: Capability;
  kind: string;
  payload: PlannedAction;
  state: OutboxState;
  attempts: number;
  createdAt: Date;
  settledAt: Date | null;
  /** What was said when it was settled or put off: Shopify's own sentence, where it refused. */
  reason: string | null;
};

const COLUMNS = `id, key, order_id AS "orderId", capability, kind, payload, state, attempts, created_at AS "createdAt", settled_at AS "settledAt", reason`;

/**
 * Everything ever wished for these orders, oldest first. What waits is held until the transaction ends: no sender takes it
 * while it is decided whether it is wished still, and what one is just taking is seen to be under way. Else both it and what
 * is wished in its stead would be sent.
 */
export async function loadOutbox(sql: Sql, shop: string, orderIds: readonly string[]): Promise<OutboxRow[]> {
  if (orderIds.length === 0) return [];
  const ofOrders = "FROM outbox_messages WHERE shop = $1 AND order_id = ANY($2::bigint[])";
  // Two statements: the second looks anew, at what the first may have waited for.
  const [, rows] = await Promise.all([
    sql.query(`SELECT id ${ofOrders} AND state = 'waiting' ORDER BY id FOR UPDATE`, [shop, [...orderIds]]),
    sql.query<OutboxRow>(`SELECT ${COLUMNS} ${ofOrders} ORDER BY id`, [shop, [...orderIds]]),
  ]);
  return rows;
}

export type OutboxRecord = Pick<OutboxRow, "key" | "orderId" | "capability" | "kind" | "payload" | "state"> & {
  reason: string | null;
};

/** Queues wishes; one whose key is there already is the same wish. */
export async function queueMessages(sql: Sql, shop: string, now: Date, records: readonly OutboxRecord[]) {
  const columns = [
    "shop",
    "key",
    "order_id",
    "capability",
    "kind",
    "payload",
    "state",
    "created_at",
    "due_at",
    "reason",
  ];
  await insertRows(
    sql,
    "outbox_messages",
    columns.map((name) => ({ name })),
    records.map((r) => [
      shop,
      r.key,
      r.orderId,
      r.capability,
      r.kind,
      JSON.stringify(r.payload),
      r.state,
      now,
      now,
      r.reason,
    ]),
    "ON CONFLICT (shop, key) DO NOTHING",
  );
}

/** Moves messages to a state, as far as they are still in one of the states named. */
export async function moveMessages(
  sql: Sql,
  shop: string,
  now: Date,
  ids: readonly string[],
  from: readonly OutboxState[],
  to: OutboxState,
  reason: string | null,
) {
  if (ids.length === 0) return;
  await sql.query(
    `UPDATE outbox_messages SET state = $5::text, reason = $6, due_at = $2::timestamptz,
       settled_at = CASE WHEN $5::text = 'waiting' THEN NULL ELSE $2::timestamptz END
     WHERE shop = $1 AND id = ANY($3::bigint[]) AND state = ANY($4::text[])`,
    [shop, now, [...ids], [...from], to, reason],
  );
}

/** Effects a capability had or has queued since a moment, against its hourly limit. */
export async function countEffectsSince(sql: Sql, shop: string, since: Date): Promise<Map<Capability, number>> {
  const rows = await sql.query<{ capability: Capability; effects: string }>(
    `SELECT capability, count(*) AS effects FROM outbox_messages
     WHERE shop = $1 AND created_at >= $2 AND state IN ('waiting', 'sending', 'sent') GROUP BY capability`,
    [shop, since],
  );
  return new Map(rows.map((row) => [row.capability, Number(row.effects)]));
}

/** A message that a sender has taken, until its lease ends. */
export type TakenMessage = OutboxRow & {
  wasUnderWay: boolean;
  leaseUntil: Date;
  /** How far its capability might go when it was taken. What waits in Suggest was approved by a person. */
  modeWhenTaken: Mode;
};

/**
 * Takes the message that is due longest: a waiting one, or one whose sender was lost on the way (`wasUnderWay`). Whether
 * that one reached Shopify is unknown, so it must be looked up, not sent again; its `reason` is what its sender could
 * still say. Whatever was queued before, a capability that has been stopped (Watch, Off) sends nothing; what it had under
 * way is looked up all the same. When it was taken to be sent is kept: what reaches Shopify after a stop was taken before.
 */
export async function takeNext(sql: Sql, shop: string, now: Date, leaseMs: number): Promise<TakenMessage | undefined> {
  const [message] = await sql.query<TakenMessage>(
    `WITH due AS (
       SELECT id, state AS before FROM outbox_messages o
       WHERE shop = $1
         AND ((state = 'sending' AND lease_until < $2) OR (state = 'waiting' AND due_at <= $2
           AND EXISTS (SELECT 1 FROM capabilities c
             WHERE c.shop = o.shop AND c.capability = o.capability AND c.mode IN ('act', 'suggest'))))
       ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     UPDATE outbox_messages AS o SET state = 'sending', lease_until = $3, attempts = attempts + 1,
       reason = CASE due.before WHEN 'sending' THEN o.reason END,
       taken_at = CASE due.before WHEN 'sending' THEN o.taken_at ELSE $2 END
     FROM due WHERE o.shop = $1 AND o.id = due.id
     RETURNING o.id, o.key, o.order_id AS "orderId", o.capability, o.kind, o.payload, o.state, o.attempts,
       o.created_at AS "createdAt", o.settled_at AS "settledAt", o.lease_until AS "leaseUntil", o.reason,
       due.before = 'sending' AS "wasUnderWay",
       (SELECT mode FROM capabilities c WHERE c.shop = o.shop AND c.capability = o.capability) AS "modeWhenTaken"`,
    [shop, now, new Date(now.getTime() + leaseMs)],
  );
  return message;
}

/**
 * Puts off everything that waits: the shop must not be bothered before a moment. What somebody else is moving is left to
 * them: this transaction may hold what they wait for (settleMessage).
 */
export async function putOffWaiting(sql: Sql, shop: string, until: Date): Promise<void> {
  await sql.query(
    `UPDATE outbox_messages SET due_at = $2 WHERE shop = $1 AND id = ANY (ARRAY(
       SELECT id FROM outbox_messages WHERE shop = $1 AND state = 'waiting' AND due_at < $2 FOR UPDATE SKIP LOCKED))`,
    [shop, until],
  );
}

export type Settlement = {
  /** "waiting": nothing came of it, and it goes back. */
  state: OutboxState;
  dueAt: Date;
  reason: string | null;
  result: unknown;
  /** Whether the call was made: a message that goes back untried has had no attempt. */
  isTried: boolean;
};

/**
 * Records what became of a message that this sender holds. One that goes back is put where its capability allows today:
 * whoever stopped it meanwhile could not pull back what was under way. The row of the capability is locked, so that a
 * stop is either seen here or finds the message waiting.
 *
 * @returns the state it is in now; undefined when its lease was lost meanwhile: another sender has taken the message and
 *   judged it.
 */
export async function settleMessage(
  sql: Sql,
  shop: string,
  now: Date,
  message: TakenMessage,
  settlement: Settlement,
): Promise<OutboxState | undefined> {
  const { state, dueAt, reason, result, isTried } = settlement;
  const [settled] = await sql.query<{ state: OutboxState }>(
    `WITH standing AS (SELECT mode FROM capabilities WHERE shop = $1 AND capability = $5 FOR SHARE),
     fate AS (
       SELECT CASE
         WHEN $4::text <> 'waiting' OR (SELECT mode FROM standing) = 'act' THEN $4::text
         WHEN (SELECT mode FROM standing) = 'suggest' THEN CASE WHEN $6::text = 'suggest' THEN $4::text ELSE 'suggested' END
         ELSE 'watched' END AS state)
     UPDATE outbox_messages AS o SET state = fate.state, due_at = $7, lease_until = NULL, result = $8,
       reason = CASE WHEN fate.state = $4::text THEN $9 ELSE 'Pulled back before it was sent.' END,
       settled_at = CASE WHEN fate.state <> 'waiting' THEN $10::timestamptz END, attempts = attempts - $11::int
     FROM fate WHERE o.shop = $1 AND o.id = $2 AND o.state = 'sending' AND o.lease_until = $3 RETURNING o.state`,
    [
      shop,
      message.id,
      message.leaseUntil,
      state,
      message.capability,
      message.modeWhenTaken,
      dueAt,
      result === undefined ? null : JSON.stringify(result),
      reason,
      now,
      isTried ? 0 : 1,
    ],
  );
  return settled?.state;
}

/**
 * Keeps a message whose call may still be at work at Shopify until a moment from which on what came of it can be read; it
 * is then taken as one that was under way. The lease must still be this sender's.
 */
export async function keepUnderWay(sql: Sql, shop: string, message: TakenMessage, until: Date, reason: string) {
  await sql.query(
    `UPDATE outbox_messages SET lease_until = $4, reason = $5
     WHERE shop = $1 AND id = $2 AND state = 'sending' AND lease_until = $3`,
    [shop, message.id, message.leaseUntil, until, reason],
  );
}
