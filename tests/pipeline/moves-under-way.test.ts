import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { deliver, furnish, ITEM, LOCATION, mugOrder, readOf, START } from "./play-messages.ts";

const OTHER_LOCATION = "62";
const later = (seconds: number) => new Date(START.getTime() + seconds * 1_000);
let now: Date;
let database: Database;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await emptyTables();
  now = later(120);
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
  await ask(
    `INSERT INTO locations (shop, id, name, facts)
     SELECT shop, ${OTHER_LOCATION}, 'Berlin', facts || '{"id": "${OTHER_LOCATION}", "name": "Berlin"}' FROM locations`,
  );
});
afterAll(() => database.close());

const ask = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));

async function decideAll(): Promise<void> {
  while ((await runBatch(database, shop, () => now)).outcome === "done") now = new Date(now.getTime() + 100);
}

/** What the other location shows when it is read whole. */
async function showOther(available: number, committed: number, seconds: number): Promise<void> {
  const at = later(seconds).toISOString();
  const rest = { reserved: 0, safetyStock: 0, damaged: 0, qualityControl: 0, incoming: 0 };
  const quantities = { available, committed, ...rest };
  const level = { inventoryItemId: ITEM, locationId: OTHER_LOCATION, observedAt: at, readAt: at, quantities };
  await deliver(database, shop, "switchyard/levels_read", [level]);
}

const claims = () =>
  ask(
    `SELECT order_id AS id, location_id AS place, quantity AS units, moving_quantity AS moving FROM allocations ORDER BY order_id`,
  );

test("who waits for a move is asked again when units are available that had been committed to others", async () => {
  await showOther(0, 3, 1);
  await deliver(
    database,
    shop,
    "switchyard/order_read",
    readOf(mugOrder("1001", 1), { available: -1, committed: 1 }, later(2)),
  );
  await decideAll();
  expect(await claims()).toEqual([]);
  await showOther(1, 2, 130);
  await decideAll();
  expect(await claims()).toEqual([{ id: "1001", place: OTHER_LOCATION, units: 1, moving: 1 }]);
});

test("what was moved is no longer to be moved, and its level is read to see it", async () => {
  const order = mugOrder("1001", 1);
  await showOther(1, 2, 1);
  await deliver(database, shop, "switchyard/order_read", readOf(order, { available: -1, committed: 1 }, later(2)));
  await decideAll();
  await ask("DELETE FROM wanted_reads");
  const updatedAt = later(60).toISOString();
  const [work] = order.fulfillmentOrders;
  const moved = { ...order, updatedAt, fulfillmentOrders: [{ ...work!, locationId: OTHER_LOCATION, updatedAt }] };
  await deliver(database, shop, "switchyard/order_read", readOf(moved, { available: 0, committed: 0 }, later(61)));
  await decideAll();
  expect(await claims()).toEqual([{ id: "1001", place: OTHER_LOCATION, units: 1, moving: 0 }]);
  expect(
    await ask(
      `SELECT moving_units AS moving, moved_units AS moved FROM inventory_levels WHERE location_id <> ${LOCATION}`,
    ),
  ).toEqual([{ moving: 0, moved: 1 }]);
  expect(await ask("SELECT object_id AS id FROM wanted_reads WHERE subject = 'inventory_level'")).toContainEqual({
    id: `${ITEM}/${OTHER_LOCATION}`,
  });
});
