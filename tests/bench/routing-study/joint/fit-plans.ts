import { copyTable, type JointProblem, type OrderUnits, type StockTable } from "./joint-problem.ts";
import { costOfOrder, planOrder, takeUnits } from "./plan-order.ts";

/** Plans that fit the stock together. */
export type FittedPlans = { units: OrderUnits[]; costsMinor: number[]; costMinor: number; left: StockTable };

/** Looking again at every order alone gains little after so many times. */
const MOST_PASSES = 6;

const noPrice = () => 0;

/** Each order in turn takes what it needs from what is left, and minds what units are worth to the others. */
export function fitPlans({ orders, stock }: JointProblem, prices: StockTable): FittedPlans {
  const left = copyTable(stock);
  const priceOf = (item: number, location: number) => prices[item]![location]!;
  const unitsOf = (item: number, location: number) => left[item]![location]!;
  const units = orders.map((order) => {
    const plan = planOrder(order, { unitsOf, priceOf });
    takeUnits(left, order, plan.units, 1);
    return plan.units;
  });
  const costsMinor = orders.map((order, at) => costOfOrder(order, units[at]!));
  return { units, costsMinor, costMinor: sum(costsMinor), left };
}

/** Lets each order choose again from what the others leave, until none finds a cheaper plan. */
export function improvePlans({ orders }: JointProblem, plans: FittedPlans): void {
  const unitsOf = (item: number, location: number) => plans.left[item]![location]!;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const beforeMinor = plans.costMinor;
    for (const [at, order] of orders.entries()) {
      takeUnits(plans.left, order, plans.units[at]!, -1);
      const { units, costMinor } = planOrder(order, { unitsOf, priceOf: noPrice });
      if (costMinor < plans.costsMinor[at]!) setPlan(plans, at, units, costMinor);
      takeUnits(plans.left, order, plans.units[at]!, 1);
    }
    if (plans.costMinor === beforeMinor) return;
  }
}

function setPlan(plans: FittedPlans, at: number, units: OrderUnits, costMinor: number): void {
  plans.costMinor += costMinor - plans.costsMinor[at]!;
  plans.costsMinor[at] = costMinor;
  plans.units[at] = units;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
