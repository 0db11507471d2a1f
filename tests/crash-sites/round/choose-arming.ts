import type { Arming } from "#tests/crash-sites/instrument/arming.ts";
import { sides } from "#tests/crash-sites/sites/crash-site.ts";
import { nextChoice, type SeededRandom } from "#tests/sandbox/state/random.ts";

/** Milliseconds between the question and the death: before it has left, on the way, or when its answer is near. */
const DEATH_AFTER_MS = [0, 0, 1, 3, 8] as const;

/** Arms whatever is left; of a site that is left on both sides, the first one to come is the one that is asked. */
export function chooseArming(random: SeededRandom, left: Iterable<string>): Arming {
  const arming: Arming = {};
  for (const key of left) {
    const side = sides.find((each) => key.endsWith(` ${each}`))!;
    const armed = (arming[key.slice(0, -side.length - 1)] ??= {});
    if (side === "asked") armed.asked = nextChoice(random, DEATH_AFTER_MS);
    else armed.isAnswerArmed = true;
  }
  return arming;
}
