import { parcelMinor, type OraclePlace, type OracleProblem } from "./oracle-problem.ts";
import { isBetter, tieRules, type TieRule, type TriedPlan } from "./tie-rules.ts";

/** The best plan: `units[line][place]`, and what it costs in minor units. */
export type BestPlan = { units: number[][]; costMinor: number };

/** One way to answer a line, or a whole set that stays together. What is in no put, waits. */
type Way = {
  puts: { line: number; place: number; units: number }[];
  /** What these units cost wherever the others go: picking, parcels of their own, waiting. */
  ownMinor: number;
};

/** The ways put so far, added up by place. */
type Trial = {
  problem: OracleProblem;
  /** units[line][place] */
  units: number[][];
  unitsAt: number[];
  /** Units, and their grams, that go into the place's common parcel. */
  commonUnitsAt: number[];
  commonGramsAt: number[];
  /** stockLeft[place][item] */
  stockLeft: number[][];
};

type Search = {
  trial: Trial;
  decisions: Way[][];
  best: TriedPlan | null;
  mayPrune: boolean;
  rules: readonly TieRule[];
};

/**
 * The one best plan by the whole order of the specification, found by trying every allowed plan: slow, and plain enough to
 * be believed. It shares nothing with the solver that it judges. `rules` decide between plans of the same cost.
 */
export function findByTrying(problem: OracleProblem, rules: readonly TieRule[] = tieRules): BestPlan {
  const noneAt = problem.places.map(() => 0);
  const trial: Trial = {
    problem,
    units: problem.lines.map(() => [...noneAt]),
    unitsAt: [...noneAt],
    commonUnitsAt: [...noneAt],
    commonGramsAt: [...noneAt],
    stockLeft: problem.places.map((place) => [...place.stock]),
  };
  const search: Search = {
    trial,
    decisions: decisionsOf(problem),
    best: null,
    mayPrune: neverGetsCheaper(problem),
    rules,
  };
  tryFrom(search, 0, 0);
  // Leaving everything waiting is always allowed, so there is a plan.
  const { units, costMinor } = search.best!;
  return { units, costMinor };
}

function tryFrom(search: Search, at: number, ownMinor: number): void {
  const { trial, decisions, best } = search;
  const costMinor = ownMinor + placesMinor(trial);
  if (best !== null && search.mayPrune && costMinor > best.costMinor) return;
  const ways = decisions[at];
  if (ways === undefined) {
    keepIfBetter(search, costMinor);
    return;
  }
  for (const way of ways) {
    put(trial, way, 1);
    if (fits(trial, way)) tryFrom(search, at + 1, ownMinor + way.ownMinor);
    put(trial, way, -1);
  }
}

function keepIfBetter(search: Search, costMinor: number): void {
  const { trial, best, rules } = search;
  if (best !== null && costMinor > best.costMinor) return;
  const placesUsed = trial.unitsAt.flatMap((units, place) => (units > 0 ? [place] : []));
  const tried = { costMinor, placesUsed, units: trial.units };
  if (best === null || isBetter(tried, best, rules))
    search.best = { ...tried, units: trial.units.map((row) => [...row]) };
}

/** Puts a way's units into the trial, or with -1 takes them out again. */
function put(trial: Trial, way: Way, sign: 1 | -1): void {
  for (const { line, place, units } of way.puts) {
    const { item, unitGrams, shipsAlone } = trial.problem.lines[line]!;
    trial.units[line]![place]! += sign * units;
    trial.unitsAt[place]! += sign * units;
    trial.stockLeft[place]![item]! -= sign * units;
    if (shipsAlone) continue;
    trial.commonUnitsAt[place]! += sign * units;
    trial.commonGramsAt[place]! += sign * units * unitGrams;
  }
}

function fits({ problem, stockLeft, unitsAt }: Trial, way: Way): boolean {
  return way.puts.every(
    ({ line, place }) =>
      stockLeft[place]![problem.lines[line]!.item]! >= 0 && unitsAt[place]! <= problem.places[place]!.capacityUnits,
  );
}

/** What the places cost together, without what belongs to single units. */
function placesMinor({ problem, unitsAt, commonUnitsAt, commonGramsAt }: Trial): number {
  let minor = 0;
  let placesUsed = 0;
  for (let at = 0; at < unitsAt.length; at++) {
    if (unitsAt[at] === 0) continue;
    const place = problem.places[at]!;
    placesUsed++;
    minor += place.openMinor;
    if (commonUnitsAt[at]! > 0) minor += parcelMinor(place.rates, commonGramsAt[at]!);
  }
  return minor + problem.splitMinor * Math.max(0, placesUsed - 1);
}

/** The lines that are in no set, and each set, with the ways to answer them. */
function decisionsOf(problem: OracleProblem): Way[][] {
  const decisions: Way[][] = [];
  const setsDone = new Set<number>();
  problem.lines.forEach(({ together }, line) => {
    if (together === null) decisions.push(waysOfLine(problem, line));
    else if (!setsDone.has(together)) decisions.push(waysOfSet(problem, together));
    if (together !== null) setsDone.add(together);
  });
  return decisions;
}

function waysOfLine(problem: OracleProblem, line: number): Way[] {
  const { units, mayBeSplit } = problem.lines[line]!;
  return spreads(units, problem.places.length)
    .map((spread) => spread.flatMap((some, place) => (some > 0 ? [{ line, place, units: some }] : [])))
    .filter((puts) => mayBeSplit || puts.length <= 1)
    .map((puts) => wayOf(problem, [line], puts));
}

function waysOfSet(problem: OracleProblem, set: number): Way[] {
  const lines = problem.lines.flatMap(({ together }, line) => (together === set ? [line] : []));
  const allAt = (place: number) =>
    lines.map((line) => ({ line, place, units: problem.lines[line]!.units })).filter(({ units }) => units > 0);
  return [...problem.places.map((_, place) => wayOf(problem, lines, allAt(place))), wayOf(problem, lines, [])];
}

function wayOf(problem: OracleProblem, lines: readonly number[], puts: Way["puts"]): Way {
  let ownMinor = 0;
  for (const line of lines) ownMinor += problem.lines[line]!.units * problem.lines[line]!.waitMinor;
  for (const { line, place, units } of puts) {
    ownMinor += units * (unitMinorAt(problem, line, problem.places[place]!) - problem.lines[line]!.waitMinor);
  }
  return { puts, ownMinor };
}

function unitMinorAt({ lines }: OracleProblem, line: number, place: OraclePlace): number {
  const { shipsAlone, unitGrams } = lines[line]!;
  return place.unitMinor[line]! + (shipsAlone ? parcelMinor(place.rates, unitGrams) : 0);
}

/** Every list of so many numbers whose sum is at most `units`, the largest first number first: so good plans come early. */
function spreads(units: number, places: number): number[][] {
  if (places === 0) return [[]];
  return Array.from({ length: units + 1 }, (_, fewer) => units - fewer).flatMap((first) =>
    spreads(units - first, places - 1).map((rest) => [first, ...rest]),
  );
}

/** A plan that only grows never gets cheaper where nothing costs less than nothing and heavier parcels cost no less. */
function neverGetsCheaper({ lines, places, splitMinor }: OracleProblem): boolean {
  const costs = places.flatMap(({ openMinor, unitMinor, rates }) => {
    const rises = rates.map(({ priceMinor }, step) => priceMinor - (rates[step - 1]?.priceMinor ?? 0));
    return [openMinor, ...unitMinor, ...rises];
  });
  return [splitMinor, ...lines.map(({ waitMinor }) => waitMinor), ...costs].every((minor) => minor >= 0);
}
