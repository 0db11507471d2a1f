/**
 * What Shopify must hear, after the commit that decided it and outside any lock. A message is taken with a lease, sent
 * once, and settled. When an answer is lost nobody knows whether Shopify acted: the message is never sent again, the
 * order is read instead, and the next decision wishes what is still missing (a new round of the same wish).
 */
import { settleMessage, takeDue, type OutboxState, type TakenMessage } from "#app/db/outbox-rows.ts";
import { wantReads } from "#app/db/read-rows.ts";
import type { Database, Sql } from "#app/db/sql.ts";
import { addTimeline } from "#app/db/timeline-rows.ts";
import type { PlannedAction } from "#app/domain/decision.ts";
import { sayAction } from "#app/domain/actions/say-action.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { AnswerLost, CallRefused, NotSent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";
import { classifyUserErrors } from "#app/shopify/acts/classify-user-errors.ts";
import { callFor, readAnswer } from "#app/shopify/acts/fulfillment-order-acts.ts";

// A call gives up after 10 s (shopify/admin-client.ts): whoever holds a lease longer is gone.
const LEASE_MS = 15_000;
const MOST_AT_ONCE = 10;
const MOST_ATTEMPTS = 8;

export type Outcome = {
  state: OutboxState;
  reason: string | null;
  waitMs: number;
  readAgain: boolean;
  result?: unknown;
};

export type SendResult = {
  sent: number;
  /** Set when the shop must not be bothered for so long. */
  backOffMs: number | null;
};

/** Sends what is due for a shop. */
export async function sendOutbox(
  database: Database,
  admin: AdminClient,
  shop: { id: string; domain: string },
  clock: () => Date,
): Promise<SendResult> {
  const taken = await database.inShop(shop.id, (sql) => takeDue(sql, shop.id, clock(), LEASE_MS, MOST_AT_ONCE));
  let backOffMs: number | null = null;
  let sent = 0;
  for (const message of taken) {
    const outcome = await deliver(admin, shop.domain, message, backOffMs);
    if (outcome.state === "waiting") backOffMs = Math.max(backOffMs ?? 0, outcome.waitMs);
    if (outcome.state === "sent") sent += 1;
    await database.inShop(shop.id, (sql) => settle(sql, shop.id, clock(), message, outcome));
  }
  return { sent, backOffMs };
}

async function deliver(
  admin: AdminClient,
  domain: string,
  message: TakenMessage,
  backOffMs: number | null,
): Promise<Outcome> {
  if (message.wasUnderWay) return unknownOutcome("the sender was lost on the way");
  // One refusal for lack of points holds for the messages behind it too: they go back unsent.
  if (backOffMs !== null) return { state: "waiting", reason: null, waitMs: backOffMs, readAgain: false };
  try {
    return outcomeOf(await admin.call(domain, callFor(message.payload)));
  } catch (error) {
    return outcomeOfError(error, message.attempts);
  }
}

function outcomeOf(data: unknown): Outcome {
  const { userErrors, isWhole } = readAnswer(data);
  if (!isWhole) return unknownOutcome("the answer was not whole");
  const refusal = classifyUserErrors(userErrors);
  const reason = userErrors.map((error) => error.message).join(" ");
  switch (refusal) {
    case null:
      return { state: "sent", reason: null, waitMs: 0, readAgain: true, result: data };
    case "already":
      return { state: "sent", reason, waitMs: 0, readAgain: true, result: data };
    case "changed":
      return { state: "obsolete", reason, waitMs: 0, readAgain: true, result: data };
    case "later":
      return { state: "waiting", reason, waitMs: 2_000, readAgain: false };
    case "person":
      return { state: "needs_person", reason, waitMs: 0, readAgain: false, result: data };
  }
}

function outcomeOfError(error: unknown, attempts: number): Outcome {
  if (error instanceof AnswerLost) return unknownOutcome(error.message);
  if (error instanceof CallRefused)
    return { state: "needs_person", reason: error.message, waitMs: 0, readAgain: false };
  const isTransient = error instanceof Throttled || error instanceof NotSent || error instanceof TokenRefused;
  if (!isTransient) throw error;
  // Throttling is no failure and may go on for as long as it takes.
  const isGivenUp = attempts >= MOST_ATTEMPTS && !(error instanceof Throttled);
  if (isGivenUp) return { state: "needs_person", reason: error.message, waitMs: 0, readAgain: false };
  const waitMs = error instanceof Throttled ? error.retryAfterMs : Math.min(60_000, 500 * 2 ** attempts);
  return { state: "waiting", reason: error.message, waitMs, readAgain: false };
}

function unknownOutcome(why: string): Outcome {
  return {
    state: "obsolete",
    reason: `Whether Shopify acted is unknown (${why}): the order is read again.`,
    waitMs: 0,
    readAgain: true,
  };
}

async function settle(sql: Sql, shop: string, now: Date, message: TakenMessage, outcome: Outcome) {
  await settleMessage(sql, shop, now, {
    id: message.id,
    state: outcome.state,
    dueAt: new Date(now.getTime() + outcome.waitMs),
    reason: outcome.reason,
    result: outcome.result,
  });
  if (outcome.readAgain) await wantReads(sql, shop, now, [{ subject: "order", id: message.orderId, dueAt: now }]);
  if (outcome.state === "waiting") return;
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

function sentenceOf(action: PlannedAction, outcome: Outcome): string {
  const what = sayAction(action);
  if (outcome.state === "sent") return `Shopify was told: ${what}`;
  if (outcome.state === "needs_person") return `Shopify refused (${what}): ${outcome.reason ?? "no reason given"}`;
  return `Not done (${what}): ${outcome.reason ?? "the order has changed"}`;
}
