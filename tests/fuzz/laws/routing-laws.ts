import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { NOON } from "#tests/domain/build-order.ts";
import { arbitraryWorld } from "#tests/fuzz/arbitrary-world.ts";
import { law, type Law } from "#tests/fuzz/law.ts";
import { drawProblem } from "#tests/fuzz/routing-oracle/draw-problem.ts";
import { findByTrying } from "#tests/fuzz/routing-oracle/find-by-trying.ts";
import { printProblem } from "#tests/fuzz/routing-oracle/oracle-problem.ts";
import type { Subject } from "#tests/fuzz/subject.ts";
import { createRandom } from "#tests/sandbox/state/random.ts";

const problems = fc.integer({ min: 1, max: 2 ** 31 - 1 }).map((seed) => drawProblem(createRandom(seed)));

export function routingLaws({ findCheapestPlan, decideBatch }: Subject): readonly Law[] {
  return [
    law("the cheapest plan is the one that trying every plan finds, and it is proven", problems, (problem) => {
      const { units, costMinor, boundMinor } = findCheapestPlan(problem);
      const best = findByTrying(problem);
      if (isDeepStrictEqual({ units, costMinor }, best) && boundMinor === costMinor) return;
      throw new Error(
        `found ${JSON.stringify({ units, costMinor, boundMinor })}, best is ${JSON.stringify(best)} of ${printProblem(problem)}`,
      );
    }),

    law("the order in which locations are listed does not matter", arbitraryWorld(), ({ contexts, levels }) => {
      const routesOf = (reverse: boolean) =>
        decideBatch(
          contexts.map((each) => (reverse ? { ...each, locations: [...each.locations].reverse() } : each)),
          levels,
          NOON,
        ).decisions.map(({ route }) => route);
      if (!isDeepStrictEqual(routesOf(true), routesOf(false))) throw new Error("another route backwards");
    }),
  ];
}
