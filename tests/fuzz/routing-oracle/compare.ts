import { findCheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import { findByTrying, type BestPlan } from "./find-by-trying.ts";
import type { OracleProblem } from "./oracle-problem.ts";

/** About one problem in 200,000 takes more than the search is given by default: prices of a cent or two, and every plan alike. */
const LONG_ENOUGH = { maxSteps: 1_000_000_000 };

/** The best plan as the oracle has it, and how the solver's differs from it; null when it does not. */
export type Comparison = { best: BestPlan; difference: string | null };

/** Asks the solver and the oracle for the best plan of a problem. */
export function compareWithOracle(problem: OracleProblem): Comparison {
  const best = findByTrying(problem);
  return { best, difference: findDifference(problem, best) };
}

function findDifference(problem: OracleProblem, best: BestPlan): string | null {
  try {
    const { units, costMinor, boundMinor } = findCheapestPlan(problem, LONG_ENOUGH);
    const found = { units, costMinor, boundMinor };
    const expected = { ...best, boundMinor: best.costMinor };
    const [foundText, expectedText] = [found, expected].map((plan) => JSON.stringify(plan));
    return foundText === expectedText ? null : `The solver says ${foundText}, the best plan is ${expectedText}.`;
  } catch (error) {
    return `The solver fails where a best plan is there: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}
