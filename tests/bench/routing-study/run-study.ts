import { firstFit, nearestFirst, subsetEnumeration } from "#tests/bench/rivals/route-otherwise.ts";
import { decideJointly } from "./joint/decide-jointly.ts";
import { copyTable, type OrderUnits } from "./joint/joint-problem.ts";
import { costOfOrder, takeUnits } from "./joint/plan-order.ts";
import { foresee, noForesight } from "./policies/foresee-demand.ts";
import { routeNearest, routeRanked } from "./policies/route-by-rule.ts";
import { routeJointly } from "./policies/route-jointly.ts";
import { routeOneByOne } from "./policies/route-one-by-one.ts";
import { drawStudy, type Study } from "./world/draw-study.ts";
import { LOST_SALE_MINOR } from "./world/price-order.ts";

type Policy = (study: Study) => readonly OrderUnits[];

/** Every way to route that is compared, the plainest first. */
export const policies = {
  nearest_first: (study) => routeNearest(study, nearestFirst),
  ranking: (study) => routeRanked(study, firstFit),
  nearest_with_all: (study) => routeNearest(study, firstFit),
  fewest_parcels: (study) => routeNearest(study, subsetEnumeration),
  exact: (study) => routeOneByOne(study, noForesight()),
  exact_look_ahead: (study) => routeOneByOne(study, foresee(study)),
  joint: (study) => routeJointly(study, noForesight()),
  joint_look_ahead: (study) => routeJointly(study, foresee(study)),
} satisfies Record<string, Policy>;

export type PolicyName = keyof typeof policies;

/** What came of one seed, in minor units and counts of all its orders. */
export type StudyResult = {
  seed: number;
  orders: number;
  units: number;
  unservedUnits: number;
  byPolicy: Record<PolicyName, { costMinor: number; splits: number }>;
  /** All orders known beforehand: the best plan found, and what no plan costs less than. */
  hindsight: { costMinor: number; splits: number; boundMinor: number };
};

/** More rounds gain less than a thousandth. */
const HINDSIGHT = { rounds: 120, cases: 0 };

export function runStudy(seed: number): StudyResult {
  const study = drawStudy(seed);
  const lostMinor = study.unservedUnits * LOST_SALE_MINOR;
  const byPolicy = Object.fromEntries(
    Object.entries(policies).map(([name, policy]) => {
      const units = policy(study);
      return [name, { costMinor: costOf(study, units) + lostMinor, splits: countSplits(units) }];
    }),
  ) as StudyResult["byPolicy"];
  const best = decideJointly({ orders: study.orders.map(({ order }) => order), stock: study.stock }, HINDSIGHT);
  return {
    seed,
    orders: study.orders.length,
    units: study.orders.reduce(
      (sum, { order }) => sum + order.problem.lines.reduce((all, { units }) => all + units, 0),
      0,
    ),
    unservedUnits: study.unservedUnits,
    byPolicy,
    hindsight: {
      costMinor: costOf(study, best.units) + lostMinor,
      splits: countSplits(best.units),
      boundMinor: best.boundMinor + lostMinor,
    },
  };
}

/** The same account for all: each order by its own prices, after it is seen that no policy took what was not there. */
function costOf({ orders, stock }: Study, units: readonly OrderUnits[]): number {
  const left = copyTable(stock);
  let cost = 0;
  for (const [at, { order }] of orders.entries()) {
    takeUnits(left, order, units[at]!, 1);
    cost += costOfOrder(order, units[at]!);
    const isServed = order.problem.lines.every(({ units: wanted }, line) => sum(units[at]![line]!) === wanted);
    if (!isServed) throw new Error("A policy left units unserved that were promised.");
  }
  if (left.some((row) => row.some((count) => count < 0))) throw new Error("A policy took units that are not there.");
  return cost;
}

function countSplits(units: readonly OrderUnits[]): number {
  const placesOf = (order: OrderUnits) =>
    new Set(order.flatMap((row) => row.flatMap((count, place) => (count > 0 ? [place] : []))));
  return units.filter((order) => placesOf(order).size > 1).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
