import type { OrderContext, Problem } from "#app/domain/decision.ts";
import { hasOpenWork } from "#app/domain/orders/open-work.ts";
import { isNeverHeld } from "./is-never-held.ts";
import { CHECKS } from "./checks.ts";

/**
 * What is wrong with an order, the gravest first. An order with nothing left to send has no problems: there is nothing to
 * stop any more. Problems that a person has passed, and all problems of test and point-of-sale orders, are shown and do
 * not hold.
 */
export function validate(context: OrderContext, now: string): Problem[] {
  const problems: Problem[] = [];
  if (!hasOpenWork(context.facts)) return problems;
  const mayHold = !isNeverHeld(context.facts);
  for (const check of CHECKS) {
    const problem = check(context, now);
    if (problem)
      problems.push(problem.holds && !(mayHold && isOpen(context, problem)) ? { ...problem, holds: false } : problem);
  }
  return problems;
}

function isOpen(context: OrderContext, problem: Problem): boolean {
  return !context.passedProblems.includes(problem.code);
}
