import type { OrderDecision } from "./decision.ts";
import type { OrderFacts } from "./orders/order-facts.ts";
import { RISK_WAIT_MINUTES } from "./validation/check-risk.ts";

/**
 * When an order is to be decided again although nothing happens to it: when the wait for the fraud analysis ends, or when
 * scheduled goods fall due. Null when it waits for nothing but news.
 *
 * @param now ISO 8601; a time that has passed is no reason any more
 */
export function decideAt(facts: OrderFacts, decision: Pick<OrderDecision, "problems">, now: string): string | null {
  const times: number[] = [];
  if (decision.problems.some((problem) => problem.code === "risk_pending" && problem.holds)) {
    times.push(Date.parse(facts.createdAt) + RISK_WAIT_MINUTES * 60_000);
  }
  for (const { status, fulfillAt } of facts.fulfillmentOrders) {
    if (status === "SCHEDULED" && fulfillAt !== null) times.push(Date.parse(fulfillAt));
  }
  const ahead = times.filter((time) => time > Date.parse(now));
  return ahead.length === 0 ? null : new Date(Math.min(...ahead)).toISOString();
}
