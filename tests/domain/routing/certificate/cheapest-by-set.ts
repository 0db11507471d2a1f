import { costOfPlan } from "#app/domain/routing/cheapest/cost-of-plan.ts";
import type { RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";

/** What the cheapest plan of each set of places costs, "0,2" being a set: found by trying every plan there is. */
export function cheapestBySet(problem: RoutingProblem): Map<string, number> {
  const cheapest = new Map<string, number>();
  for (const units of plansOf(problem)) {
    const costMinor = costIfAllowed(problem, units);
    if (costMinor === null) continue;
    const places = problem.places.map((_, at) => at).filter((at) => units.some((row) => row[at]! > 0));
    cheapest.set(places.join(), Math.min(costMinor, cheapest.get(places.join()) ?? Infinity));
  }
  return cheapest;
}

function* plansOf({ lines, places }: RoutingProblem, before: readonly number[][] = []): Generator<number[][]> {
  const line = lines[before.length];
  if (line === undefined) {
    yield [...before];
    return;
  }
  for (const row of rowsOf(line.units, places.length))
    yield* plansOf({ lines, places, splitMinor: 0 }, [...before, row]);
}

function rowsOf(units: number, places: number): number[][] {
  if (places === 0) return [[]];
  return Array.from({ length: units + 1 }, (_, here) => here).flatMap((here) =>
    rowsOf(units - here, places - 1).map((rest) => [here, ...rest]),
  );
}

/** Null for a plan that the problem does not allow. */
function costIfAllowed(problem: RoutingProblem, units: number[][]): number | null {
  try {
    return costOfPlan(problem, units);
  } catch {
    return null;
  }
}
