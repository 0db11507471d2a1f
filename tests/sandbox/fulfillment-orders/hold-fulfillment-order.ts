import { emit, nextId, nowOf, recordEffect, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentHold, FulfillmentOrder, HoldReason } from "#tests/sandbox/state/fulfillment.ts";
import type { LineRequest } from "#tests/sandbox/state/happenings.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, refused, type Outcome } from "#tests/sandbox/state/user-error.ts";
import { apiKeyOf, concludeAct } from "./act-on-fulfillment-order.ts";
import { allShares, cutLines, isWholeOf, restOf, sharesOf, type LineShare } from "./cut-lines.ts";
import { cloneFulfillmentOrder } from "./open-fulfillment-order.ts";
import { isWorkable, maximumHoldsOfApp } from "./supported-actions.ts";

export type HoldRequest = {
  reason: HoldReason;
  reasonNotes: string | null;
  /** Unique for each app on one fulfillment order; the empty handle counts as one too. */
  handle: string;
  externalId: string | null;
  notifyMerchant: boolean;
  /** Units to hold; empty means everything. */
  lines: LineRequest[];
};

export type Held = {
  hold: FulfillmentHold;
  fulfillmentOrder: FulfillmentOrder;
  /** The units that were not held, in a new fulfillment order; null when everything is. */
  remaining: FulfillmentOrder | null;
};

const linesField = ["fulfillmentHold", "fulfillmentOrderLineItems"];

/** Places a hold. Holding some of the units only splits off the others first. Holds stack, up to ten of each app. */
export function holdFulfillmentOrder(
  world: World,
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  request: HoldRequest,
  actor: Actor,
): Outcome<Held> {
  const refusal = refuseLines(request) ?? refuseHold(fulfillmentOrder, request, actor);
  if (refusal) return refusal;
  const shares = request.lines.length > 0 ? sharesOf(fulfillmentOrder, request.lines) : allShares(fulfillmentOrder);
  const isTooMuch = shares?.some(({ line, quantity }) => quantity > line.remainingQuantity) ?? true;
  if (!shares || isTooMuch) {
    return refused("The line item quantity is invalid.", linesField, "INVALID_LINE_ITEM_QUANTITY");
  }
  const isPartial = !isWholeOf(fulfillmentOrder, shares);
  if (isPartial && !isWorkable(fulfillmentOrder)) {
    const message = "The fulfillment order is not in a splittable state.";
    return refused(message, linesField, "FULFILLMENT_ORDER_NOT_SPLITTABLE");
  }
  return done(placeHold(world, shop, fulfillmentOrder, { request, shares, isPartial, actor }));
}

function refuseLines({ lines }: HoldRequest): Outcome<Held> | undefined {
  const ids = lines.map((line) => line.fulfillmentOrderLineItemId);
  if (new Set(ids).size < ids.length) {
    return refused("must contain unique line item ids", linesField, "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS");
  }
  const empty = lines.findIndex((line) => line.quantity <= 0);
  if (empty === -1) return undefined;
  const message = "You must select at least one item to place on partial hold.";
  return refused(message, [...linesField, String(empty), "quantity"], "GREATER_THAN_ZERO");
}

function refuseHold(fulfillmentOrder: FulfillmentOrder, request: HoldRequest, actor: Actor): Outcome<Held> | undefined {
  const { status } = fulfillmentOrder;
  if (status !== "OPEN" && status !== "IN_PROGRESS" && status !== "ON_HOLD") {
    return refused("The fulfillment order is not in a holdable state.", ["id"]);
  }
  const own = fulfillmentOrder.holds.filter((hold) => hold.apiKey === apiKeyOf(actor));
  if (own.some((hold) => (hold.handle ?? "") === request.handle)) {
    const message =
      "The handle provided for the fulfillment hold is already in use by this app for another hold on this fulfillment order.";
    return refused(message, ["fulfillmentHold", "handle"], "DUPLICATE_FULFILLMENT_HOLD_HANDLE");
  }
  if (own.length < maximumHoldsOfApp) return undefined;
  const message =
    "The maximum number of fulfillment holds for this fulfillment order has been reached for this app. " +
    "An app can only have up to 10 holds on a single fulfillment order at any one time.";
  return refused(message, ["id"], "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED");
}

type Placement = { request: HoldRequest; shares: LineShare[]; isPartial: boolean; actor: Actor };

function placeHold(world: World, shop: Shop, fulfillmentOrder: FulfillmentOrder, placement: Placement): Held {
  const { request, shares, isPartial, actor } = placement;
  const remaining = isPartial ? cutOffRest(world, shop, fulfillmentOrder, shares) : null;
  const isFirst = fulfillmentOrder.holds.length === 0;
  const hold: FulfillmentHold = {
    id: nextId(world, "FulfillmentHold"),
    reason: request.reason,
    reasonNotes: request.reasonNotes,
    handle: request.handle,
    externalId: request.externalId,
    apiKey: apiKeyOf(actor),
    heldBy: null,
    createdAt: nowOf(world),
  };
  fulfillmentOrder.holds.push(hold);
  fulfillmentOrder.status = "ON_HOLD";
  fulfillmentOrder.updatedAt = nowOf(world);
  const heldLines = shares.map(({ line, quantity }) => ({ fulfillmentOrderLineItemId: line.id, quantity }));
  emit(world, shop, "fulfillment_holds/added", { fulfillmentOrder, hold }, actor);
  if (isFirst) {
    emit(world, shop, "fulfillment_orders/placed_on_hold", { fulfillmentOrder, remaining, heldLines }, actor);
  }
  const details = { holdId: hold.id, reason: hold.reason, handle: hold.handle, remainingId: remaining?.id ?? null };
  concludeAct(world, shop, fulfillmentOrder, { actor, name: "hold placed", details });
  if (request.notifyMerchant) notifyMerchant(world, shop, hold, actor);
  return { hold, fulfillmentOrder, remaining };
}

function cutOffRest(world: World, shop: Shop, fulfillmentOrder: FulfillmentOrder, held: LineShare[]): FulfillmentOrder {
  const rest = cutLines(world, fulfillmentOrder, restOf(fulfillmentOrder, held));
  const remaining = cloneFulfillmentOrder(world, shop, fulfillmentOrder, rest);
  remaining.cutOffBy = fulfillmentOrder.id;
  return remaining;
}

function notifyMerchant(world: World, shop: Shop, hold: FulfillmentHold, actor: Actor): void {
  const subject = gid("FulfillmentHold", hold.id);
  recordEffect(world, shop, { actor, name: "merchant notified of hold", subject, details: {} });
}
