import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";
import { mostWithoutWaiting } from "#app/domain/routing/cheapest/place-sets/cover-pieces.ts";
import type { Opening } from "./opening.ts";

/**
 * Narrows the ranges of an opening when nothing may wait: a place has to serve what the others cannot, and all parcels
 * together weigh what all pieces weigh.
 *
 * @returns false when no plan is left
 */
export function narrowOpening(flat: FlatProblem, opening: Opening): boolean {
  const { places, low, high } = opening;
  if (!raiseToForced(flat, opening)) return false;
  let lows = 0;
  let highs = 0;
  for (let slot = 0; slot < places.length; slot++) {
    if (low[slot]! > high[slot]!) return false;
    lows += low[slot]!;
    highs += high[slot]!;
  }
  if (lows > flat.allGrams || highs < flat.allGrams) return false;
  for (let slot = 0; slot < places.length; slot++) {
    const least = flat.allGrams - (highs - high[slot]!);
    const most = flat.allGrams - (lows - low[slot]!);
    low[slot] = Math.max(low[slot]!, least);
    high[slot] = Math.min(high[slot]!, most);
  }
  return true;
}

/** A parcel weighs at least what the lightest thing does, and what the other places cannot serve. */
function raiseToForced(flat: FlatProblem, { places, low }: Opening): boolean {
  const forced = places.map(() => 0);
  for (let element = 0; element < flat.elementCount; element++) {
    const pieces = flat.pieces[element]!;
    let most = 0;
    for (const place of places) most += mostWithoutWaiting(flat, element, place);
    if (most < pieces) return false;
    for (let slot = 0; slot < places.length; slot++) {
      const elsewhere = most - mostWithoutWaiting(flat, element, places[slot]!);
      if (elsewhere < pieces) forced[slot]! += (pieces - elsewhere) * flat.grams[element]!;
    }
  }
  for (let slot = 0; slot < places.length; slot++) {
    const place = places[slot]!;
    low[slot] = Math.max(low[slot]!, forced[slot]!);
    if (low[slot]! > 0 || flat.maySendAlone[place] === 0) low[slot] = Math.max(low[slot]!, flat.lightest[place]!);
  }
  return true;
}
