/**
 * Parts of an order that have ids of their own. Two statements about the same part are joined so that it makes no
 * difference which came first, how often each came, or in which groups: each join is commutative, associative and
 * idempotent, and the tests prove it by permuting.
 */
import { compareIds } from "#app/domain/basics/ids.ts";
import { compareStatements, compareText, uniteById } from "./compare-facts.ts";
import type { FulfillmentFacts, OrderFacts, RefundFacts, TransactionFacts } from "./order-facts.ts";
import { EPOCH } from "./placeholder-facts.ts";
import { redactEvent, redactFulfillment, redactRefund } from "./redact-facts.ts";

export function withRefund(facts: OrderFacts, refund: RefundFacts): OrderFacts {
  const sorted = { ...refund, transactionIds: [...new Set(refund.transactionIds)].sort(compareIds) };
  return { ...facts, refunds: uniteById(facts.refunds, [sorted], joinRefunds) };
}

export function withTransactions(facts: OrderFacts, transactions: readonly TransactionFacts[]): OrderFacts {
  return { ...facts, transactions: uniteById(facts.transactions, transactions, joinTransactions) };
}

export function withFulfillment(facts: OrderFacts, fulfillment: FulfillmentFacts): OrderFacts {
  return { ...facts, fulfillments: uniteById(facts.fulfillments, [fulfillment], joinFulfillments) };
}

type TrackingEvent = FulfillmentFacts["events"][number];

/** An event of a parcel, or its taking back; the parcel itself may not have been seen yet. */
export function withEvent(
  facts: OrderFacts,
  fulfillmentId: string,
  eventId: string,
  event: TrackingEvent | null,
): OrderFacts {
  const unseen: FulfillmentFacts = {
    id: fulfillmentId,
    status: "unknown",
    createdAt: EPOCH,
    updatedAt: EPOCH,
    locationId: null,
    trackingCompany: null,
    trackingNumbers: [],
    trackingUrls: [],
    lines: [],
    events: event ? [event] : [],
    ...(event ? {} : { deletedEventIds: [eventId] }),
    shipmentStatus: null,
  };
  return withFulfillment(facts, unseen);
}

/** A refund never changes but for the movements of money it gains: the fuller statement stands, their ids are united. */
export function joinRefunds(a: RefundFacts, b: RefundFacts): RefundFacts {
  const { transactionIds: idsOfA, ...bodyOfA } = a;
  const { transactionIds: idsOfB, ...bodyOfB } = b;
  const fuller =
    bodyOfA.lines.length - bodyOfB.lines.length || compareStatements(withIds(bodyOfA), withIds(bodyOfB), redactRefund);
  const transactionIds = [...new Set([...idsOfA, ...idsOfB])].sort(compareIds);
  return { ...(fuller >= 0 ? bodyOfA : bodyOfB), transactionIds };
}

function withIds(body: Omit<RefundFacts, "transactionIds">): RefundFacts {
  return { ...body, transactionIds: [] };
}

const STEP_BY_STATUS: Record<TransactionFacts["status"], number> = {
  unknown: 0,
  pending: 1,
  error: 2,
  failure: 3,
  success: 4,
};

/** A transaction's status only moves forward; an amount stated in both currencies stands over one stated in one. */
export function joinTransactions(a: TransactionFacts, b: TransactionFacts): TransactionFacts {
  const amount = betterAmount(a, b) ? a : b;
  const further = STEP_BY_STATUS[a.status] >= STEP_BY_STATUS[b.status] ? a : b;
  return {
    id: a.id,
    kind: a.kind === "unknown" || (b.kind !== "unknown" && b.kind > a.kind) ? b.kind : a.kind,
    status: further.status,
    gateway:
      greater(a.gateway === "unknown" ? null : a.gateway, b.gateway === "unknown" ? null : b.gateway) ?? "unknown",
    amount: amount.amount,
    processedAt: greater(a.processedAt, b.processedAt),
    parentId: greater(a.parentId, b.parentId),
    ...(amount.statedIn === undefined ? {} : { statedIn: amount.statedIn }),
  };
}

function betterAmount(a: TransactionFacts, b: TransactionFacts): boolean {
  const exactness = Number(a.statedIn === undefined) - Number(b.statedIn === undefined);
  if (exactness !== 0) return exactness > 0;
  const statement = (facts: TransactionFacts) => ({ amount: facts.amount, statedIn: facts.statedIn });
  return compareStatements(statement(a), statement(b), (value) => value) >= 0;
}

function greater(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a >= b ? a : b;
}

// A parcel that was sent may be called back, never the other way round.
const STEP_OF_PARCEL: Record<FulfillmentFacts["status"], number> = {
  unknown: 0,
  pending: 1,
  open: 2,
  success: 3,
  error: 4,
  failure: 5,
  cancelled: 6,
};

/**
 * The newest statement of a fulfillment stands, of one second the one that is further on; its events are a set, from which
 * those taken back are missing for good.
 */
export function joinFulfillments(a: FulfillmentFacts, b: FulfillmentFacts): FulfillmentFacts {
  const newer =
    compareText(a.updatedAt, b.updatedAt) ||
    STEP_OF_PARCEL[a.status] - STEP_OF_PARCEL[b.status] ||
    compareStatements(withoutEvents(a), withoutEvents(b), redactFulfillment);
  const deleted = new Set([...(a.deletedEventIds ?? []), ...(b.deletedEventIds ?? [])]);
  const events = uniteById(a.events, b.events, (one, other) =>
    compareStatements(one, other, redactEvent) >= 0 ? one : other,
  );
  return {
    ...(newer >= 0 ? a : b),
    events: events.filter((event) => !deleted.has(event.id)),
    ...(deleted.size === 0 ? {} : { deletedEventIds: [...deleted].sort(compareIds) }),
  };
}

function withoutEvents(fulfillment: FulfillmentFacts): FulfillmentFacts {
  return { ...fulfillment, events: [], deletedEventIds: undefined };
}
