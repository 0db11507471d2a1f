import { numbers } from "#app/domain/routing/cheapest/memory.ts";
import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";

/**
 * What elements get in each other's way for: a kind for each contested item, and one more for what places can send. By depth
 * and kind, at [depth * kinds + kind], of the elements from that depth on:
 */
export type MissingAhead = {
  flat: FlatProblem;
  kinds: number;
  /** Units that they are served if nothing is missing. */
  wantedUnits: Float64Array;
  /** What it costs at least that one of these units has to wait. */
  waitMinor: Float64Array;
};

export function createMissingAhead(flat: FlatProblem): MissingAhead {
  const kinds = flat.isContested ? flat.contestedCount + 1 : 0;
  return {
    flat,
    kinds,
    wantedUnits: numbers(flat.memory, (flat.elementCount + 1) * kinds),
    waitMinor: numbers(flat.memory, (flat.elementCount + 1) * kinds),
  };
}

/**
 * @param elements by depth
 * @param waiting by element: pieces that wait although nothing is missing
 * @param charged by element: at least what any of its other pieces contributes to the bound
 */
export function sumMissingAhead(
  { flat, kinds, wantedUnits, waitMinor }: MissingAhead,
  elements: Int32Array,
  waiting: Float64Array,
  charged: Float64Array,
): void {
  wantedUnits.fill(0, flat.elementCount * kinds);
  waitMinor.fill(Infinity, flat.elementCount * kinds);
  for (let depth = flat.elementCount - 1; depth >= 0; depth--) {
    const element = elements[depth]!;
    const row = depth * kinds;
    wantedUnits.copyWithin(row, row + kinds, row + 2 * kinds);
    waitMinor.copyWithin(row, row + kinds, row + 2 * kinds);
    const pieces = flat.pieces[element]! - waiting[element]!;
    const more = flat.waitMinor[element]! - charged[element]!;
    for (const { contested, units } of flat.drawsOf[element]!) {
      wantedUnits[row + contested]! += pieces * units;
      waitMinor[row + contested] = Math.min(waitMinor[row + contested]!, more / units);
    }
    const last = row + kinds - 1;
    wantedUnits[last]! += pieces * flat.units[element]!;
    waitMinor[last] = Math.min(waitMinor[last]!, more / flat.units[element]!);
  }
}

/** What it adds to a bound that there is too little left for the elements from a depth on, see cost-of-missing.ts. */
export function costOfMissingAhead(
  { flat, kinds, wantedUnits, waitMinor }: MissingAhead,
  depth: number,
  places: readonly number[],
  stockLeft: Float64Array,
  capacityLeft: Float64Array,
): number {
  let most = 0;
  for (let kind = 0; kind < kinds; kind++) {
    let missing = wantedUnits[depth * kinds + kind]!;
    const isItem = kind < kinds - 1;
    for (let slot = 0; slot < places.length && missing > 0; slot++)
      missing -= isItem ? stockLeft[kind * flat.placeCount + places[slot]!]! : capacityLeft[slot]!;
    if (missing > 0) most = Math.max(most, missing * waitMinor[depth * kinds + kind]!);
  }
  // See costOfMissing for the hair.
  return Math.floor(most + 1e-6);
}
