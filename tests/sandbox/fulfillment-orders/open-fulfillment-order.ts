import { nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { DeliveryMethod, FulfillmentOrder, FulfillmentOrderLineItem } from "#tests/sandbox/state/fulfillment.ts";
import type { Instant } from "#tests/sandbox/state/instant.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import type { Location } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

export type FulfillmentOrderDraft = {
  location: Location;
  lines: { lineItem: LineItem; quantity: number }[];
  deliveryMethod: DeliveryMethod | null;
  /** A later moment makes a scheduled fulfillment order; left out, it is to be fulfilled from the running hour on. */
  fulfillAt?: Instant;
};

/**
 * Creates a fulfillment order of an order at a location and adds it to both. It moves no stock and announces nothing: the checkout commits
 * and announces `fulfillment_orders/order_routing_complete` once everything is assigned.
 */
export function openFulfillmentOrder(
  world: World,
  shop: Shop,
  order: Order,
  draft: FulfillmentOrderDraft,
): FulfillmentOrder {
  const now = nowOf(world);
  const fulfillAt = draft.fulfillAt ?? startOfHour(now);
  const fulfillmentOrder: FulfillmentOrder = {
    id: nextId(world, "FulfillmentOrder"),
    orderId: order.id,
    status: fulfillAt > now ? "SCHEDULED" : "OPEN",
    requestStatus: "UNSUBMITTED",
    assignedLocationId: draft.location.id,
    assignedLocationName: draft.location.name,
    deliveryMethod: draft.deliveryMethod,
    destination: order.shippingAddress ? { ...order.shippingAddress, email: order.email } : null,
    lines: draft.lines.map(({ lineItem, quantity }) => lineOf(world, shop, lineItem, quantity)),
    holds: [],
    fulfillAt,
    fulfillBy: null,
    progress: null,
    merchantRequests: [],
    cutOffBy: null,
    createdAt: now,
    updatedAt: now,
  };
  addFulfillmentOrder(shop, order, fulfillmentOrder);
  return fulfillmentOrder;
}

function lineOf(world: World, shop: Shop, lineItem: LineItem, quantity: number): FulfillmentOrderLineItem {
  const variant = lineItem.variantId === null ? undefined : shop.variants.get(lineItem.variantId);
  return {
    id: nextId(world, "FulfillmentOrderLineItem"),
    lineItemId: lineItem.id,
    variantId: lineItem.variantId,
    inventoryItemId: variant?.inventoryItemId ?? null,
    totalQuantity: quantity,
    remainingQuantity: quantity,
  };
}

/** A new fulfillment order with the same terms (location, method, dates) and the lines given; used by splits, moves and holds. */
export function cloneFulfillmentOrder(
  world: World,
  shop: Shop,
  source: FulfillmentOrder,
  lines: FulfillmentOrderLineItem[],
): FulfillmentOrder {
  const order = shop.orders.get(source.orderId);
  if (!order) throw new Error(`The order of fulfillment order ${source.id} is missing.`);
  const now = nowOf(world);
  const clone: FulfillmentOrder = {
    ...source,
    id: nextId(world, "FulfillmentOrder"),
    status: source.status === "SCHEDULED" ? "SCHEDULED" : "OPEN",
    requestStatus: "UNSUBMITTED",
    lines,
    holds: [],
    progress: null,
    merchantRequests: [],
    cutOffBy: null,
    createdAt: now,
    updatedAt: now,
  };
  addFulfillmentOrder(shop, order, clone);
  return clone;
}

function addFulfillmentOrder(shop: Shop, order: Order, fulfillmentOrder: FulfillmentOrder): void {
  shop.fulfillmentOrders.set(fulfillmentOrder.id, fulfillmentOrder);
  order.fulfillmentOrderIds.push(fulfillmentOrder.id);
}

/** The platform opens work from the start of the running hour. */
function startOfHour(now: Instant): Instant {
  return `${now.slice(0, 13)}:00:00Z`;
}
