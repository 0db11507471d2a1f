import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import { noFaults, type DeliveryFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { credentials, installOn } from "./install-app.ts";
import { playTraffic } from "./play-traffic.ts";
import { openStage, type Stage } from "./stage.ts";

const ORDER_EVERY_MS = 1_500;
const PAUSE_MS = [1_000, 20_000] as const;
/** Longer than the longest story of an order takes, so that two runs see all of all stories. */
const STORIES_END_MS = 300_000;

/**
 * What we know of an order, less the moments at which we read it and what only a read states (a customer's number of
 * orders, a company's name): how often we read differs from run to run.
 */
export type KnownOrder = { id: string; facts: OrderFacts; problems: string[] };

export type WatchedDay = {
  seed: number;
  orders: number;
  /** How webhooks arrive once the shops are installed and until all stories have ended. */
  faults: Partial<DeliveryFaults>;
  /** What is still to happen then, without faults, before the day is looked at. */
  settle: (stage: Stage) => Promise<void>;
};

/**
 * A day at shops that only watch: whatever the app does, buyers and staff do the same at the same moments, so that two
 * runs differ in nothing but how their webhooks arrive.
 *
 * @returns what is known of each order, and what the auditor objects to.
 */
export async function liveWatchedDay({ seed, orders, faults, settle }: WatchedDay) {
  const { url } = await testDatabase();
  await emptyTables();
  const stage = await openStage({
    databaseUrl: url,
    start: new Date("2026-11-20T08:00:00.000Z"),
    seed,
    faults: noFaults,
    makeWorld: (options) => createMerchantWorld({ ...options, stockFactor: 20, historyOrders: 4 }),
  });
  try {
    const { world, owner, scheduler, engine } = stage;
    const domains = [harbourAndPine.domain, mesaPaper.domain];
    for (const domain of domains) await installOn(owner, world, shopOf(world, domain), "watch");
    await stage.live(10_000);
    engine.faults = { ...noFaults, ...faults };
    playTraffic({ world, scheduler, seed, domains, orders, everyMs: ORDER_EVERY_MS, pauseMs: PAUSE_MS });
    await stage.live(orders * ORDER_EVERY_MS + STORIES_END_MS);
    engine.faults = noFaults;
    await settle(stage);
    const violations = await audit({
      client: owner,
      world,
      apiKey: credentials.apiKey,
      deliveries: engine.state.log,
    });
    const { rows } = await owner.query<KnownOrder>(
      `SELECT id, facts - 'fulfillmentOrdersReadAt' - 'snapshotReadAt' #- '{customer,ordersCount}' #- '{company,name}' AS facts,
         problems FROM orders ORDER BY shop, id`,
    );
    return { known: rows, violations: violations.map(describeViolation) };
  } finally {
    await stage.close();
  }
}
