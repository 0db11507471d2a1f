import type { RoutePlan } from "#app/domain/decision.ts";
import type { RoutingPolicy } from "#app/domain/routing/prices/routing-policy.ts";

/** What one order's route comes to, in figures that mean the same under any policy. Goodwill is not among them. */
export type RouteFigures = {
  /** Postage, picking and packing, in minor units of the shop's currency. */
  paidMinor: number;
  /** Units that leave, by location. */
  unitsByLocation: Readonly<Record<string, number>>;
  /** Days on the way beyond those of the fastest location that may serve the order: of its latest part. */
  daysLater: number;
  /** The way of all parts together, one part for each location; null where one of them is not known. */
  kilometres: number | null;
  waitingUnits: number;
};

/** What work costs, in minor units. It is the same whatever sends an order one way or another, so both are priced by one. */
export type WorkPrices = Pick<RoutingPolicy, "parcelMinor" | "unitMinor">;

export function figuresOf(route: RoutePlan | null, { parcelMinor, unitMinor }: WorkPrices): RouteFigures {
  const { planned = [], backordered = [], legs = [], cost } = route ?? {};
  const workMinor = legs.reduce((sum, { units }) => sum + parcelMinor + units * unitMinor, 0);
  const unitsByLocation: Record<string, number> = {};
  for (const { locationId, quantity } of planned)
    unitsByLocation[locationId] = (unitsByLocation[locationId] ?? 0) + quantity;
  return {
    paidMinor: (cost?.postageMinor ?? 0) + workMinor,
    unitsByLocation,
    daysLater: Math.max(0, ...legs.map((leg) => leg.daysLater)),
    kilometres: legs.reduce<number | null>(
      (sum, { kilometres }) => (sum === null || kilometres === null ? null : sum + kilometres),
      0,
    ),
    waitingUnits: backordered.reduce((sum, { quantity }) => sum + quantity, 0),
  };
}
