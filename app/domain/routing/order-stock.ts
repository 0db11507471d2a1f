import type { LevelBook, OrderContext } from "#app/domain/decision.ts";
import type { Allocation } from "#app/domain/inventory/allocation.ts";
import { freeUnits, levelKey, spareUnits } from "#app/domain/inventory/level-book.ts";
import { itemsAvailableAnywhere } from "./rules/available-anywhere.ts";
import type { WorkItem } from "./survey-work.ts";

/** How much of each item one order may have at each location, and what its own plan has taken of it so far. */
export type OrderStock = {
  /** Units the order may still take at a location; infinite where nothing is counted. */
  remaining(inventoryItemId: string, locationId: string): number;
  take(inventoryItemId: string, locationId: string, units: number): void;
  /** False for goods whose stock is not asked for: no claim is made on them. */
  isAskedFor(inventoryItemId: string): boolean;
};

/**
 * Stock as one order sees it. At the assigned location Shopify has committed this order's units, so it may have them as far
 * as they are claimable and free; beyond them, and anywhere else, no more than is available for moves, for Shopify has
 * promised the rest to others. An item without a level is not stocked there; if it is not counted at all, what is assigned
 * there may stay. Of what is available anywhere there is no end where the item has a level: Shopify moves work to no other.
 */
export function viewStock(context: OrderContext, work: readonly WorkItem[], levels: LevelBook): OrderStock {
  const ownByKey = new Map<string, number>();
  const ownMovingByKey = new Map<string, number>();
  for (const claim of context.allocations) {
    const key = levelKey(claim.inventoryItemId, claim.locationId);
    add(ownByKey, key, claim.quantity);
    add(ownMovingByKey, key, claim.movingQuantity);
  }
  const committedByKey = unitsCommitted(work);
  const untracked = untrackedItems(context);
  const anywhere = itemsAvailableAnywhere(context, work);
  const takenByKey = new Map<string, number>();

  function capacity(inventoryItemId: string, key: string): number {
    const level = levels.get(key);
    if (level !== undefined && anywhere.has(inventoryItemId)) return Number.POSITIVE_INFINITY;
    const committed = committedByKey.get(key) ?? 0;
    if (level === undefined) return untracked.has(inventoryItemId) || anywhere.has(inventoryItemId) ? committed : 0;
    if (!level.isTracked) return Number.POSITIVE_INFINITY;
    const spare = spareUnits(level, ownMovingByKey.get(key) ?? 0);
    return Math.min(freeUnits(level, ownByKey.get(key) ?? 0), committed + spare);
  }

  return {
    remaining(inventoryItemId, locationId) {
      const key = levelKey(inventoryItemId, locationId);
      return Math.max(0, capacity(inventoryItemId, key) - (takenByKey.get(key) ?? 0));
    },
    take(inventoryItemId, locationId, units) {
      add(takenByKey, levelKey(inventoryItemId, locationId), units);
    },
    isAskedFor: (inventoryItemId) => !anywhere.has(inventoryItemId),
  };
}

/** Claims with what of them is still to be moved: units beyond those of the order that Shopify has committed at the location. */
export function withMoves(claims: readonly Allocation[], work: readonly WorkItem[]): Allocation[] {
  const committedByKey = unitsCommitted(work);
  return claims.map((claim) => {
    const key = levelKey(claim.inventoryItemId, claim.locationId);
    const standing = Math.min(claim.quantity, committedByKey.get(key) ?? 0);
    add(committedByKey, key, -standing);
    return { ...claim, movingQuantity: claim.quantity - standing };
  });
}

/** What Shopify has committed of each level to the order's work, where we may have a say in it. */
function unitsCommitted(work: readonly WorkItem[]): Map<string, number> {
  const committedByKey = new Map<string, number>();
  for (const { fulfillmentOrder, lines, standing } of work) {
    if (standing === "elsewhere" || fulfillmentOrder.locationId === null) continue;
    for (const { line, quantity } of lines) {
      if (line.inventoryItemId)
        add(committedByKey, levelKey(line.inventoryItemId, fulfillmentOrder.locationId), quantity);
    }
  }
  return committedByKey;
}

function untrackedItems(context: OrderContext): Set<string> {
  const untracked = new Set<string>();
  for (const line of context.facts.lines) {
    const variant = line.variantId === null ? undefined : context.variantById[line.variantId];
    if (variant?.inventoryItemId && !variant.isTracked) untracked.add(variant.inventoryItemId);
  }
  return untracked;
}

function add(unitsByKey: Map<string, number>, key: string, units: number): void {
  unitsByKey.set(key, (unitsByKey.get(key) ?? 0) + units);
}
