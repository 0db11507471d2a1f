/**
 * What we know of an order, from what the platform told us in whatever order it told it. Pure: the same changes in any
 * sequence, each any number of times, end in the same facts (the tests fold all permutations of an order's life).
 */
import { saysTheSame } from "./compare-facts.ts";
import type { Change, ReadSubject } from "./change.ts";
import { describeFold } from "./describe-fold.ts";
import { withEvent, withFulfillment, withRefund, withTransactions } from "./fold-parts.ts";
import { foldRead } from "./fold-read.ts";
import { foldSnapshot } from "./fold-snapshot.ts";
import type { OrderFacts } from "./order-facts.ts";
import { isPlaceholder, placeholderFacts } from "./placeholder-facts.ts";
import { redactFacts } from "./redact-facts.ts";
import type { TimelineEntry } from "./timeline-entry.ts";

export type WantedRead = { subject: ReadSubject; id: string };

export type FoldResult = {
  /** Null as long as nothing was said of the order itself. */
  facts: OrderFacts | null;
  /** Whether the facts say anything else than before. */
  changed: boolean;
  /** What a person should see of it, oldest first. */
  entries: TimelineEntry[];
  /** What must be read before the facts can be trusted or are complete. */
  wantsRead: WantedRead[];
};

/**
 * Folds one change into an order's facts. Changes that are about something else than this order leave it as it is.
 *
 * @param facts null for an order of which nothing is known; a part of it (a refund, a payment, a parcel) is then kept in
 * placeholder facts, and the whole order is wanted.
 */
export function foldChange(facts: OrderFacts | null, change: Change): FoldResult {
  if (change.kind === "read_wanted") return foldHint(facts, change);
  const orderId = orderOf(change);
  const start = facts ?? (orderId === null ? null : placeholderFacts(orderId));
  if (!start) return { facts, changed: false, entries: [], wantsRead: [] };
  const folded = apply(start, change);
  const after = folded.facts.isRedacted ? redactFacts(folded.facts) : folded.facts;
  const changed = facts === null || !saysTheSame(facts, after);
  const wantsRead = wantedReads(start, after, folded, change);
  if (!changed) return { facts, changed, entries: [], wantsRead };
  return { facts: after, changed, entries: describeFold(facts, after), wantsRead };
}

function foldHint(facts: OrderFacts | null, hint: Extract<Change, { kind: "read_wanted" }>): FoldResult {
  if (facts?.isDeleted) return { facts, changed: false, entries: [], wantsRead: [] };
  const entries = facts ? [{ what: "hint", sentence: `Shopify says: ${hint.what}.`, at: null }] : [];
  return { facts, changed: false, entries, wantsRead: [hintedRead(facts, hint)] };
}

/** A fulfillment order whose order is known is read with its order: all hints of one order are then one read. */
function hintedRead(facts: OrderFacts | null, hint: Extract<Change, { kind: "read_wanted" }>): WantedRead {
  if (hint.subject !== "order" && hint.subject !== "fulfillment_order") return { subject: hint.subject, id: hint.id };
  if (facts) return { subject: isPlaceholder(facts) ? "whole_order" : "order", id: facts.id };
  return hint.subject === "order" ? { subject: "whole_order", id: hint.id } : { subject: hint.subject, id: hint.id };
}

/** The order whose facts a change brings into being if they are not there; null for changes that only touch known facts. */
function orderOf(change: Change): string | null {
  switch (change.kind) {
    case "order":
      return change.order.id;
    case "order_read":
    case "order_imported":
      return change.read.orderId;
    case "order_deleted":
    case "refund":
    case "transaction":
    case "fulfillment":
    case "fulfillment_event":
      return change.orderId;
    default:
      return null;
  }
}

type Folded = { facts: OrderFacts; isTaken: boolean; isContested: boolean };

