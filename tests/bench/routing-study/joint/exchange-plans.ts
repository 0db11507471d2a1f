import type { FittedPlans } from "./fit-plans.ts";
import type { JointProblem, OrderUnits, StockTable } from "./joint-problem.ts";
import { eachTaken, planOrder, takeUnits } from "./plan-order.ts";

/** Most of what passes gain is gained by the first. */
const MOST_PASSES = 3;

const noPrice = () => 0;

/**
 * Lets each order that would be served better by units others hold have those of one of them, who then chooses from what is left;
 * it stays so where both together get cheaper.
 */
export function exchangePlans(joint: JointProblem, prices: StockTable, plans: FittedPlans): void {
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const beforeMinor = plans.costMinor;
    for (let order = 0; order < joint.orders.length; order++)
      findHolders(joint, prices, plans, order).some((holder) => exchange(joint, plans, order, holder));
    if (plans.costMinor === beforeMinor) return;
  }
}

/** The orders that hold units that this one would take by the prices of stock, if all were to be had. */
function findHolders(joint: JointProblem, prices: StockTable, plans: FittedPlans, at: number): number[] {
  const order = joint.orders[at]!;
  const wished = planOrder(order, {
    unitsOf: (item, location) => joint.stock[item]![location]!,
    priceOf: (item, location) => prices[item]![location]!,
  });
  const lacking = new Set<string>();
  takeUnits(plans.left, order, plans.units[at]!, -1);
  eachTaken(order, wished.units, (item, location, count) => {
    if (plans.left[item]![location]! < count) lacking.add(`${item} ${location}`);
  });
  takeUnits(plans.left, order, plans.units[at]!, 1);
  return lacking.size === 0
    ? []
    : joint.orders.flatMap((_, other) => (other !== at && holds(joint, plans, other, lacking) ? [other] : []));
}

function holds({ orders }: JointProblem, { units }: FittedPlans, at: number, keys: ReadonlySet<string>): boolean {
  let isHeld = false;
  eachTaken(orders[at]!, units[at]!, (item, location) => {
    if (keys.has(`${item} ${location}`)) isHeld = true;
  });
  return isHeld;
}

function exchange({ orders }: JointProblem, plans: FittedPlans, first: number, second: number): boolean {
  const pair = [first, second];
  const { left } = plans;
  const before = pair.map((at) => ({ units: plans.units[at]!, costMinor: plans.costsMinor[at]! }));
  for (const at of pair) takeUnits(left, orders[at]!, plans.units[at]!, -1);
  const after = pair.map((at) => takePlan(left, orders[at]!));
  const gainMinor = sumOf(before) - sumOf(after);
  if (gainMinor > 0) plans.costMinor -= gainMinor;
  for (const [index, at] of pair.entries()) {
    if (gainMinor <= 0) takeUnits(left, orders[at]!, after[index]!.units, -1);
    const { units, costMinor } = gainMinor > 0 ? after[index]! : before[index]!;
    plans.units[at] = units;
    plans.costsMinor[at] = costMinor;
  }
  if (gainMinor <= 0) for (const at of pair) takeUnits(left, orders[at]!, plans.units[at]!, 1);
  return gainMinor > 0;
}

function takePlan(left: StockTable, order: JointProblem["orders"][number]): { units: OrderUnits; costMinor: number } {
  const plan = planOrder(order, { unitsOf: (item, location) => left[item]![location]!, priceOf: noPrice });
  takeUnits(left, order, plan.units, 1);
  return plan;
}

function sumOf(plans: readonly { costMinor: number }[]): number {
  return plans.reduce((sum, { costMinor }) => sum + costMinor, 0);
}
