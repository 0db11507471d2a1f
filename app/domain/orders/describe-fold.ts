import { count, sayMoney } from "#app/domain/basics/phrase.ts";
import { saysTheSame } from "./compare-facts.ts";
import { describeWork } from "./describe-work.ts";
import type { FulfillmentFacts, LineItemFacts, OrderFacts, RefundFacts, TransactionFacts } from "./order-facts.ts";
import { isPlaceholder } from "./placeholder-facts.ts";
import type { TimelineEntry } from "./timeline-entry.ts";
import { trackingState, type TrackingState } from "./tracking-state.ts";

// An edit of a large order is told in one sentence, not in a hundred.
const MOST_LINES_NAMED = 3;

/**
 * What a fold changed, in sentences. Names of people and addresses are not in them: the timeline outlives a redaction.
 *
 * @param before null, or a placeholder, when the order is seen for the first time.
 */
export function describeFold(before: OrderFacts | null, after: OrderFacts): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const isFirst = before === null || isPlaceholder(before);
  if (isFirst && !isPlaceholder(after)) entries.push(describePlacing(after));
  if (before && !isFirst) entries.push(...describeOrder(before, after));
  entries.push(...describeParts(before, after));
  entries.push(...describeWork(before?.fulfillmentOrders ?? [], after));
  if (after.isDeleted && !before?.isDeleted)
    entries.push({ what: "deleted", sentence: "The order was deleted.", at: null });
  if (after.isRedacted && !before?.isRedacted) {
    entries.push({ what: "redacted", sentence: "The buyer's personal data was erased on request.", at: null });
  }
  return entries;
}

function describePlacing(facts: OrderFacts): TimelineEntry {
  const units = facts.lines.reduce((sum, line) => sum + line.quantity, 0);
  const total = sayMoney(facts.totals.presentment.originalTotalMinor, facts.presentmentCurrency);
  return {
    what: "placed",
    sentence: `Order ${facts.name} was placed: ${count(units, "unit")}, ${total}.`,
    at: facts.createdAt,
  };
}

function describeOrder(before: OrderFacts, after: OrderFacts): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const say = (what: string, sentence: string, at: string | null = after.updatedAt) =>
    entries.push({ what, sentence, at });
  if (after.cancelledAt && !before.cancelledAt) say("cancelled", "The order was cancelled.", after.cancelledAt);
  if (after.closedAt && !before.closedAt) say("closed", "The order was closed.", after.closedAt);
  if (!after.closedAt && before.closedAt) say("reopened", "The order was opened again.");
  if (after.financialStatus !== before.financialStatus) {
    say(
      "payment",
      `The payment is now ${after.financialStatus.replaceAll("_", " ")} (was ${before.financialStatus.replaceAll("_", " ")}).`,
    );
  }
  const editing = describeLines(before.lines, after.lines);
  if (editing) say("edited", editing);
  if (!after.isRedacted) {
    if (!saysTheSame(before.shippingAddress, after.shippingAddress))
      say("address", "The shipping address was changed.");
    if (before.email !== after.email || before.phone !== after.phone)
      say("contact", "The buyer's e-mail or phone was changed.");
    if (before.note !== after.note) say("note", "The note was changed.");
  }
  return entries;
}

function describeLines(before: readonly LineItemFacts[], after: readonly LineItemFacts[]): string | null {
  const unitsBefore = new Map(before.map((line) => [line.id, line.currentQuantity]));
  const changed = after.filter((line) => (unitsBefore.get(line.id) ?? 0) !== line.currentQuantity);
  if (changed.length === 0) return null;
  if (changed.length > MOST_LINES_NAMED) return `${changed.length} lines were changed.`;
  return `${changed.map((line) => `${line.title}: ${line.currentQuantity} instead of ${unitsBefore.get(line.id) ?? 0}`).join("; ")}.`;
}

