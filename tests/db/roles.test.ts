import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";

const NOW = new Date("2026-11-22T10:00:00.000Z");
let database: Database;
let here: string;
let there: string;

beforeAll(async () => {
  database = await openTestDatabase();
  here = await openShop(database, "here.myshopify.com", NOW);
  there = await openShop(database, "there.myshopify.com", NOW);
});

afterAll(() => database.close());

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

test.each([
  ["app", "1min"],
  ["ingest", "15s"],
  ["dispatcher", "15s"],
] as const)("no statement of %s outlasts %s, and no transaction is left open", async (role, longest) => {
  const [limits] = await database[role].query(
    `SELECT current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle`,
  );
  expect(limits).toEqual({ statement: longest, idle: "1min" });
});
