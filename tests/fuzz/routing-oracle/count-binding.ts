import { findByTrying, type BestPlan } from "./find-by-trying.ts";
import { leaveOutRule, ORDER_RULES, PROBLEM_RULES, reverseRule, type OrderRule, type Rule } from "./leave-out-rule.ts";
import type { OracleProblem } from "./oracle-problem.ts";

/** What leaving a rule out does to the best plan: nothing, it costs something else, or other units go elsewhere. */
export type Binding = "none" | "cost" | "plan";

/** How often a rule was asked for, how often it bound at all, and how often it changed the plan and not only its cost. */
export type RuleCount = { rule: Rule; tried: number; bound: number; changedPlan: number };

/** All rules, none of them asked for yet. */
export function createRuleCounts(): RuleCount[] {
  return [...PROBLEM_RULES, ...ORDER_RULES].map((rule) => ({ rule, tried: 0, bound: 0, changedPlan: 0 }));
}

/**
 * Counts which rules bind in a problem whose best plan is known. Each rule costs another search, so a rule that has changed
 * `enough` plans is not asked for again.
 */
export function countBinding(counts: RuleCount[], problem: OracleProblem, best: BestPlan, enough: number): void {
  for (const count of counts) {
    if (count.changedPlan >= enough) continue;
    const binding = findBinding(problem, best, count.rule);
    count.tried++;
    if (binding !== "none") count.bound++;
    if (binding === "plan") count.changedPlan++;
  }
}

/** Whether a rule binds in a problem: what the best plan would be without it. */
export function findBinding(problem: OracleProblem, best: BestPlan, rule: Rule): Binding {
  const other = isOrderRule(rule)
    ? findByTrying(problem, reverseRule(rule))
    : findByTrying(leaveOutRule(problem, rule));
  if (JSON.stringify(other.units) !== JSON.stringify(best.units)) return "plan";
  // Units that nobody can serve wait at any price: that price binds only where it changes the plan.
  const mayBindByCost = rule !== "waiting that is cheaper";
  return mayBindByCost && other.costMinor !== best.costMinor ? "cost" : "none";
}

function isOrderRule(rule: Rule): rule is OrderRule {
  return (ORDER_RULES as readonly Rule[]).includes(rule);
}
