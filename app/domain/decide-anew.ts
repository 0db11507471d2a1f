import { decideOrder } from "./decide-order.ts";
import type { LevelBook, OrderContext, OrderDecision } from "./decision.ts";
import { levelKey } from "./inventory/level-book.ts";

/**
 * What would have been decided if the order had only come: from what its last decision looked at, with the order's claims
 * given back first, so that no plan stands that another would have to beat. Nothing is claimed by it: it is for people to compare.
 *
 * @param levels as that decision found them, with the claims of `context` in them. Never changed
 */
export function decideAnew(context: OrderContext, levels: LevelBook, now: string): OrderDecision {
  const before = new Map(levels);
  for (const { inventoryItemId, locationId, quantity, movingQuantity } of context.allocations) {
    const key = levelKey(inventoryItemId, locationId);
    const level = before.get(key);
    if (!level?.isTracked) continue;
    // What it held it could have again, however unsettled the level is for others.
    before.set(key, {
      ...level,
      allocated: level.allocated - quantity,
      movingUnits: level.movingUnits - movingQuantity,
      unsettledUnits: 0,
      movedUnits: 0,
    });
  }
  return decideOrder({ ...context, allocations: [] }, before, now);
}
