import { emit, nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import { activeFulfillmentOrdersOf, remainingUnits } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { LineRequest } from "#tests/sandbox/state/happenings.ts";
import type { Location } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, refused, type Outcome } from "#tests/sandbox/state/user-error.ts";
import { concludeAct, orderOf } from "./act-on-fulfillment-order.ts";
import { absorb, allShares, cutLines, isWholeOf, sharesOf, type LineShare } from "./cut-lines.ts";
import { cloneFulfillmentOrder } from "./open-fulfillment-order.ts";
import { shiftCommitment } from "./shift-commitment.ts";
import { isStockedAt } from "./stocked-lines.ts";
import { areDeliveredAlike, isWorkable } from "./supported-actions.ts";

export type Moved = {
  original: FulfillmentOrder;
  moved: FulfillmentOrder;
  /** What stays at the first location; null when nothing does. */
  remaining: FulfillmentOrder | null;
};

const waitingForService = ["SUBMITTED", "ACCEPTED", "CANCELLATION_REQUESTED", "CANCELLATION_REJECTED"];

/**
 * Assigns units to another location, with the platform's commitment. Which ids survive is decided as on the platform: a whole
 * fulfillment order keeps its id; a part becomes a new one; and where the target already works on the same order, both are closed
 * or lowered and a new one holds everything.
 */
export function moveFulfillmentOrder(
  world: World,
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  request: { locationId: string; lines: LineRequest[] },
  actor: Actor,
): Outcome<Moved> {
  const refusal = refuseMove(fulfillmentOrder);
  if (refusal) return refusal;
  const target = shop.locations.get(request.locationId);
  if (!target?.isActive) return refused("Location not found.", ["id"]);
  if (target.id === fulfillmentOrder.assignedLocationId) {
    return refused("The fulfillment order is already assigned to this location.", ["newLocationId"]);
  }
  const shares = request.lines.length > 0 ? sharesOf(fulfillmentOrder, request.lines) : allShares(fulfillmentOrder);
  if (
    !shares ||
    shares.length === 0 ||
    shares.some(({ line, quantity }) => !isWithin(quantity, line.remainingQuantity))
  ) {
    return refused("The line item quantity is invalid.", ["fulfillmentOrderLineItems"]);
  }
  if (shares.some(({ line }) => !isStockedAt(shop, line, target.id))) {
    return refused("Some items are not stocked at the destination location.", ["newLocationId"]);
  }
  return done(carryOut(world, shop, fulfillmentOrder, { target, shares, actor }));
}

function isWithin(quantity: number, most: number): boolean {
  return quantity > 0 && quantity <= most;
}

function refuseMove(fulfillmentOrder: FulfillmentOrder): Outcome<Moved> | undefined {
  if (fulfillmentOrder.status === "IN_PROGRESS" && !isWorkable(fulfillmentOrder)) {
    const message =
      "Cannot move a fulfillment order that has had progress reported. To move a fulfillment order that has had progress " +
      "reported, the fulfillment order must first be marked as open resolving the ongoing progress state.";
    return refused(message, ["id"], "CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS");
  }
  if (!isWorkable(fulfillmentOrder) && fulfillmentOrder.status !== "ON_HOLD") {
    return refused("Cannot change location.");
  }
  if (!waitingForService.includes(fulfillmentOrder.requestStatus)) return undefined;
  return refused("Cannot move submitted fulfillment order that is at a 3PL fulfillment service.");
}

type Journey = { target: Location; shares: LineShare[]; actor: Actor };

function carryOut(world: World, shop: Shop, original: FulfillmentOrder, journey: Journey): Moved {
  const { target, shares, actor } = journey;
  const from = original.assignedLocationId;
  const requested = shares.map(({ line, quantity }) => ({ fulfillmentOrderLineItemId: line.id, quantity }));
  shiftCommitment(world, shop, original, shares, { from, to: target.id, actor });
  const there = fulfillmentOrderAt(shop, original, target);
  const hasLeftBefore = original.lines.some((line) => line.remainingQuantity < line.totalQuantity);
  const staysWhole = isWholeOf(original, shares) && !hasLeftBefore && !there;
  const moved = staysWhole ? original : separate(world, shop, original, journey);
  assign(moved, target, nowOf(world));
  if (there) absorb(world, moved, there);
  const remaining = staysWhole || remainingUnits(original) === 0 ? null : original;
  if (!staysWhole && !remaining) original.status = "CLOSED";
  emit(
    world,
    shop,
    "fulfillment_orders/moved",
    { original, moved, sourceLocationId: from ?? "", destinationLocationId: target.id, requested },
    actor,
  );
  const details = { from, to: target.id, movedId: moved.id, mergedWith: there?.id ?? null, requested };
  concludeAct(world, shop, original, { actor, name: "fulfillment order moved", details });
  return { original, moved, remaining };
}

/** The open fulfillment order that the target location has for the same order and way of delivery; held units join none. */
function fulfillmentOrderAt(shop: Shop, original: FulfillmentOrder, target: Location): FulfillmentOrder | undefined {
  if (original.status === "ON_HOLD") return undefined;
  return activeFulfillmentOrdersOf(shop, orderOf(shop, original)).find(
    (other) =>
      other.id !== original.id &&
      other.status === "OPEN" &&
      other.assignedLocationId === target.id &&
      areDeliveredAlike(original, other),
  );
}

/** Units go into a fulfillment order of their own. Held units stay held: the holds are copied with them. */
function separate(world: World, shop: Shop, original: FulfillmentOrder, { shares, actor }: Journey): FulfillmentOrder {
  const part = cloneFulfillmentOrder(world, shop, original, cutLines(world, original, shares));
  if (original.holds.length === 0) return part;
  part.status = "ON_HOLD";
  part.holds = original.holds.map((hold) => ({ ...hold, id: nextId(world, "FulfillmentHold") }));
  for (const hold of part.holds) emit(world, shop, "fulfillment_holds/added", { fulfillmentOrder: part, hold }, actor);
  return part;
}

function assign(fulfillmentOrder: FulfillmentOrder, location: Location, now: string): void {
  fulfillmentOrder.assignedLocationId = location.id;
  fulfillmentOrder.assignedLocationName = location.name;
  fulfillmentOrder.updatedAt = now;
}
