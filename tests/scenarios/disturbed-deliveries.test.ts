import { expect, test } from "vitest";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import { noFaults, type DeliveryFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { credentials, installOn } from "./stage/install-app.ts";
import { playTraffic } from "./stage/play-traffic.ts";
import { openStage } from "./stage/stage.ts";

const ORDERS = 60;
const ORDER_EVERY_MS = 1_500;
const PAUSE_MS = [1_000, 20_000] as const;
/** Longer than the longest story of an order takes, so that both runs see all of all stories. */
const STORIES_END_MS = 300_000;
const seed = Number(process.env["DELIVERY_SEED"] ?? 7);

/**
 * What we know of an order, less the moments at which we read it and what only a read states (a customer's number of
 * orders, a company's name): how often we read differs from run to run.
 */
type Known = { id: string; facts: unknown; problems: string[] };

/**
 * A day at shops that only watch: whatever the app does, buyers and staff do the same at the same moments, so that two
 * runs differ in nothing but how their webhooks arrive.
 */
async function liveWatchedDay(faults: Partial<DeliveryFaults>): Promise<Known[]> {
  const { url } = await testDatabase();
  await emptyTables();
  const stage = await openStage({
    databaseUrl: url,
    start: new Date("2026-11-20T08:00:00.000Z"),
    seed,
    faults,
    makeWorld: (options) => createMerchantWorld({ ...options, stockFactor: 20, historyOrders: 4 }),
  });
  try {
    const { world, owner, scheduler, engine } = stage;
    const domains = [harbourAndPine.domain, mesaPaper.domain];
    for (const domain of domains) await installOn(owner, world, shopOf(world, domain), "watch");
    await stage.live(10_000);
    playTraffic({ world, scheduler, seed, domains, orders: ORDERS, everyMs: ORDER_EVERY_MS, pauseMs: PAUSE_MS });
    await stage.live(ORDERS * ORDER_EVERY_MS + STORIES_END_MS);
    expect(await stage.untilQuiet(6 * 3_600_000)).toBe(true);
    const { apiKey } = credentials;
    const violations = await audit({ client: owner, world, apiKey, deliveries: engine.state.log });
    expect(violations.map(describeViolation)).toEqual([]);
    const { rows } = await owner.query<Known>(
      `SELECT id, facts - 'fulfillmentOrdersReadAt' - 'snapshotReadAt' #- '{customer,ordersCount}' #- '{company,name}' AS facts,
         problems FROM orders ORDER BY shop, id`,
    );
    return rows;
  } finally {
    await stage.close();
  }
}

test("webhooks that come twice, late, in any order or never told of at first end in what an undisturbed day ends in", async () => {
  const undisturbed = await liveWatchedDay(noFaults);
  const disturbed = await liveWatchedDay({
    duplicatesSameId: 0.15,
    duplicatesNewId: 0.15,
    disorder: 0.4,
    disorderMs: 60_000,
    lostAnswers: 0.05,
  });
  expect(undisturbed.length).toBeGreaterThanOrEqual(ORDERS);
  expect(disturbed).toEqual(undisturbed);
}, 300_000);
