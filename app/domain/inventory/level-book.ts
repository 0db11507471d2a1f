import type { Allocation } from "./allocation.ts";
import { onHand, type Level, type LevelQuantities } from "./level.ts";

/** The key of a level in a `LevelBook`. */
export function levelKey(inventoryItemId: string, locationId: string): string {
  return `${inventoryItemId}/${locationId}`;
}

/** A level nobody has observed yet: nothing of anything. */
export function emptyLevel(inventoryItemId: string, locationId: string, isTracked: boolean): Level {
  const quantities: LevelQuantities = {
    available: 0,
    committed: 0,
    reserved: 0,
    safetyStock: 0,
    damaged: 0,
    qualityControl: 0,
    incoming: 0,
  };
  return {
    inventoryItemId,
    locationId,
    quantities,
    allocated: 0,
    safetyStockUnits: 0,
    unsettledUnits: 0,
    observedAt: null,
    isTracked,
  };
}

/**
 * Units that may be promised to orders at all: physically there and not set aside. Of what is on hand only available and
 * committed units can be sent; reserved, damaged, quality control and Shopify's safety stock are on hand and not for sale,
 * and the merchant's own safety stock stays untouched too.
 */
export function claimableUnits(level: Level): number {
  if (!level.isTracked) return Number.POSITIVE_INFINITY;
  const forSale = Math.min(level.quantities.available + level.quantities.committed, onHand(level.quantities));
  return Math.max(0, forSale - level.safetyStockUnits);
}

/**
 * Units an order may have: claimable ones that other orders have not taken. What it holds already it keeps as long as it
 * is there; beyond that it gets nothing that is unsettled. `ownUnits`: what this order holds there already.
 */
export function freeUnits(level: Level, ownUnits: number): number {
  const unclaimed = claimableUnits(level) - (level.allocated - ownUnits);
  const kept = Math.min(ownUnits, unclaimed);
  return Math.max(0, kept, unclaimed - level.unsettledUnits);
}

/**
 * Books an order's claims: takes away those before and adds those after, replacing the levels that change. Untracked
 * levels count no claims. What a claim gives back is unsettled: its goods may have left, and the level not yet show it.
 */
export function applyClaims(
  levels: Map<string, Level>,
  before: readonly Allocation[],
  after: readonly Allocation[],
): void {
  const deltaByKey = new Map<string, number>();
  for (const claim of before) addTo(deltaByKey, claim, -claim.quantity);
  for (const claim of after) addTo(deltaByKey, claim, claim.quantity);
  for (const [key, delta] of deltaByKey) {
    const level = levels.get(key);
    if (!level?.isTracked || delta === 0) continue;
    const unsettledUnits = level.unsettledUnits + Math.max(0, -delta);
    levels.set(key, { ...level, allocated: level.allocated + delta, unsettledUnits });
  }
}

function addTo(deltaByKey: Map<string, number>, claim: Allocation, delta: number): void {
  const key = levelKey(claim.inventoryItemId, claim.locationId);
  deltaByKey.set(key, (deltaByKey.get(key) ?? 0) + delta);
}
