import { flags, integers, numbers } from "#app/domain/routing/cheapest/memory.ts";
import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";
import { priceWeight } from "#app/domain/routing/cheapest/flat/price-weight.ts";
import type { Opening } from "./opening.ts";

/**
 * The relaxed problem of an opening.
 *
 * What ties elements together is the parcel's price and the place's capacity. The tie is cut by Lagrangian relaxation: each
 * piece is charged for its grams and units at the slot, and the charges are given back on what the parcel is believed to
 * weigh and on the whole capacity. Then each element chooses its places by itself and each parcel its weight by itself, and
 * whatever the charges, no plan costs less than all these choices together. With good charges they nearly agree.
 */
export type Relaxation = {
  flat: FlatProblem;
  opening: Opening;
  /** By slot: the charges. */
  perGram: Float64Array;
  perUnit: Float64Array;

  /** By slot: grams and units that are placed there, and what the parcel is believed to weigh. */
  placedGrams: Float64Array;
  placedUnits: Float64Array;
  believedGrams: Float64Array;
  /** What the pieces as placed cost, but for the parcels. */
  placedMinor: number;

  /** By element: the slot that serves all of it, or WAITING; or SPREAD, see spreadAt[element * placeCount + slot]. */
  chosen: Int32Array;
  spreadAt: Float64Array;
  /** By element: pieces that wait, and what any other piece contributes to the bound at most. */
  waiting: Float64Array;
  charged: Float64Array;
  /** By slot: how much more it costs at least that something ships alone from there. */
  aloneMinor: Float64Array;

  /** The cost of a piece, at [element * slots + slot]; Infinity where a place has nothing of the element. */
  slotMinor: Float64Array;
  /** By element: 1 when each place that has any of it has all of it. */
  isAllOrNone: Uint8Array;
  /** By slot and by contested item and place: for sums within one function. */
  chargedAt: Float64Array;
  stockLeft: Float64Array;
};

export const WAITING = -1;
export const SPREAD = -2;

const NOTHING: Opening = {
  places: [],
  low: [],
  high: [],
  perGram: [],
  perUnit: [],
  boundMinor: 0,
  isRaised: false,
  placedGrams: [],
  believedGrams: [],
};

export function createRelaxation(flat: FlatProblem): Relaxation {
  const { placeCount, elementCount } = flat;
  return {
    flat,
    opening: NOTHING,
    perGram: numbers(flat.memory, placeCount),
    perUnit: numbers(flat.memory, placeCount),
    placedGrams: numbers(flat.memory, placeCount),
    placedUnits: numbers(flat.memory, placeCount),
    believedGrams: numbers(flat.memory, placeCount),
    placedMinor: 0,
    chosen: integers(flat.memory, elementCount),
    spreadAt: numbers(flat.memory, elementCount * placeCount),
    waiting: numbers(flat.memory, elementCount),
    charged: numbers(flat.memory, elementCount),
    aloneMinor: numbers(flat.memory, placeCount),
    slotMinor: numbers(flat.memory, elementCount * placeCount),
    isAllOrNone: flags(flat.memory, elementCount),
    chargedAt: numbers(flat.memory, placeCount),
    stockLeft: numbers(flat.memory, flat.contestedStock.length),
  };
}

/** Makes another opening the subject, with its own charges. */
export function turnTo(relaxation: Relaxation, opening: Opening): void {
  const isKnown = relaxation.opening.places === opening.places;
  relaxation.opening = opening;
  relaxation.perGram.set(opening.perGram);
  relaxation.perUnit.set(opening.perUnit);
  if (!isKnown) tabulate(relaxation);
}

function tabulate({ flat, opening, slotMinor, isAllOrNone }: Relaxation): void {
  const { placeCount, elementCount, pieces, most, pieceMinor } = flat;
  let at = 0;
  for (let element = 0; element < elementCount; element++) {
    isAllOrNone[element] = 1;
    for (const place of opening.places) {
      const here = most[element * placeCount + place]!;
      slotMinor[at++] = here > 0 ? pieceMinor[element * placeCount + place]! : Infinity;
      if (here > 0 && here < pieces[element]!) isAllOrNone[element] = 0;
    }
  }
}

/** How many pieces of an element are placed at a slot. */
export function countAt({ flat, chosen, spreadAt }: Relaxation, element: number, slot: number): number {
  if (chosen[element] === SPREAD) return spreadAt[element * flat.placeCount + slot]!;
  return chosen[element] === slot ? flat.pieces[element]! : 0;
}

/** Writes down how many pieces are placed where, at [element * placeCount + place]. */
export function copyPlacing(relaxation: Relaxation, taken: Float64Array): void {
  const { placeCount, elementCount } = relaxation.flat;
  const { places } = relaxation.opening;
  taken.fill(0);
  for (let element = 0; element < elementCount; element++) {
    for (let slot = 0; slot < places.length; slot++)
      taken[element * placeCount + places[slot]!] = countAt(relaxation, element, slot);
  }
}

/** What the pieces as placed cost as a plan, Infinity where they are none. */
export function costOfPlacing(relaxation: Relaxation): number {
  const { flat, opening, placedGrams, placedUnits } = relaxation;
  let minor = relaxation.placedMinor;
  for (let slot = 0; slot < opening.places.length; slot++) {
    const place = opening.places[slot]!;
    if (placedUnits[slot] === 0 || placedUnits[slot]! > flat.capacity[place]!) return Infinity;
    if (hasParcel(relaxation, slot)) minor += priceWeight(flat, place, placedGrams[slot]!);
  }
  return hasStock(relaxation) ? minor : Infinity;
}

function hasParcel(relaxation: Relaxation, slot: number): boolean {
  if (relaxation.placedGrams[slot]! > 0) return true;
  const { elementCount, isInParcel } = relaxation.flat;
  for (let element = 0; element < elementCount; element++)
    if (isInParcel[element] === 1 && countAt(relaxation, element, slot) > 0) return true;
  return false;
}

function hasStock(relaxation: Relaxation): boolean {
  const { flat, opening, stockLeft } = relaxation;
  stockLeft.set(flat.contestedStock);
  for (const { element, contested, units } of flat.draws) {
    for (let slot = 0; slot < opening.places.length; slot++) {
      const at = contested * flat.placeCount + opening.places[slot]!;
      stockLeft[at]! -= units * countAt(relaxation, element, slot);
      if (stockLeft[at]! < 0) return false;
    }
  }
  return true;
}
