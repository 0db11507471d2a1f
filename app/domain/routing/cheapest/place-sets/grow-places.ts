import { adoptPlan, type BestPlan } from "#app/domain/routing/cheapest/best-plan.ts";
import { openPlaces, type Opening } from "#app/domain/routing/cheapest/openings/opening.ts";
import { raiseBound, type BoundRaising } from "#app/domain/routing/cheapest/openings/raise-bound.ts";

/** Rounds of ascent for each set that is tried: enough to tell good from bad. */
const ROUNDS = 2;

/**
 * The set of places a search does well to begin with: place after place is added, each time the one with which the bound is
 * least; then places are left out or exchanged for others as long as that makes it less. Plans met on the way are kept.
 *
 * @returns null when no set has a bound below what the best plan costs
 */
export function growPlaces(raising: BoundRaising, best: BestPlan): Opening | null {
  const { placeCount } = raising.relaxation.flat;
  let grown: Opening | null = null;
  for (;;) {
    const places: readonly number[] = grown?.places ?? [];
    const others = Array.from({ length: placeCount }, (_, place) => place).filter((place) => !places.includes(place));
    const larger = others.map((place) => [...places, place]);
    const smaller = places.map((left) => places.filter((place) => place !== left));
    const exchanged = smaller.flatMap((rest) => others.map((place) => [...rest, place]));
    const before: Opening | null = grown;
    grown = leastOf(raising, best, larger, grown);
    if (grown === before) grown = leastOf(raising, best, [...smaller, ...exchanged], grown);
    if (grown === before) return grown;
  }
}

/** The set with the least bound, if that is less than that of the set at hand. */
function leastOf(
  raising: BoundRaising,
  best: BestPlan,
  sets: readonly number[][],
  atHand: Opening | null,
): Opening | null {
  let least = atHand;
  for (const places of sets) {
    if (places.length === 0) continue;
    places.sort((a, b) => a - b);
    const opening = openPlaces(raising.relaxation.flat, places, 0);
    const costMinor = raiseBound(raising, opening, best.costMinor, ROUNDS);
    if (costMinor < best.costMinor) adoptPlan(best, costMinor, opening.places, raising.taken);
    if (opening.boundMinor < (least?.boundMinor ?? Infinity)) least = opening;
  }
  return least;
}
