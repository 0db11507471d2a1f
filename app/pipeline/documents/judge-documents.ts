import type { OutboxRow } from "#app/db/outbox-rows.ts";
import { mayAct } from "#app/domain/actions/may-act.ts";
import type { Batch } from "#app/pipeline/batch.ts";
import type { DecidedOrder } from "#app/pipeline/decide-orders.ts";
import { ASKING_STATES, OPEN_STATES } from "#app/pipeline/next-round.ts";

/** Suggestions to issue documents are outbox messages of this kind: nothing of them goes to Shopify. */
export const ISSUE = "issue";

/** What becomes of the documents that an order has due, and of what was suggested about its documents before. */
export type JudgedDocuments = {
  each: DecidedOrder;
  /** "ask": one row waits for a person. "leave": nothing is due, or nobody is to be asked, or a person has said no. */
  fate: "issue" | "ask" | "leave";
  /** Names just these documents: the same wish has the same key. Null while none is due. */
  key: string | null;
  /** Which time the wish is made, counted from 1. */
  round: number;
  /** The suggestion of just these documents, as long as it is open or was dismissed. */
  standing: OutboxRow | null;
  /** Open suggestions of documents that are not due, or not so. */
  outdated: OutboxRow[];
};

/**
 * Decides for each order whether its documents are issued, asked about or left, by the mode of invoicing and by what people
 * have approved in this batch. An approval counts for the documents that were suggested and no others: where they are not
 * due as they were, nothing is issued, and whoever approved is told why.
 */
export function judgeDocuments(batch: Batch, decided: readonly DecidedOrder[]): JudgedDocuments[] {
  return decided.map((each) => {
    const judged = judge(batch, each);
    for (const approval of each.order.approvals) answerApproval(batch, judged, approval);
    return judged;
  });
}

function judge(batch: Batch, each: DecidedOrder): JudgedDocuments {
  const rows = (batch.outbox.get(each.order.id) ?? []).filter((row) => row.kind === ISSUE);
  const key = each.decision.documents.length === 0 ? null : suggestionKey(each);
  const rounds = rows.filter((row) => row.payload.key === key);
  const last = rounds.at(-1);
  const isStanding = last !== undefined && (OPEN_STATES.includes(last.state) || last.state === "dismissed");
  const standing = isStanding ? last : null;
  const outdated = rows.filter((row) => OPEN_STATES.includes(row.state) && row !== standing);
  const fate = key === null ? "leave" : fateOf(batch, each, standing);
  return { each, fate, key, round: rounds.length + 1, standing, outdated };
}

function fateOf(batch: Batch, { order, facts, context }: DecidedOrder, standing: OutboxRow | null) {
  const setting = batch.shop.settings.capabilities.invoice;
  // What was invoiced once is corrected for ever, also after the day of going live was set anew.
  const isInvoiced = context.documents.length > 0;
  const verdict = mayAct(setting, {
    createdAt: isInvoiced ? (setting.goLiveAt ?? facts.createdAt) : facts.createdAt,
    isTest: facts.isTest,
    isImported: context.isImported,
  });
  if (verdict === "act") return "issue";
  if (verdict !== "suggest" || standing?.state === "dismissed") return "leave";
  const isAsked = standing !== null && ASKING_STATES.includes(standing.state);
  return isAsked && order.approvals.some(({ key }) => key === standing.key) ? "issue" : "ask";
}

function suggestionKey({ order, decision, context }: DecidedOrder): string {
  const amounts = decision.documents.map((draft) => `${draft.kind}:${draft.totalMinor}`).join("+");
  return `issue:${order.id}:${context.documents.length}:${amounts}`;
}

/** The click that approved is answered with the reason, and so is whoever looks at the order later. */
function answerApproval(
  batch: Batch,
  { each, fate, standing }: JudgedDocuments,
  approval: { key: string; messageId: string },
): void {
  const isMeant = standing?.key === approval.key;
  if (isMeant && fate === "issue") return;
  const reason = `Nothing was issued: ${isMeant ? sayStanding(standing) : sayOutdated(each)}.`;
  const message = batch.settled.find(({ id }) => id === approval.messageId);
  if (message) message.reason = reason;
  batch.timeline.push({
    orderId: each.order.id,
    at: batch.now,
    kind: "decision",
    sentence: reason,
    details: { key: approval.key },
    inboxId: approval.messageId,
  });
}

function sayStanding({ state }: OutboxRow): string {
  return state === "dismissed" ? "somebody has dismissed it before" : "it was pulled back before it was approved";
}

function sayOutdated({ decision }: DecidedOrder): string {
  return `the order has changed since this was suggested (now: ${decision.documentSentence})`;
}
