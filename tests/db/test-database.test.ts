import pg from "pg";
import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";

let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: (await testDatabase()).url });
  await client.connect();
});

beforeEach(() => emptyTables());
afterAll(() => client.end());

test.each(["first", "second"])("a %s test begins with empty tables and with ids from 1", async () => {
  await client.query("CREATE TABLE IF NOT EXISTS notes (id bigint GENERATED ALWAYS AS IDENTITY)");
  const { rows } = await client.query<{ id: string }>("INSERT INTO notes DEFAULT VALUES RETURNING id");
  expect(rows).toEqual([{ id: "1" }]);
});

test("the record of migrations outlives the emptying", async () => {
  const { rows } = await client.query<{ n: number }>("SELECT count(*)::int AS n FROM _prisma_migrations");
  expect(rows[0]!.n).toBeGreaterThan(0);
});

test("the queue engine goes on after its jobs were removed", async () => {
  const boss = new PgBoss({ connectionString: (await testDatabase()).url, supervise: false, schedule: false });
  await boss.start();
  try {
    await boss.createQueue("ring");
    await boss.send("ring", { shop: "1" });
    await emptyTables();
    expect(await boss.fetch("ring")).toEqual([]);
    await boss.send("ring", { shop: "2" });
    expect((await boss.fetch("ring")).map((job) => job.data)).toEqual([{ shop: "2" }]);
  } finally {
    await boss.stop({ graceful: false });
  }
});
