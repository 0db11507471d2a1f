import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseOver, openPools, type DatabasePools } from "#app/db/connect-database.ts";
import type { Database } from "#app/db/sql.ts";
import { clone } from "#tests/support/postgres/place.ts";
import { forShop } from "#tests/support/app-database.ts";
import { openShop } from "#tests/support/open-test-database.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { readProject } from "#tests/tidy/read-project.ts";
import { sourceFile } from "#tests/tidy/source-file.ts";
import { pools as pagePools } from "#app/db.server.ts";
import { findSettings } from "./catalog/find-settings.ts";

const NOW = new Date("2026-11-23T10:00:00.000Z");
const CONNECTIONS = 3;

let pools: DatabasePools;
let database: Database;
let here: string;
let there: string;

beforeAll(async () => {
  const { url } = await testDatabase();
  pools = openPools(url, CONNECTIONS, (error) => {
    throw error;
  });
  database = databaseOver(pools);
  here = await openShop(database, "here.myshopify.com", NOW);
  there = await openShop(database, "there.myshopify.com", NOW);
});

afterAll(() => database.close());

test("the shop is set for one transaction and never for a connection, anywhere in app/", () => {
  const files = readProject(clone);
  expect(files.filter(({ text }) => text.includes("set_config('app.shop'")).map(({ path }) => path)).toEqual(
    expect.arrayContaining(["app/db.server.ts", "app/db/connect-database.ts"]),
  );
  expect(findSettings(files)).toEqual([]);
});

test.each([
  ["app/db.server.ts", "await client.$executeRaw`SELECT set_config('app.shop', ${shop}, false)`;"],
  ["app/db/order-rows.ts", "await sql.query(`SELECT set_config('app.shop', '${shop}', true)`);"],
  ["app/queries/read-home.ts", 'await client.query("SET app.shop = 1");'],
  ["app/db/order-rows.ts", 'await client.query("SET LOCAL ROLE postgres");'],
  ["app/db/order-rows.ts", 'await client.query("SELECT 1; RESET ROLE");'],
  ["app/db/order-rows.ts", "await client.query(`SET SESSION AUTHORIZATION postgres`);"],
])("a line in %s that says %s is objected to", (path, text) => {
  expect(findSettings([sourceFile(path, text)])).toHaveLength(1);
});

/** What every connection of a pool sees of shops right now: each is held until all are asked. */
async function seenByAll(pool: pg.Pool): Promise<unknown[]> {
  const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  try {
    const answers = clients.map((client) =>
      client.query<{ shop: string | null; rows: string }>(
        "SELECT current_shop() AS shop, (SELECT count(*) FROM shops) + (SELECT count(*) FROM capabilities) AS rows",
      ),
    );
    return (await Promise.all(answers)).map(({ rows }) => rows[0]);
  } finally {
    for (const client of clients) client.release();
  }
}

const nothing = (pool: pg.Pool) => Array.from({ length: pool.options.max }, () => ({ shop: null, rows: "0" }));

const endings: [string, (shop: string) => Promise<unknown>][] = [
  ["is committed", (shop) => database.inShop(shop, (sql) => sql.query("SELECT 1"))],
  ["does nothing at all", (shop) => database.inShop(shop, async () => undefined)],
  ["fails in a statement", (shop) => database.inShop(shop, (sql) => sql.query("SELECT 1 / 0"))],
  [
    "fails in our own code",
    (shop) =>
      database.inShop(shop, async (sql) => {
        await sql.query("SELECT 1");
        throw new Error("planned");
      }),
  ],
  [
    "fails while a statement is under way",
    (shop) =>
      database.inShop(shop, async (sql) => {
        sql.query("SELECT pg_sleep(0.01)").catch(() => undefined);
        throw new Error("planned");
      }),
  ],
  ["could not begin", () => database.inShop("99999999999999999999", (sql) => sql.query("SELECT 1"))],
];

test.each(endings)("a transaction that %s leaves no shop behind on any connection", async (_how, run) => {
  const runs = Array.from({ length: 12 }, (_, index) => run(index % 2 ? here : there));
  await Promise.allSettled(runs);
  expect(await seenByAll(pools.app)).toEqual(nothing(pools.app));
});

test.each([
  ["is committed", "SELECT 1"],
  ["fails", "SELECT 1 / 0"],
])("a page's transaction that %s leaves no shop behind either", async (_how, statement) => {
  const runs = Array.from({ length: 12 }, (_, index) =>
    forShop(index % 2 ? here : there, (client) => client.$queryRawUnsafe(statement)),
  );
  await Promise.allSettled(runs);
  expect(await seenByAll(pagePools.app)).toEqual(nothing(pagePools.app));
});

test("transactions of two shops side by side each see their own rows alone", async () => {
  const shops = Array.from({ length: 200 }, (_, index) => (index % 2 ? here : there));
  const seen = await Promise.all(
    shops.map((shop) =>
      database.inShop(shop, (sql) => sql.query<{ shop: string }>("SELECT DISTINCT shop FROM capabilities")),
    ),
  );
  expect(seen.map((rows) => rows.map((row) => row.shop))).toEqual(shops.map((shop) => [shop]));
});
