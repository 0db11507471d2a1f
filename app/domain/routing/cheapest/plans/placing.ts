import { numbers } from "#app/domain/routing/cheapest/memory.ts";
import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";
import { priceWeight } from "#app/domain/routing/cheapest/flat/price-weight.ts";

/** Pieces in the slots of some places, allowed or not, to be moved about. */
export type Placing = {
  flat: FlatProblem;
  places: readonly number[];
  /** Pieces at [element * placeCount + place]. */
  taken: Float64Array;
  /** By slot: what the parcel weighs, what it may weigh, and how many units the place may send besides. */
  grams: Float64Array;
  mostGrams: Float64Array;
  capacityLeft: Float64Array;
  /** By contested item and place. */
  stockLeft: Float64Array;
};

export function createPlacing(flat: FlatProblem): Placing {
  return {
    flat,
    places: [],
    taken: numbers(flat.memory, flat.elementCount * flat.placeCount),
    grams: numbers(flat.memory, flat.placeCount),
    mostGrams: numbers(flat.memory, flat.placeCount),
    capacityLeft: numbers(flat.memory, flat.placeCount),
    stockLeft: numbers(flat.memory, flat.contestedStock.length),
  };
}

export function startPlacing(
  placing: Placing,
  places: readonly number[],
  mostGrams: readonly number[],
  taken: Float64Array,
): void {
  const { flat } = placing;
  placing.places = places;
  placing.mostGrams.set(mostGrams);
  placing.taken.fill(0);
  placing.grams.fill(0);
  placing.stockLeft.set(flat.contestedStock);
  for (let slot = 0; slot < places.length; slot++) {
    placing.capacityLeft[slot] = flat.capacity[places[slot]!]!;
    for (let element = 0; element < flat.elementCount; element++)
      putPieces(placing, element, slot, taken[element * flat.placeCount + places[slot]!]!);
  }
}

/** Puts pieces into a slot, or takes them out when the count is negative. */
export function putPieces(placing: Placing, element: number, slot: number, count: number): void {
  const { placeCount, grams, units, drawsOf } = placing.flat;
  const place = placing.places[slot]!;
  placing.taken[element * placeCount + place]! += count;
  placing.grams[slot]! += count * grams[element]!;
  placing.capacityLeft[slot]! -= count * units[element]!;
  for (const draw of drawsOf[element]!) placing.stockLeft[draw.contested * placeCount + place]! -= count * draw.units;
}

/** Whether so many more pieces may go to a slot, but for their weight. */
export function isFree(placing: Placing, element: number, slot: number, count: number): boolean {
  const { flat, places } = placing;
  const at = element * flat.placeCount + places[slot]!;
  if (placing.taken[at]! + count > flat.most[at]! || placing.capacityLeft[slot]! < count * flat.units[element]!)
    return false;
  for (const draw of flat.drawsOf[element]!)
    if (placing.stockLeft[draw.contested * flat.placeCount + places[slot]!]! < count * draw.units) return false;
  return true;
}

/** Whether less of the element must be there: the parcel too heavy, too many units, or too little stock. */
export function isTooMuch(placing: Placing, element: number, slot: number): boolean {
  const { flat, places } = placing;
  if (placing.capacityLeft[slot]! < 0) return true;
  if (flat.grams[element]! > 0 && placing.grams[slot]! > placing.mostGrams[slot]!) return true;
  for (const draw of flat.drawsOf[element]!)
    if (placing.stockLeft[draw.contested * flat.placeCount + places[slot]!]! < 0) return true;
  return false;
}

/** Whether nowhere is too much of anything. */
export function isAllowed(placing: Placing): boolean {
  const { flat, places, taken } = placing;
  for (let slot = 0; slot < places.length; slot++) {
    for (let element = 0; element < flat.elementCount; element++)
      if (taken[element * flat.placeCount + places[slot]!]! > 0 && isTooMuch(placing, element, slot)) return false;
  }
  return true;
}

/** What it costs as a plan; Infinity where a place is left with nothing. */
export function costOfPlaced({ flat, places, taken, grams }: Placing): number {
  const { placeCount, elementCount, pieces, waitMinor, pieceMinor, isInParcel } = flat;
  let minor = flat.unavoidableMinor + flat.splitMinor * (places.length - 1);
  for (let element = 0; element < elementCount; element++) minor += pieces[element]! * waitMinor[element]!;
  for (let slot = 0; slot < places.length; slot++) {
    const place = places[slot]!;
    let hasAny = false;
    let hasParcel = false;
    for (let element = 0; element < elementCount; element++) {
      const at = element * placeCount + place;
      if (taken[at] === 0) continue;
      minor += taken[at]! * (pieceMinor[at]! - waitMinor[element]!);
      hasAny = true;
      hasParcel ||= isInParcel[element] === 1;
    }
    if (!hasAny) return Infinity;
    minor += flat.openMinor[place]!;
    if (hasParcel) minor += priceWeight(flat, place, grams[slot]!);
  }
  return minor;
}