function describeParts(before: OrderFacts | null, after: OrderFacts): TimelineEntry[] {
  const refunds = new Map(before?.refunds.map((refund) => [refund.id, refund]));
  const transactions = new Map(before?.transactions.map((transaction) => [transaction.id, transaction]));
  const fulfillments = new Map(before?.fulfillments.map((fulfillment) => [fulfillment.id, fulfillment]));
  return [
    ...after.refunds.filter((refund) => !refunds.has(refund.id)).map((refund) => describeRefund(refund)),
    ...after.transactions
      .filter((transaction) => transactions.get(transaction.id)?.status !== transaction.status)
      .map((transaction) => describeTransaction(transaction, after)),
    ...after.fulfillments.flatMap((fulfillment) => describeFulfillment(fulfillments.get(fulfillment.id), fulfillment)),
  ];
}

function describeRefund(refund: RefundFacts): TimelineEntry {
  const unitsOf = (kinds: readonly string[]) =>
    refund.lines.filter((line) => kinds.includes(line.restockKind)).reduce((sum, line) => sum + line.quantity, 0);
  const parts = [
    sayUnits(unitsOf(["return", "legacy_restock"]), "returned"),
    sayUnits(unitsOf(["cancel"]), "cancelled"),
    sayUnits(unitsOf(["no_restock"]), "refunded without restocking"),
    refund.shipping.amount.presentmentMinor > 0 ? "shipping" : null,
    refund.adjustments.length > 0 ? "an adjustment of the amount" : null,
  ].filter((part) => part !== null);
  return {
    what: "refund",
    sentence: `A refund was made: ${parts.length > 0 ? parts.join(", ") : "no goods"}.`,
    at: refund.createdAt,
  };
}

function sayUnits(units: number, verb: string): string | null {
  return units > 0 ? `${count(units, "unit")} ${verb}` : null;
}

const WORD_BY_KIND: Record<TransactionFacts["kind"], string> = {
  authorization: "Authorisation",
  sale: "Payment",
  capture: "Capture",
  void: "Release of the authorisation",
  refund: "Refund",
  change: "Change",
  unknown: "Transaction",
};

const OUTCOME_BY_STATUS: Record<TransactionFacts["status"], string> = {
  success: "succeeded",
  pending: "is pending",
  failure: "failed",
  error: "ended in an error",
  unknown: "has an unknown outcome",
};

function describeTransaction(transaction: TransactionFacts, facts: OrderFacts): TimelineEntry {
  const amount = sayMoney(transaction.amount.presentmentMinor, transaction.statedIn ?? facts.presentmentCurrency);
  const sentence = `${WORD_BY_KIND[transaction.kind]} of ${amount} through ${transaction.gateway} ${OUTCOME_BY_STATUS[transaction.status]}.`;
  return { what: "transaction", sentence, at: transaction.processedAt };
}

const SENTENCE_BY_TRACKING: Record<TrackingState, string> = {
  unknown: "is not tracked",
  labelled: "has a label",
  ready_for_pickup: "is ready for pickup",
  in_transit: "is in transit",
  out_for_delivery: "is out for delivery",
  attempted: "could not be handed over at the first attempt",
  delayed: "is delayed",
  delivered: "was delivered",
  failed: "could not be delivered",
  returned: "came back after it was delivered",
};

function describeFulfillment(before: FulfillmentFacts | undefined, after: FulfillmentFacts): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const units = after.lines.reduce((sum, line) => sum + line.quantity, 0);
  const isSeen = (before?.lines.length ?? 0) > 0;
  if (!isSeen && units > 0 && after.status !== "cancelled") {
    const carrier = after.trackingCompany ? ` with ${after.trackingCompany}` : "";
    entries.push({ what: "fulfilled", sentence: `${count(units, "unit")} left${carrier}.`, at: after.createdAt });
  }
  if (after.status === "cancelled" && before?.status !== "cancelled") {
    entries.push({
      what: "fulfillment_cancelled",
      sentence: `A fulfillment of ${count(units, "unit")} was cancelled.`,
      at: after.updatedAt,
    });
  }
  const tracking = trackingState(after);
  if (tracking.state !== "unknown" && (!before || trackingState(before).state !== tracking.state)) {
    entries.push({
      what: "tracking",
      sentence: `The parcel ${SENTENCE_BY_TRACKING[tracking.state]}.`,
      at: tracking.at,
    });
  }
  return entries;
}
