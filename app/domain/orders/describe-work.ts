import type { FulfillmentOrderFacts, FulfillmentOrderStatus, HoldFacts, OrderFacts } from "./order-facts.ts";
import type { TimelineEntry } from "./timeline-entry.ts";

const SENTENCE_BY_STATUS: Record<FulfillmentOrderStatus, string> = {
  OPEN: "is open",
  IN_PROGRESS: "is being worked on",
  ON_HOLD: "is on hold",
  SCHEDULED: "is scheduled",
  INCOMPLETE: "could not be completed",
  CANCELLED: "was cancelled",
  CLOSED: "is closed",
};

/** What a read shows of the work at locations that was not known before. Holds of other apps are told apart from ours. */
export function describeWork(before: readonly FulfillmentOrderFacts[], after: OrderFacts): TimelineEntry[] {
  const at = after.fulfillmentOrdersReadAt;
  if (before.length === 0) {
    const count = after.fulfillmentOrders.length;
    if (count === 0) return [];
    const noun = count === 1 ? "one fulfillment order" : `${count} fulfillment orders`;
    return [
      { what: "work", sentence: `Shopify opened ${noun} for it.`, at },
      ...after.fulfillmentOrders.flatMap((work) => describeHolds([], work, at)),
    ];
  }
  const knownById = new Map(before.map((work) => [work.id, work]));
  return after.fulfillmentOrders.flatMap((work) => {
    const known = knownById.get(work.id);
    if (!known)
      return [
        {
          what: "work",
          sentence: `Fulfillment order ${work.id} was added; it ${SENTENCE_BY_STATUS[work.status]}.`,
          at,
        },
      ];
    return [...describeChange(known, work, at), ...describeHolds(known.holds, work, at)];
  });
}

function describeChange(
  before: FulfillmentOrderFacts,
  after: FulfillmentOrderFacts,
  at: string | null,
): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  if (before.locationId !== after.locationId) {
    entries.push({ what: "moved", sentence: `Fulfillment order ${after.id} was moved to another location.`, at });
  }
  if (before.status !== after.status && after.status !== "ON_HOLD") {
    entries.push({ what: "work", sentence: `Fulfillment order ${after.id} ${SENTENCE_BY_STATUS[after.status]}.`, at });
  }
  return entries;
}

function describeHolds(before: readonly HoldFacts[], after: FulfillmentOrderFacts, at: string | null): TimelineEntry[] {
  const known = new Set(before.map((hold) => hold.id));
  const standing = new Set(after.holds.map((hold) => hold.id));
  return [
    ...after.holds
      .filter((hold) => !known.has(hold.id))
      .map((hold) => ({
        what: "held",
        sentence: `${hold.isOurs ? "Our hold" : "A hold of another app or person"} stands: ${sayReason(hold.reason)}.`,
        at,
      })),
    ...before
      .filter((hold) => !standing.has(hold.id))
      .map((hold) => ({
        what: "released",
        sentence: `The hold was released: ${sayReason(hold.reason)}.`,
        at,
      })),
  ];
}

function sayReason(reason: string): string {
  return reason.toLowerCase().replaceAll("_", " ");
}
