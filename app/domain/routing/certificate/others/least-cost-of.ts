import type { RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";
import type { PlaceRegion } from "./place-region.ts";

/**
 * What each plan of a region costs at least, told without a search: each required place is opened and sends a parcel, each unit
 * costs what it costs where it costs least, and what the places that are left do not have waits. It spares the search of
 * regions of ever more places, which are dear.
 */
export function leastCostOf(
  { lines, places, splitMinor }: RoutingProblem,
  { required, forbidden }: PlaceRegion,
): number {
  let minor = splitMinor * Math.max(0, required.length - 1);
  for (const at of required) minor += places[at]!.openMinor + places[at]!.rates[0]!.priceMinor;
  const allowed = places.filter((_, at) => !forbidden.includes(at));
  const wantedByItem = new Map<number, { units: number; waitMinor: number }>();
  for (const [line, { units, item, waitMinor }] of lines.entries()) {
    const least = allowed.reduce((cheapest, { unitMinor }) => Math.min(cheapest, unitMinor[line]!), waitMinor);
    minor += units * least;
    const known = wantedByItem.get(item) ?? { units: 0, waitMinor: Number.POSITIVE_INFINITY };
    wantedByItem.set(item, {
      units: known.units + units,
      waitMinor: Math.min(known.waitMinor, waitMinor - least),
    });
  }
  for (const [item, { units, waitMinor }] of wantedByItem) {
    const lacking = units - allowed.reduce((sum, { stock }) => sum + stock[item]!, 0);
    if (lacking > 0) minor += lacking * waitMinor;
  }
  return minor;
}
