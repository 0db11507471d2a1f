import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";
import { priceWeight } from "#app/domain/routing/cheapest/flat/price-weight.ts";

/**
 * A part of all plans: those that use all of these places and no others, and whose parcels weigh as much as the ranges say.
 * Lists other than `places` are by slot, which is the position of a place among the places.
 */
export type Opening = {
  /** Ascending. */
  places: readonly number[];
  /**
   * Grams of the place's parcel, both included. From 0 on, the place may also have no parcel at all, if something ships
   * alone from there.
   */
  low: number[];
  high: number[];
  /** What the relaxation charges for a gram and for a unit at the place, see relaxation.ts. */
  perGram: number[];
  perUnit: number[];
  /** No plan of this part costs less. */
  boundMinor: number;
  /** Whether more than a first look was taken at it. */
  isRaised: boolean;
  /** What the relaxation placed there and what it believed the parcel to weigh, when the bound was found. */
  placedGrams: number[];
  believedGrams: number[];
};

/**
 * Charges are multiples of this: so sums of them with whole numbers are exact up to 2^37, and a bound may be trusted to the
 * last unit.
 */
const FINEST_CHARGE = 2 ** -16;

export function roundCharge(charge: number): number {
  return Math.round(charge / FINEST_CHARGE) * FINEST_CHARGE;
}

/** All plans that use exactly these places. A gram is charged what it costs on average from the lightest parcel on. */
export function openPlaces(flat: FlatProblem, places: readonly number[], boundMinor: number): Opening {
  const opening: Opening = {
    places,
    low: [],
    high: [],
    perGram: [],
    perUnit: [],
    boundMinor,
    isRaised: false,
    placedGrams: [],
    believedGrams: [],
  };
  for (const place of places) {
    const lightest = flat.lightest[place]!;
    const all = flat.reachableGrams[place]!;
    const rise = all > lightest ? priceWeight(flat, place, all) - priceWeight(flat, place, lightest) : 0;
    opening.low.push(0);
    opening.high.push(all);
    opening.perGram.push(rise > 0 ? roundCharge(rise / (all - lightest)) : 0);
    opening.perUnit.push(0);
    opening.placedGrams.push(0);
    opening.believedGrams.push(0);
  }
  return opening;
}
