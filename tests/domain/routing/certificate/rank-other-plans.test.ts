import { expect, test } from "vitest";
import { rankOtherPlans } from "#app/domain/routing/certificate/others/rank-other-plans.ts";
import { placesOf } from "#app/domain/routing/certificate/others/solve-region.ts";
import { costOfPlan } from "#app/domain/routing/cheapest/cost-of-plan.ts";
import { findCheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import { drawProblem } from "#tests/fuzz/routing-oracle/draw-problem.ts";
import { printProblem, type OracleProblem } from "#tests/fuzz/routing-oracle/oracle-problem.ts";
import { createRandom } from "#tests/sandbox/state/random.ts";
import { cheapestBySet } from "./cheapest-by-set.ts";

const PROBLEMS = 100;
const ALL = 20;

/** Small enough that every plan can be tried: 20 ways for each of three lines. */
function drawSmall(random: ReturnType<typeof createRandom>): OracleProblem {
  for (;;) {
    const problem = drawProblem(random);
    if (problem.lines.length <= 3 && problem.places.length <= 3) return problem;
  }
}

test("the next best plans cost what the best plan of each other set of places costs, found by trying every plan", () => {
  const random = createRandom(20_261_120);
  for (let drawn = 0; drawn < PROBLEMS; drawn++) {
    const problem = drawSmall(random);
    const chosen = placesOf(findCheapestPlan(problem).units);
    const { plans, isProven } = rankOtherPlans(problem, chosen, ALL, { solves: 100_000 });
    const tried = cheapestBySet(problem);
    tried.delete(chosen.join());
    tried.delete("");
    const found = new Map(plans.map(({ places, costMinor }) => [places.join(), costMinor]));
    expect([printProblem(problem), Object.fromEntries(found)]).toEqual([
      printProblem(problem),
      Object.fromEntries(tried),
    ]);
    expect(plans.map(({ costMinor }) => costMinor)).toEqual([...tried.values()].sort((a, b) => a - b));
    for (const { units, costMinor } of plans) expect(costOfPlan(problem, units)).toBe(costMinor);
    expect(isProven).toBe(true);
  }
});

test("whoever may not ask often enough is told that a plan may be missing", () => {
  const random = createRandom(7);
  const problem = drawSmall(random);
  expect(rankOtherPlans(problem, [0], ALL, { solves: 0 })).toEqual({ plans: [], isProven: false });
});
