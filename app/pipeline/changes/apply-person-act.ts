import { moveMessages, type OutboxRow, type OutboxState } from "#app/db/outbox-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import type { PersonAct } from "#app/domain/orders/change.ts";
import type { Batch, UnderstoodMessage } from "#app/pipeline/batch.ts";

/** What a person did on a page. It is decided with, like everything else that changes an order. */
export async function applyPersonAct(sql: Sql, batch: Batch, entry: UnderstoodMessage, act: PersonAct): Promise<void> {
  const order = batch.orders.get(act.orderId);
  if (!order?.facts) return;
  order.isWanted = true;
  const wish =
    "outboxKey" in act ? (batch.outbox.get(act.orderId) ?? []).find((row) => row.key === act.outboxKey) : undefined;
  switch (act.act) {
    case "pass_problems":
      order.passedProblems = [...new Set([...order.passedProblems, ...act.codes])].sort();
      break;
    case "approve_action":
      order.approvedKeys.push(act.outboxKey);
      // Documents are issued by this very batch; everything else is sent after it.
      if (wish) await answerWish(sql, batch, wish, wish.kind === "issue" ? "sent" : "waiting", null);
      break;
    case "dismiss_action":
      if (wish) await answerWish(sql, batch, wish, "dismissed", "Dismissed by a person.");
      break;
    case "decide_again":
      break;
  }
  batch.timeline.push({
    orderId: act.orderId,
    at: entry.message.receivedAt,
    kind: "person",
    sentence: sentenceOf(act),
    details: act,
    inboxId: entry.message.id,
  });
}

// Only what asks can be answered: a click on something that was sent or given up meanwhile changes nothing.
const ASKING: readonly OutboxState[] = ["suggested", "needs_person"];

async function answerWish(
  sql: Sql,
  batch: Batch,
  wish: OutboxRow,
  state: OutboxState,
  reason: string | null,
): Promise<void> {
  if (!ASKING.includes(wish.state)) return;
  await moveMessages(sql, batch.shop.id, batch.now, [wish.id], ASKING, state, reason);
  wish.state = state;
}

function sentenceOf(act: PersonAct): string {
  switch (act.act) {
    case "pass_problems":
      return `${act.person} looked at it and passed: ${act.codes.join(", ").replaceAll("_", " ")}`;
    case "decide_again":
      return `${act.person} asked for a new decision`;
    case "approve_action":
      return `${act.person} approved what was suggested`;
    case "dismiss_action":
      return `${act.person} dismissed what was suggested`;
  }
}
