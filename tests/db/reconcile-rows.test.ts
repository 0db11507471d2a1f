import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { loadParcelsUnderWay } from "#app/db/reconcile-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";

const NOW = new Date("2026-11-20T12:00:00.000Z");
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
  return database.inShop(shop, (sql) =>
    sql.query(
      `INSERT INTO orders (shop, id, name, created_at, updated_at, facts, headline, currency, problems, passed_problems)
       VALUES ($1, $2, '#' || $2::bigint::text, $3, $3, $4, 'Shipped', 'EUR', '{}', '{}')`,
      [shop, id, createdAt, JSON.stringify({ fulfillments: [parcel] })],
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

test("parcels of orders that the app may no longer read are left alone", async () => {
  await sent("11", "success", new Date(LONG_AGO.getTime() - 1));
  expect(await look("0", 2)).toEqual({ parcels: [], after: "0" });
});
