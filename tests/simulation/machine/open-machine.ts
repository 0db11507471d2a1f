import { PrismaClient } from "@prisma/client";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { databaseOver } from "#app/db/connect-database.ts";
import { createRandom, nextInteger } from "#tests/sandbox/state/random.ts";
import type { World } from "#tests/sandbox/state.ts";
import { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import type { Plan, ProcessName } from "#tests/simulation/steps/step.ts";
import { appCredentials, appSubscriptions } from "./app-credentials.ts";
import { createSimulatedWorld } from "./create-world.ts";
import { openDatabasePort, type DatabasePort } from "./database-port.ts";
import { createJobQueue, type JobQueue } from "./job-queue.ts";
import { createProcess, type SimulatedProcess } from "./simulated-process.ts";
import { createSimulatedTime, type SimulatedTime } from "./simulated-time.ts";
import { createTrace, type Trace } from "./trace.ts";
import { startWeb } from "./web.ts";
import { startWorker } from "./worker.ts";

export const PROCESSES: readonly ProcessName[] = ["web", "worker 1", "worker 2"];

/** What outlives a simulation: the real database's connections, emptied tables and the app's own modules. */
export type Machine = {
  /** As the owner of the tables: empties them, installs, and is what the auditor reads with. */
  owner: pg.Client;
  ports: Readonly<Record<ProcessName, DatabasePort>>;
  /** How many connections wait for a lock of another. */
  countLockWaits(): Promise<number>;
  /** Ends the database server, with every connection to it, and starts it again. */
  restartDatabase(): Promise<void>;
};

async function endAll(watcher: pg.Client, processIds: readonly number[]): Promise<void> {
  for (;;) {
    const { rowCount } = await watcher.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ANY($1::int[])",
      [processIds],
    );
    if (rowCount === 0) return;
  }
}

/** One simulated day's surroundings: the platform, the app's processes and the time that they share. */
export type Surroundings = {
  plan: Plan;
  world: World;
  time: SimulatedTime;
  trace: Trace;
  engine: DeliveryEngine;
  queue: JobQueue;
  processes: Readonly<Record<ProcessName, SimulatedProcess>>;
  machine: Machine;
};

// Prisma counts on the machine's own time, which here has nothing to do with how long a transaction lasts.
const PATIENCE = { maxWait: 3_600_000, timeout: 3_600_000 };

const START = new Date("2026-11-20T08:00:00.000Z");

/**
 * @param databaseUrl a migrated database that is this run's alone
 * @param restartServer ends its server and starts it again at the same address
 */
export async function openMachine(databaseUrl: string, restartServer: () => Promise<void>): Promise<Machine> {
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: databaseUrl });
    // It may end with its server.
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  let owner = await connect();
  let watcher = await connect();
  const endBackends = (processIds: readonly number[]) => endAll(watcher, processIds);
  const ports = {
    web: openDatabasePort(databaseUrl, endBackends),
    "worker 1": openDatabasePort(databaseUrl, endBackends),
    "worker 2": openDatabasePort(databaseUrl, endBackends),
  };
  // Commands find their database on globalThis, as those of the bundled pages do: here it is the simulated web process's.
  const { pools } = ports.web;
  const prisma = new PrismaClient({ adapter: new PrismaPg(pools.app), transactionOptions: PATIENCE });
  globalThis.switchyardDatabase = { pools, database: databaseOver(pools), prisma };
  return {
    get owner() {
      return owner;
    },
    ports,
    restartDatabase: async () => {
      await restartServer();
      await Promise.all(Object.values(ports).map((port) => port.forgetIdle()));
      owner = await connect();
      watcher = await connect();
    },
    countLockWaits: async () => {
      const { rows } = await watcher.query<{ waits: number }>(
        "SELECT count(DISTINCT pid)::int AS waits FROM pg_locks WHERE NOT granted",
      );
      return rows[0]?.waits ?? 0;
    },
  };
}

/** Empties the tables and puts a plan's world, processes and time together. Nothing has happened yet. */
export async function setUp(machine: Machine, plan: Plan, isTraceKept: boolean): Promise<Surroundings> {
  await emptyTables(machine.owner);
  const trace = createTrace(isTraceKept);
  const time = createSimulatedTime({ start: START, countLockWaits: machine.countLockWaits });
  const random = createRandom(plan.seed + 1);
  const queue = createJobQueue(time, trace, (least, most) => nextInteger(random, least, most));
  const app = { ...appCredentials, subscriptions: appSubscriptions() };
  const world = createSimulatedWorld(plan, time.clock, app);
  const made = PROCESSES.map(
    (name, index) => [name, createProcess(name, plan.seed + 10 + index, time, trace)] as const,
  );
  const processes = Object.fromEntries(made) as Record<ProcessName, SimulatedProcess>;
  for (const name of PROCESSES) machine.ports[name].attach(processes[name], time);
  const { secret, apiKey } = appCredentials;
  const web = startWeb({ process: processes.web, port: machine.ports.web, time, queue, secret, seed: plan.seed + 2 });
  for (const name of ["worker 1", "worker 2"] as const) {
    startWorker({ process: processes[name], port: machine.ports[name], time, world, queue, apiKey });
  }
  const engine = new DeliveryEngine({
    world,
    scheduler: time,
    transport: web.transport,
    seed: plan.seed + 3,
    canBeLost: isCompared,
  });
  return { plan, world, time, trace, engine, queue, processes, machine };
}

/** Only what the comparison with Shopify finds again may get lost: the rest is delivered, however late. */
function isCompared(topic: string): boolean {
  return /^(orders\/(?!delete)|refunds\/|order_transactions\/|fulfillments\/|fulfillment_orders\/|inventory_levels\/update)/.test(
    topic,
  );
}

let tables: string | undefined;

async function emptyTables(owner: pg.Client): Promise<void> {
  if (tables === undefined) {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
    );
    tables = rows.map(({ name }) => name).join(", ");
  }
  await owner.query(`TRUNCATE ${tables} RESTART IDENTITY CASCADE`);
}
