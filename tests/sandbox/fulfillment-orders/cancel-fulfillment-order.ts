import { emit, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, refused, type Outcome } from "#tests/sandbox/state/user-error.ts";
import { concludeAct } from "./act-on-fulfillment-order.ts";
import { allShares, cutLines } from "./cut-lines.ts";
import { cloneFulfillmentOrder } from "./open-fulfillment-order.ts";
import { isWorkable } from "./supported-actions.ts";

export type Replaced = { fulfillmentOrder: FulfillmentOrder; replacement: FulfillmentOrder };

/** Cancels the work, not the sale: the fulfillment order is closed and another takes over its lines, which keep their ids unless some of a line has left. */
export function cancelFulfillmentOrder(
  world: World,
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  actor: Actor,
): Outcome<Replaced> {
  if (fulfillmentOrder.progress !== null) {
    const message = "Cannot cancel fulfillment order that has had progress reported. Mark as unfulfilled first.";
    return refused(message, ["id"]);
  }
  if (!isWorkable(fulfillmentOrder) && fulfillmentOrder.status !== "SCHEDULED") {
    return refused("Fulfillment order is not in cancelable request state and can't be canceled.");
  }
  const untouched = fulfillmentOrder.lines.filter((line) => line.remainingQuantity === line.totalQuantity);
  const begun = allShares(fulfillmentOrder).filter(({ line }) => !untouched.includes(line));
  const lines = [...untouched, ...cutLines(world, fulfillmentOrder, begun)];
  const replacement = cloneFulfillmentOrder(world, shop, fulfillmentOrder, lines);
  fulfillmentOrder.lines = fulfillmentOrder.lines.filter((line) => !untouched.includes(line));
  fulfillmentOrder.status = "CLOSED";
  fulfillmentOrder.updatedAt = nowOf(world);
  emit(world, shop, "fulfillment_orders/cancelled", { fulfillmentOrder, replacement }, actor);
  const details = { replacementId: replacement.id };
  concludeAct(world, shop, fulfillmentOrder, { actor, name: "fulfillment order cancelled", details });
  return done({ fulfillmentOrder, replacement });
}
