import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { migrate } from "#app/db/migrate.ts";
import { testDatabase } from "#tests/support/test-database.ts";

let folder: string;
let url: string;
let client: pg.Client;

beforeAll(async () => {
  const database = new URL((await testDatabase()).url);
  const server = new pg.Client({ connectionString: database.href });
  await server.connect();
  // A database beside the worker's own: these migrations are not the app's.
  const name = `${database.pathname.slice(1)}_migrate`;
  await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await server.query(`CREATE DATABASE ${name}`);
  await server.end();
  database.pathname = `/${name}`;
  url = database.href;
  client = new pg.Client({ connectionString: url });
  await client.connect();
});

afterAll(() => client.end());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "switchyard-migrations-"));
  await client.query("DROP SCHEMA public CASCADE");
  await client.query("CREATE SCHEMA public");
  await add("001_orders", "CREATE TABLE orders (id bigint PRIMARY KEY);");
  await add("002_holds", "CREATE TABLE holds (id bigint PRIMARY KEY);");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test("missing migrations are applied in the order of their names, and only once", async () => {
  await add("003_lines", "CREATE TABLE lines (order_id bigint REFERENCES orders);");
  expect(await migrate(url, folder)).toEqual(["001_orders", "002_holds", "003_lines"]);
  expect(await migrate(url, folder)).toEqual([]);
  expect(await tables()).toEqual(["holds", "lines", "orders"]);
});

test("a later migration is applied to a database that has the earlier ones", async () => {
  await migrate(url, folder);
  await add("003_routes", "CREATE TABLE routes (id bigint PRIMARY KEY);");
  expect(await migrate(url, folder)).toEqual(["003_routes"]);
});

test("of processes that start at the same time one applies each migration, the others find nothing to do", async () => {
  const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(url, folder)));
  expect(applied.flat().sort()).toEqual(["001_orders", "002_holds"]);
});

test("a script that fails leaves nothing behind, and what came before it stays", async () => {
  await add("003_routes", "CREATE TABLE routes (id bigint); SELECT 1 / 0;");
  await expect(migrate(url, folder)).rejects.toThrow("Migration 003_routes failed: division by zero");
  expect(await tables()).toEqual(["holds", "orders"]);
  await add("003_routes", "CREATE TABLE routes (id bigint);");
  expect(await migrate(url, folder)).toEqual(["003_routes"]);
});

test("a function body with semicolons reaches the server in one piece", async () => {
  await add("003_f", "CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;");
  await migrate(url, folder);
  expect((await client.query("SELECT two()")).rows).toEqual([{ two: 2 }]);
});

test("a migration that was changed after it was applied is refused", async () => {
  await migrate(url, folder);
  await add("002_holds", "CREATE TABLE holds (id int PRIMARY KEY);");
  await expect(migrate(url, folder)).rejects.toThrow("Migration 002_holds was changed after it was applied.");
});

test("a database newer than the app is refused", async () => {
  await migrate(url, folder);
  await rm(join(folder, "002_holds"), { recursive: true });
  await expect(migrate(url, folder)).rejects.toThrow(
    "migration 002_holds, which this version of the app does not know",
  );
});

test("a migration that another tool began and did not finish is refused", async () => {
  await migrate(url, folder);
  await client.query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '002_holds'");
  await expect(migrate(url, folder)).rejects.toThrow("Migration 002_holds was begun elsewhere and not finished.");
});

test("a migration that was rolled back by hand is applied again", async () => {
  await migrate(url, folder);
  await client.query("DROP TABLE holds");
  await client.query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '002_holds'");
  expect(await migrate(url, folder)).toEqual(["002_holds"]);
});

async function add(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
}

async function tables(): Promise<string[]> {
  const { rows } = await client.query<{ tablename: string }>(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1",
  );
  return rows.map((row) => row.tablename);
}
