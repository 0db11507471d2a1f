import { expect, test } from "vitest";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { trackingState } from "#app/domain/orders/tracking-state.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import { noFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { auditDatabase } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { credentials, installOn } from "./stage/install-app.ts";
import { playTraffic } from "./stage/play-traffic.ts";
import { openStage } from "./stage/stage.ts";

const ORDERS = 40;
const ORDER_EVERY_MS = 1_500;
const PAUSE_MS = [1_000, 20_000] as const;
const STORIES_END_MS = 300_000;
/** Whatever was lost must be found within this time after the faults have ended. */
const FOUND_WITHIN_MS = 15 * 60_000;
const seed = Number(process.env["DELIVERY_SEED"] ?? 11);

type Known = { id: string; facts: OrderFacts; problems: string[] };
type Counts = { runs: number; orders: number; work: number; levels: number };

/** Without the traces of how we came to know it: which of a carrier's words, and in how many currencies an amount came. */
function withoutTraces({ facts, ...order }: Known) {
  const parcels = facts.fulfillments.map(({ events: _events, shipmentStatus: _status, ...parcel }, index) => ({
    ...parcel,
    state: trackingState(facts.fulfillments[index]!),
  }));
  const transactions = facts.transactions.map(({ statedIn: _currency, ...transaction }) => transaction);
  return { ...order, facts: { ...facts, transactions, fulfillments: parcels } };
}

/** A day at watching shops; a share of its webhooks never comes. */
async function liveDay(loss: number) {
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
    engine.faults = { ...noFaults, loss };
    playTraffic({ world, scheduler, seed, domains, orders: ORDERS, everyMs: ORDER_EVERY_MS, pauseMs: PAUSE_MS });
    await stage.live(ORDERS * ORDER_EVERY_MS + STORIES_END_MS);
    engine.faults = noFaults;
    await stage.live(FOUND_WITHIN_MS);
    const { rows: known } = await owner.query<Known>(
      `SELECT id, facts - 'fulfillmentOrdersReadAt' - 'snapshotReadAt' #- '{customer,ordersCount}' #- '{company,name}' AS facts,
         problems FROM orders ORDER BY shop, id`,
    );
    const { rows } = await owner.query<Counts>(
      `SELECT count(*)::int AS runs, sum(missing_orders)::int AS orders,
         sum(missing_fulfillment_orders)::int AS work, sum(missing_levels)::int AS levels FROM reconciliations`,
    );
    const violations = await auditDatabase(url, { world, apiKey: credentials.apiKey, deliveries: engine.state.log });
    return { known: known.map(withoutTraces), counts: rows[0]!, violations: violations.map(describeViolation) };
  } finally {
    await stage.close();
  }
}

test("whatever share of the webhooks is lost, the comparison with Shopify finds it, and finds nothing where none is", async () => {
  const whole = await liveDay(0);
  expect(whole.known.length).toBeGreaterThanOrEqual(ORDERS);
  expect(whole.counts).toMatchObject({ orders: 0, work: 0, levels: 0 });
  expect(whole.counts.runs).toBeGreaterThan(5);
  for (const loss of [0.3, 1]) {
    const { known, counts, violations } = await liveDay(loss);
    expect(known).toEqual(whole.known);
    expect(violations).toEqual([]);
    expect(counts.orders).toBeGreaterThan(0);
  }
}, 300_000);
