import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database, Sql } from "#app/db/sql.ts";
import { isOperational } from "#app/pipeline/errors.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";

let database: Database;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
  shop = await openShop(database, "failing.myshopify.com", new Date("2026-11-20T12:00:00.000Z"));
});

afterAll(() => database?.close());

function fail(sql: Sql, code: string): Promise<unknown> {
  return sql.query(`DO $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '${code}'; END $$`);
}

/** Awaited as deep as what a batch records of its stock. */
async function deep(work: Promise<unknown>, levels: number): Promise<unknown> {
  return levels === 0 ? work : deep(work, levels - 1);
}

test.each(["40001", "40P01", "53300"])(
  "a transaction fails with the statement that failed (%s), however deep that was awaited",
  async (code) => {
    const failing = database.inShop(shop, (sql) =>
      Promise.all([deep(fail(sql, code), 8), sql.query("SELECT 1"), sql.query("SELECT 2")]),
    );
    const error = await failing.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    expect(isOperational(error), "it is tried again").toBe(true);
  },
);

test("a work that goes on after a failed statement is not told that it was committed", async () => {
  const swallowing = database.inShop(shop, async (sql) => {
    await sql.query("UPDATE shops SET name = 'never'");
    await fail(sql, "40P01").catch(() => undefined);
  });
  await expect(swallowing).rejects.toMatchObject({ code: "40P01" });
  const rows = await database.inShop(shop, (sql) => sql.query<{ name: string }>("SELECT name FROM shops"));
  expect(rows).toEqual([{ name: "failing.myshopify.com" }]);
});
