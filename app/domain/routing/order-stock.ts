import type { LevelBook, OrderContext } from "#app/domain/decision.ts";
import { freeUnits, levelKey } from "#app/domain/inventory/level-book.ts";
import type { WorkItem } from "./survey-work.ts";

/** How much of each item one order may have at each location, and what its own plan has taken of it so far. */
export type OrderStock = {
  /** Units the order may still take at a location; infinite where nothing is counted. */
  remaining(inventoryItemId: string, locationId: string): number;
  take(inventoryItemId: string, locationId: string, units: number): void;
};

/**
 * Stock as one order sees it. At the assigned location Shopify has committed this order's units, so it may have them as far
 * as they are claimable and free; beyond them, and anywhere else, no more than `available`, for Shopify has promised the
 * rest to others. An item without a level is not stocked there; if it is not counted at all, what is assigned there may stay.
 */
export function viewStock(context: OrderContext, work: readonly WorkItem[], levels: LevelBook): OrderStock {
  const ownByKey = new Map<string, number>();
  for (const claim of context.allocations)
    add(ownByKey, levelKey(claim.inventoryItemId, claim.locationId), claim.quantity);
  const committedByKey = new Map<string, number>();
  for (const { fulfillmentOrder, lines, standing } of work) {
    if (standing === "elsewhere" || fulfillmentOrder.locationId === null) continue;
    for (const { line, quantity } of lines) {
      if (line.inventoryItemId)
        add(committedByKey, levelKey(line.inventoryItemId, fulfillmentOrder.locationId), quantity);
    }
  }
  const untracked = untrackedItems(context);
  const takenByKey = new Map<string, number>();

  function capacity(inventoryItemId: string, key: string): number {
    const level = levels.get(key);
    const committed = committedByKey.get(key) ?? 0;
    if (level === undefined) return untracked.has(inventoryItemId) ? committed : 0;
    if (!level.isTracked) return Number.POSITIVE_INFINITY;
    return Math.min(freeUnits(level, ownByKey.get(key) ?? 0), committed + Math.max(0, level.quantities.available));
  }

  return {
    remaining(inventoryItemId, locationId) {
      const key = levelKey(inventoryItemId, locationId);
      return Math.max(0, capacity(inventoryItemId, key) - (takenByKey.get(key) ?? 0));
    },
    take(inventoryItemId, locationId, units) {
      add(takenByKey, levelKey(inventoryItemId, locationId), units);
    },
  };
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
