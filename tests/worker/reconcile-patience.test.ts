import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { Throttled } from "#app/shopify/admin-errors.ts";
import { reconcileShop, type ReconcileServices } from "#app/worker/reconcile-shop.ts";
import { furnish, START } from "#tests/pipeline/play-messages.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";

const HOUR_MS = 3_600_000;
const NOTHING = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

let database: Database;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  await emptyTables();
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "watch");
});

afterAll(() => database.close());

/** An hour after the installation others spend the shop's points for so long; Shopify has nothing new to tell. */
function inRush(rushMs: number) {
  let nowMs = START.getTime() + HOUR_MS;
  const until = nowMs + rushMs;
  const clock = () => new Date(nowMs);
  const admin: AdminClient = {
    call: async () => {
      if (nowMs < until) throw new Throttled(12_000);
      return { orders: NOTHING, fulfillmentOrders: NOTHING, location: { inventoryLevels: NOTHING } };
    },
  };
  const wait = async (ms: number) => {
    nowMs += ms;
  };
  const services: ReconcileServices = { database, admin, clock, wait };
  return { services, lastedMs: () => nowMs - START.getTime() - HOUR_MS };
}

test("a comparison in a rush waits for points, and then compares", async () => {
  const { services } = inRush(2 * 60_000);
  expect(await reconcileShop(services, shop)).toMatchObject({ seen: 0 });
});

test("a comparison gives up a rush that does not end, before the next one is due, and notes nothing as compared", async () => {
  const { services, lastedMs } = inRush(24 * HOUR_MS);
  await expect(reconcileShop(services, shop)).rejects.toBeInstanceOf(Throttled);
  expect(lastedMs()).toBeLessThan(5 * 60_000);
  expect(await database.inShop(shop, (sql) => sql.query("SELECT * FROM reconciliations"))).toEqual([]);
});
