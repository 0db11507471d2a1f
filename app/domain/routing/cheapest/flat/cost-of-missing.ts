import type { FlatProblem } from "./flat-problem.ts";

/**
 * What it adds to a bound that the places together have too little of an item several elements draw, or can send too few
 * units: somebody has to wait, and gives up at most what its pieces are charged for being served.
 *
 * @param waiting pieces of each element that wait already
 * @param charged by element: at least what any of its other pieces contributes to the bound
 */
export function costOfMissing(
  flat: FlatProblem,
  places: readonly number[],
  waiting: Float64Array,
  charged: Float64Array,
): number {
  const { placeCount, elementCount, pieces, units, waitMinor, contestedStock, draws, capacity } = flat;
  let most = 0;
  for (let contested = 0; contested < flat.contestedCount; contested++) {
    let missing = 0;
    let leastMinor = Infinity;
    for (const place of places) missing -= contestedStock[contested * placeCount + place]!;
    for (const draw of draws) {
      if (draw.contested !== contested) continue;
      const { element } = draw;
      missing += (pieces[element]! - waiting[element]!) * draw.units;
      leastMinor = Math.min(leastMinor, (waitMinor[element]! - charged[element]!) / draw.units);
    }
    if (missing > 0) most = Math.max(most, missing * leastMinor);
  }
  let missing = 0;
  for (const place of places) missing -= capacity[place]!;
  if (missing > -Infinity) {
    let leastMinor = Infinity;
    for (let element = 0; element < elementCount; element++) {
      missing += (pieces[element]! - waiting[element]!) * units[element]!;
      leastMinor = Math.min(leastMinor, (waitMinor[element]! - charged[element]!) / units[element]!);
    }
    if (missing > 0) most = Math.max(most, missing * leastMinor);
  }
  // A hair makes up for quotients that are not exact. It is finer than the finest charge, so that no bound gets too high.
  return Math.max(0, Math.floor(most + 1e-6));
}
