import type { Change, OrderRead, OrderSnapshot } from "#app/domain/orders/change.ts";
import { foldChange } from "#app/domain/orders/fold-order.ts";
import type { FulfillmentFacts, FulfillmentOrderFacts, OrderFacts } from "#app/domain/orders/order-facts.ts";
import { fulfillmentOrder, lineItem, order, price, refund, transaction } from "#tests/domain/build-order.ts";

/** A moment of the day all these orders live in: "13:00:05" is 2026-11-20T13:00:05.000Z. */
export function at(time: string): string {
  return `2026-11-20T${time}.000Z`;
}

/** What a webhook states of an order at a moment; two mugs to Munich unless changed. */
export function snapshot(updatedAt: string, changes: Partial<OrderFacts> = {}): OrderSnapshot {
  const facts = order({ createdAt: at("12:00:00"), processedAt: at("12:00:00"), updatedAt, ...changes });
  const {
    fulfillmentOrders,
    fulfillmentOrdersReadAt,
    transactions,
    isDeleted,
    isRedacted,
    risk,
    snapshotReadAt,
    ...stated
  } = facts;
  return stated;
}

export function said(updatedAt: string, changes: Partial<OrderFacts> = {}): Change {
  return { kind: "order", order: snapshot(updatedAt, changes) };
}

export function parcel(changes: Partial<FulfillmentFacts> = {}): FulfillmentFacts {
  return {
    id: "401",
    status: "success",
    createdAt: at("15:00:00"),
    updatedAt: at("15:00:00"),
    locationId: "L1",
    trackingCompany: "DHL",
    trackingNumbers: ["JJD1"],
    trackingUrls: ["https://example.com/JJD1"],
    lines: [{ lineItemId: "1", quantity: 2 }],
    events: [],
    shipmentStatus: null,
    ...changes,
  };
}

export function event(id: string, status: string, happenedAt: string, message: string | null = null): Change {
  return {
    kind: "fulfillment_event",
    orderId: "1001",
    fulfillmentId: "401",
    eventId: id,
    event: { id, status, happenedAt, message },
  };
}

export function read(readAt: string, changes: Partial<OrderRead> = {}): Change {
  const works: FulfillmentOrderFacts[] = [fulfillmentOrder([lineItem()], { updatedAt: at("12:00:01") })];
  const answer: OrderRead = {
    orderId: "1001",
    readAt,
    order: null,
    updatedAt: at("12:00:01"),
    risk: { level: "LOW", recommendation: "ACCEPT" },
    transactions: [],
    fulfillmentOrders: works,
    levels: [],
    ...changes,
  };
  return { kind: "order_read", read: answer };
}

/** The seven deliveries of an order's whole life, each with what it states. */
export const LIFE: readonly Change[] = [
  said(at("12:00:01"), { financialStatus: "pending" }),
  said(at("12:00:05"), { financialStatus: "paid" }),
  said(at("12:30:00"), { financialStatus: "paid", note: "Leave it at the door" }),
  said(at("13:00:00"), { financialStatus: "paid", lines: [lineItem({ currentQuantity: 1, fulfillableQuantity: 1 })] }),
  {
    kind: "refund",
    orderId: "1001",
    refund: refund({
      createdAt: at("13:30:00"),
      lines: [
        { lineItemId: "1", quantity: 1, restockKind: "cancel", locationId: null, subtotal: price(1000), tax: price(0) },
      ],
      transactionIds: ["601"],
    }),
  },
  { kind: "fulfillment", orderId: "1001", fulfillment: parcel({ lines: [{ lineItemId: "1", quantity: 1 }] }) },
  said(at("16:00:00"), {
    financialStatus: "partially_refunded",
    cancelledAt: at("16:00:00"),
    lines: [lineItem({ currentQuantity: 1, fulfillableQuantity: 0 })],
    fulfillments: [parcel({ lines: [{ lineItemId: "1", quantity: 1 }] })],
  }),
];

/** What the platform tells beside those: payments, tracking, reads of the work. */
export const ASIDES: readonly Change[] = [
  {
    kind: "transaction",
    orderId: "1001",
    transaction: transaction({
      id: "600",
      kind: "sale",
      status: "pending",
      amount: price(2000),
      processedAt: at("12:00:00"),
    }),
  },
  {
    kind: "transaction",
    orderId: "1001",
    transaction: transaction({
      id: "600",
      kind: "sale",
      status: "success",
      amount: price(2000),
      processedAt: at("12:00:04"),
    }),
  },
  event("41", "in_transit", at("18:00:00")),
  event("42", "delivered", at("20:00:00")),
  { kind: "fulfillment_event", orderId: "1001", fulfillmentId: "401", eventId: "43", event: null },
  event("43", "failure", at("21:00:00")),
  read(at("12:00:03")),
  read(at("16:00:03"), {
    fulfillmentOrders: [fulfillmentOrder([lineItem()], { status: "CLOSED", updatedAt: at("16:00:00") })],
  }),
];

/** Folds changes in this order from nothing. */
export function foldAll(changes: readonly Change[]): OrderFacts {
  let facts: OrderFacts | null = null;
  for (const change of changes) facts = foldChange(facts, change).facts;
  if (!facts) throw new Error("nothing was folded");
  return facts;
}

/** Every order of a list. */
export function* permutationsOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length <= 1) {
    yield [...items];
    return;
  }
  for (let index = 0; index < items.length; index += 1) {
    const rest = [...items.slice(0, index), ...items.slice(index + 1)];
    for (const others of permutationsOf(rest)) yield [items[index]!, ...others];
  }
}
