import { recordEffect, type World } from "#tests/sandbox/state.ts";
import { touchOrder } from "#tests/sandbox/orders/touch-order.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

/** The order a fulfillment order belongs to; there always is one. */
export function orderOf(shop: Shop, fulfillmentOrder: FulfillmentOrder): Order {
  const order = shop.orders.get(fulfillmentOrder.orderId);
  if (!order) throw new Error(`Fulfillment order ${fulfillmentOrder.id} has lost its order.`);
  return order;
}

/** Writes what was done to a fulfillment order into the log and marks its order as changed. */
export function concludeAct(
  world: World,
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  act: { actor: Actor; name: string; details?: Record<string, unknown> },
): void {
  recordEffect(world, shop, {
    actor: act.actor,
    name: act.name,
    subject: gid("FulfillmentOrder", fulfillmentOrder.id),
    details: { orderId: fulfillmentOrder.orderId, ...act.details },
  });
  touchOrder(world, shop, orderOf(shop, fulfillmentOrder), act.actor);
}

/** The app behind an actor, or null for staff, shoppers and the platform. */
export function apiKeyOf(actor: Actor): string | null {
  return actor.kind === "app" ? actor.apiKey : null;
}
