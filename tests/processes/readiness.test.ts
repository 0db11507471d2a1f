import { database } from "#tests/support/app-database.ts";
import pg from "pg";
import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseAnswers, queueRunsOnMigratedDatabase, sweepsGoOn } from "#app/processes/check-database.ts";
import { createReadiness } from "#app/processes/readiness.ts";
import { createQueueEngine, ensureQueues } from "#app/worker/bell.ts";
import { openTestDatabase } from "#tests/support/open-test-database.ts";
import { testDatabase } from "#tests/support/test-database.ts";

let boss: PgBoss;
let owner: pg.Client;

beforeAll(async () => {
  const { url } = await testDatabase();
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
  boss = createQueueEngine(url, { isWorker: false, onError: () => undefined });
  await boss.start();
  await ensureQueues(boss);
});

afterAll(async () => {
  await boss.stop({ graceful: false });
  await owner.end();
});

test("a process is ready while its database answers, is migrated, and its queue engine runs", async () => {
  const readiness = createReadiness();
  readiness.add(databaseAnswers(database.dispatcher));
  readiness.add(queueRunsOnMigratedDatabase(boss));
  expect(await readiness.ask()).toEqual([]);
  expect(await readiness.ask(), "asked again it looks again").toEqual([]);
});

test("a database that does not answer is the reason, without a word of where it is", async () => {
  const gone = await openTestDatabase();
  await gone.close();
  const readiness = createReadiness();
  readiness.add(databaseAnswers(gone.dispatcher));
  expect(await readiness.ask()).toEqual(["The database does not answer."]);
});

test("a migration that is not applied yet is named, and once it is there the process is ready", async () => {
  const check = queueRunsOnMigratedDatabase(boss);
  const { rows } = await owner.query<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations ORDER BY migration_name LIMIT 1",
  );
  const { name } = rows[0]!;
  await owner.query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1", [name]);
  expect(await check()).toBe(`The database lacks migration ${name}.`);
  await owner.query("UPDATE _prisma_migrations SET finished_at = started_at WHERE migration_name = $1", [name]);
  expect(await check()).toBeNull();
});

test("a migration of a later version does not take the processes of this one out of service", async () => {
  await owner.query(
    "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('later', '', now(), '99990101000000_later')",
  );
  expect(await queueRunsOnMigratedDatabase(boss)()).toBeNull();
  await owner.query("DELETE FROM _prisma_migrations WHERE id = 'later'");
});

test("a queue engine that has stopped is the reason", async () => {
  const { url } = await testDatabase();
  const stopped = createQueueEngine(url, { isWorker: false, onError: () => undefined });
  await stopped.start();
  const check = queueRunsOnMigratedDatabase(stopped);
  await stopped.stop({ graceful: false });
  expect(await check()).toBe("The queue engine has stopped.");
});

test("a worker whose last look for work is long past says when that was", async () => {
  const lookedAt = new Date("2026-11-23T10:00:00.000Z");
  const after = (seconds: number) => () => new Date(lookedAt.getTime() + seconds * 1000);
  expect(await sweepsGoOn(() => lookedAt, after(4))()).toBeNull();
  expect(await sweepsGoOn(() => lookedAt, after(60))()).toBe("The worker last looked for work 60 s ago.");
});

test("a check that never ends is a reason too, and others are asked meanwhile", async () => {
  const readiness = createReadiness();
  readiness.add(() => new Promise(() => undefined));
  readiness.add(async () => "The printer is out of paper.");
  expect(await readiness.ask()).toEqual(["A check took longer than 2 s.", "The printer is out of paper."]);
});

test("a process that is asked to end is no longer ready, whatever else is true", async () => {
  const readiness = createReadiness();
  readiness.add(databaseAnswers(database.dispatcher));
  readiness.beginStop();
  expect(await readiness.ask()).toEqual(["The process is shutting down."]);
});
