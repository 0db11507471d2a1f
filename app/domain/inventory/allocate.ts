import { assert } from "#app/domain/basics/assert.ts";
import type { LevelBook, PlannedQuantity } from "#app/domain/decision.ts";
import type { Allocation } from "./allocation.ts";
import { freeUnits, levelKey } from "./level-book.ts";

/**
 * An order's claims after the decision, the part of its plan they carry, and what no claim could be made for. Which claims
 * are to be moved yet is for `withMoves` to say.
 */
export type AllocationOutcome = {
  allocations: Allocation[];
  served: PlannedQuantity[];
  backordered: PlannedQuantity[];
};

/**
 * Turns a plan into claims on what is on hand. This is the one place where claims are made, and it trusts no plan: whatever
 * the route says, an order gets no more than is claimable and not taken by other orders, so that the claims on a level
 * never exceed what is on hand less the safety stock. Where a plan asks for too much, claims that stand go first and
 * the rest follow the plan's order; the remainder is backordered.
 *
 * Claims for units that are cancelled, removed, sent or planned elsewhere are released by not being in the plan. Items
 * that are not counted (custom items, untracked goods) are served as planned.
 *
 * @param before the order's claims so far; the levels' `allocated` contains them
 */
export function allocate(
  orderId: string,
  planned: readonly PlannedQuantity[],
  before: readonly Allocation[],
  levels: LevelBook,
): AllocationOutcome {
  const outcome: AllocationOutcome = { allocations: [], served: [], backordered: [] };
  for (const wish of planned) if (!isCounted(wish, levels)) serveUncounted(outcome, orderId, wish, levels);
  for (const [key, wishes] of wishesByLevel(planned, levels)) {
    const own = before.filter((claim) => levelKey(claim.inventoryItemId, claim.locationId) === key);
    const ownUnits = own.reduce((sum, claim) => sum + claim.quantity, 0);
    let free = freeUnits(levels.get(key)!, ownUnits);
    const granted = grant(wishes, own, free);
    for (const [at, wish] of wishes.entries()) {
      const units = granted[at]!;
      free -= units;
      if (units > 0) {
        addClaim(outcome.allocations, orderId, wish, units);
        outcome.served.push({ ...wish, quantity: units });
      }
      if (units < wish.quantity) outcome.backordered.push({ ...wish, quantity: wish.quantity - units });
    }
    assert(free >= 0, "no claim takes more than is free");
  }
  return outcome;
}

/** Custom items and untracked levels are not counted; where there is no level, there is nothing to claim. */
function isCounted(wish: PlannedQuantity, levels: LevelBook): boolean {
  if (wish.inventoryItemId === null) return false;
  return levels.get(levelKey(wish.inventoryItemId, wish.locationId))?.isTracked ?? false;
}

/** Untracked goods are promised without limit, and their level counts no promise; custom items have no level to be promised from. */
function serveUncounted(outcome: AllocationOutcome, orderId: string, wish: PlannedQuantity, levels: LevelBook): void {
  outcome.served.push(wish);
  const hasLevel = wish.inventoryItemId !== null && levels.has(levelKey(wish.inventoryItemId, wish.locationId));
  if (hasLevel) addClaim(outcome.allocations, orderId, wish, wish.quantity);
}

/** Wishes for counted goods, grouped by level in the plan's order. */
function wishesByLevel(planned: readonly PlannedQuantity[], levels: LevelBook): Map<string, PlannedQuantity[]> {
  const wishes = new Map<string, PlannedQuantity[]>();
  for (const wish of planned) {
    if (wish.quantity <= 0 || !isCounted(wish, levels)) continue;
    const key = levelKey(wish.inventoryItemId!, wish.locationId);
    const sameLevel = wishes.get(key);
    if (sameLevel) sameLevel.push(wish);
    else wishes.set(key, [wish]);
  }
  return wishes;
}

/** Units for each wish: first what its line item holds already, then what is left over, in order. */
function grant(wishes: readonly PlannedQuantity[], own: readonly Allocation[], free: number): number[] {
  const heldByLine = new Map<string, number>();
  for (const claim of own) heldByLine.set(claim.lineItemId, (heldByLine.get(claim.lineItemId) ?? 0) + claim.quantity);
  let left = free;
  const granted = wishes.map((wish) => {
    const held = heldByLine.get(wish.lineItemId) ?? 0;
    const units = Math.min(wish.quantity, held, left);
    heldByLine.set(wish.lineItemId, held - units);
    left -= units;
    return units;
  });
  for (const [at, wish] of wishes.entries()) {
    const units = Math.min(wish.quantity - granted[at]!, left);
    granted[at]! += units;
    left -= units;
  }
  return granted;
}

/** One claim for each line item and level, however many fulfillment orders its units are in. */
function addClaim(allocations: Allocation[], orderId: string, wish: PlannedQuantity, units: number): void {
  const same = allocations.find(
    (claim) =>
      claim.lineItemId === wish.lineItemId &&
      claim.inventoryItemId === wish.inventoryItemId &&
      claim.locationId === wish.locationId,
  );
  if (same) same.quantity += units;
  else {
    allocations.push({
      orderId,
      lineItemId: wish.lineItemId,
      inventoryItemId: wish.inventoryItemId!,
      locationId: wish.locationId,
      quantity: units,
      movingQuantity: 0,
    });
  }
}
