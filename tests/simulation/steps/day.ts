import { nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { Happening } from "./step.ts";

/** How long people are at it; what was set going then goes on until it rests. */
export const DAY_MS = 240_000;

/** Puts a step into the day that is drawn; answers its id. */
export type Add = (atMs: number, happening: Happening) => number;

export function anyTime(random: SeededRandom): number {
  return nextInteger(random, 1_000, DAY_MS);
}
