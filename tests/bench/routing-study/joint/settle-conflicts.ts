import type { CheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import { createHeap } from "#app/domain/routing/cheapest/heap.ts";
import { emptyTable, type JointProblem, type OrderUnits, type StockTable } from "./joint-problem.ts";
import { costOfOrder, eachTaken, planOrder } from "./plan-order.ts";

/** What a case says of one order's units of one item at one location: at least so many are kept for it, or it has at most so many. */
type Rule = { order: number; item: number; location: number; kept: number; most: number };

/** Some of the joint plans: all that obey the rules. */
type Case = {
  rules: readonly Rule[];
  /** The cheapest of each order alone under the rules: by its own costs, and with the prices of stock. */
  plain: readonly CheapestPlan[];
  priced: readonly CheapestPlan[];
  boundMinor: number;
};

export type Settled = { units: OrderUnits[] | null; costMinor: number; boundMinor: number };

type Conflict = { order: number; item: number; location: number; count: number };

/**
 * Betters the best joint plan by cases until there is no better or so many cases were looked at (conflict-based search; G. Sharon
 * and others, Artificial Intelligence 219, 2015).
 *
 * Every order has its cheapest plan alone. Where these take more than there is, one of the orders either has less than its plan
 * takes, or so much is kept for it from the others: two cases, in each of which only those orders plan anew whose plan no
 * longer fits. The case with the least bound is next, so that bound holds for all that is left.
 */
export function settleConflicts(
  joint: JointProblem,
  bestMinor: number,
  prices: StockTable,
  mostCases: number,
): Settled {
  const settled: Settled = { units: null, costMinor: bestMinor, boundMinor: bestMinor };
  const cases = createHeap<Case>();
  const none = emptyTable(prices);
  cases.push(boundCase(joint, prices, [], planAll(joint, none), planAll(joint, prices)));
  for (let count = 0; cases.leastMinor() < settled.costMinor; count++) {
    if (count >= mostCases) return { ...settled, boundMinor: Math.min(settled.boundMinor, cases.leastMinor()) };
    const next = cases.pop();
    const conflict = findConflict(joint, next);
    if (conflict === null) {
      // Nothing is contested, so these plans are the cheapest of the case, as far as each is proven to be its order's.
      settled.boundMinor = Math.min(settled.boundMinor, sum(next.plain.map((plan) => plan.boundMinor)));
      const units = next.plain.map((plan) => plan.units);
      const costMinor = sum(units.map((each, at) => costOfOrder(joint.orders[at]!, each)));
      if (costMinor < settled.costMinor) Object.assign(settled, { units, costMinor });
      continue;
    }
    for (const part of divide(joint, prices, next, conflict)) if (part.boundMinor < settled.costMinor) cases.push(part);
  }
  return { ...settled, boundMinor: Math.min(settled.boundMinor, settled.costMinor) };
}

function planAll(joint: JointProblem, prices: StockTable): CheapestPlan[] {
  return joint.orders.map((_, order) => planUnder(joint, [], order, prices));
}

function planUnder(
  { orders, stock }: JointProblem,
  rules: readonly Rule[],
  order: number,
  prices: StockTable,
): CheapestPlan {
  return planOrder(orders[order]!, {
    unitsOf: (item, location) => unitsFor(rules, order, item, location, stock[item]![location]!),
    priceOf: (item, location) => prices[item]![location]!,
  });
}

/** What is there, less what is kept for others, and no more than the order may have. */
function unitsFor(rules: readonly Rule[], order: number, item: number, location: number, there: number): number {
  const keptByOther = new Map<number, number>();
  let most = Infinity;
  for (const rule of rules) {
    if (rule.item !== item || rule.location !== location) continue;
    if (rule.order === order) most = Math.min(most, rule.most);
    else keptByOther.set(rule.order, Math.max(rule.kept, keptByOther.get(rule.order) ?? 0));
  }
  return Math.min(most, there - sum([...keptByOther.values()]));
}

/** An order that takes part in taking too much, and takes more there than is kept for it. */
function findConflict({ orders, stock }: JointProblem, { plain, rules }: Case): Conflict | null {
  const left = stock.map((row) => [...row]);
  for (const [at, order] of orders.entries()) {
    eachTaken(order, plain[at]!.units, (item, location, count) => {
      left[item]![location]! -= count;
    });
  }
  for (const [at, order] of orders.entries()) {
    const counts = unitsAt(order, plain[at]!.units);
    for (const { item, location, count } of counts) {
      const kept = rules.some(
        (rule) => rule.order === at && rule.item === item && rule.location === location && rule.kept >= count,
      );
      if (left[item]![location]! < 0 && !kept) return { order: at, item, location, count };
    }
  }
  return null;
}

/** Lines of one item added up. */
function unitsAt(order: JointProblem["orders"][number], units: OrderUnits): Omit<Conflict, "order">[] {
  const counts: Omit<Conflict, "order">[] = [];
  eachTaken(order, units, (item, location, count) => {
    const known = counts.find((each) => each.item === item && each.location === location);
    if (known === undefined) counts.push({ item, location, count });
    else known.count += count;
  });
  return counts;
}

function divide(
  joint: JointProblem,
  prices: StockTable,
  whole: Case,
  { order, item, location, count }: Conflict,
): Case[] {
  const fewer: Rule = { order, item, location, kept: 0, most: count - 1 };
  const kept: Rule = { order, item, location, kept: count, most: Infinity };
  return [fewer, kept].map((rule) => {
    const rules = [...whole.rules, rule];
    const none = emptyTable(prices);
    return boundCase(
      joint,
      prices,
      rules,
      planThoseWhoMust(joint, rules, rule, whole.plain, none),
      planThoseWhoMust(joint, rules, rule, whole.priced, prices),
    );
  });
}

/** Plans anew each order whose plan takes more than the rules leave it where the last rule speaks. */
function planThoseWhoMust(
  joint: JointProblem,
  rules: readonly Rule[],
  { item, location }: Rule,
  plans: readonly CheapestPlan[],
  prices: StockTable,
): CheapestPlan[] {
  const there = joint.stock[item]![location]!;
  return plans.map((plan, order) => {
    const taken = unitsAt(joint.orders[order]!, plan.units).find(
      (each) => each.item === item && each.location === location,
    );
    const isAllowed = taken === undefined || taken.count <= unitsFor(rules, order, item, location, there);
    return isAllowed ? plan : planUnder(joint, rules, order, prices);
  });
}

function boundCase(
  { stock }: JointProblem,
  prices: StockTable,
  rules: readonly Rule[],
  plain: readonly CheapestPlan[],
  priced: readonly CheapestPlan[],
): Case {
  const plainMinor = sum(plain.map(({ boundMinor }) => boundMinor));
  let pricedMinor = sum(priced.map(({ boundMinor }) => boundMinor));
  for (const [item, row] of stock.entries())
    for (const [location, units] of row.entries())
      if (prices[item]![location]! > 0) pricedMinor -= units * prices[item]![location]!;
  return { rules, plain, priced, boundMinor: Math.max(plainMinor, pricedMinor) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
