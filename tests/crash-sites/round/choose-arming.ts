import type { Arming } from "#tests/crash-sites/instrument/arming.ts";
import { sides } from "#tests/crash-sites/sites/crash-site.ts";
import { nextChance, nextChoice, type SeededRandom } from "#tests/sandbox/state/random.ts";

/** Milliseconds between the question and the death: before it has left, on the way, or when its answer is near. */
const DEATH_AFTER_MS = [0, 0, 1, 3, 8] as const;

/**
 * Arms a share of what is left: a process that may die at the first thing it does never comes to the later ones, and one
 * that may not goes deeper before it dies.
 */
export function chooseArming(random: SeededRandom, left: Iterable<string>, share: number): Arming {
  const arming: Arming = {};
  for (const key of left) {
    if (share < 1 && !nextChance(random, share)) continue;
    const side = sides.find((each) => key.endsWith(` ${each}`))!;
    const armed = (arming[key.slice(0, -side.length - 1)] ??= {});
    if (side === "asked") armed.asked = nextChoice(random, DEATH_AFTER_MS);
    else armed.isAnswerArmed = true;
  }
  return arming;
}
