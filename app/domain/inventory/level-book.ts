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
    movingUnits: 0,
    movedUnits: 0,
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
 * Units that an order may have moved here: those available that no other order's move will take or has just taken. Each
 * is there for one move only, while a move that was promised its units keeps them as long as anything is available: until
 * the orders are read again it may look as if another's had taken them. `ownMovingUnits`: what this order waits to have moved here.
 */
export function spareUnits(level: Level, ownMovingUnits: number): number {
  const { available } = level.quantities;
  const kept = Math.min(ownMovingUnits, available);
  return Math.max(0, kept, available - (level.movingUnits - ownMovingUnits) - level.movedUnits);
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
  const deltaByKey = new Map<string, ClaimDelta>();
  for (const claim of before) addTo(deltaByKey, claim, -1);
  for (const claim of after) addTo(deltaByKey, claim, 1);
  for (const [key, { units, moving }] of deltaByKey) {
    const level = levels.get(key);
    if (!level?.isTracked || (units === 0 && moving === 0)) continue;
    const released = Math.max(0, -units);
    levels.set(key, {
      ...level,
      allocated: level.allocated + units,
      unsettledUnits: level.unsettledUnits + released,
      movingUnits: level.movingUnits + moving,
      movedUnits: level.movedUnits + Math.max(0, -moving - released),
    });
  }
}

type ClaimDelta = { units: number; moving: number };

function addTo(deltaByKey: Map<string, ClaimDelta>, claim: Allocation, sign: 1 | -1): void {
  const key = levelKey(claim.inventoryItemId, claim.locationId);
  const delta = deltaByKey.get(key) ?? { units: 0, moving: 0 };
  delta.units += sign * claim.quantity;
  delta.moving += sign * claim.movingQuantity;
  deltaByKey.set(key, delta);
}
