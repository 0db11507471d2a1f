import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
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

const run = () => runBatch(database, shop, () => now);
const rows = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));

test("a redacted customer leaves no name, e-mail or address in the order, also when a late webhook brings them again", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
  await deliver(database, shop, "customers/redact", {
    shop_id: 1,
    shop_domain: "mugs.myshopify.com",
    customer: { id: 31, email: "buyer-1001@example.com", phone: null },
    orders_to_redact: [],
  });
  await run();
  const late = mugOrder("1001", 2, { updatedAt: new Date(START.getTime() + 9_000).toISOString() });
  await deliver(database, shop, "switchyard/order_read", readOf(late, { available: 8, committed: 2 }, now));
  await run();
  const [order] = await rows<{ facts: object; search_text: string }>("SELECT facts, search_text FROM orders");
  expect(JSON.stringify(order)).not.toMatch(/buyer-1001|Lovelace|Marienplatz/);
});

test("uninstalling needs no token: sessions go, everything falls back to Watch, nothing is sent any more", async () => {
  const bad = mugOrder("1001", 2);
  bad.shippingAddress = { ...bad.shippingAddress!, address1: "Marienplatz" };
  await deliver(database, shop, "switchyard/order_read", readOf(bad, { available: 8, committed: 2 }));
  await run();
  await owner.query(
    `INSERT INTO session (id, shop, state, "accessToken") VALUES ('offline', 'mugs.myshopify.com', '', 'secret')`,
  );
  await deliver(database, shop, "app/uninstalled", { id: 1, domain: "mugs.myshopify.com" }, { triggeredAt: now });
  await run();
  expect(await rows("SELECT status FROM shops")).toEqual([{ status: "uninstalled" }]);
  expect((await owner.query("SELECT id FROM session")).rows).toEqual([]);
  expect(await rows("SELECT DISTINCT mode FROM capabilities")).toEqual([{ mode: "watch" }]);
  expect(await rows("SELECT state FROM outbox_messages")).toEqual([{ state: "obsolete" }]);
});

test("a shop that asked to be forgotten leaves its number series and nothing else", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
  await deliver(database, shop, "shop/redact", { shop_id: 1, shop_domain: "mugs.myshopify.com" });
  await run();
  for (const table of [
    "orders",
    "documents",
    "allocations",
    "ledger_entries",
    "timeline_entries",
    "decisions",
    "inventory_levels",
  ]) {
    expect(await rows(`SELECT 1 AS one FROM ${table}`), table).toEqual([]);
  }
  expect(await rows("SELECT next_number::int AS next FROM document_series")).toEqual([{ next: 2 }]);
});
