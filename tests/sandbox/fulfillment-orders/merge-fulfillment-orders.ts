import { emit, nowOf, type World } from "#tests/sandbox/state.ts";
import { remainingUnits } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { LineRequest } from "#tests/sandbox/state/happenings.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, refused, type Outcome } from "#tests/sandbox/state/user-error.ts";
import { concludeAct } from "./act-on-fulfillment-order.ts";
import { absorbShares, allShares, sharesOf, type LineShare } from "./cut-lines.ts";
import { areMergeable } from "./supported-actions.ts";

/** One fulfillment order that takes part in a merge; no lines means all that is left of it. */
export type MergeIntent = { fulfillmentOrderId: string; lines: LineRequest[] };

type Part = { fulfillmentOrder: FulfillmentOrder; shares: LineShare[] };

/** Merges each set into its first fulfillment order: every set, or none when one is refused. */
export function mergeFulfillmentOrders(
  world: World,
  shop: Shop,
  sets: readonly MergeIntent[][],
  actor: Actor,
): Outcome<FulfillmentOrder[]> {
  const plans: Part[][] = [];
  for (const [index, intents] of sets.entries()) {
    const plan = planMerge(shop, intents, index);
    if (!plan.isDone) return plan;
    plans.push(plan.value);
  }
  return done(plans.map((parts) => merge(world, shop, parts, actor)));
}

function planMerge(shop: Shop, intents: MergeIntent[], index: number): Outcome<Part[]> {
  const field = ["fulfillmentOrderMergeInputs", String(index), "mergeIntents"];
  if (intents.length < 2) return refused("At least two fulfillment orders are needed to merge.", field);
  const parts: Part[] = [];
  for (const [position, intent] of intents.entries()) {
    const part = planPart(shop, intent, [...field, String(position)]);
    if (!part.isDone) return part;
    parts.push(part.value);
  }
  const [first, ...others] = parts.map(({ fulfillmentOrder }) => fulfillmentOrder);
  const isDistinct = new Set(intents.map(({ fulfillmentOrderId }) => fulfillmentOrderId)).size === intents.length;
  if (!first || !isDistinct || !others.every((other) => areMergeable(first, other))) {
    return refused("The fulfillment orders cannot be merged.", field);
  }
  return done(parts);
}

function planPart(shop: Shop, intent: MergeIntent, field: string[]): Outcome<Part> {
  const fulfillmentOrder = shop.fulfillmentOrders.get(intent.fulfillmentOrderId);
  if (!fulfillmentOrder) {
    return refused("Fulfillment order does not exist.", null, "FULFILLMENT_ORDER_NOT_FOUND");
  }
  if (intent.lines.length === 0) return done({ fulfillmentOrder, shares: allShares(fulfillmentOrder) });
  const empty = intent.lines.findIndex(({ quantity }) => quantity <= 0);
  const lines = [...field, "fulfillmentOrderLineItems"];
  if (empty !== -1) {
    const message = "You must select at least one item to merge.";
    return refused(message, [...lines, String(empty), "quantity"], "GREATER_THAN");
  }
  const shares = sharesOf(fulfillmentOrder, intent.lines);
  if (!shares || shares.some(({ line, quantity }) => quantity > line.remainingQuantity)) {
    return refused("Invalid fulfillment order line item quantity requested.", lines, "INVALID_LINE_ITEM_QUANTITY");
  }
  return done({ fulfillmentOrder, shares });
}

/** Units of the others go into the first; those with nothing left are closed, their emptied lines stay. */
function merge(world: World, shop: Shop, parts: Part[], actor: Actor): FulfillmentOrder {
  const [first, ...others] = parts;
  if (!first) throw new Error("A merge plan has at least two parts.");
  const intents = parts.map(({ fulfillmentOrder, shares }) => ({
    fulfillmentOrderId: fulfillmentOrder.id,
    lines: shares.map(({ line, quantity }) => ({ fulfillmentOrderLineItemId: line.id, quantity })),
  }));
  for (const { fulfillmentOrder, shares } of others) {
    absorbShares(world, first.fulfillmentOrder, shares);
    if (remainingUnits(fulfillmentOrder) === 0) fulfillmentOrder.status = "CLOSED";
    fulfillmentOrder.updatedAt = nowOf(world);
  }
  emit(world, shop, "fulfillment_orders/merged", { fulfillmentOrder: first.fulfillmentOrder, intents }, actor);
  const details = { mergedIds: others.map(({ fulfillmentOrder }) => fulfillmentOrder.id) };
  concludeAct(world, shop, first.fulfillmentOrder, { actor, name: "fulfillment orders merged", details });
  return first.fulfillmentOrder;
}
