import type { LevelBook, OrderContext, PlannedQuantity, RoutePlan } from "#app/domain/decision.ts";
import { allocate } from "#app/domain/inventory/allocate.ts";

/**
 * Whether a stored route is the one that has come out of what it was decided by, once claims are made for it: the same units
 * from the same places, at the same cost. What is said of it may change.
 */
export function isStoredRoute(context: OrderContext, levels: LevelBook, route: RoutePlan, stored: RoutePlan): boolean {
  const { served, backordered } = allocate(context.facts.id, route.planned, context.allocations, levels);
  const isCostSame = stored.cost === undefined || stored.cost.totalMinor === route.cost?.totalMinor;
  return (
    isCostSame &&
    sayUnits(served) === sayUnits(stored.planned) &&
    sayUnits([...route.backordered, ...backordered]) === sayUnits(stored.backordered)
  );
}

function sayUnits(planned: readonly PlannedQuantity[]): string {
  return planned
    .map((part) => `${part.fulfillmentOrderLineId} ${part.locationId} ${part.quantity}`)
    .sort()
    .join();
}
