import pg from "pg";
import { inject } from "vitest";
import { templateName } from "./start-test-cluster.ts";

let made: Promise<{ url: string }> | undefined;

/**
 * The database of this test file's worker, a copy of the migrated template; `url` is the superuser's. Each file begins with
 * a fresh copy, whatever the file before it in the same worker left behind; within a file it is one and the same.
 */
export function testDatabase(): Promise<{ url: string }> {
  return (made ??= makeDatabase());
}

/** Empties every table of the app and the jobs of the queue engine, and starts the sequences afresh. */
export async function emptyTables(): Promise<void> {
  const { url } = await testDatabase();
  await withClient(url, async (client) => {
    // The other tables of the queue engine hold its version and its queues: without them it does not run.
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE (schemaname = 'public' AND tablename <> '_prisma_migrations') OR (schemaname = 'pgboss' AND tablename = 'job')`,
    );
    if (rows.length === 0) return;
    await client.query(`TRUNCATE ${rows.map((row) => row.name).join(", ")} RESTART IDENTITY CASCADE`);
  });
}

async function makeDatabase(): Promise<{ url: string }> {
  const url = new URL(inject("clusterUrl"));
  const name = `switchyard_test_${process.env.VITEST_POOL_ID ?? "1"}`;
  await withClient(url.href, async (client) => {
    // WITH (FORCE) ends connections that an earlier file forgot to close.
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    // Copying files is the faster way for a database that nobody uses; the default writes every page to the log.
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${templateName} STRATEGY FILE_COPY`);
  });
  url.pathname = `/${name}`;
  return { url: url.href };
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
