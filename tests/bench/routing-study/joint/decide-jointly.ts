import type { JointPlan, JointProblem } from "./joint-problem.ts";
import { relaxStock, type Relaxation } from "./relax-stock.ts";
import { settleConflicts } from "./settle-conflicts.ts";

/** Limits count, never time, so that the same orders are always decided alike. */
export type JointLimits = {
  /** Of prices. */
  rounds: number;
  cases: number;
};

/** For a few dozen orders: 0.1 s at most. */
const DEFAULT_LIMITS: JointLimits = { rounds: 60, cases: 100 };

/**
 * The cheapest plan for several orders that want the same stock: exact where the limits allow, else the best plan found, with
 * what no plan costs less than.
 */
export function decideJointly(
  joint: JointProblem,
  limits: JointLimits = DEFAULT_LIMITS,
): JointPlan & Pick<Relaxation, "prices"> {
  const { best, boundMinor, prices } = relaxStock(joint, limits.rounds);
  const { units, costMinor } = best;
  if (boundMinor >= costMinor || limits.cases === 0) return { units, costMinor, boundMinor, prices };
  const settled = settleConflicts(joint, costMinor, prices, limits.cases);
  return {
    units: settled.units ?? units,
    costMinor: settled.costMinor,
    boundMinor: Math.min(settled.costMinor, Math.max(boundMinor, settled.boundMinor)),
    prices,
  };
}
