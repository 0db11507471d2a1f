import { numbers } from "./memory.ts";
import type { FlatProblem } from "./flat/flat-problem.ts";

/** The best plan found so far. */
export type BestPlan = {
  costMinor: number;
  /** Those it uses, ascending. */
  places: readonly number[];
  /** Pieces at [element * placeCount + place]. */
  taken: Float64Array;
};

/** Everything waits. */
export function planWithoutPlaces(flat: FlatProblem): BestPlan {
  let costMinor = flat.unavoidableMinor;
  for (let element = 0; element < flat.elementCount; element++)
    costMinor += flat.pieces[element]! * flat.waitMinor[element]!;
  return { costMinor, places: [], taken: numbers(flat.memory, flat.elementCount * flat.placeCount) };
}

/** The most that a plan with these places may cost and be better: as much as the best plan if its places are preferred. */
export function limitFor(best: BestPlan, places: readonly number[]): number {
  return isPreferred(places, best.places) ? best.costMinor : best.costMinor - 1;
}

export function adoptPlan(best: BestPlan, costMinor: number, places: readonly number[], taken: Float64Array): void {
  best.costMinor = costMinor;
  best.places = places;
  best.taken.set(taken);
}

/** Fewer places, then those that come first. */
function isPreferred(places: readonly number[], others: readonly number[]): boolean {
  if (places.length !== others.length) return places.length < others.length;
  for (let at = 0; at < places.length; at++) if (places[at] !== others[at]) return places[at]! < others[at]!;
  return false;
}
