import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { auditStockAndDocuments } from "#tests/border/payloads/audit-stock-and-documents.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { deliver, furnish, ITEM, LOCATION, mugOrder, readOf, START } from "./play-messages.ts";

let database: Database;
let owner: pg.Client;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
  owner = new pg.Client({ connectionString: (await testDatabase()).url });
  await owner.connect();
});

beforeEach(async () => {
  await emptyTables();
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
});

afterAll(async () => {
  await owner.end();
  await database.close();
});

const run = () => runBatch(database, shop, () => START);
const after = (seconds: number) => new Date(START.getTime() + seconds * 1_000);

/** What Shopify tells of the only level, so many seconds later. */
async function tell(verb: "update" | "connect" | "disconnect", seconds: number, available?: number): Promise<void> {
  const level = { inventory_item_id: Number(ITEM), location_id: Number(LOCATION) };
  const body = { ...level, available, updated_at: after(seconds).toISOString() };
  await deliver(database, shop, `inventory_levels/${verb}`, body);
}

const level = async () =>
  (await owner.query("SELECT available, allocated, is_connected AS connected FROM inventory_levels")).rows[0] as object;

test("a level that is disconnected and connected again begins from nothing, and the ledger replays to its balance", async () => {
  await tell("update", 1, 5);
  await run();
  await tell("disconnect", 2);
  await run();
  expect(await level()).toMatchObject({ available: 0, connected: false });
  expect(await auditStockAndDocuments(owner)).toEqual([]);
  await tell("connect", 3, 7);
  await run();
  expect(await level()).toMatchObject({ available: 7, connected: true });
  expect(await auditStockAndDocuments(owner)).toEqual([]);
});

test("a level that is disconnected and connected again within one batch is connected", async () => {
  for (const [verb, seconds] of [["update", 1] as const, ["disconnect", 2] as const, ["connect", 3] as const])
    await tell(verb, seconds, 5);
  await run();
  expect(await level()).toMatchObject({ available: 5, connected: true });
  expect(await auditStockAndDocuments(owner)).toEqual([]);
});

test("an oversell case ends where the item is no longer held", async () => {
  await tell("update", 1, -5);
  await run();
  expect((await owner.query("SELECT units FROM oversell_cases WHERE closed_at IS NULL")).rows).toEqual([{ units: 5 }]);
  await tell("disconnect", 2);
  await run();
  expect(await auditStockAndDocuments(owner)).toEqual([]);
});

test("whoever was promised units of a level that is disconnected waits for others", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
  expect(await level()).toMatchObject({ allocated: 2 });
  await tell("disconnect", 2);
  await run();
  expect(await level()).toMatchObject({ allocated: 0, connected: false });
  expect((await owner.query("SELECT units FROM backorder_lines")).rows).toEqual([{ units: 2 }]);
  expect((await owner.query("SELECT 1 FROM allocations")).rows).toEqual([]);
  expect(await auditStockAndDocuments(owner)).toEqual([]);
});

test("an item that is not counted for a while and then again owes what was claimed meanwhile", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
  for (const tracked of [false, true, false, true]) {
    await deliver(database, shop, "inventory_items/update", { id: Number(ITEM), tracked });
    await run();
    expect(await level()).toMatchObject({ allocated: tracked ? 2 : 0 });
    expect(await auditStockAndDocuments(owner)).toEqual([]);
  }
});

test("goods that are counted no more are not oversold, and are again when they are counted again", async () => {
  await tell("update", 1, -5);
  await deliver(database, shop, "inventory_items/update", { id: Number(ITEM), tracked: false });
  await run();
  expect(await auditStockAndDocuments(owner)).toEqual([]);
  await deliver(database, shop, "inventory_items/update", { id: Number(ITEM), tracked: true });
  await run();
  expect(await auditStockAndDocuments(owner)).toEqual([]);
  expect((await owner.query("SELECT units FROM oversell_cases WHERE closed_at IS NULL")).rows).toEqual([{ units: 5 }]);
});

test("an item that is deleted is held nowhere, and nothing of it is oversold or promised", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: -1, committed: 4 }));
  await run();
  await deliver(database, shop, "inventory_items/delete", { id: Number(ITEM) });
  await run();
  expect(await level()).toMatchObject({ available: 0, allocated: 0, connected: false });
  expect(await auditStockAndDocuments(owner)).toEqual([]);
});
