import { count, listInWords, sayMoney } from "#app/domain/basics/phrase.ts";
import { priceGroup } from "#app/domain/routing/price-group.ts";
import { compareCosts } from "./compare-costs.ts";
import { sumOf, waitingUnits, type GroupCase } from "./group-case.ts";
import { rankOtherPlans } from "./others/rank-other-plans.ts";
import { placesOf, type RegionPlan } from "./others/solve-region.ts";
import type { NextPlans } from "./route-certificate.ts";

/** Enough to see how close it was. */
const PLANS_TOLD = 3;

/** So many searches are made for them: three lines in 50 places take about 120. */
const MOST_SOLVES = 150;

/** The cheapest plans that leave from other sets of locations, with the difference told by what it is made of. */
export function tellNextPlans(group: GroupCase): NextPlans {
  const { view, chosen } = group;
  const { plans, isProven } = rankOtherPlans(view.problem, placesOf(chosen.units), PLANS_TOLD, {
    solves: MOST_SOLVES,
  });
  return { sentences: plans.map((plan) => sayPlan(group, plan)), isProven };
}

function sayPlan({ context, view, chosen }: GroupCase, { units, places }: RegionPlan): string {
  const currency = context.settings.shopCurrency;
  const names = listInWords(places.map((place) => view.candidates[place]!.location.name));
  const cost = priceGroup(view, { units });
  const than = priceGroup(view, chosen);
  const moreWaiting = sumOf(waitingUnits(view, units)) - sumOf(waitingUnits(view, chosen.units));
  const start = `${names} would cost ${sayMoney(cost.totalMinor, currency)}`;
  if (moreWaiting > 0) return `${start} and leave ${count(moreWaiting, "more unit")} waiting.`;
  const moreMinor = cost.totalMinor - than.totalMinor;
  const terms = compareCosts(cost, than, currency);
  if (moreMinor === 0)
    return `${start} as well${terms === "" ? "" : `: ${terms}`}; what is nearer, or in fewer parcels, is preferred.`;
  if (moreMinor > 0) return `${start}, ${sayMoney(moreMinor, currency)} more: ${terms}.`;
  return `${start}, ${sayMoney(-moreMinor, currency)} less: ${terms}. That is not worth changing a plan that stands.`;
}
