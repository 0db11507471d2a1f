import { routeOrder } from "#app/domain/routing/route-order.ts";
import { surveyWork } from "#app/domain/routing/survey-work.ts";
import type { Measure } from "#tests/bench/bench.ts";
import { makeCases } from "./domain-cases.ts";
import { timeCalls } from "./time-calls.ts";

/** Exact routing of orders with five lines among ten locations, on one core. */
export const measureRouting: Measure = async () => {
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
    "limited by one core: pure computation, every set of locations that could be better is looked at",
  ];
  return [
    { name: "routing_10_locations_5_lines_per_s", value: perSecond, unit: "orders/s", remarks },
    { name: "routing_p99_ms", value: p99Ms, unit: "ms", remarks: [] },
  ];
};

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}
