import type { OrderDecision } from "#app/domain/decision.ts";
import type { Allocation } from "./allocation.ts";

/** Units of one line that are promised. */
type Promised = Pick<Allocation, "lineItemId" | "quantity">;

/** Units of an order that wait for nothing: those that are claimed, and those of goods of which no stock is claimed. */
export function promisedUnits({
  allocations,
  route,
}: {
  allocations: readonly Promised[];
  route: OrderDecision["route"];
}): Promised[] {
  const unclaimed = (route?.planned ?? []).filter(({ inventoryItemId }) => inventoryItemId === null);
  return [...allocations, ...unclaimed];
}
