import { fewestPlaces, moreUnitsFirst, preferredPlaces, tieRules, type TieRule } from "./tie-rules.ts";
import type { OraclePlace, OracleProblem } from "./oracle-problem.ts";

/** More grams and more money than any problem drawn has. Not infinite: infinitely heavy parcels times none is no number. */
const BEYOND_ALL = 1_000_000_000;

/** Rules of the specification that a problem can be without. */
export const PROBLEM_RULES = [
  "stock",
  "stock shared by lines",
  "capacity",
  "may not be split",
  "together",
  "ships alone",
  "weight steps",
  "heaviest parcel",
  "opening a place",
  "cost of a split",
  "cost of a unit",
  "waiting that is cheaper",
] as const;

/** What decides between plans of the same cost. */
export const ORDER_RULES = ["tie: fewest places", "tie: preferred places", "tie: more units first"] as const;

export type ProblemRule = (typeof PROBLEM_RULES)[number];
export type OrderRule = (typeof ORDER_RULES)[number];
export type Rule = ProblemRule | OrderRule;

const without: Record<ProblemRule, (problem: OracleProblem) => OracleProblem> = {
  stock: (problem) => changePlaces(problem, (place) => ({ ...place, stock: place.stock.map(() => Infinity) })),
  "stock shared by lines": (problem) => ({
    ...changePlaces(problem, (place) => ({ ...place, stock: problem.lines.map(({ item }) => place.stock[item]!) })),
    lines: problem.lines.map((line, item) => ({ ...line, item })),
  }),
  capacity: (problem) => changePlaces(problem, (place) => ({ ...place, capacityUnits: Infinity })),
  "may not be split": (problem) => changeLines(problem, { mayBeSplit: true }),
  together: (problem) => changeLines(problem, { together: null }),
  "ships alone": (problem) => changeLines(problem, { shipsAlone: false }),
  "weight steps": (problem) => changePlaces(problem, (place) => ({ ...place, rates: place.rates.slice(-1) })),
  "heaviest parcel": (problem) =>
    changePlaces(problem, (place) => ({
      ...place,
      rates: place.rates.with(-1, { ...place.rates.at(-1)!, upToGrams: BEYOND_ALL }),
    })),
  "opening a place": (problem) => changePlaces(problem, (place) => ({ ...place, openMinor: 0 })),
  "cost of a split": (problem) => ({ ...problem, splitMinor: 0 }),
  "cost of a unit": (problem) =>
    changePlaces(problem, (place) => ({ ...place, unitMinor: place.unitMinor.map(() => 0) })),
  "waiting that is cheaper": (problem) => changeLines(problem, { waitMinor: BEYOND_ALL }),
};

/** The same problem without a rule. */
export function leaveOutRule(problem: OracleProblem, rule: ProblemRule): OracleProblem {
  return without[rule](problem);
}

const rulesReversed: Record<OrderRule, readonly TieRule[]> = {
  "tie: fewest places": reverse(fewestPlaces),
  "tie: preferred places": reverse(preferredPlaces),
  "tie: more units first": reverse(moreUnitsFirst),
};

/** The order between plans of the same cost with one of its rules turned round: another plan is best where that rule decided. */
export function reverseRule(rule: OrderRule): readonly TieRule[] {
  return rulesReversed[rule];
}

function reverse(reversed: TieRule): readonly TieRule[] {
  return tieRules.map((rule): TieRule => (rule === reversed ? (one, other) => rule(other, one) : rule));
}

function changePlaces(problem: OracleProblem, change: (place: OraclePlace) => OraclePlace): OracleProblem {
  return { ...problem, places: problem.places.map(change) };
}

function changeLines(problem: OracleProblem, change: Partial<OracleProblem["lines"][number]>): OracleProblem {
  return { ...problem, lines: problem.lines.map((line) => ({ ...line, ...change })) };
}
