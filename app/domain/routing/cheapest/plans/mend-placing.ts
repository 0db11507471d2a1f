import { priceWeight, stepEnd } from "#app/domain/routing/cheapest/flat/price-weight.ts";
import type { Opening } from "#app/domain/routing/cheapest/openings/opening.ts";
import type { Effort } from "#app/domain/routing/cheapest/search-limits.ts";
import { costOfPlaced, startPlacing, type Placing } from "./placing.ts";
import { improvePlacing, relievePlacing } from "./relieve-placing.ts";

/**
 * Makes a plan of what the relaxation placed: pieces move until everything is allowed, then to where they cost less. Leaves
 * it in the placing.
 *
 * @param taken what the relaxation placed: pieces at [element * placeCount + place]
 * @returns what the plan costs, Infinity when none was found
 */
export function mendPlacing(placing: Placing, opening: Opening, taken: Float64Array, effort: Effort): number {
  startPlacing(placing, opening.places, opening.high, taken);
  while (!relievePlacing(placing, effort)) if (!allowStep(placing)) return Infinity;
  improvePlacing(placing, effort);
  return costOfPlaced(placing);
}

/** Lets a parcel that is too heavy be as heavy as it is, the one where that costs least; false when none is too heavy. */
function allowStep({ flat, places, grams, mostGrams }: Placing): boolean {
  let cheapest = -1;
  let least = Infinity;
  for (let slot = 0; slot < places.length; slot++) {
    if (grams[slot]! <= mostGrams[slot]!) continue;
    const rise = priceWeight(flat, places[slot]!, grams[slot]!) - priceWeight(flat, places[slot]!, mostGrams[slot]!);
    if (rise >= least) continue;
    least = rise;
    cheapest = slot;
  }
  if (cheapest < 0) return false;
  mostGrams[cheapest] = stepEnd(flat, places[cheapest]!, grams[cheapest]!);
  return true;
}
