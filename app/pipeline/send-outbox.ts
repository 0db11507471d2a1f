/**
 * What Shopify must hear, after the commit that decided it and outside any lock. A message is taken with a lease, sent
 * once, and settled. When an answer is lost nobody knows whether Shopify acted: the message is never sent again, the
 * order is read instead, and the next decision wishes what is still missing (a new round of the same wish).
 */
import { insertMessages } from "#app/db/inbox-writer.ts";
import {
  keepUnderWay,
  putOffWaiting,
  settleMessage,
  takeNext,
  type OutboxState,
  type TakenMessage,
} from "#app/db/outbox-rows.ts";
import { wantReads } from "#app/db/read-rows.ts";
import type { Database, Sql } from "#app/db/sql.ts";
import { addTimeline } from "#app/db/decisions/timeline-rows.ts";
import type { PlannedAction } from "#app/domain/decision.ts";
import { sayAction } from "#app/domain/actions/say-action.ts";
import { CALL_TIMEOUT_MS, type AdminClient } from "#app/shopify/admin-client.ts";
import { AnswerLost, CallRefused, NotSent, ShopSilent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";
import { classifyUserErrors } from "#app/shopify/acts/classify-user-errors.ts";
import { callFor, readActAnswer } from "#app/shopify/acts/fulfillment-order-acts.ts";
import { LONGEST_WAIT_MS } from "#app/shopify/with-throttle.ts";
import { ownMessage } from "./own-messages.ts";

const LEASE_MS = 15_000;
// A call that begins later could outlast its lease: another sender would take the message for one whose outcome is unknown,
// wish it anew, and both would be carried out. It goes back unsent.
const BEGIN_WITHIN_MS = LEASE_MS - LONGEST_WAIT_MS - CALL_TIMEOUT_MS - 1_000;
/** So many calls follow each other before what was read and what came in has its turn. */
const MOST_IN_A_ROW = 10;
/** Refusals that ask for patience: so many calls, the last after a minute's wait. */
const MOST_ATTEMPTS = 8;
const LONGEST_PATIENCE_MS = 60_000;
// Shopify may be at work on a call we gave up after ten seconds; what comes of it is there to be read after half a minute.
const LATE_EFFECT_MS = 20_000;

type Outcome = {
  /** "sending": it stays under way, since Shopify may still be at work on it. */
  state: OutboxState;
  reason: string | null;
  /** Of a message that goes back, or stays under way: for how long. */
  waitMs: number;
  /** Whether the whole shop is left alone for that long. */
  isShopWide?: boolean;
  /** Whether the order is to be read, to see what came of the call. */
  readAgain: boolean;
  isTried: boolean;
  result?: unknown;
};

export type SendResult = {
  sent: number;
  /** Set when the shop must not be bothered for so long. */
  backOffMs: number | null;
};

/**
 * Sends what is due for a shop, one after the other. A message is taken in the transaction that settles the one before it,
 * so that a sender that dies leaves a single one behind of which nobody knows the outcome.
 */
export async function sendOutbox(
  database: Database,
  admin: AdminClient,
  shop: { id: string; domain: string },
  clock: () => Date,
): Promise<SendResult> {
  const take = (sql: Sql) => takeNext(sql, shop.id, clock(), LEASE_MS);
  let message = await database.inShop(shop.id, take);
  let sent = 0;
  for (let call = 1; message !== undefined; call += 1) {
    const held: TakenMessage = message;
    const outcome = await deliver(admin, shop.domain, held, clock);
    if (outcome.state === "sent") sent += 1;
    const isOver = outcome.isShopWide === true || call === MOST_IN_A_ROW;
    message = await database.inShop(shop.id, async (sql) => {
      await settle(sql, shop.id, clock(), held, outcome);
      if (outcome.isShopWide) await putOffWaiting(sql, shop.id, new Date(clock().getTime() + outcome.waitMs));
      return isOver ? undefined : take(sql);
    });
    if (outcome.isShopWide) return { sent, backOffMs: outcome.waitMs };
  }
  return { sent, backOffMs: null };
}

async function deliver(admin: AdminClient, domain: string, message: TakenMessage, clock: () => Date): Promise<Outcome> {
  if (message.wasUnderWay) return unknownOutcome(message.reason ?? "the sender was lost on the way");
  const takenAt = message.leaseUntil.getTime() - LEASE_MS;
  if (clock().getTime() - takenAt > BEGIN_WITHIN_MS) return unsentOutcome(null, 0);
  try {
    return outcomeOf(await admin.call(domain, callFor(message.payload)), message.attempts);
  } catch (error) {
    return outcomeOfError(error);
  }
}

function outcomeOf(data: unknown, attempts: number): Outcome {
  const answer = readActAnswer(data);
  const settled = { reason: null, waitMs: 0, readAgain: true, isTried: true, result: data };
  if (answer.is === "unclear") return unknownOutcome("the answer does not say");
  if (answer.is === "done") return { ...settled, state: "sent" };
  const reason = answer.userErrors.map((error) => error.message).join(" ");
  switch (classifyUserErrors(answer.mutation, answer.userErrors)) {
    case "already":
      return { ...settled, state: "sent", reason };
    case "later":
      // What was done in part must not be done again: the order is read, and what is missing is wished anew.
      if (answer.isPartial) return { ...settled, state: "obsolete", reason };
      if (attempts >= MOST_ATTEMPTS) return { ...settled, state: "needs_person", reason };
      return { ...settled, state: "waiting", reason, waitMs: patienceMs(attempts), readAgain: false };
    case "changed":
      return { ...settled, state: "obsolete", reason };
    default:
      return { ...settled, state: "needs_person", reason };
  }
}

function patienceMs(attempts: number): number {
  return Math.min(LONGEST_PATIENCE_MS, 1_000 * 2 ** attempts);
}

function outcomeOfError(error: unknown): Outcome {
  if (error instanceof AnswerLost && error.isTimeOut) {
    return { state: "sending", reason: error.message, waitMs: LATE_EFFECT_MS, readAgain: false, isTried: true };
  }
  if (error instanceof AnswerLost) return unknownOutcome(error.message);
  if (error instanceof CallRefused) {
    return { state: "needs_person", reason: error.message, waitMs: 0, readAgain: true, isTried: true };
  }
  if (error instanceof Throttled || error instanceof ShopSilent) {
    return unsentOutcome(error.message, error.retryAfterMs, true);
  }
  // The shop's own trouble, not the message's: with each failure the pauses of its calls grow (shopify/with-pauses.ts).
  if (error instanceof NotSent || error instanceof TokenRefused) return unsentOutcome(error.message, 1_000, true);
  throw error;
}

/** Nothing happened at Shopify: the message goes back as it was. */
function unsentOutcome(reason: string | null, waitMs: number, isShopWide = false): Outcome {
  return { state: "waiting", reason, waitMs, isShopWide, readAgain: false, isTried: false };
}

function unknownOutcome(why: string): Outcome {
  return {
    state: "obsolete",
    reason: `Whether Shopify acted is unknown (${why}): the order is read again.`,
    waitMs: 0,
    readAgain: true,
    isTried: true,
  };
}

async function settle(sql: Sql, shop: string, now: Date, message: TakenMessage, outcome: Outcome) {
  const { state, reason, result, isTried } = outcome;
  const dueAt = new Date(now.getTime() + outcome.waitMs);
  if (state === "sending") return keepUnderWay(sql, shop, message, dueAt, reason ?? "its answer did not come");
  const settled = await settleMessage(sql, shop, now, message, { state, dueAt, reason, result, isTried });
  if (settled !== state && settled !== undefined) return decideAgain(sql, shop, now, message);
  if (settled === undefined || state === "waiting") return;
  if (outcome.readAgain) await wantReads(sql, shop, now, [{ subject: "order", id: message.orderId, dueAt: now }]);
  await addTimeline(sql, shop, [
    {
      orderId: message.orderId,
      at: now,
      kind: "effect",
      sentence: sentenceOf(message.payload, outcome),
      details: { key: message.key, state: outcome.state },
      inboxId: null,
    },
  ]);
}

/** The message was pulled back on its way: the order tells anew whether it waits for a person. */
async function decideAgain(sql: Sql, shop: string, now: Date, { id, orderId, leaseUntil }: TakenMessage) {
  const webhookId = `pulled back:${id}:${leaseUntil.getTime()}`;
  const body = { orderId, what: "an effect was pulled back" };
  await insertMessages(sql, [ownMessage(shop, now, { topic: "switchyard/timer", webhookId, body })]);
}

function sentenceOf(action: PlannedAction, outcome: Outcome): string {
  const what = sayAction(action);
  if (outcome.state === "sent") return `Shopify was told: ${what}`;
  if (outcome.state === "needs_person") return `Shopify refused (${what}): ${outcome.reason ?? "no reason given"}`;
  return `Not done (${what}): ${outcome.reason ?? "the order has changed"}`;
}
