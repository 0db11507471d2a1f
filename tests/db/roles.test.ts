import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { testDatabase } from "#tests/support/test-database.ts";

const NOW = new Date("2026-11-22T10:00:00.000Z");
let database: Database;
let owner: pg.Client;
let here: string;
let there: string;

beforeAll(async () => {
  database = await openTestDatabase();
  owner = new pg.Client({ connectionString: (await testDatabase()).url });
  await owner.connect();
  here = await openShop(database, "here.myshopify.com", NOW);
  there = await openShop(database, "there.myshopify.com", NOW);
});

afterAll(async () => {
  await owner.end();
  await database.close();
});

// Tables that no shop owns. Everything else must be guarded.
const EXCEPTIONS = ["_prisma_migrations", "session"];

test("every table of a shop forces row-level security and has a policy for the app", async () => {
  const { rows } = await owner.query<{ name: string; isForced: boolean; policies: string }>(
    `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS "isForced",
       (SELECT count(*) FROM pg_policy p JOIN pg_roles r ON r.oid = ANY(p.polroles) WHERE p.polrelid = c.oid AND r.rolname = 'switchyard_app') AS policies
     FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const unguarded = rows.filter(
    (row) => !EXCEPTIONS.includes(row.name) && (!row.isForced || Number(row.policies) === 0),
  );
  expect(rows.length).toBeGreaterThan(20);
  expect(unguarded).toEqual([]);
});

test("every table but the exceptions begins its key with the shop", async () => {
  const { rows } = await owner.query<{ name: string; first: string }>(
    `SELECT c.relname AS name, a.attname AS first FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
     WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace`,
  );
  const wrong = rows.filter((row) => ![...EXCEPTIONS, "shops"].includes(row.name) && row.first !== "shop");
  expect(wrong).toEqual([]);
});

test("the app sees its own shop and no other, and nothing at all when no shop is set", async () => {
  const seen = await database.inShop(here, (sql) => sql.query<{ id: string }>("SELECT id FROM shops"));
  expect(seen.map((row) => row.id)).toEqual([here]);
  expect(await database.app.query("SELECT id FROM shops")).toEqual([]);
  expect(await database.app.query("SELECT shop FROM capabilities")).toEqual([]);
});

test("the app cannot write into another shop", async () => {
  const write = database.inShop(here, (sql) =>
    sql.query("INSERT INTO notices (shop, at, kind, sentence) VALUES ($1, $2, 'x', 'x')", [there, NOW]),
  );
  await expect(write).rejects.toThrow(/row-level security/);
});

test("a transaction leaves no shop behind on its connection", async () => {
  await Promise.all(
    Array.from({ length: 50 }, (_, index) => database.inShop(index % 2 ? here : there, (sql) => sql.query("SELECT 1"))),
  );
  const rows = await database.app.query<{ shop: string | null }>("SELECT current_shop() AS shop");
  expect(rows).toEqual([{ shop: null }]);
});

test.each([
  "SELECT * FROM orders",
  "SELECT body FROM inbox_messages",
  "DELETE FROM inbox_messages",
  "SELECT settings FROM shops",
  "SELECT * FROM session",
])("ingest may not %s", async (statement) => {
  await expect(database.ingest.query(statement)).rejects.toThrow(/permission denied/);
});

test.each([
  "SELECT body FROM inbox_messages",
  "SELECT payload FROM outbox_messages",
  "SELECT * FROM orders",
  "UPDATE shops SET name = ''",
])("the dispatcher may not %s", async (statement) => {
  await expect(database.dispatcher.query(statement)).rejects.toThrow(/permission denied/);
});

test("opening a shop again after it left keeps its settings and its writer", async () => {
  await database.inShop(here, (sql) =>
    sql.query("UPDATE shops SET status = 'uninstalled', settings = '{\"invoiceSeriesPrefix\":\"RE\"}'"),
  );
  expect(await openShop(database, "here.myshopify.com", NOW)).toBe(here);
  const [row] = await database.inShop(here, (sql) => sql.query("SELECT status, settings FROM shops"));
  expect(row).toEqual({ status: "installed", settings: { invoiceSeriesPrefix: "RE" } });
});
