import { decideJointly } from "#tests/bench/routing-study/joint/decide-jointly.ts";
import {
  copyTable,
  type JointOrder,
  type OrderUnits,
  type StockTable,
} from "#tests/bench/routing-study/joint/joint-problem.ts";
import { takeUnits } from "#tests/bench/routing-study/joint/plan-order.ts";
import { DAYS, type PlacedOrder, type Study } from "#tests/bench/routing-study/world/draw-study.ts";
import { HOURS_A_DAY } from "#tests/bench/routing-study/world/draw-orders.ts";
import type { Foresight } from "./foresee-demand.ts";

/** How often the orders that wait are decided again, and how long an order waits until it is ready. */
const DECIDE_HOURS = 6;
const WAIT_HOURS = 12;

/** Orders wait until they are ready; until then all that wait are decided together again and again. */
export function routeJointly({ orders, stock }: Study, foresight: Foresight): OrderUnits[] {
  const left = copyTable(stock);
  const units: OrderUnits[] = orders.map(() => []);
  let waiting: number[] = [];
  let nextOrder = 0;
  for (let hour = DECIDE_HOURS; hour <= DAYS * HOURS_A_DAY + WAIT_HOURS + DECIDE_HOURS; hour += DECIDE_HOURS) {
    for (; nextOrder < orders.length && orders[nextOrder]!.atHours < hour; nextOrder++) waiting.push(nextOrder);
    const isReady = (at: number) => orders[at]!.atHours + WAIT_HOURS < hour + DECIDE_HOURS;
    if (!waiting.some(isReady)) continue;
    const prices = foresight(Math.min(hour, DAYS * HOURS_A_DAY), left);
    const plan = decideJointly({ orders: waiting.map((at) => valued(orders[at]!, prices)), stock: left });
    for (const [index, at] of waiting.entries()) {
      units[at] = plan.units[index]!;
      if (isReady(at)) takeUnits(left, orders[at]!.order, units[at], 1);
    }
    waiting = waiting.filter((at) => !isReady(at));
  }
  return units;
}

/** The order with what units are worth elsewhere among its costs. */
function valued({ order }: PlacedOrder, prices: StockTable): JointOrder {
  const { problem, items, locations } = order;
  const places = problem.places.map((place, at) => ({
    ...place,
    unitMinor: place.unitMinor.map(
      (minor, line) => minor + prices[items[problem.lines[line]!.item]!]![locations[at]!]!,
    ),
  }));
  return { ...order, problem: { ...problem, places } };
}
