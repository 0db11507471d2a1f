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
  await askToForgetBuyer([]);
  await run();
  const late = mugOrder("1001", 2, { updatedAt: new Date(START.getTime() + 9_000).toISOString() });
  await deliver(database, shop, "switchyard/order_read", readOf(late, { available: 8, committed: 2 }, now));
  await run();
  const [order] = await rows<{ facts: object; search_text: string }>("SELECT facts, search_text FROM orders");
  expect(JSON.stringify(order)).not.toMatch(/buyer-1001|Lovelace|Marienplatz/);
});

/** Shopify asks to erase the buyer of order 1001. */
function askToForgetBuyer(orderIds: string[]) {
  return deliver(database, shop, "customers/redact", {
    shop_id: 1,
    shop_domain: "mugs.myshopify.com",
    customer: { id: 31, email: "buyer-1001@example.com", phone: null },
    orders_to_redact: orderIds,
  });
}

test("an order whose webhooks come after its buyer was forgotten is kept without the buyer", async () => {
  await askToForgetBuyer(["1001"]);
  await run();
  expect(await rows("SELECT subject FROM wanted_reads")).toEqual([]);
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
  const [order] = await rows<{ name: string }>("SELECT name, facts, search_text FROM orders");
  expect(order!.name).toBe("#1001");
  expect(JSON.stringify(order)).not.toMatch(/buyer-1001|Lovelace|Marienplatz/);
});

test("an order whose buyer is forgotten a second time shows what was decided about it, not that words are gone", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
  for (let time = 1; time <= 2; time += 1) {
    await askToForgetBuyer(["1001"]);
    await run();
  }
  const [order] = await rows<{ sentence: string; decided: string }>(
    `SELECT o.sentence, d.decision->>'sentence' AS decided
     FROM orders o JOIN decisions d ON d.order_id = o.id AND d.version = o.version`,
  );
  expect(order!.decided).toBe(order!.sentence);
  expect(order!.decided).not.toMatch(/erased/);
});

/** Two mugs for an address that lacks its house number: the order is held. */
function heldOrder(id: string) {
  const facts = mugOrder(id, 2);
  return { ...facts, shippingAddress: { ...facts.shippingAddress!, address1: "Marienplatz" } };
}

test("uninstalling needs no token: sessions go, everything falls back to Watch, nothing is sent any more", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(heldOrder("1001"), { available: 8, committed: 2 }));
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

test("what is decided in the batch that hears of the farewell is only watched: nothing waits for a reinstallation", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(heldOrder("1001"), { available: 8, committed: 2 }));
  await run();
  expect(await rows("SELECT state FROM outbox_messages")).toEqual([{ state: "waiting" }]);
  await deliver(database, shop, "app/uninstalled", { id: 1, domain: "mugs.myshopify.com" }, { triggeredAt: now });
  for (const each of [{ ...heldOrder("1001"), note: "Ring twice." }, heldOrder("1002"), mugOrder("1003", 1)]) {
    await deliver(database, shop, "switchyard/order_read", readOf(each, { available: 8, committed: 2 }, now));
  }
  expect(await run()).toMatchObject({ settled: 4, orders: 3 });
  const wishes = "SELECT order_id, array_agg(state ORDER BY id) AS states FROM outbox_messages GROUP BY 1 ORDER BY 1";
  expect(await rows(wishes)).toEqual([
    { order_id: "1001", states: ["obsolete", "watched"] },
    { order_id: "1002", states: ["watched"] },
  ]);
  expect(await rows("SELECT label FROM documents")).toEqual([]);
});

