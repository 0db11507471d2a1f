import { emit, recordEffect, type World } from "#tests/sandbox/state.ts";
import { isActive } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, type Outcome, type UserError } from "#tests/sandbox/state/user-error.ts";
import { concludeAct } from "./act-on-fulfillment-order.ts";

/** Says that pickups lie ready at the counter, which mails the buyer. Any other way of delivery is refused. */
export function preparePickup(world: World, shop: Shop, ids: readonly string[], actor: Actor): Outcome<number> {
  const errors: UserError[] = [];
  const pickups = ids.flatMap((id, index) => {
    const found = shop.fulfillmentOrders.get(id);
    if (found && isActive(found) && found.deliveryMethod?.methodType === "PICK_UP") return [found];
    errors.push({
      field: ["input", "lineItemsByFulfillmentOrder", String(index), "fulfillmentOrderId"],
      message: `Invalid fulfillment_order_id provided ${id}`,
      code: "FULFILLMENT_ORDER_INVALID",
    });
    return [];
  });
  if (errors.length > 0) return { isDone: false, errors };
  for (const fulfillmentOrder of pickups) {
    emit(world, shop, "fulfillment_orders/line_items_prepared_for_pickup", { fulfillmentOrder }, actor);
    const subject = gid("FulfillmentOrder", fulfillmentOrder.id);
    recordEffect(world, shop, { actor, name: "customer notified of pickup", subject, details: {} });
    concludeAct(world, shop, fulfillmentOrder, { actor, name: "pickup prepared" });
  }
  return done(pickups.length);
}
