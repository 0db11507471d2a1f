import type { Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";

/**
 * I1: a delivery that was acknowledged is in the inbox, once, whatever was lost afterwards. What was answered 200 while
 * the app was not installed is nobody's message and leaves no row; shops that are not installed now are passed over.
 */
export const checkAcknowledgedDeliveries: Law = async ({ ask, deliveries, shops }) => {
  const violations: Violation[] = [];
  for (const { row } of shops) {
    const kept = await ask<{ webhookId: string }>(
      `SELECT webhook_id AS "webhookId" FROM inbox_messages WHERE shop = $1`,
      [row.id],
    );
    const known = new Set(kept.map(({ webhookId }) => webhookId));
    const missing = new Map<string, string>();
    for (const { shopDomain, webhookId, topic, outcome } of deliveries) {
      const isAcknowledged = shopDomain === row.domain && outcome === "acknowledged";
      if (isAcknowledged && !known.has(webhookId)) missing.set(webhookId, topic);
    }
    for (const [webhookId, topic] of missing) {
      violations.push({
        invariant: "I1",
        shop: row.domain,
        subject: `delivery ${webhookId} (${topic})`,
        sentence: "was acknowledged and is not in the inbox",
      });
    }
  }
  return violations;
};
