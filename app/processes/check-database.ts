import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { PgBoss } from "pg-boss";
import type { Sql } from "#app/db/sql.ts";
import { log } from "#app/log.server.ts";
import type { Check } from "./readiness.ts";

const MIGRATIONS = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

/** Ten sweeps in a row that failed or hang are no accident. */
const MOST_SECONDS_WITHOUT_SWEEP = 20;

/** Whether the app's own roles reach the database. Asked as the dispatcher, whose pool no amount of work fills. */
export function databaseAnswers(dispatcher: Sql): Check {
  return async () => {
    try {
      await dispatcher.query("SELECT 1");
      return null;
    } catch (error) {
      log.warn({ reason: (error as Error).message }, "the database does not answer");
      return "The database does not answer.";
    }
  };
}

/**
 * Whether the queue engine runs and the database has every migration this version knows; one that has more is of a later
 * version, under which this one works on until it is replaced. Once seen, migrations are not looked for again.
 */
export function queueRunsOnMigratedDatabase(boss: PgBoss): Check {
  let isRunning = true;
  let isMigrated = false;
  boss.on("stopped", () => (isRunning = false));
  return async () => {
    if (!isRunning) return "The queue engine has stopped.";
    try {
      if (isMigrated) await boss.getDb().executeSql("SELECT 1");
      const missing = isMigrated ? undefined : await firstMissingMigration(boss);
      isMigrated = missing === undefined;
      return isMigrated ? null : `The database lacks migration ${missing}.`;
    } catch (error) {
      log.warn({ reason: (error as Error).message }, "the queue engine's database does not answer");
      return "The queue engine does not reach the database.";
    }
  };
}

async function firstMissingMigration(boss: PgBoss): Promise<string | undefined> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  const known = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const { rows } = await boss
    .getDb()
    .executeSql(
      "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
  const applied = new Set(rows.map((row: { name: string }) => row.name));
  return known.sort().find((name) => !applied.has(name));
}

/** Whether the worker still looks for work: it does every two seconds, and its last success must not be long ago. */
export function sweepsGoOn(lastSweepAt: () => Date, clock: () => Date): Check {
  return async () => {
    const seconds = Math.floor((clock().getTime() - lastSweepAt().getTime()) / 1000);
    return seconds > MOST_SECONDS_WITHOUT_SWEEP ? `The worker last looked for work ${seconds} s ago.` : null;
  };
}
