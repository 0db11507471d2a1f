import { minutesBetween } from "#app/domain/basics/instant.ts";
import type { OrderContext, Problem } from "#app/domain/decision.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";

/**
 * How long an order waits for a verdict that is still pending. Analyses take seconds to minutes; an hour later the verdict
 * is more likely lost than late, and a lost one must not keep goods from leaving.
 */
export const RISK_WAIT_MINUTES = 60;

/** Fraud: the level the merchant set or worse holds; a verdict still to come holds for a while. */
export function checkRisk(context: OrderContext, now: string): Problem | null {
  const { risk } = context.facts;
  if (risk === null || context.settings.holdRiskLevel === "NEVER") return null;
  if (risk.level === "PENDING") return pendingRisk(context.facts, now);
  const isHigh = risk.level === "HIGH" || risk.recommendation === "CANCEL";
  const isMedium = risk.level === "MEDIUM";
  if (!isHigh && !(isMedium && context.settings.holdRiskLevel === "MEDIUM")) return null;
  const advice = risk.recommendation === "CANCEL" ? " and advises to cancel the order" : "";
  return {
    code: "risk_high",
    holdReason: "HIGH_RISK_OF_FRAUD",
    sentence: `Shopify rates the risk of fraud as ${isHigh ? "high" : "medium"}${advice}.`,
    subject: "risk",
    holds: true,
  };
}

function pendingRisk(facts: OrderFacts, now: string): Problem {
  const isOverdue = minutesBetween(facts.createdAt, now) >= RISK_WAIT_MINUTES;
  return {
    code: "risk_pending",
    holdReason: "OTHER",
    sentence: isOverdue
      ? "The fraud analysis has not answered for an hour; the order goes on without it."
      : "The fraud analysis has not answered yet.",
    subject: "risk",
    holds: !isOverdue,
  };
}
