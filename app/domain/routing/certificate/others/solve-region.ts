import { costOfPlan } from "#app/domain/routing/cheapest/cost-of-plan.ts";
import { findCheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import type { RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";
import { bindUnit, refusalMinorOf } from "./bind-unit.ts";
import type { PlaceRegion } from "./place-region.ts";

/** A plan with what is proven of it: no plan of its region costs less than the bound. */
export type RegionPlan = {
  /** units[line][place] */
  units: number[][];
  /** Ascending. */
  places: number[];
  costMinor: number;
  boundMinor: number;
};

/** How often a certificate may still ask for a cheapest plan. */
export type SolvesLeft = { solves: number };

/**
 * Each of a certificate's plans is searched for with a small share of what a route's own search may take: somebody waits for it,
 * and other requests with them. A few lines in ten places take some thousands of steps.
 */
const STEPS_A_SOLVE = 100_000;

/** Asks for a cheapest plan, as long as there is leave to ask. */
export function solveOnce(problem: RoutingProblem, left: SolvesLeft) {
  if (left.solves === 0) return null;
  left.solves -= 1;
  return findCheapestPlan(problem, { maxSteps: STEPS_A_SOLVE });
}

/**
 * The cheapest plan of a region. Places are forbidden by leaving them without stock. Where the cheapest plan then lacks a place
 * that is required, each plan of the region sends some unit from there: the best is found by binding a unit of one line
 * after the other to it.
 *
 * @returns null when the region has no plan; "unsolved" when there was no leave to search all of it
 */
export function solveRegion(
  problem: RoutingProblem,
  region: PlaceRegion,
  left: SolvesLeft,
): RegionPlan | null | "unsolved" {
  const places = problem.places.map((place, at) =>
    region.forbidden.includes(at) ? { ...place, stock: place.stock.map(() => 0) } : place,
  );
  const search: RegionSearch = {
    required: region.required,
    original: problem,
    refusalMinor: refusalMinorOf(problem),
    left,
    best: null,
    boundMinor: Number.POSITIVE_INFINITY,
    isUnsolved: false,
  };
  searchRegion(search, { ...problem, places }, []);
  if (search.isUnsolved) return "unsolved";
  return search.best && { ...search.best, boundMinor: Math.min(search.best.costMinor, search.boundMinor) };
}

type RegionSearch = {
  required: readonly number[];
  original: RoutingProblem;
  refusalMinor: number;
  left: SolvesLeft;
  best: Omit<RegionPlan, "boundMinor"> | null;
  /** The least bound of the parts that were searched. */
  boundMinor: number;
  isUnsolved: boolean;
};

/** @param boundLines for each line behind the original ones, the line that it is a unit of */
function searchRegion(search: RegionSearch, problem: RoutingProblem, boundLines: readonly number[]): void {
  const found = solveOnce(problem, search.left);
  if (found === null || (found.costMinor >= search.refusalMinor && found.boundMinor < search.refusalMinor)) {
    search.isUnsolved = true;
    return;
  }
  // To refuse a bound unit costs more than any plan: there is none.
  if (found.costMinor >= search.refusalMinor) return;
  const units = withBoundUnits(found.units, search.original.lines.length, boundLines);
  const lacking = search.required.find((place) => units.every((row) => row[place] === 0));
  if (lacking === undefined) return keepBest(search, units, found.boundMinor);
  if (search.best !== null && found.boundMinor >= search.best.costMinor) return;
  for (const line of search.original.lines.keys()) {
    const { units: unbound, item, mayBeSplit } = problem.lines[line]!;
    if (unbound === 0 || problem.places[lacking]!.stock[item] === 0) continue;
    if (!mayBeSplit && boundLines.includes(line)) continue;
    const bound = bindUnit(problem, line, lacking, search.refusalMinor);
    searchRegion(search, bound, [...boundLines, line]);
  }
}

function keepBest(search: RegionSearch, units: number[][], boundMinor: number): void {
  const costMinor = costOfPlan(search.original, units);
  search.boundMinor = Math.min(search.boundMinor, boundMinor);
  if (search.best === null || costMinor < search.best.costMinor) {
    search.best = { units, places: placesOf(units), costMinor };
  }
}

/** Bound units are counted with the line they are of. */
function withBoundUnits(units: readonly (readonly number[])[], lines: number, boundLines: readonly number[]) {
  const whole = units.slice(0, lines).map((row) => [...row]);
  for (const [at, line] of boundLines.entries())
    for (const [place, count] of units[lines + at]!.entries()) whole[line]![place]! += count;
  return whole;
}

/** The places that a plan uses, ascending. */
export function placesOf(units: readonly (readonly number[])[]): number[] {
  const places = units[0]?.keys() ?? [];
  return [...places].filter((place) => units.some((row) => row[place]! > 0));
}
