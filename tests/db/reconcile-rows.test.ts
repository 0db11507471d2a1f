import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findBehindLevels, findBehindOrders, loadParcelsArrived, loadParcelsUnderWay } from "#app/db/reconcile-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";

const NOW = new Date("2026-11-20T12:00:00.000Z");
const A_WEEK_AGO = new Date("2026-11-13T12:00:00.000Z");
const LONG_AGO = new Date("2026-08-01T12:00:00.000Z");

let database: Database;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  await emptyTables();
  shop = await openShop(database, "mugs.myshopify.com", NOW);
});

afterAll(() => database.close());

function sent(id: string, status: string, createdAt = NOW) {
  const parcel = { id: `${id}7`, status, updatedAt: NOW.toISOString(), events: [{ id: `${id}8` }] };
  return place(id, { fulfillments: [parcel] }, createdAt);
}

function place(id: string, facts: object, createdAt = NOW, headline = "Shipped") {
  return database.inShop(shop, (sql) =>
    sql.query(
      `INSERT INTO orders (shop, id, name, created_at, updated_at, facts, headline, currency, problems, passed_problems)
       VALUES ($1, $2, '#' || $2::bigint::text, $3, $3, $4, $5, 'EUR', '{}', '{}')`,
      [shop, id, createdAt, JSON.stringify(facts), headline],
    ),
  );
}

const look = (after: string, most: number) =>
  database.inShop(shop, (sql) => loadParcelsUnderWay(sql, shop, { after, since: LONG_AGO, most }));

test("parcels under way are looked at in turn, also behind orders whose parcels were called off", async () => {
  await sent("11", "cancelled");
  await sent("12", "cancelled");
  await sent("13", "success");
  expect(await look("0", 2)).toEqual({ parcels: [], after: "12" });
  const parcel = { id: "137", orderId: "13", updatedAt: NOW.toISOString(), eventIds: ["138"], isImported: false };
  expect(await look("12", 2)).toEqual({ parcels: [parcel], after: "0" });
});

test("the parcel of an order whose other units are backordered is looked at, and one that has no parcel takes no place", async () => {
  const parcel = { id: "117", status: "success", updatedAt: NOW.toISOString(), events: [] };
  await place("10", { fulfillments: [] }, NOW, "Backordered");
  await place("11", { fulfillments: [parcel] }, NOW, "Backordered");
  expect((await look("0", 1)).parcels.map(({ id }) => id)).toEqual(["117"]);
});

test("parcels of orders that the app may no longer read are left alone", async () => {
  await sent("11", "success", new Date(LONG_AGO.getTime() - 1));
  expect(await look("0", 2)).toEqual({ parcels: [], after: "0" });
});

type Arrived = { id: string; heardAt?: Date; createdAt?: Date; isImported?: boolean };

/** An order that Shopify changed last when it was placed, and of which we heard at some moment that all has arrived. */
async function arrive({ id, heardAt = NOW, createdAt = A_WEEK_AGO, isImported = false }: Arrived) {
  const parcel = { id: `${id}7`, status: "success", updatedAt: createdAt.toISOString(), events: [] };
  await place(id, { fulfillments: [parcel] }, createdAt, "Delivered");
  await database.inShop(shop, (sql) =>
    sql.query("UPDATE orders SET decided_at = $3, is_imported = $4 WHERE shop = $1 AND id = $2", [
      shop,
      id,
      heardAt,
      isImported,
    ]),
  );
}

const lookAtArrived = async (most: number) => {
  const stretch = { heardSince: NOW, since: LONG_AGO, most };
  const parcels = await database.inShop(shop, (sql) => loadParcelsArrived(sql, shop, stretch));
  return parcels.map(({ orderId }) => orderId);
};

test("parcels that arrived while nobody told us are looked at once we hear of it, and those heard of before are not", async () => {
  await arrive({ id: "11" });
  await arrive({ id: "12", heardAt: new Date(NOW.getTime() - 1) });
  await arrive({ id: "13", createdAt: new Date(LONG_AGO.getTime() - 1) });
  expect(await lookAtArrived(9)).toEqual(["11"]);
});

test("an order that was ours before the app was removed is looked at before the many that are only imported", async () => {
  await arrive({ id: "11", isImported: true, createdAt: NOW });
  await arrive({ id: "12" });
  expect(await lookAtArrived(1)).toEqual(["12"]);
});

test.each<[string, object, object, string[]]>([
  ["is as it was told", {}, {}, []],
  ["changed later", {}, { updatedAt: "2026-11-20T12:00:01.000Z" }, ["11"]],
  ["is not known", {}, { id: "12", orderId: "12" }, ["12"]],
  ["was cancelled in the same second", {}, { isCancelled: true }, ["11"]],
  ["was paid in the same second", {}, { financialStatus: "paid" }, ["11"]],
  ["lost units in the same second", {}, { currentUnits: 2 }, ["11"]],
  ["was read in the same second", { snapshotReadAt: "2026-11-20T12:00:00.900Z" }, { currentUnits: 2 }, ["11"]],
  ["was read after that second", { snapshotReadAt: "2026-11-20T12:00:01.000Z" }, { currentUnits: 2 }, []],
  [
    "has lines of which the list may not tell",
    { lines: [{ currentQuantity: 3, isTip: true }] },
    { currentUnits: 2 },
    [],
  ],
])("of what a list tells of an order, one that %s is found behind or not", async (_how, facts, told, behind) => {
  const lines = [{ currentQuantity: 3, isTip: false, isGiftCard: false }];
  await place("11", { updatedAt: NOW.toISOString(), financialStatus: "pending", cancelledAt: null, lines, ...facts });
  const same = { id: "11", orderId: "11", updatedAt: NOW.toISOString() };
  const changed = { ...same, isCancelled: false, financialStatus: "pending", currentUnits: 3, ...told } as const;
  const found = await database.inShop(shop, (sql) => findBehindOrders(sql, shop, [changed]));
  expect(found.map(({ id }) => id)).toEqual(behind);
});

test.each([
  ["says the same", NOW, 1, []],
  ["is of a later second", new Date(NOW.getTime() + 1_000), 1, ["51"]],
  ["says something else of the same second", NOW, 2, ["51"]],
  ["is older", new Date(NOW.getTime() - 1_000), 2, []],
])("a level is booked from a list if that %s", async (_how, observedAt, committed, behind) => {
  await database.inShop(shop, (sql) =>
    sql.query(
      `INSERT INTO inventory_levels (shop, inventory_item_id, location_id, available, committed, outside, observed_at)
       VALUES ($1, 51, 61, 8, 1, -9, $2)`,
      [shop, NOW],
    ),
  );
  const reading = { inventoryItemId: "51", locationId: "61", observedAt: observedAt.toISOString() };
  const found = await database.inShop(shop, (sql) =>
    findBehindLevels(sql, shop, [{ ...reading, quantities: { available: 8, committed } }]),
  );
  expect(found.map(({ inventoryItemId }) => inventoryItemId)).toEqual(behind);
});
