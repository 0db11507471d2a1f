import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { dueReads, dropReads, forgetReads, wantReads } from "#app/db/read-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { parcel } from "#tests/domain/history/build-past.ts";
import { deliver, furnish, ITEM, LOCATION, mugOrder, readOf, START } from "./play-messages.ts";

const LEVEL = `${ITEM}/${LOCATION}`;
const after = (ms: number) => new Date(START.getTime() + ms);
const wishes = () => database.inShop(shop, (sql) => dueReads(sql, shop, after(3_600_000), { inventory_level: 50 }));

let database: Database;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  await emptyTables();
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
});

afterAll(() => database.close());

/** A webhook says that the shelf is empty, in the second in which the order's read saw ten; it reached us at `at`. */
async function shelfIsEmpty(at: Date) {
  const body = { inventory_item_id: Number(ITEM), location_id: Number(LOCATION), available: -2 };
  await deliver(database, shop, "inventory_levels/update", { ...body, updated_at: after(0).toISOString() }, { at });
  await runBatch(database, shop, () => at);
}

async function orderIsRead(askedAt: Date) {
  const read = readOf(mugOrder("1001", 2), { available: 8, committed: 2 });
  read.levels = read.levels.map((level) => ({ ...level, readAt: askedAt.toISOString() }));
  await deliver(database, shop, "switchyard/order_read", read, { at: after(900) });
  await runBatch(database, shop, () => after(900));
}

test("a read that had begun before stock was said to have changed does not stand for reading it", async () => {
  await shelfIsEmpty(after(500));
  await orderIsRead(after(400));
  expect(await wishes()).toMatchObject([{ objectId: LEVEL }]);
});

test("a read that began afterwards does, and spares a call", async () => {
  await shelfIsEmpty(after(500));
  await orderIsRead(after(600));
  expect(await wishes()).toEqual([]);
});

test("the level that goods left from before anything was promised of it is read, for no webhook tells of it", async () => {
  const [line] = mugOrder("1001", 2).lines;
  const left = parcel("10018", LOCATION, [line!]);
  const open = mugOrder("1001", 2);
  const closed = open.fulfillmentOrders.map((work) => ({ ...work, status: "CLOSED" as const, supportedActions: [] }));
  const read = readOf({ ...open, fulfillments: [left], fulfillmentOrders: closed }, { available: 8, committed: 2 });
  for (const at of [after(100), after(60_000)]) {
    await deliver(database, shop, "switchyard/order_read", { ...read, levels: [] }, { at });
    await runBatch(database, shop, () => at);
  }
  expect(await wishes()).toMatchObject([{ objectId: LEVEL, wantedAt: after(100) }]);
});

test("a level wished anew while an answered wish is being forgotten is still read", async () => {
  const wish = (at: Date) =>
    database.inShop(shop, (sql) => wantReads(sql, shop, at, [{ subject: "inventory_level", id: LEVEL, dueAt: at }]));
  await wish(after(0));
  const underWay = await wishes();
  await database.inShop(shop, (sql) => dropReads(sql, shop, "inventory_level", new Map([[LEVEL, after(100)]])));
  await wish(after(200));
  await database.inShop(shop, (sql) => forgetReads(sql, shop, underWay));
  expect(await wishes()).toMatchObject([{ objectId: LEVEL, wantedAt: after(200) }]);
});