function apply(facts: OrderFacts, change: Change): Folded {
  const part = (next: OrderFacts): Folded => ({ facts: next, isTaken: false, isContested: false });
  switch (change.kind) {
    case "order":
      return foldSnapshot(facts, change.order, null);
    case "order_read":
    case "order_imported":
      return foldRead(facts, change.read);
    case "order_deleted":
      return part({ ...facts, isDeleted: true });
    case "refund":
      return part(withRefund(facts, change.refund));
    case "transaction":
      return part(withTransactions(facts, [change.transaction]));
    case "fulfillment":
      return part(withFulfillment(facts, change.fulfillment));
    case "fulfillment_event":
      return part(withEvent(facts, change.fulfillmentId, change.eventId, change.event));
    case "customer_redacted":
      return part({ ...facts, isRedacted: true });
    default:
      return part(facts);
  }
}

function wantedReads(before: OrderFacts, after: OrderFacts, folded: Folded, change: Change): WantedRead[] {
  if (after.isDeleted) return [];
  if (isPlaceholder(after) || folded.isContested || hasLostUpdate(after, change)) {
    return [{ subject: "whole_order", id: after.id }];
  }
  // A read that did not show the amount will not show it the next time either.
  const isAmountWanted = change.kind !== "order_read" && hasUnknownAmount(after);
  const isWanted = isAmountWanted || isPaymentUnknown(before, after, change) || isWorkUnknown(before, after, folded);
  return isWanted ? [{ subject: "order", id: after.id }] : [];
}

/** Whether an order's webhook tells of a payment whose transaction is told by another webhook, which may be lost. */
function isPaymentUnknown(before: OrderFacts, after: OrderFacts, change: Change): boolean {
  if (change.kind !== "order" || before.financialStatus === after.financialStatus) return false;
  const readAt = after.fulfillmentOrdersReadAt;
  return readAt !== null && after.updatedAt.slice(0, 19) >= readAt.slice(0, 19);
}

// Webhooks come within seconds; one that is this late when a read shows its effect is taken for lost.
const LOST_AFTER_MS = 60_000;

/** Whether a read shows an update of the order whose webhook should have been here long ago. */
function hasLostUpdate(after: OrderFacts, change: Change): boolean {
  if (change.kind !== "order_read" || change.read.updatedAt <= after.updatedAt) return false;
  return Date.parse(change.read.readAt) - Date.parse(change.read.updatedAt) > LOST_AFTER_MS;
}

/** Whether fulfillment orders were never read, or were read before something happened that changes them. */
function isWorkUnknown(before: OrderFacts, after: OrderFacts, folded: Folded): boolean {
  const readAt = after.fulfillmentOrdersReadAt;
  if (readAt === null) return folded.isTaken;
  // A read in a later second has seen what happened in this one.
  return causesSince(before, after).some((happenedAt) => happenedAt.slice(0, 19) >= readAt.slice(0, 19));
}

/** When things happened, not known before, that make Shopify open, change or close fulfillment orders. */
function causesSince(before: OrderFacts, after: OrderFacts): string[] {
  const units = (facts: OrderFacts) =>
    facts.lines.map((line) => [line.id, line.quantity, line.currentQuantity, line.fulfillableQuantity]);
  const isChanged = before.cancelledAt !== after.cancelledAt || !saysTheSame(units(before), units(after));
  const statusById = new Map(before.fulfillments.map((fulfillment) => [fulfillment.id, fulfillment.status]));
  const knownRefunds = new Set(before.refunds.map((refund) => refund.id));
  return [
    ...(isChanged ? [after.updatedAt] : []),
    ...after.fulfillments.filter(({ id, status }) => statusById.get(id) !== status).map(({ updatedAt }) => updatedAt),
    ...after.refunds.filter(({ id }) => !knownRefunds.has(id)).map(({ createdAt }) => createdAt),
  ];
}

/** Whether a payment's amount is known in one of the order's two currencies only. */
function hasUnknownAmount(facts: OrderFacts): boolean {
  return (
    facts.shopCurrency !== facts.presentmentCurrency &&
    facts.transactions.some((transaction) => transaction.statedIn !== undefined)
  );
}
