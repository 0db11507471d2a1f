import type { RouteCost } from "#app/domain/decision.ts";
import { priceParcels } from "./cheapest/price-parcels.ts";
import type { Option } from "./route-group.ts";
import type { GroupView } from "./view-group.ts";

/** What a plan costs, term by term: the terms come to the cost that the search compared, less what waiting was weighed with. */
export function priceGroup({ policy, problem, candidates }: GroupView, { units }: Pick<Option, "units">): RouteCost {
  const cost = { postageMinor: 0, handlingMinor: 0, delayMinor: 0, splitMinor: 0, movesMinor: 0 };
  let parcels = 0;
  for (const [place, { rates, openMinor, unitMinor }] of problem.places.entries()) {
    const here = units.map((row) => row[place]!);
    const count = sum(here);
    if (count === 0) continue;
    parcels += 1;
    const grams = sum(here.map((each, line) => each * problem.lines[line]!.unitGrams));
    const handled = sum(here.map((each, line) => each * unitMinor[line]!));
    const postageMinor = priceParcels(candidates[place]!.tariff.steps, grams);
    cost.postageMinor += postageMinor;
    cost.handlingMinor += policy.parcelMinor + count * policy.unitMinor;
    cost.delayMinor += openMinor - policy.parcelMinor + priceParcels(rates, grams) - postageMinor;
    cost.movesMinor += handled - count * policy.unitMinor;
  }
  cost.splitMinor = policy.splitMinor * Math.max(0, parcels - 1);
  return { ...cost, totalMinor: sum(Object.values(cost)) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
