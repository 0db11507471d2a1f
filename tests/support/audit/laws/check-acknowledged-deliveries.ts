import type { World } from "#tests/sandbox/state.ts";
import type { Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";

/**
 * I1: a delivery that was acknowledged is in the inbox, once, whatever was lost afterwards. What was answered 200 while
 * the app was not installed, then or now, is nobody's message and leaves no row.
 */
export const checkAcknowledgedDeliveries: Law = async ({ ask, deliveries, shops, world }) => {
  const violations: Violation[] = [];
  for (const { row } of shops) {
    const kept = await ask<{ webhookId: string }>(
      `SELECT webhook_id AS "webhookId" FROM inbox_messages WHERE shop = $1`,
      [row.id],
    );
    const known = new Set(kept.map(({ webhookId }) => webhookId));
    const missing = new Map<string, string>();
    const absences = absencesOf(world, row.domain);
    for (const { shopDomain, webhookId, topic, outcome, answeredAtMs } of deliveries) {
      const isAway = absences.some(({ fromMs, toMs }) => answeredAtMs >= fromMs && answeredAtMs <= toMs);
      const isAcknowledged = shopDomain === row.domain && outcome === "acknowledged" && !isAway;
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

/** When the app was not installed between two installations. The log has whole seconds: those at both ends count in. */
function absencesOf(world: World, domain: string): { fromMs: number; toMs: number }[] {
  const absences: { fromMs: number; toMs: number }[] = [];
  let goneAtMs: number | undefined;
  for (const entry of world.log) {
    if (entry.kind !== "effect" || entry.shopDomain !== domain) continue;
    if (entry.name === "app uninstalled") goneAtMs = Date.parse(entry.at);
    if (entry.name !== "app installed" || goneAtMs === undefined) continue;
    absences.push({ fromMs: goneAtMs, toMs: Date.parse(entry.at) + 1_000 });
    goneAtMs = undefined;
  }
  return absences;
}
