import { emit, nowOf, type World } from "#tests/sandbox/state.ts";
import { activeFulfillmentOrdersOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, refused, type Outcome } from "#tests/sandbox/state/user-error.ts";
import { concludeAct, orderOf } from "./act-on-fulfillment-order.ts";
import { absorb } from "./cut-lines.ts";
import { areMergeable, restingStatus } from "./supported-actions.ts";

/**
 * Releases the named holds, or everyone's when none is named (the trap of this mutation). Ids that are no hold of this fulfillment
 * order are passed over in silence. With the last hold gone it is open again, and takes back what a partial hold cut off.
 */
export function releaseHolds(
  world: World,
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  holdIds: readonly string[] | null,
  actor: Actor,
): Outcome<FulfillmentOrder> {
  if (fulfillmentOrder.status !== "ON_HOLD") return refused("The fulfillment order is not on hold.", ["id"]);
  const wanted = holdIds === null ? null : new Set(holdIds);
  const released = fulfillmentOrder.holds.filter((hold) => wanted === null || wanted.has(hold.id));
  if (released.length === 0) return done(fulfillmentOrder);
  fulfillmentOrder.holds = fulfillmentOrder.holds.filter((hold) => !released.includes(hold));
  fulfillmentOrder.updatedAt = nowOf(world);
  for (const hold of released) emit(world, shop, "fulfillment_holds/released", { fulfillmentOrder, hold }, actor);
  if (fulfillmentOrder.holds.length === 0) reopen(world, shop, fulfillmentOrder, actor);
  for (const hold of released) {
    const details = { holdId: hold.id, handle: hold.handle, placedBy: hold.apiKey };
    concludeAct(world, shop, fulfillmentOrder, { actor, name: "hold released", details });
  }
  return done(fulfillmentOrder);
}

function reopen(world: World, shop: Shop, fulfillmentOrder: FulfillmentOrder, actor: Actor): void {
  fulfillmentOrder.status = restingStatus(fulfillmentOrder);
  fulfillmentOrder.progress = null;
  for (const other of activeFulfillmentOrdersOf(shop, orderOf(shop, fulfillmentOrder))) {
    if (other.cutOffBy !== fulfillmentOrder.id || !areMergeable(fulfillmentOrder, other)) continue;
    absorb(world, fulfillmentOrder, other);
  }
  emit(world, shop, "fulfillment_orders/hold_released", { fulfillmentOrder }, actor);
}
