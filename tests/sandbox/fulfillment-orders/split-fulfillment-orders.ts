import { emit, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { LineRequest } from "#tests/sandbox/state/happenings.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, refused, type Outcome } from "#tests/sandbox/state/user-error.ts";
import { concludeAct } from "./act-on-fulfillment-order.ts";
import { cutLines, isWholeOf, sharesOf, type LineShare } from "./cut-lines.ts";
import { cloneFulfillmentOrder } from "./open-fulfillment-order.ts";
import { isWorkable } from "./supported-actions.ts";

export type SplitRequest = { fulfillmentOrderId: string; lines: LineRequest[] };

/**
 * The platform's names are the other way round than one expects: `fulfillmentOrder` is the original with what was NOT named,
 * `remaining` the new one with the named units.
 */
export type Split = { fulfillmentOrder: FulfillmentOrder; remaining: FulfillmentOrder };

/** Splits named units off into fulfillment orders of their own: all of them, or none when one request is refused. */
export function splitFulfillmentOrders(
  world: World,
  shop: Shop,
  requests: readonly SplitRequest[],
  actor: Actor,
): Outcome<Split[]> {
  const plans: { fulfillmentOrder: FulfillmentOrder; shares: LineShare[] }[] = [];
  for (const [index, request] of requests.entries()) {
    const plan = planSplit(shop, request, index);
    if (!plan.isDone) return plan;
    plans.push(plan.value);
  }
  return done(plans.map(({ fulfillmentOrder, shares }) => split(world, shop, fulfillmentOrder, shares, actor)));
}

type SplitPlan = { fulfillmentOrder: FulfillmentOrder; shares: LineShare[] };

function planSplit(shop: Shop, request: SplitRequest, index: number): Outcome<SplitPlan> {
  const field = ["fulfillmentOrderSplits", String(index), "fulfillmentOrderLineItems"];
  const fulfillmentOrder = shop.fulfillmentOrders.get(request.fulfillmentOrderId);
  if (!fulfillmentOrder) {
    return refused("Fulfillment order does not exist.", null, "FULFILLMENT_ORDER_NOT_FOUND");
  }
  if (request.lines.length === 0) {
    const message = "There must be at least one item selected in this fulfillment to split it.";
    return refused(message, field, "NO_LINE_ITEMS_PROVIDED_TO_SPLIT");
  }
  const empty = request.lines.findIndex(({ quantity }) => quantity <= 0);
  if (empty !== -1) {
    const message = "You must select at least one item to split into a new fulfillment order.";
    return refused(message, [...field, String(empty), "quantity"], "GREATER_THAN");
  }
  const shares = sharesOf(fulfillmentOrder, request.lines);
  const excess = shares?.findIndex(({ line, quantity }) => quantity > line.remainingQuantity) ?? 0;
  if (!shares || excess !== -1) {
    const message = "Invalid fulfillment order line item quantity requested.";
    return refused(message, [...field, String(Math.max(excess, 0)), "quantity"], "INVALID_LINE_ITEM_QUANTITY");
  }
  if (!isWorkable(fulfillmentOrder) || isWholeOf(fulfillmentOrder, shares)) {
    return refused("Fulfillment order is not in a splittable state.", ["fulfillmentOrderSplits", String(index)]);
  }
  return done({ fulfillmentOrder, shares });
}

function split(world: World, shop: Shop, fulfillmentOrder: FulfillmentOrder, shares: LineShare[], actor: Actor): Split {
  const splitLines = shares.map(({ line, quantity }) => ({ fulfillmentOrderLineItemId: line.id, quantity }));
  const remaining = cloneFulfillmentOrder(world, shop, fulfillmentOrder, cutLines(world, fulfillmentOrder, shares));
  const subject = { fulfillmentOrder, remaining, replacement: null, splitLines };
  emit(world, shop, "fulfillment_orders/split", subject, actor);
  const details = { remainingId: remaining.id, splitLines };
  concludeAct(world, shop, fulfillmentOrder, { actor, name: "fulfillment order split", details });
  return { fulfillmentOrder, remaining };
}
