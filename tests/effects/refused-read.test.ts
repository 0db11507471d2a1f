import { afterAll, beforeAll, expect, test } from "vitest";
import { wantReads } from "#app/db/read-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { fetchReads } from "#app/pipeline/fetch-reads.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { CallRefused, ShopSilent } from "#app/shopify/admin-errors.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";

const START = new Date("2026-11-20T12:00:00.000Z");
const DOMAIN = "mugs.myshopify.com";
const IDS = ["1001", "1002", "1003", "1004"];
const REFUSED = "1003";

let database: Database;
let shop: string;
let now: Date;

beforeAll(async () => {
  database = await openTestDatabase();
  await emptyTables();
  shop = await openShop(database, DOMAIN, START);
  now = START;
});
afterAll(() => database.close());

const read = (admin: AdminClient) => fetchReads(database, admin, { id: shop, domain: DOMAIN }, () => now);
const wanted = () =>
  database.inShop(shop, (sql) =>
    sql.query<{ id: string; attempts: number }>(
      "SELECT object_id AS id, attempts FROM wanted_reads ORDER BY object_id",
    ),
  );

test("an order that Shopify refuses to show keeps nobody else from being read, and is asked for less and less often", async () => {
  const wishes = IDS.map((id) => ({ subject: "order" as const, id, dueAt: now }));
  await database.inShop(shop, (sql) => wantReads(sql, shop, now, wishes));
  let calls = 0;
  // Those that are shown are gone by now, which is an answer too.
  const shopify: AdminClient = {
    call: async (_domain, { variables }) => {
      calls += 1;
      if (JSON.stringify(variables).includes(REFUSED)) throw new CallRefused(["Internal limit."], []);
      return { nodes: [] };
    },
  };
  for (let seconds = 0; seconds < 60; seconds += 1) {
    await read(shopify);
    now = new Date(now.getTime() + 1_000);
  }
  expect(await wanted()).toMatchObject([{ id: REFUSED }]);
  const before = calls;
  for (let minute = 0; minute < 60; minute += 1) {
    await read(shopify);
    now = new Date(now.getTime() + 60_000);
  }
  expect(calls - before).toBeLessThanOrEqual(20);
});

test("while Shopify is silent a read is put off until it is tried again, and nothing is held against it", async () => {
  await database.inShop(shop, (sql) => sql.query("UPDATE wanted_reads SET attempts = 0, due_at = $1", [now]));
  await read({ call: () => Promise.reject(new ShopSilent(90_000, false)) });
  expect(await wanted()).toEqual([{ id: REFUSED, attempts: 0 }]);
  const [row] = await database.inShop(shop, (sql) =>
    sql.query<{ due: Date }>("SELECT due_at AS due FROM wanted_reads"),
  );
  expect(row!.due.getTime() - now.getTime()).toBe(90_000);
});
