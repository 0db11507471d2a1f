import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { TroubledStage } from "./open-troubled-stage.ts";

/**
 * Every seventh transaction fails when it wants to commit, by turns as one that could not be serialized (40001) and as a
 * deadlock's victim (40P01). Deferred triggers do it: all that the transaction did is there until then.
 */
export async function refuseSomeCommits(owner: pg.Client): Promise<void> {
  await owner.query(`
    CREATE SEQUENCE refused_commits;
    CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      IF txid_current() % 7 = 0 THEN
        PERFORM nextval('public.refused_commits');
        IF txid_current() % 2 = 0 THEN
          RAISE EXCEPTION 'could not serialize access (planted)' USING ERRCODE = '40001';
        END IF;
        RAISE EXCEPTION 'deadlock detected (planted)' USING ERRCODE = '40P01';
      END IF;
      RETURN NULL;
    END $$;`);
  for (const table of TABLES) {
    await owner.query(
      `CREATE CONSTRAINT TRIGGER refuse_commit AFTER INSERT OR UPDATE ON ${table}
       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_commit()`,
    );
  }
}

const TABLES = ["inbox_messages", "orders", "outbox_messages", "wanted_reads", "documents"];

/** Lets every transaction commit again; answers how many were refused. */
export async function refuseNoCommits(owner: pg.Client): Promise<number> {
  // Dropping a trigger wants the table for itself and might wait for the app, or the app for it, for ever: it tries again.
  await owner.query("SET lock_timeout = '2s'");
  for (const table of TABLES) await insist(() => owner.query(`DROP TRIGGER refuse_commit ON ${table}`));
  const { rows } = await owner.query<{ count: string }>("SELECT last_value AS count FROM refused_commits");
  return Number(rows[0]!.count);
}

async function insist(act: () => Promise<unknown>): Promise<void> {
  for (let left = 20; ; left -= 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

const DEADLOCK_WITHIN_MS = 20_000;

/**
 * A real deadlock with a batch of the worker: this transaction holds a level that the batch wants to write, and asks for
 * the writer's row that the batch holds. The server ends the batch's transaction, which has waited longer.
 *
 * @returns whether the server has seen a deadlock
 */
export async function deadlock(owner: pg.Client): Promise<boolean> {
  const until = performance.now() + DEADLOCK_WITHIN_MS;
  while (performance.now() < until) {
    const before = await countDeadlocks(owner);
    await owner.query("BEGIN");
    try {
      await owner.query("SELECT 1 FROM inventory_levels FOR UPDATE");
      const shop = await untilSomebodyWaits(owner);
      if (shop !== undefined) await owner.query("SELECT 1 FROM shop_writers FOR UPDATE");
    } catch (error) {
      if ((error as { code?: string }).code !== "40P01") throw error;
    } finally {
      await owner.query("ROLLBACK");
    }
    // The server's counters are told when a transaction ends.
    await sleep(200);
    if ((await countDeadlocks(owner)) > before) return true;
  }
  return false;
}

/** Resolves when a batch waits for us, or with undefined after a second without any. */
async function untilSomebodyWaits(owner: pg.Client): Promise<number | undefined> {
  for (let tries = 0; tries < 50; tries += 1) {
    const { rows } = await owner.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))",
    );
    if (rows[0]) return rows[0].pid;
    await sleep(20);
  }
  return undefined;
}

async function countDeadlocks(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ deadlocks: string }>(
    "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
  );
  return Number(rows[0]!.deadlocks);
}

/** Far more than the server takes (max_connections is 200). */
const MOST_CONNECTIONS = 400;

/**
 * Takes every connection that the server has to give, those of the app too, which are ended for that; holds them for a
 * while and gives them back.
 *
 * @returns how many were taken
 */
export async function takeAllConnections({ cluster }: TroubledStage, holdMs: number): Promise<number> {
  const taken: pg.Client[] = [];
  const takeOne = async (): Promise<boolean> => {
    const client = new pg.Client({ connectionString: cluster.url, application_name: "greedy" });
    client.on("error", () => {});
    try {
      await client.connect();
    } catch {
      return false;
    }
    taken.push(client);
    return true;
  };
  const fill = async () => {
    while (taken.length < MOST_CONNECTIONS && (await takeOne()));
  };
  await fill();
  const [first] = taken;
  await first!.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name <> 'greedy' AND datname = current_database()",
  );
  const until = performance.now() + holdMs;
  while (performance.now() < until) {
    await fill();
    await sleep(50);
  }
  await Promise.all(taken.map((client) => client.end()));
  return taken.length;
}
