import type { RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";

/** How others choose where goods leave from: units[line][place], places with the nearest first. */
export type Rival = (problem: RoutingProblem) => number[][];

/** Line by line from the nearest place that has some, as stores that allocate line by line do. */
export const nearestFirst: Rival = (problem) =>
  takeFrom(
    problem,
    problem.places.map((_, place) => place),
  );

/** The first place in the merchant's ranking that has everything; where none has, line by line. */
export const firstFit: Rival = (problem) => {
  const whole = problem.places.findIndex((_, place) => unitsOf(takeFrom(problem, [place])) === wantedBy(problem));
  return whole === -1 ? nearestFirst(problem) : takeFrom(problem, [whole]);
};

/** All sets of places, small ones first, until one serves all that can be served; of that size the nearest together. */
export const subsetEnumeration: Rival = (problem) => {
  const most = unitsOf(nearestFirst(problem));
  for (let size = 1; size < problem.places.length; size++) {
    for (const places of subsetsOf(problem.places.length, size)) {
      const units = takeFrom(problem, places);
      if (unitsOf(units) === most) return units;
    }
  }
  return nearestFirst(problem);
};

/** Each line in turn from these places, the first first. */
function takeFrom({ lines, places }: RoutingProblem, chosen: readonly number[]): number[][] {
  const left = places.map(({ stock }) => [...stock]);
  return lines.map(({ units, item }) => {
    const row = places.map(() => 0);
    let missing = units;
    for (const place of chosen) {
      const count = Math.min(missing, left[place]![item]!);
      row[place] = count;
      left[place]![item]! -= count;
      missing -= count;
    }
    return row;
  });
}

/** Lists of so many numbers below `count`, ascending, in lexicographic order. */
function* subsetsOf(count: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= count - size; first++)
    for (const rest of subsetsOf(count, size - 1, first + 1)) yield [first, ...rest];
}

function unitsOf(units: readonly (readonly number[])[]): number {
  return units.reduce((sum, row) => sum + row.reduce((total, count) => total + count, 0), 0);
}

function wantedBy({ lines }: RoutingProblem): number {
  return lines.reduce((sum, { units }) => sum + units, 0);
}
