import { findCheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import { viewGroup } from "#app/domain/routing/view-group.ts";
import { liftExclusions, type Exclusion } from "./exclusions.ts";
import { exclusionsOf, sumOf, waitingUnits, type GroupCase, type WantedItem } from "./group-case.ts";

/** A location that may not serve the group, with each fact for which it may not. */
export type ExcludedLocation = { location: LocationFacts; exclusions: readonly Exclusion[] };

/** Of more locations than this not all sets are tried: those that have most of what is missing. */
const MOST_LOCATIONS = 8;

/** Locations that may not serve the group, those first that have most of what is missing. */
export function excludedLocations(group: GroupCase, missing: readonly WantedItem[]) {
  const { context, view, stock } = group;
  const has = ({ id }: LocationFacts) =>
    sumOf(missing.map(({ inventoryItemId, units }) => Math.min(units, stock.remaining(inventoryItemId, id))));
  return context.locations
    .filter(({ id }) => !view.candidates.some(({ location }) => location.id === id))
    .map((location): ExcludedLocation => ({ location, exclusions: exclusionsOf(group, location) }))
    .sort((left, right) => has(right.location) - has(left.location));
}

/**
 * The fewest facts without which nothing would wait: of all sets of locations that might serve the group too, the one that
 * takes the fewest facts away. None of its facts can be left out, for sets with fewer were tried before.
 *
 * @returns null when stock is missing whatever may serve
 */
export function findSmallestLift(group: GroupCase, excluded: readonly ExcludedLocation[]): ExcludedLocation[] | null {
  const sets = subsetsOf(excluded.slice(0, MOST_LOCATIONS)).sort(
    (left, right) => countFacts(left) - countFacts(right) || left.length - right.length,
  );
  return sets.find((set) => isServedWith(group, set)) ?? null;
}

/** All sets but the empty one; those of the first elements come first. */
function subsetsOf(locations: readonly ExcludedLocation[]): ExcludedLocation[][] {
  const [first, ...rest] = locations;
  if (first === undefined) return [];
  const others = subsetsOf(rest);
  return [[first], ...others.map((set) => [first, ...set]), ...others];
}

function countFacts(set: readonly ExcludedLocation[]): number {
  return new Set(set.flatMap(({ exclusions }) => exclusions.map(({ key }) => key))).size;
}

/** Whether nothing waits if these locations might serve. Only where there is enough of everything it is worth a search. */
function isServedWith(group: GroupCase, set: readonly ExcludedLocation[]): boolean {
  const lifted = set.reduce(
    (context, { location, exclusions }) => liftExclusions(context, group.area, location, exclusions),
    group.context,
  );
  const view = viewGroup(lifted, group.group, group.stock, group.destination);
  const { lines, places } = view.problem;
  const isEnough = lines.every(({ item }) => {
    const wanted = sumOf(lines.map((line) => (line.item === item ? line.units : 0)));
    return sumOf(places.map(({ stock }) => stock[item]!)) >= wanted;
  });
  return isEnough && sumOf(waitingUnits(view, findCheapestPlan(view.problem).units)) === 0;
}
