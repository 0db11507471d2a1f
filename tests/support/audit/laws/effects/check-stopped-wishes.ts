import { lawOf, type Evidence, type Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";

/** I5: where nothing may be done any more, nothing is queued and nobody is asked whether it shall be. */
const leftovers: Law = lawOf(
  "I5",
  `SELECT o.shop::text, format('outbox message %s (%s)', o.id, o.key) AS subject,
     format('is still %s although %s is in %s', o.state, c.capability, c.mode) AS sentence
   FROM outbox_messages o JOIN capabilities c ON c.shop = o.shop AND c.capability = o.capability
   WHERE o.state IN ('suggested', 'waiting') AND c.mode IN ('off', 'watch') ORDER BY o.shop, o.id`,
);

/**
 * I5: what was queued before everything was stopped is taken to be sent later only if its order was decided anew meanwhile.
 * The stop bears the time at which it was begun, some statements before it is committed; clocks differ a little.
 */
const sentAfterStop: Law = lawOf(
  "I5",
  `SELECT o.shop::text, format('outbox message %s (%s)', o.id, o.key) AS subject,
     format('of %s was taken at %s although everything was stopped at %s', o.created_at, o.taken_at, max(a.at)) AS sentence
   FROM outbox_messages o JOIN action_log a ON a.shop = o.shop AND a.action = 'stop_everything'
     AND a.at > o.created_at AND o.taken_at > a.at + interval '1.5 seconds'
   WHERE o.state = 'sent' AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.shop = o.shop AND d.order_id = o.order_id
     AND d.decided_at >= a.at AND d.decided_at <= o.settled_at)
   GROUP BY o.shop, o.id ORDER BY o.shop, o.id`,
);

/** A call that was under way when the farewell came may end a little later. */
const UNDER_WAY_MS = 1_000;

type Farewell = { domain: string; leftAt: Date; backAt: Date | null };

/** I5: Shopify hears nothing more about a shop that has left, once we know that it has. */
async function findCallsAfterFarewell({ ask, world }: Evidence): Promise<Violation[]> {
  const farewells = await ask<Farewell>(
    `SELECT s.domain, max(m.settled_at) AS "leftAt", CASE WHEN s.status = 'installed' THEN s.authorized_at END AS "backAt"
     FROM shops s JOIN inbox_messages m ON m.shop = s.id AND m.topic = 'app/uninstalled' AND m.state = 'done'
     GROUP BY s.id ORDER BY s.id`,
  );
  return farewells.flatMap(({ domain, leftAt, backAt }) => {
    // The log has whole seconds, rounded down.
    const until = backAt === null ? Infinity : Math.floor(backAt.getTime() / 1000) * 1000;
    const calls = world.log.filter((entry) => entry.kind === "call" && entry.shopDomain === domain);
    return calls.flatMap((call) => {
      const at = Date.parse(call.at);
      if (at <= leftAt.getTime() + UNDER_WAY_MS || at >= until) return [];
      const subject = `call ${call.sequence}`;
      return [{ invariant: "I5" as const, shop: domain, subject, sentence: "was sent about a shop that had left" }];
    });
  });
}

export const checkStoppedWishes: Law = async (evidence) => [
  ...(await leftovers(evidence)),
  ...(await sentAfterStop(evidence)),
  ...(await findCallsAfterFarewell(evidence)),
];
