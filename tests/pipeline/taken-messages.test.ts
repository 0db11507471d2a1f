import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { loadOutbox, takeNext } from "#app/db/outbox-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { deliver, furnish, mugOrder, readOf, START } from "./play-messages.ts";

const LEASE_MS = 15_000;
const now = new Date(START.getTime() + 60_000);
let database: Database;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await emptyTables();
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
  // The house number is missing: a hold waits to be sent.
  await readWithAddress({ address1: "Marienplatz" }, 0);
  await runBatch(database, shop, () => now);
});
afterAll(() => database.close());

/** The order is read, with this about its address. */
async function readWithAddress(changes: object, seconds: number) {
  const at = new Date(START.getTime() + seconds * 1_000);
  const order = mugOrder("1001", 2, { updatedAt: at.toISOString() });
  order.shippingAddress = { ...order.shippingAddress!, ...changes };
  await deliver(database, shop, "switchyard/order_read", readOf(order, { available: 8, committed: 2 }, at));
}

const take = (at = now) => database.inShop(shop, (sql) => takeNext(sql, shop, at, LEASE_MS));
const rows = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));

async function waitsForLock(): Promise<void> {
  while ((await rows("SELECT 1 FROM pg_locks WHERE NOT granted")).length === 0) await setTimeout(10);
}

test("what a sender is just taking is under way for the batch beside it, which wishes nothing in its stead", async () => {
  const taken = Promise.withResolvers<undefined>();
  const commit = Promise.withResolvers<undefined>();
  const taking = database.inShop(shop, async (sql) => {
    await takeNext(sql, shop, now, LEASE_MS);
    taken.resolve(undefined);
    await commit.promise;
  });
  await taken.promise;
  // The same hold would be asked for in other words now.
  await readWithAddress({ zip: null }, 70);
  const batch = runBatch(database, shop, () => now);
  await waitsForLock();
  commit.resolve(undefined);
  await taking;
  expect(await batch).toMatchObject({ outcome: "done", orders: 1 });
  expect(await rows("SELECT state FROM outbox_messages")).toEqual([{ state: "sending" }]);
});

test("what a batch decides about is taken by no sender until it is decided", async () => {
  await database.inShop(shop, async (sql) => {
    expect(await loadOutbox(sql, shop, ["1001"])).toMatchObject([{ state: "waiting" }]);
    expect(await take()).toBeUndefined();
  });
  expect(await take()).toMatchObject({ orderId: "1001" });
});

test("when a message was taken to be sent is kept, also when it is taken again to be looked up", async () => {
  await take();
  expect(await take(new Date(now.getTime() + LEASE_MS + 1))).toMatchObject({ wasUnderWay: true });
  expect(await rows("SELECT taken_at FROM outbox_messages")).toEqual([{ taken_at: now }]);
});
