import { copyTable, type OrderUnits } from "#tests/bench/routing-study/joint/joint-problem.ts";
import { planOrder, takeUnits } from "#tests/bench/routing-study/joint/plan-order.ts";
import type { Study } from "#tests/bench/routing-study/world/draw-study.ts";
import type { Foresight } from "./foresee-demand.ts";

/** Each order when it comes, by its cheapest plan, minding what its units are worth elsewhere. */
export function routeOneByOne({ orders, stock }: Study, foresight: Foresight): OrderUnits[] {
  const left = copyTable(stock);
  return orders.map(({ order, atHours }) => {
    const prices = foresight(atHours, left);
    const { units } = planOrder(order, {
      unitsOf: (item, location) => left[item]![location]!,
      priceOf: (item, location) => prices[item]![location]!,
    });
    takeUnits(left, order, units, 1);
    return units;
  });
}
