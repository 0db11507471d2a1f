import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

/** The key that Prisma's own schema engine (6.19) locks: a `prisma migrate deploy` elsewhere waits for us, and we for it. */
const lockKey = 72707369;

/** The table as Prisma creates it, so that `prisma migrate status` and `deploy` agree with what is recorded here. */
const createTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

const ownMigrations = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

type Migration = { name: string; sql: string; checksum: string };
type Recorded = { migration_name: string; checksum: string; finished_at: Date | null };

/**
 * Applies the migrations that the database does not have yet, in the order of their names, and returns the names applied.
 *
 * Each one runs in a transaction together with its record, so a crash leaves no half migration; statements that refuse a
 * transaction (CREATE INDEX CONCURRENTLY) cannot be used. Processes that start at the same time wait for each other.
 *
 * @param url of the database, as a role that may create tables and roles
 * @param folder that holds `<name>/migration.sql`; the app's own by default
 * @throws Error in one sentence when the database is newer than the app, when an applied migration was changed, when one
 * was left unfinished elsewhere, and when a script fails
 */
export async function migrate(url: string, folder: string = ownMigrations): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    await client.query(createTable);
    const { rows } = await client.query<Recorded>(
      "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
    );
    const missing = findMissing(migrations, rows);
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.name);
  } finally {
    // Ending the connection gives the lock back.
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/** Compares what the app brings with what the database recorded; throws where the two cannot both be right. */
function findMissing(migrations: Migration[], recorded: Recorded[]): Migration[] {
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = recorded.find((row) => !known.has(row.migration_name));
  if (unknown) {
    throw new Error(
      `The database has migration ${unknown.migration_name}, which this version of the app does not know.`,
    );
  }
  const rowByName = new Map(recorded.map((row) => [row.migration_name, row]));
  return migrations.filter(({ name, checksum }) => {
    const row = rowByName.get(name);
    if (!row) return true;
    if (!row.finished_at) throw new Error(`Migration ${name} was begun elsewhere and not finished.`);
    if (row.checksum !== checksum) throw new Error(`Migration ${name} was changed after it was applied.`);
    return false;
  });
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
