import { copyNumbers } from "#app/domain/routing/cheapest/memory.ts";
import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";

/** Whether each element by itself could be served whole from these places; they may still get in each other's way. */
export function coversPieces(flat: FlatProblem, places: readonly number[]): boolean {
  for (let element = 0; element < flat.elementCount; element++) {
    let missing = flat.pieces[element]!;
    for (const place of places) missing -= mostWithoutWaiting(flat, element, place);
    if (missing > 0) return false;
  }
  return true;
}

/** Places that cover all pieces if that can be done, ascending: each time the one is added that covers most of what is left. */
export function gatherCover(flat: FlatProblem): number[] {
  const missing = copyNumbers(flat.memory, flat.pieces);
  const places: number[] = [];
  for (;;) {
    let most = 0;
    let best = -1;
    for (let place = 0; place < flat.placeCount; place++) {
      let covered = 0;
      for (let element = 0; element < flat.elementCount; element++)
        covered += Math.min(missing[element]!, mostWithoutWaiting(flat, element, place));
      if (covered <= most || places.includes(place)) continue;
      most = covered;
      best = place;
    }
    if (best < 0) return places.sort((a, b) => a - b);
    places.push(best);
    for (let element = 0; element < flat.elementCount; element++)
      missing[element]! -= Math.min(missing[element]!, mostWithoutWaiting(flat, element, best));
  }
}

/** A place that cannot serve all of what may not be split serves none of it. */
export function mostWithoutWaiting(flat: FlatProblem, element: number, place: number): number {
  const most = flat.most[element * flat.placeCount + place]!;
  return flat.isOnePlace[element] === 1 && most < flat.pieces[element]! ? 0 : most;
}
