import type { RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";
import { divideRegion, WHOLE_REGION, type PlaceRegion } from "./place-region.ts";
import { leastCostOf } from "./least-cost-of.ts";
import { solveRegion, type RegionPlan, type SolvesLeft } from "./solve-region.ts";

/** The next best plans, the best first, and whether it is proven that none is missing between them. */
export type OtherPlans = { plans: RegionPlan[]; isProven: boolean };

/** A region that may hold a next best plan: none of its plans costs less than `boundMinor`. */
type Prospect = { region: PlaceRegion; boundMinor: number; plan: RegionPlan | null };

/**
 * The cheapest plans that leave from other sets of places than a plan does: the cheapest from another set, then the cheapest
 * from a third, and so on. Of plans from one set only the cheapest counts. Exact: all other sets are divided into regions,
 * and the least of their bounds is looked at first.
 *
 * @param places of the plan that is not to be told again, ascending
 */
export function rankOtherPlans(
  problem: RoutingProblem,
  places: readonly number[],
  most: number,
  left: SolvesLeft,
): OtherPlans {
  const usable = usablePlaces(problem);
  const prospects = prospectsBeside(problem, WHOLE_REGION, { places, boundMinor: 0 }, usable);
  const plans: RegionPlan[] = [];
  let isProven = true;
  while (prospects.length > 0 && plans.length < most) {
    const prospect = takeLeast(prospects);
    if (prospect.plan === null) {
      const plan = solveRegion(problem, prospect.region, left);
      if (plan === "unsolved") isProven = false;
      else if (plan !== null) prospects.push({ ...prospect, boundMinor: plan.costMinor, plan });
      continue;
    }
    const { plan, region } = prospect;
    // A plan that sends nothing is none.
    if (plan.places.length > 0) {
      plans.push(plan);
      isProven &&= plan.boundMinor === plan.costMinor;
    }
    prospects.push(...prospectsBeside(problem, region, plan, usable));
  }
  return { plans, isProven };
}

function prospectsBeside(
  problem: RoutingProblem,
  region: PlaceRegion,
  { places, boundMinor }: { places: readonly number[]; boundMinor: number },
  usable: readonly number[],
): Prospect[] {
  return divideRegion(region, places, usable).map((part) => ({
    region: part,
    boundMinor: Math.max(boundMinor, leastCostOf(problem, part)),
    plan: null,
  }));
}

/** Of plans that cost the same, the one with fewer places, then with those that come first: as the search prefers them. */
function takeLeast(prospects: Prospect[]): Prospect {
  let least = 0;
  for (let at = 1; at < prospects.length; at++) if (comesBefore(prospects[at]!, prospects[least]!)) least = at;
  return prospects.splice(least, 1)[0]!;
}

function comesBefore(left: Prospect, right: Prospect): boolean {
  if (left.boundMinor !== right.boundMinor) return left.boundMinor < right.boundMinor;
  // Of what is not solved yet a plan may still come that is preferred to one of the same cost.
  if (left.plan === null || right.plan === null) return left.plan === null && right.plan !== null;
  const [mine, others] = [left.plan.places, right.plan.places];
  if (mine.length !== others.length) return mine.length < others.length;
  const at = mine.findIndex((place, slot) => place !== others[slot]);
  return at !== -1 && mine[at]! < others[at]!;
}

/** Places that could send anything at all. */
function usablePlaces({ lines, places }: RoutingProblem): number[] {
  return [...places.keys()].filter((at) => {
    const { stock, capacityUnits } = places[at]!;
    return capacityUnits > 0 && lines.some(({ units, item }) => units > 0 && stock[item]! > 0);
  });
}
