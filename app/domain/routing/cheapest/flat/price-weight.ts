import type { FlatProblem } from "./flat-problem.ts";

/**
 * The least of price(w) - perGram * w for weights w from `low` to `high`, where price(w) is what the place's parcels cost
 * (see `priceParcels`).
 *
 * Within a step the price is level, so only the heaviest weight of each step counts. From one full parcel to the next the
 * value of each step changes by the same amount, so of many parcels only the first two and the last two need a look.
 *
 * @param weights where to note, at `slot`, the weight that has the least value
 */
export function leastPrice(
  flat: FlatProblem,
  place: number,
  low: number,
  high: number,
  perGram: number,
  weights: Float64Array,
  slot: number,
): number {
  const { firstStep, stepGrams, stepMinor } = flat;
  const first = firstStep[place]!;
  const last = firstStep[place + 1]! - 1;
  const heaviest = stepGrams[last]!;
  let full = low > heaviest ? Math.floor((low - 1) / heaviest) : 0;
  let least = Infinity;
  for (let round = 0; ; round++) {
    for (let step = first; step <= last; step++) {
      const upToGrams = full * heaviest + stepGrams[step]!;
      if (upToGrams < low) continue;
      const grams = upToGrams < high ? upToGrams : high;
      const value = full * stepMinor[last]! + stepMinor[step]! - perGram * grams;
      if (value <= least) {
        least = value;
        weights[slot] = grams;
      }
      if (grams === high) return least;
    }
    full++;
    if (round === 1) full = Math.max(full, Math.floor((high - 1) / heaviest) - 1);
  }
}

/** What a place's parcels of this weight cost; `priceParcels` on flat arrays. */
export function priceWeight(flat: FlatProblem, place: number, grams: number): number {
  const { firstStep, stepGrams, stepMinor } = flat;
  const last = firstStep[place + 1]! - 1;
  const full = grams > stepGrams[last]! ? Math.floor((grams - 1) / stepGrams[last]!) : 0;
  const rest = grams - full * stepGrams[last]!;
  let step = firstStep[place]!;
  while (stepGrams[step]! < rest) step++;
  return full * stepMinor[last]! + stepMinor[step]!;
}

/** The heaviest weight that costs no more than this one by its step. */
export function stepEnd(flat: FlatProblem, place: number, grams: number): number {
  const { firstStep, stepGrams } = flat;
  const heaviest = stepGrams[firstStep[place + 1]! - 1]!;
  const full = grams > heaviest ? Math.floor((grams - 1) / heaviest) : 0;
  let step = firstStep[place]!;
  while (full * heaviest + stepGrams[step]! < grams) step++;
  return full * heaviest + stepGrams[step]!;
}

/** The heaviest weight of the step before the one of this weight; 0 when there is none. */
export function stepEndBefore(flat: FlatProblem, place: number, grams: number): number {
  const { firstStep, stepGrams } = flat;
  const heaviest = stepGrams[firstStep[place + 1]! - 1]!;
  const full = grams > heaviest ? Math.floor((grams - 1) / heaviest) : 0;
  let step = firstStep[place]!;
  let before = full * heaviest;
  for (; full * heaviest + stepGrams[step]! < grams; step++) before = full * heaviest + stepGrams[step]!;
  return before;
}
