import { emit, nextId, nowOf, recordEffect, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Fulfillment, FulfillmentEvent } from "#tests/sandbox/state/fulfillment.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { openFulfillmentOrder } from "#tests/sandbox/fulfillment-orders/open-fulfillment-order.ts";
import { levelAt, shiftQuantities } from "#tests/sandbox/inventory/shift-quantities.ts";
import { touchOrder } from "#tests/sandbox/orders/touch-order.ts";
import { notifyOfFulfillment, type Tracking } from "./fulfill.ts";

export type FulfillmentEventParts = Pick<FulfillmentEvent, "status"> &
  Partial<Omit<FulfillmentEvent, "id" | "createdAt">>;

/** The carrier says where a parcel is. Its own time decides what the parcel's state is, not the moment we hear of it. */
export function addFulfillmentEvent(
  world: World,
  shop: Shop,
  fulfillment: Fulfillment,
  parts: FulfillmentEventParts,
  actor: Actor,
): FulfillmentEvent {
  const now = nowOf(world);
  const event: FulfillmentEvent = {
    message: null,
    estimatedDeliveryAt: null,
    address1: null,
    city: null,
    province: null,
    country: null,
    zip: null,
    latitude: null,
    longitude: null,
    ...parts,
    happenedAt: parts.happenedAt ?? now,
    createdAt: now,
    id: nextId(world, "FulfillmentEvent"),
  };
  fulfillment.events.push(event);
  if (event.status === "IN_TRANSIT") fulfillment.inTransitAt ??= event.happenedAt;
  if (event.status === "DELIVERED") fulfillment.deliveredAt ??= event.happenedAt;
  fulfillment.estimatedDeliveryAt = event.estimatedDeliveryAt ?? fulfillment.estimatedDeliveryAt;
  const order = orderOf(shop, fulfillment);
  emit(world, shop, "fulfillment_events/create", { order, fulfillment, event }, actor);
  announceUpdate(world, shop, order, fulfillment, actor);
  return event;
}

/** Replaces the tracking of a parcel; the buyer is told only if asked for. */
export function updateTracking(
  world: World,
  shop: Shop,
  fulfillment: Fulfillment,
  tracking: Tracking,
  notifyCustomer: boolean,
  actor: Actor,
): void {
  fulfillment.tracking = tracking;
  if (notifyCustomer) notifyOfFulfillment(world, shop, fulfillment, actor);
  announceUpdate(world, shop, orderOf(shop, fulfillment), fulfillment, actor);
}

/** The parcel never left: its units are work again, in a new fulfillment order at the same location, and committed again. */
export function cancelFulfillment(world: World, shop: Shop, fulfillment: Fulfillment, actor: Actor): void {
  if (fulfillment.status === "CANCELLED") throw new Error(`Fulfillment ${fulfillment.name} is cancelled already.`);
  const order = orderOf(shop, fulfillment);
  fulfillment.status = "CANCELLED";
  const location = shop.locations.get(fulfillment.locationId ?? "");
  const lines = fulfillment.lines.flatMap(({ lineItemId, quantity }) => {
    const lineItem = order.lineItems.find(({ id }) => id === lineItemId);
    return lineItem ? [{ lineItem, quantity }] : [];
  });
  if (location && lines.length > 0) {
    const source = shop.fulfillmentOrders.get(fulfillment.lines[0]?.fulfillmentOrderId ?? "");
    const deliveryMethod = source?.deliveryMethod ?? null;
    const reopened = openFulfillmentOrder(world, shop, order, { location, lines, deliveryMethod });
    for (const line of reopened.lines) {
      const lineItem = order.lineItems.find(({ id }) => id === line.lineItemId);
      const item = shop.inventoryItems.get(line.inventoryItemId ?? "");
      if (!item?.tracked) continue;
      const shift = lineItem?.isStockCommitted ? { committed: line.totalQuantity } : { available: line.totalQuantity };
      const cause = { actor, reason: "fulfillment cancelled", subject: gid("Order", order.id) };
      shiftQuantities(world, shop, levelAt(world, shop, item.id, location.id, actor), shift, cause);
    }
  }
  order.closedAt = null;
  recordEffect(world, shop, {
    actor,
    name: "fulfillment cancelled",
    subject: gid("Fulfillment", fulfillment.id),
    details: { orderId: order.id },
  });
  announceUpdate(world, shop, order, fulfillment, actor);
}

function announceUpdate(world: World, shop: Shop, order: Order, fulfillment: Fulfillment, actor: Actor): void {
  fulfillment.updatedAt = nowOf(world);
  order.updatedAt = nowOf(world);
  emit(world, shop, "fulfillments/update", { order, fulfillment }, actor);
  touchOrder(world, shop, order, actor);
}

function orderOf(shop: Shop, fulfillment: Fulfillment): Order {
  const order = shop.orders.get(fulfillment.orderId);
  if (!order) throw new Error(`The order of fulfillment ${fulfillment.id} is missing.`);
  return order;
}