test("a farewell that comes after the merchant was here again closes nothing, and takes back what was set before it", async () => {
  const saidAt = new Date(START.getTime() + 10_000);
  const backAt = new Date(START.getTime() + 30_000);
  await database.inShop(shop, async (sql) => {
    await sql.query("UPDATE shops SET authorized_at = $1", [backAt]);
    await sql.query("UPDATE capabilities SET changed_at = $1 WHERE capability = 'invoice'", [backAt]);
  });
  await deliver(database, shop, "switchyard/order_read", readOf(heldOrder("1001"), { available: 8, committed: 2 }));
  await run();
  await deliver(database, shop, "app/uninstalled", { id: 1, domain: "mugs.myshopify.com" }, { triggeredAt: saidAt });
  await run();
  expect(await rows("SELECT status, installed_at AS at FROM shops")).toEqual([{ status: "installed", at: backAt }]);
  expect(await rows("SELECT capability FROM capabilities WHERE mode = 'act'")).toEqual([{ capability: "invoice" }]);
  expect(await rows("SELECT state FROM outbox_messages")).toEqual([{ state: "obsolete" }]);
});

const HOUR_MS = 3_600_000;
/** So many hours after the shop was installed. */
const hoursLater = (hours: number) => new Date(START.getTime() + hours * HOUR_MS);

async function placeOrder() {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
}

async function uninstall(triggeredAt: Date) {
  await deliver(database, shop, "app/uninstalled", { id: 1, domain: "mugs.myshopify.com" }, { triggeredAt });
  await run();
}

async function askToForget(triggeredAt: Date) {
  now = new Date(triggeredAt.getTime() + 1_000);
  await deliver(database, shop, "shop/redact", { shop_id: 1, shop_domain: "mugs.myshopify.com" }, { triggeredAt });
  await run();
}

const countOrders = async () => (await rows("SELECT 1 AS one FROM orders")).length;
const told = () =>
  rows<{ person: string; subject: string }>("SELECT person, subject FROM action_log WHERE action = 'keep_shop'");

test("a shop that asked to be forgotten leaves its number series and nothing else", async () => {
  await placeOrder();
  await uninstall(hoursLater(1));
  await askToForget(hoursLater(49));
  for (const table of [
    "orders",
    "documents",
    "allocations",
    "ledger_entries",
    "timeline_entries",
    "decisions",
    "decision_grounds",
    "route_choices",
    "inventory_levels",
    "action_log",
  ]) {
    expect(await rows(`SELECT 1 AS one FROM ${table}`), table).toEqual([]);
  }
  expect(await rows("SELECT next_number::int AS next FROM document_series")).toEqual([{ next: 2 }]);
});

test("a shop that was installed again before it was to be forgotten keeps what it has, and its log says so once", async () => {
  await placeOrder();
  await uninstall(hoursLater(1));
  await openShop(database, "mugs.myshopify.com", hoursLater(1.5));
  await askToForget(hoursLater(49));
  expect(await countOrders()).toBe(1);
  expect(await rows("SELECT status FROM shops")).toEqual([{ status: "installed" }]);
  expect(await told()).toEqual([
    { person: "Shopify", subject: expect.stringContaining("Nothing was erased") as string },
  ]);
});

test("a shop that came back and left again is forgotten with what both installations have kept", async () => {
  await placeOrder();
  await uninstall(hoursLater(1));
  await openShop(database, "mugs.myshopify.com", hoursLater(2));
  await uninstall(hoursLater(3));
  await askToForget(hoursLater(49));
  expect(await countOrders()).toBe(0);
});

test("a shop whose farewell was lost is forgotten, and begins anew when it comes back", async () => {
  await placeOrder();
  await askToForget(hoursLater(49));
  expect(await countOrders()).toBe(0);
  expect(await rows("SELECT status, uninstalled_at AS at FROM shops")).toEqual([
    { status: "uninstalled", at: hoursLater(1) },
  ]);
});

test("a shop whose farewell was lost, and which is still heard of, was installed again and keeps what it has", async () => {
  await placeOrder();
  await deliver(database, shop, "shop/update", {}, { triggeredAt: hoursLater(40) });
  await askToForget(hoursLater(49));
  expect(await countOrders()).toBe(1);
  expect(await told()).toHaveLength(1);
});
