import { emit, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { Instant } from "#tests/sandbox/state/instant.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, refused, type Outcome } from "#tests/sandbox/state/user-error.ts";
import { apiKeyOf, concludeAct } from "./act-on-fulfillment-order.ts";
import { restingStatus } from "./supported-actions.ts";

/** Says that work has begun: the fulfillment order is in progress and can no longer be moved. */
export function reportProgress(
  world: World,
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  reasonNotes: string | null,
  actor: Actor,
): Outcome<FulfillmentOrder> {
  const initialStatus = fulfillmentOrder.status;
  if (initialStatus !== "OPEN" && initialStatus !== "IN_PROGRESS") {
    const message = "Cannot report progress on a fulfillment order in this state.";
    return refused(message, null, "FULFILLMENT_ORDER_STATUS_INVALID");
  }
  fulfillmentOrder.status = "IN_PROGRESS";
  fulfillmentOrder.progress = { reasonNotes, apiKey: apiKeyOf(actor) };
  fulfillmentOrder.updatedAt = nowOf(world);
  emit(world, shop, "fulfillment_orders/progress_reported", { fulfillmentOrder, initialStatus }, actor);
  concludeAct(world, shop, fulfillmentOrder, { actor, name: "progress reported", details: { reasonNotes } });
  return done(fulfillmentOrder);
}

/** Opens a scheduled fulfillment order before its day, or takes a reported progress back. */
export function openForWork(
  world: World,
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  actor: Actor,
): Outcome<FulfillmentOrder> {
  const { status } = fulfillmentOrder;
  if (status !== "SCHEDULED" && (status !== "IN_PROGRESS" || fulfillmentOrder.progress === null)) {
    return refused(`Expected fulfillment order status to be valid but it was ${status.toLowerCase()}.`);
  }
  fulfillmentOrder.status = restingStatus(fulfillmentOrder);
  fulfillmentOrder.progress = null;
  fulfillmentOrder.updatedAt = nowOf(world);
  const topic =
    status === "SCHEDULED"
      ? "fulfillment_orders/scheduled_fulfillment_order_ready"
      : "fulfillment_orders/manually_reported_progress_stopped";
  emit(world, shop, topic, { fulfillmentOrder }, actor);
  concludeAct(world, shop, fulfillmentOrder, { actor, name: "fulfillment order opened" });
  return done(fulfillmentOrder);
}

/** Puts a scheduled fulfillment order off to another moment. */
export function reschedule(
  world: World,
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  fulfillAt: Instant,
  actor: Actor,
): Outcome<FulfillmentOrder> {
  if (fulfillmentOrder.status !== "SCHEDULED") return refused("Fulfillment order must be scheduled.");
  fulfillmentOrder.fulfillAt = fulfillAt;
  fulfillmentOrder.updatedAt = nowOf(world);
  emit(world, shop, "fulfillment_orders/rescheduled", { fulfillmentOrder }, actor);
  concludeAct(world, shop, fulfillmentOrder, { actor, name: "fulfillment order rescheduled", details: { fulfillAt } });
  return done(fulfillmentOrder);
}

/** Scheduled fulfillment orders whose moment has come are opened by Shopify itself; answers how many. Called as time passes. */
export function openDueFulfillmentOrders(world: World, shop: Shop): number {
  const now = nowOf(world);
  let opened = 0;
  for (const fulfillmentOrder of shop.fulfillmentOrders.values()) {
    const { status, fulfillAt } = fulfillmentOrder;
    if (status !== "SCHEDULED" || fulfillAt === null || fulfillAt > now) continue;
    openForWork(world, shop, fulfillmentOrder, { kind: "shopify" });
    opened += 1;
  }
  return opened;
}

/** Sets the latest moment by which fulfillment orders are to be fulfilled. Unknown ones are passed over unless all are. */
export function setDeadline(
  world: World,
  shop: Shop,
  ids: readonly string[],
  deadline: Instant,
  actor: Actor,
): Outcome<FulfillmentOrder[]> {
  const known = ids.flatMap((id) => shop.fulfillmentOrders.get(id) ?? []);
  if (known.length === 0) {
    return refused("Fulfillment orders could not be found.", null, "FULFILLMENT_ORDERS_NOT_FOUND");
  }
  for (const fulfillmentOrder of known) {
    fulfillmentOrder.fulfillBy = deadline;
    fulfillmentOrder.updatedAt = nowOf(world);
    concludeAct(world, shop, fulfillmentOrder, { actor, name: "fulfillment deadline set", details: { deadline } });
  }
  return done(known);
}
