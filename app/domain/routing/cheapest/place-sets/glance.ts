import { numbers } from "#app/domain/routing/cheapest/memory.ts";
import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";
import { leastPrice } from "#app/domain/routing/cheapest/flat/price-weight.ts";
import type { Opening } from "#app/domain/routing/cheapest/openings/opening.ts";

/**
 * A bound of a set of places from one table: what takes a hundredth of the time that it takes to open the set. It is the
 * bound of relaxation.ts where nothing waits, with the charges for a gram that did well where the place was opened before,
 * and as if each place had as much as is asked for of whatever it has.
 */
export type Glance = {
  flat: FlatProblem;
  /** By place: opening it, its split and its parcel, less what the parcel is given back. */
  placeMinor: Float64Array;
  /** What all pieces of an element are charged at a place, at [element * placeCount + place]; Infinity where it has none. */
  chargedMinor: Float64Array;
  /** Where leastPrice notes what is of no interest here. */
  weight: Float64Array;
};

export function createGlance(flat: FlatProblem): Glance {
  const { placeCount, elementCount } = flat;
  const glance: Glance = {
    flat,
    placeMinor: numbers(flat.memory, placeCount),
    chargedMinor: numbers(flat.memory, elementCount * placeCount),
    weight: numbers(flat.memory, 1),
  };
  for (let place = 0; place < placeCount; place++) chargeAtPlace(glance, place, 0);
  return glance;
}

/** Charges for a gram from now on what the opening does. */
export function learnCharges(glance: Glance, { places, perGram }: Opening): void {
  for (let slot = 0; slot < places.length; slot++) chargeAtPlace(glance, places[slot]!, perGram[slot]!);
}

function chargeAtPlace({ flat, placeMinor, chargedMinor, weight }: Glance, place: number, perGram: number): void {
  const low = flat.lightest[place]!;
  const high = flat.reachableGrams[place]!;
  const parcelMinor = low <= high ? leastPrice(flat, place, low, high, perGram, weight, 0) : Infinity;
  const leastMinor = flat.maySendAlone[place] === 1 ? Math.min(0, parcelMinor) : parcelMinor;
  placeMinor[place] = flat.openMinor[place]! + flat.splitMinor + leastMinor;
  for (let element = 0; element < flat.elementCount; element++) {
    const at = element * flat.placeCount + place;
    const pieceMinor = flat.pieceMinor[at]! + perGram * flat.grams[element]!;
    chargedMinor[at] = flat.most[at]! > 0 ? flat.pieces[element]! * pieceMinor : Infinity;
  }
}

/** What a plan costs at least that uses these places and in which nothing waits. */
export function glanceAt({ flat, placeMinor, chargedMinor }: Glance, places: readonly number[]): number {
  let minor = flat.unavoidableMinor - flat.splitMinor;
  for (const place of places) minor += placeMinor[place]!;
  for (let element = 0; element < flat.elementCount; element++) {
    const row = element * flat.placeCount;
    let least = Infinity;
    for (const place of places) least = Math.min(least, chargedMinor[row + place]!);
    minor += least;
  }
  return minor;
}
