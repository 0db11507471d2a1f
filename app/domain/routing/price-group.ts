import type { RouteCost } from "#app/domain/decision.ts";
import { costOfParcels } from "./cheapest/cost-of-plan.ts";
import { parcelsOf } from "./plan-parcels.ts";
import type { Option } from "./route-group.ts";
import type { GroupView } from "./view-group.ts";

/** What a plan costs, term by term: the terms come to the cost that the search compared, less what waiting was weighed with. */
export function priceGroup(view: GroupView, { units }: Pick<Option, "units">): RouteCost {
  const { policy, problem } = view;
  const cost = { postageMinor: 0, handlingMinor: 0, delayMinor: 0, splitMinor: 0, movesMinor: 0 };
  let parcels = 0;
  for (const [at, place] of problem.places.entries()) {
    if (units.every((row) => row[at] === 0)) continue;
    const { openMinor, unitMinor } = place;
    const here = units.map((row) => row[at]!);
    const count = sum(here);
    parcels += 1;
    const handled = sum(here.map((each, line) => each * unitMinor[line]!));
    const postageMinor = sum(parcelsOf(view, { units }, at).map(({ step, count: each }) => each * step.priceMinor));
    cost.postageMinor += postageMinor;
    cost.handlingMinor += policy.parcelMinor + count * policy.unitMinor;
    cost.delayMinor += openMinor - policy.parcelMinor + costOfParcels(problem.lines, place, here) - postageMinor;
    cost.movesMinor += handled - count * policy.unitMinor;
  }
  cost.splitMinor = policy.splitMinor * Math.max(0, parcels - 1);
  return { ...cost, totalMinor: sum(Object.values(cost)) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
