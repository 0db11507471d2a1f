import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { loadVariants } from "#app/db/catalog-rows.ts";
import { loadShop } from "#app/db/shop-rows.ts";
import { redactShop } from "#app/db/shops/shop-lifecycle.ts";
import { loadRateCards } from "#app/db/shops/rate-card-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { decideOrder } from "#app/domain/decide-order.ts";
import type { OrderDecision, SimilarOrder } from "#app/domain/decision.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { RateCard } from "#app/domain/routing/prices/rate-card.ts";
import { NO_WISHES } from "#app/domain/routing/route-wishes.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { levelBook } from "#tests/domain/build-order.ts";
import { card, zone } from "#tests/domain/routing/prices/build-cards.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { deliver, furnish, mugOrder, readOf, START } from "./play-messages.ts";

let database: Database;
let owner: pg.Client;
let shop: string;
let now: Date;

beforeAll(async () => {
  database = await openTestDatabase();
  owner = new pg.Client({ connectionString: (await testDatabase()).url });
  await owner.connect();
});

beforeEach(async () => {
  await emptyTables();
  now = new Date(START.getTime() + 60_000);
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
});

afterAll(async () => {
  await owner.end();
  await database.close();
});

const rates = (minor: number) => [card("DHL Paket", [zone("1", "DE", 2, [5000, minor])])];

async function saveRates(version: number, cards: RateCard[]) {
  await database.inShop(shop, (sql) =>
    sql.query(
      "INSERT INTO rate_cards (shop, version, body, did, saved_at, saved_by) VALUES ($1, $2, $3, 'Imported', $4, 'Ada')",
      [shop, version, JSON.stringify(cards), now],
    ),
  );
}

async function decide(id: string) {
  await deliver(
    database,
    shop,
    "switchyard/order_read",
    readOf(mugOrder(id, 1), { available: 8, committed: 1 }, new Date(START.getTime() + Number(id))),
  );
  await runBatch(database, shop, () => now);
}

type Inputs = {
  levels: Level[];
  similarOrders: SimilarOrder[];
  passedProblems: string[];
  rateCardsVersion: number;
};
type Recorded = { facts: OrderFacts; decision: OrderDecision; inputs: Inputs };

async function recorded(id: string): Promise<Recorded> {
  const rows = await database.inShop(shop, (sql) =>
    sql.query<Recorded>(
      `SELECT o.facts, d.decision, d.inputs FROM decisions d JOIN orders o ON o.shop = d.shop AND o.id = d.order_id
       WHERE d.order_id = $1 ORDER BY d.version DESC LIMIT 1`,
      [id],
    ),
  );
  return rows[0]!;
}

/** Decides an order again from what the record kept of its first decision, with the rate cards of the version it names. */
async function decideFromRecord({ facts, inputs }: Recorded, version = inputs.rateCardsVersion) {
  return database.inShop(shop, async (sql) => {
    const known = (await loadShop(sql, shop))!;
    const variants = await loadVariants(
      sql,
      shop,
      facts.lines.flatMap(({ variantId }) => variantId ?? []),
    );
    const held = version === 0 ? undefined : await loadRateCards(sql, shop, version);
    const context = {
      facts,
      isImported: false,
      settings: known.settings,
      locations: known.locations,
      rateCards: held?.cards ?? [],
      variantById: Object.fromEntries(variants),
      similarOrders: inputs.similarOrders,
      passedProblems: inputs.passedProblems,
      routeWishes: NO_WISHES,
      allocations: [],
      frozenFulfillmentOrderIds: [],
      documents: [],
    };
    const claimed = inputs.levels.map((level) => ({ ...level, allocated: 0 }));
    return decideOrder(context, levelBook(...claimed), now.toISOString());
  });
}

test("a decision names the version it was taken with, and nothing of the cards is in its inputs", async () => {
  await decide("1001");
  await saveRates(1, rates(490));
  await decide("1002");
  const [before, after] = [await recorded("1001"), await recorded("1002")];
  expect([before.inputs.rateCardsVersion, after.inputs.rateCardsVersion]).toEqual([0, 1]);
  expect(JSON.stringify(after.inputs)).not.toContain("DHL");
  expect(before.decision.route).not.toHaveProperty("parcels");
  expect(after.decision.route).toMatchObject({
    parcels: [{ carrier: { service: "DHL Paket", zone: "1" }, postageMinor: 490 }],
    cost: { postageMinor: 490 },
  });
  expect(after.decision.route?.sentence).toContain("with DHL Paket, zone 1");
});

test("decided again from its record, an order is decided as it was, whatever is asked for since", async () => {
  await decide("1001");
  await saveRates(1, rates(490));
  await decide("1002");
  await saveRates(2, rates(990));
  await decide("1003");
  for (const [id, version] of [
    ["1001", 0],
    ["1002", 1],
    ["1003", 2],
  ] as const) {
    const record = await recorded(id);
    expect(record.inputs.rateCardsVersion).toBe(version);
    expect((await decideFromRecord(record)).route).toEqual(record.decision.route);
  }
  // By the prices of today it would be another.
  const { route } = await decideFromRecord(await recorded("1002"), 2);
  expect(route?.cost?.postageMinor).toBe(990);
});

test("a shop that is forgotten keeps no version", async () => {
  await saveRates(1, rates(490));
  await owner.query("UPDATE shops SET status = 'uninstalled'");
  await database.inShop(shop, async (sql) => redactShop(sql, (await loadShop(sql, shop))!, now, now));
  expect((await owner.query("SELECT version FROM rate_cards")).rows).toEqual([]);
});
