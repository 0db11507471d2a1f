import type { Memory } from "#app/domain/routing/cheapest/memory.ts";
import type { Element } from "./elements.ts";

/** A routing problem as flat arrays, for a search that looks at each number thousands of times. */
export type FlatProblem = {
  /** Where the arrays of its search are. */
  memory: Memory;
  placeCount: number;
  elementCount: number;
  splitMinor: number;
  /** What those pieces cost that no place can serve. They are left out of everything else. */
  unavoidableMinor: number;
  /** A plan in which any other piece waits costs at least this. */
  waitingMinor: number;
  /** How many pieces there are, and what they weigh as far as they do not ship alone. */
  allPieces: number;
  allGrams: number;
  elements: readonly Element[];

  /** By element, see there; flags are 1 or 0. */
  pieces: Float64Array;
  units: Float64Array;
  grams: Float64Array;
  isInParcel: Uint8Array;
  isOnePlace: Uint8Array;
  waitMinor: Float64Array;
  /** By element and place, at [element * placeCount + place]. */
  most: Float64Array;
  pieceMinor: Float64Array;

  /** By place. */
  openMinor: Float64Array;
  /** Units; Infinity where the place could send all that it may be asked for. */
  capacity: Float64Array;
  /** Grams of the lightest piece that may go into the place's parcel, Infinity if none may, and of all such pieces. */
  lightest: Float64Array;
  reachableGrams: Float64Array;
  /** 1 where something may ship alone, so that the place may do without the others' parcel. */
  maySendAlone: Uint8Array;
  /** The rates of place p are at firstStep[p] up to, not including, firstStep[p + 1]. */
  firstStep: Int32Array;
  stepGrams: Float64Array;
  stepMinor: Float64Array;

  /** Stock of the items that several elements draw, at [contested * placeCount + place]. */
  contestedStock: Float64Array;
  contestedCount: number;
  /** What one piece draws of them: of each element, and all together. */
  drawsOf: readonly (readonly Draw[])[];
  draws: readonly Draw[];
  /** Whether elements may get in each other's way, by capacity or by stock. */
  isContested: boolean;
};

export type Draw = { element: number; contested: number; units: number };
