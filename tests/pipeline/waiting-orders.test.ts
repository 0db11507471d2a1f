import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { deliver, furnish, ITEM, LOCATION, mugOrder, readOf, START } from "./play-messages.ts";

const later = (seconds: number) => new Date(START.getTime() + seconds * 1_000).toISOString();
let now: Date;
let database: Database;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await emptyTables();
  now = new Date(START.getTime() + 120_000);
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
});
afterAll(() => database.close());

const ask = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));
const count = async (table: string) => (await ask<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;

async function decideAll(): Promise<void> {
  while ((await runBatch(database, shop, () => now)).outcome === "done") now = new Date(now.getTime() + 100);
}

/** Orders of so many mugs each, of which there are none. */
async function placeWaiting(orders: number, unitsEach: number): Promise<void> {
  for (let at = 0; at < orders; at += 1) {
    const order = mugOrder(String(1001 + at), unitsEach, { createdAt: later(at / 10), updatedAt: later(at / 10) });
    await deliver(database, shop, "switchyard/order_read", readOf(order, { available: 0, committed: 0 }));
  }
  await decideAll();
  expect(await count("allocations")).toBe(0);
}

async function deliverMugs(onHand: number, seconds: number): Promise<void> {
  const quantities = {
    ...{ available: onHand, committed: 0, reserved: 0, safetyStock: 0, damaged: 0, qualityControl: 0, incoming: 0 },
  };
  const at = later(seconds);
  const level = { inventoryItemId: ITEM, locationId: LOCATION, observedAt: at, readAt: at, quantities };
  await deliver(database, shop, "switchyard/levels_read", [level]);
}

test("of more orders than one batch asks, all that can be served are served, the oldest first", async () => {
  await placeWaiting(230, 1);
  await deliverMugs(220, 130);
  await decideAll();
  expect(await count("allocations")).toBe(220);
  expect(await ask("SELECT order_id AS id FROM backorder_lines ORDER BY order_id")).toEqual(
    Array.from({ length: 10 }, (_, at) => ({ id: String(1221 + at) })),
  );
});

test("an order behind a hundred that nothing is left for is not asked", async () => {
  await placeWaiting(130, 1);
  await deliverMugs(60, 130);
  await decideAll();
  expect(await count("allocations")).toBe(60);
  const freed = await ask("SELECT id FROM inbox_messages WHERE topic = 'switchyard/goods_freed'");
  expect(freed).toEqual([]);
});

test("an order that goes on waiting while others are served is not recorded anew", async () => {
  await placeWaiting(20, 50);
  await deliverMugs(10, 130);
  await decideAll();
  const before = { decisions: await count("decisions"), entries: await count("timeline_entries") };
  await deliverMugs(30, 140);
  await decideAll();
  expect(await ask("SELECT order_id AS id, quantity FROM allocations")).toEqual([{ id: "1001", quantity: 30 }]);
  expect(await count("decisions")).toBe(before.decisions + 1);
  expect(await count("timeline_entries")).toBe(before.entries + 1);
});

test("where two batches asked for those behind to be asked, nobody between the two is left out", async () => {
  await placeWaiting(5, 1);
  await ask("UPDATE inventory_levels SET available = 10");
  const places = await ask<{ orderId: string; placedAt: Date }>(
    `SELECT order_id AS "orderId", placed_at AS "placedAt" FROM backorder_lines ORDER BY placed_at, order_id`,
  );
  for (const after of [places[0]!, places[3]!]) {
    await deliver(database, shop, "switchyard/goods_freed", { inventoryItemIds: [ITEM], after }, { lane: 1 });
  }
  await decideAll();
  expect(await ask("SELECT order_id AS id FROM allocations ORDER BY order_id")).toEqual(
    ["1002", "1003", "1004", "1005"].map((id) => ({ id })),
  );
});
