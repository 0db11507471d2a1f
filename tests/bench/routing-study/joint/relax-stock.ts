import type { CheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import { exchangePlans } from "./exchange-plans.ts";
import { fitPlans, improvePlans, type FittedPlans } from "./fit-plans.ts";
import { copyTable, emptyTable, type JointProblem, type StockTable } from "./joint-problem.ts";
import { eachTaken, planOrder } from "./plan-order.ts";

export type Relaxation = {
  best: FittedPlans;
  boundMinor: number;
  /** Those of the bound. */
  prices: StockTable;
};

/** The usual beginning of a step, and how soon it is halved (Held, Wolfe and Crowder, Mathematical Programming 6, 1974). */
const FIRST_STEP = 0.5;
const PATIENCE = 5;
/** Steps smaller than this no longer change whole prices. */
const LAST_STEP = 0.01;

/** How much of the last direction goes into the next (P. M. Camerini, L. Fratta and F. Maffioli, Mathematical Programming Study 3, 1975). */
const KEPT_DIRECTION = 0.6;

/** Every so many rounds the prices are tried on plans that fit. */
const FIT_EVERY = 30;

/**
 * Prices for stock that several orders want, and what all plans cost at least.
 *
 * The rule that orders together take no more than there is becomes a price on each unit taken, less the price of what is
 * there (Lagrangian relaxation; M. L. Fisher, Management Science 27(1), 1981). Then every order has its cheapest plan alone,
 * found exactly, and their sum is a bound whatever the prices. Prices rise where too much is taken and fall where units are
 * left, by steps as long as the gap (B. T. Polyak's).
 */
export function relaxStock(joint: JointProblem, rounds: number): Relaxation {
  const prices = emptyTable(joint.stock);
  const best = fitPlans(joint, prices);
  improvePlans(joint, best);
  exchangePlans(joint, prices, best);
  const relaxation: Relaxation = { best, boundMinor: -Infinity, prices: copyTable(prices) };
  const plans = joint.orders.map((order) => planOrder(order, viewOf(joint, prices)));
  let exact = copyTable(prices);
  const direction = copyTable(prices);
  let step = FIRST_STEP;
  let idleRounds = 0;
  for (let round = 1; ; round++) {
    const boundMinor = boundOf(joint, prices, plans);
    idleRounds = boundMinor > relaxation.boundMinor ? 0 : idleRounds + 1;
    if (idleRounds === 0) Object.assign(relaxation, { boundMinor, prices: copyTable(prices) });
    if (round % FIT_EVERY === 0) tryPrices(joint, relaxation, prices);
    if (relaxation.boundMinor >= relaxation.best.costMinor || round >= rounds || step < LAST_STEP) return relaxation;
    if (idleRounds === PATIENCE) {
      step /= 2;
      idleRounds = 0;
      exact = copyTable(relaxation.prices);
    }
    turn(direction, overdrawn(joint, exact, plans));
    const squares = direction.flat().reduce((sum, units) => sum + units * units, 0);
    if (squares === 0) return relaxation;
    movePrices(exact, direction, (step * Math.max(1, relaxation.best.costMinor - boundMinor)) / squares);
    planAnew(joint, prices, exact, plans);
  }
}

function viewOf({ stock }: JointProblem, prices: StockTable) {
  return {
    unitsOf: (item: number, location: number) => stock[item]![location]!,
    priceOf: (item: number, location: number) => prices[item]![location]!,
  };
}

function boundOf({ stock }: JointProblem, prices: StockTable, plans: readonly CheapestPlan[]): number {
  let bound = 0;
  for (const { boundMinor } of plans) bound += boundMinor;
  for (const [item, row] of stock.entries())
    for (const [location, units] of row.entries())
      if (prices[item]![location]! > 0) bound -= units * prices[item]![location]!;
  return bound;
}

/** Units taken beyond what is there; negative where a price could fall, 0 where neither matters. */
function overdrawn({ orders, stock }: JointProblem, exact: StockTable, plans: readonly CheapestPlan[]): StockTable {
  const over = stock.map((row) => row.map((units) => -units));
  for (const [at, order] of orders.entries()) {
    eachTaken(order, plans[at]!.units, (item, location, count) => {
      over[item]![location]! += count;
    });
  }
  return over.map((row, item) =>
    row.map((units, location) => (exact[item]![location]! > 0 ? units : Math.max(0, units))),
  );
}

/** The next direction: where stock is overdrawn now, and a part of the last one. */
function turn(direction: StockTable, over: StockTable): void {
  for (const [item, row] of over.entries())
    for (const [location, units] of row.entries())
      direction[item]![location] = units + KEPT_DIRECTION * direction[item]![location]!;
}

function movePrices(exact: StockTable, direction: StockTable, minorForUnit: number): void {
  for (const [item, row] of direction.entries())
    for (const [location, units] of row.entries())
      exact[item]![location] = Math.max(0, exact[item]![location]! + minorForUnit * units);
}

/** Plans cost whole numbers, so prices are rounded; orders plan again that see a price changed. */
function planAnew(joint: JointProblem, prices: StockTable, exact: StockTable, plans: CheapestPlan[]): void {
  const changed = new Set<number>();
  for (const [item, row] of exact.entries()) {
    for (const [location, price] of row.entries()) {
      if (prices[item]![location] === Math.round(price)) continue;
      prices[item]![location] = Math.round(price);
      changed.add(item);
    }
  }
  const view = viewOf(joint, prices);
  for (const [at, order] of joint.orders.entries())
    if (order.items.some((item) => changed.has(item))) plans[at] = planOrder(order, view);
}

function tryPrices(joint: JointProblem, relaxation: Relaxation, prices: StockTable): void {
  const fitted = fitPlans(joint, prices);
  improvePlans(joint, fitted);
  exchangePlans(joint, prices, fitted);
  if (fitted.costMinor < relaxation.best.costMinor) relaxation.best = fitted;
}
