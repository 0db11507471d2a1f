import type { LevelBook, RoutePlan } from "#app/domain/decision.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";

/**
 * By how many units each level would hold more or fewer if earlier orders had left from where a policy would have sent them:
 * goods that leave from elsewhere are missing there from then on, and still there where they were not taken. What
 * came in meanwhile is taken as it was.
 */
export type StockShift = Map<string, number>;

/** The levels as they would have been. */
export function shiftLevels(levels: LevelBook, shift: StockShift): LevelBook {
  if (shift.size === 0) return levels;
  const shifted = new Map(levels);
  for (const [key, level] of levels) {
    const units = shift.get(key) ?? 0;
    if (units === 0 || !level.isTracked) continue;
    const { quantities } = level;
    shifted.set(key, { ...level, quantities: { ...quantities, available: quantities.available + units } });
  }
  return shifted;
}

/** Notes that an order was sent one way and would have been sent another. */
export function noteDifference(shift: StockShift, was: RoutePlan | null, wouldBe: RoutePlan | null): void {
  addUnits(shift, was, 1);
  addUnits(shift, wouldBe, -1);
}

function addUnits(shift: StockShift, route: RoutePlan | null, sign: 1 | -1): void {
  for (const { inventoryItemId, locationId, quantity } of route?.planned ?? []) {
    if (inventoryItemId === null) continue;
    const key = levelKey(inventoryItemId, locationId);
    const units = (shift.get(key) ?? 0) + sign * quantity;
    if (units === 0) shift.delete(key);
    else shift.set(key, units);
  }
}
