import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";
import type { Opening } from "./opening.ts";
import { priceWeight, stepEnd, stepEndBefore } from "#app/domain/routing/cheapest/flat/price-weight.ts";

/** Where to divide: a place's parcel weighs no more than this, or it weighs more. */
type Division = { slot: number; grams: number };

/** So many steps below what is placed are looked at: those of three or four parcels. */
const STEPS_BELOW = 30;

/** Nearer steps are preferred to those that suit the parcel better by no more than this share of the error. */
const NEARLY = 0.1;

/**
 * Divides an opening in two by the weight of one parcel, at a step of its price. The bounds of the parts are higher, for
 * what a parcel is believed to weigh can no longer be far from what is placed.
 *
 * @returns null when every parcel's price is known already
 */
export function divideOpening(flat: FlatProblem, opening: Opening): [Opening, Opening] | null {
  const division = whereBeliefErrs(flat, opening) ?? whereRangeIsWide(flat, opening);
  if (division === null) return null;
  const below = copyOpening(opening);
  const above = copyOpening(opening);
  below.high[division.slot] = division.grams;
  above.low[division.slot] = division.grams + 1;
  return [below, above];
}

/** Between what is placed and what was believed, where the bound errs most about the price. */
function whereBeliefErrs(flat: FlatProblem, opening: Opening): Division | null {
  const { places, low, high, perGram, placedGrams, believedGrams } = opening;
  let division: Division | null = null;
  let most = 0;
  for (let slot = 0; slot < places.length; slot++) {
    const place = places[slot]!;
    const believed = believedGrams[slot]!;
    const placed = Math.min(high[slot]!, Math.max(low[slot]!, placedGrams[slot]!));
    const rise = priceOrNothing(flat, place, placed) - priceOrNothing(flat, place, believed);
    const error = rise - perGram[slot]! * (placed - believed);
    const grams = endBelow(flat, opening, slot, placed, error);
    if (error <= most || grams < low[slot]! || grams >= high[slot]!) continue;
    most = error;
    division = { slot, grams };
  }
  return division;
}

/** The end of a step not far below what is placed that suits the parcel best; the next above if there is none. */
function endBelow(
  flat: FlatProblem,
  { places, low, perGram }: Opening,
  slot: number,
  placed: number,
  error: number,
): number {
  const place = places[slot]!;
  let best = -1;
  let least = Infinity;
  let grams = placed;
  for (let step = 0; step < STEPS_BELOW && grams > 0; step++) {
    grams = stepEndBefore(flat, place, grams);
    if (grams < low[slot]!) break;
    const minor = priceOrNothing(flat, place, grams) - perGram[slot]! * grams;
    if (minor >= least - NEARLY * error) continue;
    least = minor;
    best = grams;
  }
  return best >= 0 ? best : stepEnd(flat, place, placed);
}

/** In the middle of the range over which the price rises most. */
function whereRangeIsWide(flat: FlatProblem, { places, low, high }: Opening): Division | null {
  let division: Division | null = null;
  let most = 0;
  for (let slot = 0; slot < places.length; slot++) {
    const place = places[slot]!;
    const rise = priceOrNothing(flat, place, high[slot]!) - priceOrNothing(flat, place, low[slot]!);
    if (rise <= most) continue;
    most = rise;
    const middle = stepEnd(flat, place, Math.floor((low[slot]! + high[slot]!) / 2));
    division = { slot, grams: middle < high[slot]! ? middle : stepEndBefore(flat, place, high[slot]!) };
  }
  return division;
}

/** The price of a parcel; nothing where a place that weighs in nothing may do without one. */
function priceOrNothing(flat: FlatProblem, place: number, grams: number): number {
  return grams === 0 && flat.maySendAlone[place] === 1 ? 0 : priceWeight(flat, place, grams);
}

function copyOpening(opening: Opening): Opening {
  return {
    ...opening,
    low: [...opening.low],
    high: [...opening.high],
    perGram: [...opening.perGram],
    perUnit: [...opening.perUnit],
    placedGrams: [...opening.placedGrams],
    believedGrams: [...opening.believedGrams],
  };
}
