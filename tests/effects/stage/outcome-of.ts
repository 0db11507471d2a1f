import type { Shop } from "#tests/sandbox/state/shop.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import type { FaultStage } from "./fault-stage.ts";

/** What has become of everything, without the moments at which it did: alike for every day that did the same. */
export type Outcome = {
  /** At Shopify: each fulfillment order with its place, holds and goods, by its order. */
  work: string[];
  /** What the app did at Shopify, each as often as it did it. */
  effects: string[];
  /** In the database: what is recorded, and what a person is asked about. */
  rows: Record<string, number | string | null>;
};

export async function outcomeOf({ world, owner }: FaultStage): Promise<Outcome> {
  const shops = [...world.shops.values()];
  const effects = world.log.filter((entry) => entry.kind === "effect").filter(({ actor }) => actor.kind === "app");
  const { rows } = await owner.query<Outcome["rows"]>(
    `SELECT (SELECT count(*)::int FROM orders) AS orders,
       (SELECT count(*)::int FROM orders WHERE is_imported) AS imported,
       (SELECT count(*)::int FROM orders WHERE needs_person) AS asking,
       (SELECT count(*)::int FROM documents) AS documents,
       (SELECT count(*)::int FROM outbox_messages WHERE state NOT IN ('sent', 'obsolete')) AS unsettled,
       (SELECT count(*)::int FROM inbox_messages WHERE state = 'parked') AS parked,
       (SELECT count(*)::int FROM wanted_reads) AS "wantedReads",
       (SELECT count(*)::int FROM silences) AS silences,
       (SELECT state FROM history_imports) AS history,
       (SELECT orders_loaded FROM history_imports) AS "ordersLoaded"`,
  );
  return {
    work: shops.flatMap(describeWork).sort(),
    effects: effects.map(({ name }) => name).sort(),
    rows: rows[0]!,
  };
}

function describeWork(shop: Shop): string[] {
  return [...shop.fulfillmentOrders.values()]
    .filter(({ lines }) => lines.some((line) => line.totalQuantity > 0))
    .map((work) => {
      const place = shop.locations.get(work.assignedLocationId ?? "")?.name ?? "nowhere";
      const holds = work.holds.map((hold) => hold.handle ?? "unnamed").sort();
      const goods = work.lines.map((line) => `${line.remainingQuantity}/${line.totalQuantity}`).join(" ");
      return `${shop.orders.get(work.orderId)?.name} ${work.status} in ${place}: ${goods}; held by ${holds.join(", ") || "nobody"}`;
    });
}

/** What the auditor objects to. */
export async function objectionsTo({ world, owner, engine }: FaultStage): Promise<string[]> {
  const { apiKey } = credentials;
  const violations = await audit({ client: owner, world, apiKey, deliveries: engine.state.log });
  return violations.map(describeViolation);
}
