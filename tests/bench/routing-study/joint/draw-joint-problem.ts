import { createRandom, nextChance, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { JointOrder, JointProblem } from "./joint-problem.ts";

const ITEMS = 2;
const LOCATIONS = 3;
const WAIT_MINOR = 1_000;

/** A few small orders for little stock. */
export function drawJointProblem(seed: number): JointProblem {
  const random = createRandom(seed);
  return {
    orders: Array.from({ length: nextInteger(random, 2, 4) }, () => drawOrder(random)),
    stock: Array.from({ length: ITEMS }, () => Array.from({ length: LOCATIONS }, () => nextInteger(random, 0, 2))),
  };
}

function drawOrder(random: SeededRandom): JointOrder {
  const items = nextChance(random, 0.5) ? [0, 1] : [nextInteger(random, 0, ITEMS - 1)];
  const first = nextInteger(random, 0, LOCATIONS - 1);
  const lines = items.map((_, item) => {
    const units = nextInteger(random, 1, 2);
    return { units, item, unitGrams: 100, mayBeSplit: true, together: null, shipsAlone: false, waitMinor: WAIT_MINOR };
  });
  const places = Array.from({ length: LOCATIONS }, () => ({
    stock: items.map(() => 0),
    openMinor: nextInteger(random, 0, 20),
    unitMinor: items.map(() => nextInteger(random, 0, 5)),
    rates: [
      { upToGrams: 100, priceMinor: nextInteger(random, 10, 30) },
      { upToGrams: 500, priceMinor: nextInteger(random, 30, 60) },
    ],
    capacityUnits: Infinity,
  }));
  const locations = places.map((_, at) => (first + at) % LOCATIONS);
  return { problem: { lines, places, splitMinor: nextInteger(random, 0, 10) }, items, locations };
}
