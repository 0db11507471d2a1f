import { describe, expect, test } from "vitest";
import { decideJointly } from "./decide-jointly.ts";
import { drawJointProblem } from "./draw-joint-problem.ts";
import { copyTable, emptyTable, type JointProblem, type OrderUnits } from "./joint-problem.ts";
import { costOfOrder, eachTaken, takeUnits } from "./plan-order.ts";
import { relaxStock } from "./relax-stock.ts";
import { settleConflicts } from "./settle-conflicts.ts";

const seeds = Array.from({ length: 50 }, (_, index) => index + 1);

const EXACT = { rounds: 40, cases: 5_000 };
const ROUGH = { rounds: 40, cases: 0 };

/** The least that all orders cost together, by trying every plan of each with every plan of the others. */
function costByTrying({ orders, stock }: JointProblem): number {
  const left = copyTable(stock);
  const costFrom = (at: number): number => {
    const order = orders[at];
    if (order === undefined) return 0;
    let least = Infinity;
    for (const units of everyPlan(order.problem.lines, order.locations.length)) {
      let fits = true;
      takeUnits(left, order, units, 1);
      eachTaken(order, units, (item, location) => {
        if (left[item]![location]! < 0) fits = false;
      });
      if (fits) least = Math.min(least, costOfOrder(order, units) + costFrom(at + 1));
      takeUnits(left, order, units, -1);
    }
    return least;
  };
  return costFrom(0);
}

function everyPlan(lines: readonly { units: number }[], places: number): number[][][] {
  return lines.reduce<number[][][]>(
    (plans, { units }) => plans.flatMap((plan) => everyRow(units, places).map((row) => [...plan, row])),
    [[]],
  );
}

/** Up to so many units over so many places. */
function everyRow(units: number, places: number): number[][] {
  if (places === 0) return [[]];
  return Array.from({ length: units + 1 }, (_, count) => count).flatMap((count) =>
    everyRow(units - count, places - 1).map((row) => [count, ...row]),
  );
}

function expectAllowed({ orders, stock }: JointProblem, units: readonly OrderUnits[]): void {
  const left = copyTable(stock);
  for (const [at, order] of orders.entries()) takeUnits(left, order, units[at]!, 1);
  expect(Math.min(...left.flat())).toBeGreaterThanOrEqual(0);
}

function costOfAll({ orders }: JointProblem, units: readonly OrderUnits[]): number {
  return orders.reduce((sum, order, at) => sum + costOfOrder(order, units[at]!), 0);
}

describe.each(seeds)("of the small orders of seed %i", (seed) => {
  const joint = drawJointProblem(seed);
  const leastMinor = costByTrying(joint);

  test("the joint plan is proven to be the cheapest of all, and fits the stock", () => {
    const plan = decideJointly(joint, EXACT);
    expectAllowed(joint, plan.units);
    expect(costOfAll(joint, plan.units)).toBe(plan.costMinor);
    expect({ cost: plan.costMinor, bound: plan.boundMinor }).toEqual({ cost: leastMinor, bound: leastMinor });
  });

  test("without looking at cases the plan fits, and the bound is no more than the cheapest costs", () => {
    const plan = decideJointly(joint, ROUGH);
    expectAllowed(joint, plan.units);
    expect(costOfAll(joint, plan.units)).toBe(plan.costMinor);
    expect(plan.costMinor).toBeGreaterThanOrEqual(leastMinor);
    expect(plan.boundMinor).toBeLessThanOrEqual(leastMinor);
  });

  test("cases alone find the cheapest plan, and given up early their bound still holds", () => {
    const none = emptyTable(joint.stock);
    expect(settleConflicts(joint, Infinity, none, EXACT.cases)).toMatchObject({
      costMinor: leastMinor,
      boundMinor: leastMinor,
    });
    expect(settleConflicts(joint, Infinity, none, 2).boundMinor).toBeLessThanOrEqual(leastMinor);
  });
});

test("prices of stock prove more than the orders alone do", () => {
  const proven = seeds.map((seed) => relaxStock(drawJointProblem(seed), 40).boundMinor);
  const alone = seeds.map((seed) => relaxStock(drawJointProblem(seed), 1).boundMinor);
  const raised = seeds.filter((_, at) => proven[at]! > alone[at]!);
  expect(raised.length).toBeGreaterThan(seeds.length / 4);
});
