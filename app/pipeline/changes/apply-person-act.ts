import { moveMessages, type OutboxRow, type OutboxState } from "#app/db/outbox-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import type { PersonAct } from "#app/domain/orders/change.ts";
import { lockRoute, NO_WISHES, rejectRoute, withdrawRejection } from "#app/domain/routing/route-wishes.ts";
import type { Batch, OrderInBatch, UnderstoodMessage } from "#app/pipeline/batch.ts";
import { ISSUE } from "#app/pipeline/documents/judge-documents.ts";
import { ASKING_STATES } from "#app/pipeline/next-round.ts";

/** What a person did on a page. It is decided with, like everything else that changes an order. */
export async function applyPersonAct(sql: Sql, batch: Batch, entry: UnderstoodMessage, act: PersonAct): Promise<void> {
  const order = batch.orders.get(act.orderId);
  if (!order?.facts) return;
  order.isWanted = true;
  const wish =
    "outboxKey" in act ? (batch.outbox.get(act.orderId) ?? []).find((row) => row.key === act.outboxKey) : undefined;
  const wishes = order.routeWishes ?? NO_WISHES;
  switch (act.act) {
    case "pass_problems":
      order.passedProblems = [...new Set([...order.passedProblems, ...act.codes])].sort();
      break;
    case "approve_action":
      if (wish) await approve(sql, batch, order, entry, wish);
      break;
    case "dismiss_action":
      // Who came first in this batch is heard.
      if (!wish || order.approvals.some(({ key }) => key === wish.key)) break;
      await answerWish(sql, batch, wish, "dismissed", "Dismissed by a person.");
      break;
    case "lock_route":
      order.routeWishes = lockRoute(wishes, act.locationId, act.person);
      break;
    case "reject_route":
      order.routeWishes = rejectRoute(wishes, { locationId: act.locationId, reason: act.reason, person: act.person });
      break;
    case "withdraw_rejection":
      order.routeWishes = withdrawRejection(wishes, act.locationId);
      break;
    case "decide_again":
      break;
  }
  batch.timeline.push({
    orderId: act.orderId,
    at: entry.message.receivedAt,
    kind: "person",
    sentence: sentenceOf(act, (id) => nameOf(batch, id)),
    details: act,
    inboxId: entry.message.id,
  });
}

/** Documents are issued by this very batch, if they are still due (judge-documents.ts); everything else is sent after it. */
async function approve(
  sql: Sql,
  batch: Batch,
  order: OrderInBatch,
  entry: UnderstoodMessage,
  wish: OutboxRow,
): Promise<void> {
  if (wish.kind !== ISSUE) return answerWish(sql, batch, wish, "waiting", null);
  if (wish.state !== "sent") order.approvals.push({ key: wish.key, messageId: entry.message.id });
}

/** A click on something that was sent or given up meanwhile changes nothing. */
async function answerWish(
  sql: Sql,
  batch: Batch,
  wish: OutboxRow,
  state: OutboxState,
  reason: string | null,
): Promise<void> {
  if (!ASKING_STATES.includes(wish.state)) return;
  await moveMessages(sql, batch.shop.id, batch.now, [wish.id], ASKING_STATES, state, reason);
  wish.state = state;
}

function nameOf({ shop }: Batch, locationId: string): string {
  return shop.locations.find(({ id }) => id === locationId)?.name ?? "a deleted location";
}

function sentenceOf(act: PersonAct, nameOfLocation: (id: string) => string): string {
  switch (act.act) {
    case "pass_problems":
      return `${act.person} looked at it and passed: ${act.codes.join(", ").replaceAll("_", " ")}`;
    case "decide_again":
      return `${act.person} asked for a new decision`;
    case "lock_route":
      return act.locationId === null
        ? `${act.person} unlocked it: any location may serve it again`
        : `${act.person} locked it to ${nameOfLocation(act.locationId)}`;
    case "reject_route":
      return `${nameOfLocation(act.locationId)} turned it down: ${act.reason} (${act.person})`;
    case "withdraw_rejection":
      return `${act.person} lets ${nameOfLocation(act.locationId)} serve it again`;
    case "approve_action":
      return `${act.person} approved what was suggested`;
    case "dismiss_action":
      return `${act.person} dismissed what was suggested`;
  }
}
