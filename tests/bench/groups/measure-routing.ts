import { costOfPlan } from "#app/domain/routing/cheapest/cost-of-plan.ts";
import { findCheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import type { RoutingProblem } from "#app/domain/routing/cheapest/routing-problem.ts";
import { pointOf } from "#app/domain/routing/distance.ts";
import { viewStock } from "#app/domain/routing/order-stock.ts";
import { routeOrder } from "#app/domain/routing/route-order.ts";
import { surveyWork } from "#app/domain/routing/survey-work.ts";
import { viewGroup } from "#app/domain/routing/view-group.ts";
import type { Measure } from "#tests/bench/bench.ts";
import type { Figure } from "#tests/bench/figure.ts";
import { firstFit, nearestFirst, subsetEnumeration, type Rival } from "#tests/bench/rivals/route-otherwise.ts";
import { makeCases, type DomainCase } from "./domain-cases.ts";
import { SHORTLY_MS, timeCalls } from "./time-calls.ts";

/**
 * Exact routing of orders with five lines among ten locations, on one core, from the facts of the order to its explained
 * route; then the search alone beside what others do, in speed and in what the same orders cost by the same prices.
 */
export const measureRouting: Measure = async (bench) => {
  const cases = makeCases({ cases: 5_000, locations: 10, lines: 5, seed: 1 });
  const { perSecond, p99Ms, calls } = timeCalls(cases, ({ context, levels }) =>
    routeOrder(context, surveyWork(context), levels),
  );
  const plans = cases.map(({ context, levels }) => routeOrder(context, surveyWork(context), levels));
  const parcels = plans.map((plan) => new Set(plan?.planned.map(({ locationId }) => locationId)).size);
  const split = parcels.filter((count) => count > 1).length / parcels.length;
  const short = plans.filter((plan) => (plan?.backordered.length ?? 0) > 0).length / plans.length;
  const remarks = [
    `${calls} calls over ${cases.length} orders: ${percent(split)} leave from several locations, ${percent(short)} lack stock`,
    "limited by one core: pure computation, every plan that could be cheaper is looked at or ruled out by a bound",
  ];
  const figures: Figure[] = [
    { name: "routing_10_locations_5_lines_per_s", value: perSecond, unit: "orders/s", remarks },
    { name: "routing_p99_ms", value: p99Ms, unit: "ms", remarks: [] },
  ];
  for (const locations of [3, 10, 20]) {
    for (const lines of [1, 5, 15]) {
      bench.say(`${locations} locations, ${lines} lines`);
      figures.push(...compare(locations, lines));
    }
  }
  return figures;
};

const rivals: readonly { name: string; rival: Rival }[] = [
  { name: "nearest_first", rival: nearestFirst },
  { name: "first_fit", rival: firstFit },
  { name: "subset_enumeration", rival: subsetEnumeration },
];

/** The search and its rivals on the same problems, without what surrounds them. */
function compare(locations: number, lines: number): Figure[] {
  const problems = makeCases({ cases: 1_000, locations, lines, seed: locations * 100 + lines }).map(problemOf);
  const found = problems.map((problem) => findCheapestPlan(problem));
  const proven = found.filter(({ costMinor, boundMinor }) => costMinor === boundMinor).length;
  const exactMinor = found.map(({ units }, at) => priceOf(problems[at]!, units));
  const { perSecond, p99Ms } = timeCalls(problems, (problem) => findCheapestPlan(problem), SHORTLY_MS);
  const shape = `${locations}x${lines}`;
  const others = rivals.map(({ name, rival }) => {
    const timing = timeCalls(problems, rival, SHORTLY_MS);
    const more = problems.map((problem, at) => priceOf(problem, rival(problem)) - exactMinor[at]!);
    const moreShare = sum(more) / sum(exactMinor);
    return `${name}: ${Math.round(timing.perSecond)}/s, p99 ${timing.p99Ms.toFixed(3)} ms, ${percentOf(moreShare)} dearer`;
  });
  return [
    {
      name: `routing_${shape}_per_s`,
      value: perSecond,
      unit: "plans/s",
      remarks: [`${proven} of ${problems.length} proven`, ...others],
    },
    { name: `routing_${shape}_p99_ms`, value: p99Ms, unit: "ms", remarks: [] },
  ];
}

function problemOf({ context, levels }: DomainCase): RoutingProblem {
  const work = surveyWork(context);
  const { shippingAddress } = context.facts;
  return viewGroup(context, work, viewStock(context, work, levels), shippingAddress && pointOf(shippingAddress))
    .problem;
}

/** What a plan costs to send: all of these serve as many units as can be served, so waiting costs them the same. */
function priceOf(problem: RoutingProblem, units: readonly (readonly number[])[]): number {
  const waitingMinor = sum(problem.lines.map((line, at) => (line.units - sum(units[at]!)) * line.waitMinor));
  return costOfPlan(problem, units) - waitingMinor;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

function percentOf(fraction: number): string {
  return `${(fraction * 100).toFixed(1)} %`;
}
