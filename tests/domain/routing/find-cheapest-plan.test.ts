import { expect, test } from "vitest";
import { findCheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import type { ProblemLine, ProblemPlace, RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";
import { compareWithOracle } from "#tests/fuzz/routing-oracle/compare.ts";
import { drawProblem } from "#tests/fuzz/routing-oracle/draw-problem.ts";
import { printProblem } from "#tests/fuzz/routing-oracle/oracle-problem.ts";
import { createRandom } from "#tests/sandbox/state/random.ts";

/** What a unit costs that waits, where nothing else is said: more than all parcels here together. */
const WAIT = 10_000_000;

/** One unit of 100 g of the first item. */
function line(changes: Partial<ProblemLine> = {}): ProblemLine {
  const usual = { units: 1, item: 0, unitGrams: 100, mayBeSplit: true, together: null, shipsAlone: false };
  return { ...usual, waitMinor: WAIT, ...changes };
}

/** Sends a parcel of at most 1 kg for 500 and adds nothing to that. */
function place(stock: number[], changes: Partial<ProblemPlace> = {}): ProblemPlace {
  const usual = { openMinor: 0, unitMinor: [0, 0, 0], capacityUnits: Infinity };
  return { stock, rates: [{ upToGrams: 1000, priceMinor: 500 }], ...usual, ...changes };
}

function parcel(priceMinor: number, upToGrams = 1000): Partial<ProblemPlace> {
  return { rates: [{ upToGrams, priceMinor }] };
}

/** `unitMinor` may be given for more lines than there are. */
function solve(lines: ProblemLine[], places: ProblemPlace[], splitMinor = 0) {
  const problem: RoutingProblem = {
    lines,
    places: places.map((each) => ({ ...each, unitMinor: each.unitMinor.slice(0, lines.length) })),
    splitMinor,
  };
  return findCheapestPlan(problem);
}

/** What `solve` returns where it has proven that no plan is cheaper. */
function proven(costMinor: number, units: number[][]) {
  return { units, costMinor, boundMinor: costMinor };
}

const twoItems = [line({ item: 0 }), line({ item: 1 })];

test("one parcel of 800 is cheaper than two of 500", () => {
  expect(solve(twoItems, [place([1, 0]), place([0, 1]), place([1, 1], parcel(800))])).toEqual(
    proven(800, [
      [0, 0, 1],
      [0, 0, 1],
    ]),
  );
});

test("two parcels of 500 are cheaper than one of 1200 from far away", () => {
  expect(solve(twoItems, [place([1, 0]), place([0, 1]), place([1, 1], parcel(1200))])).toEqual(
    proven(1000, [
      [1, 0, 0],
      [0, 1, 0],
    ]),
  );
});

test("what a second place costs decides between two parcels near by and one from far away", () => {
  const places = [place([1, 0]), place([0, 1]), place([1, 1], parcel(1200))];
  expect(solve(twoItems, places, 199).costMinor).toBe(1199);
  expect(solve(twoItems, places, 201)).toEqual(
    proven(1200, [
      [0, 0, 1],
      [0, 0, 1],
    ]),
  );
});

test("opening a place and picking each of its units cost as well", () => {
  const dearToOpen = place([3], { openMinor: 70, unitMinor: [10] });
  const dearToPick = place([3], { openMinor: 0, unitMinor: [40] });
  expect(solve([line({ units: 2 })], [dearToOpen, dearToPick])).toEqual(proven(580, [[0, 2]]));
  expect(solve([line({ units: 3 })], [dearToOpen, dearToPick])).toEqual(proven(600, [[3, 0]]));
});

test("two units travel together where the next weight step costs less than a second parcel, else apart", () => {
  const placeWith = (secondStep: number) =>
    place([2], {
      rates: [
        { upToGrams: 1000, priceMinor: 500 },
        { upToGrams: 2000, priceMinor: secondStep },
      ],
    });
  const lines = [line({ units: 2, unitGrams: 600 })];
  expect(solve(lines, [placeWith(900), placeWith(900)])).toEqual(proven(900, [[2, 0]]));
  expect(solve(lines, [placeWith(1100), placeWith(1100)])).toEqual(proven(1000, [[1, 1]]));
});

test("what is heavier than the heaviest parcel goes in several, of which all but the last are the heaviest", () => {
  const heavy = place([9], {
    rates: [
      { upToGrams: 1000, priceMinor: 400 },
      { upToGrams: 2000, priceMinor: 700 },
    ],
  });
  expect(solve([line({ units: 4, unitGrams: 1000 })], [heavy]).costMinor).toBe(700 + 700);
  expect(solve([line({ units: 5, unitGrams: 1000 })], [heavy]).costMinor).toBe(700 + 700 + 400);
});

test("units that weigh nothing go in the lightest parcel", () => {
  expect(solve([line({ units: 3, unitGrams: 0 })], [place([3])])).toEqual(proven(500, [[3]]));
});

test("a unit that ships alone is a parcel of its own and makes the others' parcel no heavier", () => {
  const stepped = place([9, 9], {
    rates: [
      { upToGrams: 1000, priceMinor: 400 },
      { upToGrams: 5000, priceMinor: 3000 },
    ],
  });
  const alone = line({ units: 2, unitGrams: 1000, shipsAlone: true });
  expect(solve([alone, line({ item: 1, unitGrams: 500 })], [stepped])).toEqual(proven(3 * 400, [[2], [1]]));
  expect(solve([alone], [stepped])).toEqual(proven(2 * 400, [[2]]));
});

test("a set leaves together from a dearer place that has all of it, though cheaper ones have a part each", () => {
  const set = [line({ item: 0, together: 7 }), line({ item: 1, together: 7 })];
  expect(solve(set, [place([1, 0]), place([0, 1]), place([1, 1], parcel(9000))])).toEqual(
    proven(9000, [
      [0, 0, 1],
      [0, 0, 1],
    ]),
  );
});

test("a set waits whole when no place has all of it, and a line outside of it does not wait", () => {
  const set = [line({ item: 0, together: 7 }), line({ item: 1, together: 7 })];
  expect(solve([...set, line({ item: 0 })], [place([2, 0]), place([0, 2])])).toEqual(
    proven(2 * WAIT + 500, [
      [0, 0],
      [0, 0],
      [1, 0],
    ]),
  );
});

test("a line that may not be split leaves from one place, and what that place lacks waits", () => {
  const places = [place([1]), place([2])];
  expect(solve([line({ units: 3 })], places)).toEqual(proven(1000, [[1, 2]]));
  expect(solve([line({ units: 3, mayBeSplit: false })], places)).toEqual(proven(WAIT + 500, [[0, 2]]));
});

test("lines of one item share its stock", () => {
  expect(solve([line({ units: 2 }), line({ units: 2 })], [place([3]), place([1], parcel(900))])).toEqual(
    proven(1400, [
      [2, 0],
      [1, 1],
    ]),
  );
});

test("a place sends no more units than it can today, of all lines together", () => {
  const places = [place([9, 9], { capacityUnits: 3 }), place([9, 9], parcel(900))];
  expect(solve([line({ units: 2 }), line({ units: 2, item: 1 })], places)).toEqual(
    proven(900, [
      [0, 2],
      [0, 2],
    ]),
  );
  expect(solve([line({ units: 2 }), line({ units: 2, item: 1 })], places.slice(0, 1))).toEqual(
    proven(WAIT + 500, [[2], [1]]),
  );
});

test("stock without end serves any number of units", () => {
  expect(solve([line({ units: 1000, unitGrams: 1 })], [place([Infinity])])).toEqual(proven(500, [[1000]]));
});

test("units wait where that is cheaper than a parcel, and only then", () => {
  expect(solve([line({ units: 2, waitMinor: 249 })], [place([2])])).toEqual(proven(498, [[0]]));
  expect(solve([line({ units: 2, waitMinor: 251 })], [place([2])])).toEqual(proven(500, [[2]]));
});

test("one unit waits where it would begin a dearer weight step", () => {
  const stepped = place([3], {
    rates: [
      { upToGrams: 200, priceMinor: 300 },
      { upToGrams: 300, priceMinor: 700 },
    ],
  });
  expect(solve([line({ units: 3, waitMinor: 350 })], [stepped])).toEqual(proven(650, [[2]]));
});

test("between waiting and a place of the same cost, waiting is better: it uses fewer places", () => {
  expect(solve([line({ waitMinor: 500 })], [place([1])])).toEqual(proven(500, [[0]]));
});

test("everything waits where there is no place", () => {
  expect(solve([line({ units: 2, waitMinor: 30 }), line()], [])).toEqual(proven(60 + WAIT, [[], []]));
});

test("where nothing is asked for, nothing is used and nothing costs", () => {
  expect(solve([line({ units: 0 })], [place([1])])).toEqual(proven(0, [[0]]));
  expect(solve([], [place([1])])).toEqual(proven(0, []));
});

test("the plan with fewer places is better, though it uses a less preferred one", () => {
  expect(solve(twoItems, [place([1, 0]), place([0, 1]), place([1, 1], parcel(1000))])).toEqual(
    proven(1000, [
      [0, 0, 1],
      [0, 0, 1],
    ]),
  );
});

test("among as many places, the plan with the most preferred place is better, however little preferred the other is", () => {
  expect(solve(twoItems, [place([1, 0]), place([0, 1]), place([1, 0]), place([0, 1])]).units).toEqual([
    [1, 0, 0, 0],
    [0, 1, 0, 0],
  ]);
  const onlyFirstAndLast = [place([1, 0]), place([1, 0]), place([0, 1], parcel(600)), place([0, 1])];
  expect(solve(twoItems, onlyFirstAndLast).units).toEqual([
    [1, 0, 0, 0],
    [0, 0, 0, 1],
  ]);
});

test("among the same places, earlier lines get as many units as possible from the most preferred place", () => {
  const places = [place([2]), place([2])];
  expect(solve([line({ units: 2 }), line({ units: 1 })], places)).toEqual(
    proven(1000, [
      [2, 0],
      [0, 1],
    ]),
  );
  expect(solve([line({ units: 3 })], places)).toEqual(proven(1000, [[2, 1]]));
});

test("small random problems have the plan that trying all plans finds", () => {
  // Another seed in every run; a failure prints it, and the problem itself.
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = createRandom(seed);
  for (let drawn = 1; drawn <= 2000; drawn++) {
    const problem = drawProblem(random);
    const { difference } = compareWithOracle(problem);
    if (difference !== null) expect.fail(`seed ${seed}, problem ${drawn}: ${difference}\n${printProblem(problem)}`);
  }
});
