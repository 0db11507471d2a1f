import type { PastOrder, PastShop } from "#app/domain/history/past-order.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import type { FulfillmentFacts, LineItemFacts, OrderFacts } from "#app/domain/orders/order-facts.ts";
import {
  fulfillmentOrder,
  level,
  levelBook,
  lineItem,
  location,
  NOON,
  order,
  settings,
  shippingLine,
  variant,
} from "#tests/domain/build-order.ts";

export const MUG = lineItem({ id: "1", variantId: "v1", quantity: 2 });
export const BOWL = lineItem({ id: "2", variantId: "v2", title: "Bowl", quantity: 1 });

/** A shop with Lyon and Lille, both in Germany for the tests' sake; levels as given. */
export function pastShop(levels: Level[] = [], changes: Partial<PastShop> = {}): PastShop {
  return {
    settings: settings(),
    locations: [location("L1", { name: "Lyon" }), location("L2", { name: "Lille", latitude: 50.6, longitude: 10 })],
    rateCards: [],
    variantById: { v1: variant("v1"), v2: variant("v2") },
    levels: levelBook(...levels),
    ...changes,
  };
}

export function past(facts: OrderFacts, changes: Partial<PastOrder> = {}): PastOrder {
  return { facts, similarOrders: [], ...changes };
}

/** A parcel that left with whole lines. */
export function parcel(id: string, locationId: string | null, lines: LineItemFacts[]): FulfillmentFacts {
  return {
    id,
    status: "success",
    createdAt: NOON,
    updatedAt: NOON,
    locationId,
    trackingCompany: null,
    trackingNumbers: [],
    trackingUrls: [],
    lines: lines.map((line) => ({ lineItemId: line.id, quantity: line.quantity })),
    events: [],
  };
}

/** Mugs from Lyon and a bowl from Lille, all sent; its fulfillment orders are closed and, as after an import, without lines. */
export function sentFromTwo(changes: Partial<OrderFacts> = {}): OrderFacts {
  const closed = { status: "CLOSED" as const, lines: [] };
  return order({
    lines: [MUG, BOWL],
    shippingLines: [shippingLine()],
    fulfillments: [parcel("11", "L1", [MUG]), parcel("12", "L2", [BOWL])],
    fulfillmentOrders: [
      fulfillmentOrder([], { id: "501", ...closed }),
      fulfillmentOrder([], { id: "502", locationId: "L2", ...closed }),
    ],
    ...changes,
  });
}

export const STOCK = {
  lyonHasBowls: level("i2", "L1", { available: 4 }),
  lyonHasNoBowl: level("i2", "L1", { available: 0 }),
  lilleHasBowls: level("i2", "L2", { available: 4 }),
};
