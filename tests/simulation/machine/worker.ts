import { databaseOver } from "#app/db/connect-database.ts";
import { createAdminClient, type TokenSource } from "#app/shopify/admin-client.ts";
import { TokenRefused } from "#app/shopify/admin-errors.ts";
import { withPauses } from "#app/shopify/with-pauses.ts";
import { createThrottle, withThrottle } from "#app/shopify/with-throttle.ts";
import type { Bell } from "#app/worker/bell.ts";
import { importCatalog } from "#app/worker/import-catalog.ts";
import { importHistory, type HistoryServices } from "#app/worker/import-history.ts";
import { reconcileShop } from "#app/worker/reconcile-shop.ts";
import { keepSilences } from "#app/worker/keep-silences.ts";
import { findForgotten, renderDocument } from "#app/worker/render-document.ts";
import { createSweep, SWEEP_MS } from "#app/worker/sweep.ts";
import { takeTurn, type TurnServices } from "#app/worker/take-turn.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { DatabasePort } from "./database-port.ts";
import { MISSED_AFTER_MS, type JobData, type JobQueue, type QueueName } from "./job-queue.ts";
import { openShopifyPort } from "./shopify-port.ts";
import type { SimulatedProcess } from "./simulated-process.ts";
import type { SimulatedTime } from "./simulated-time.ts";

export type WorkerParts = {
  process: SimulatedProcess;
  port: DatabasePort;
  time: SimulatedTime;
  world: World;
  queue: JobQueue;
  /** The app's key at the sandbox. */
  apiKey: string;
};

/** A worker process as app/processes/start-worker.ts starts it, over simulated ports. Starts itself again when it died. */
export function startWorker(parts: WorkerParts): void {
  const { process, queue, time } = parts;
  const worker = {
    name: process.name,
    isUp: () => process.isUp() && process.isAwake(),
    take: (name: QueueName, data: JobData) => process.run(`${name} ${data.shop}`, () => handle(name, data)),
  };
  let handle = handlersOf(parts);
  const begin = () => {
    handle = handlersOf(parts);
    queue.register(worker);
    sweepAgain(parts, sweepOf(parts));
  };
  process.onCrash(() => {
    queue.lost(worker);
    time.after(RESTARTED_AFTER_MS, () => {
      process.start();
      begin();
    });
  });
  // Nobody hears from it: others take over what it had begun, and it goes on with that when it wakes.
  process.onSleep((ms) => {
    if (ms > MISSED_AFTER_MS) queue.lost(worker);
    time.after(ms, () => queue.register(worker));
  });
  begin();
}

const RESTARTED_AFTER_MS = 2_500;

/** Bells that pass the port: between a commit and its bell a process may die. */
function bellOf({ process, queue }: WorkerParts, name: QueueName): Bell {
  return {
    ring: (shops) =>
      insertThrough(
        process,
        queue,
        name,
        shops.map((shop) => ({ shop })),
      ),
  };
}

export function insertThrough(
  process: SimulatedProcess,
  queue: JobQueue,
  name: QueueName,
  jobs: readonly JobData[],
): Promise<void> {
  if (jobs.length === 0) return Promise.resolve();
  const task = process.task();
  task?.waits();
  return new Promise((resolve) => {
    process.at("bell", `${name} ${jobs.map((job) => job.shop).join(",")}`, (mischief) => {
      queue.insert(name, jobs);
      if (mischief) {
        process.crash();
        return;
      }
      task?.goesOn();
      resolve();
    });
  });
}

/** What the process remembers (throttle, tokens) begins afresh with each start. */
function handlersOf(parts: WorkerParts): (name: QueueName, data: JobData) => Promise<void> {
  const { process, port, queue } = parts;
  const database = databaseOver(port.pools);
  const clock = () => process.clock();
  const bell = bellOf(parts, "bell");
  const services = turnServices(parts);
  const historyServices: HistoryServices = {
    ...services,
    fetchPort: openShopifyPort(parts.world, process),
    ring: (shop) => bell.ring([shop]),
    isStopping: () => false,
  };
  const render = async ({ shop, documentIds = [] }: JobData) => {
    for (const id of documentIds) await renderDocument(database, shop, id, clock());
  };
  return async (name, data) => {
    switch (name) {
      case "bell":
        if ((await takeTurn(services, data.shop)) === "more") await bell.ring([data.shop]);
        return;
      case "render":
        return render(data);
      case "history":
        if ((await importHistory(historyServices, data.shop)) === "more")
          await bellOf(parts, "history").ring([data.shop]);
        return;
      case "reconcile": {
        await reconcileShop(services, data.shop);
        const documentIds = await findForgotten(database, data.shop, clock());
        if (documentIds.length > 0) await insertThrough(process, queue, "render", [{ shop: data.shop, documentIds }]);
      }
    }
  };
}

function turnServices({ process, port, queue, world, apiKey }: WorkerParts): TurnServices {
  const database = databaseOver(port.pools);
  const clock = () => process.clock();
  const wait = (ms: number) => process.wait(ms);
  const throttle = createThrottle(clock, wait);
  const client = createAdminClient(openShopifyPort(world, process), tokensOf(world, apiKey), throttle.report);
  const pauses = { store: keepSilences(database), clock, onTrouble: () => {} };
  const admin = withPauses(withThrottle(client, throttle), pauses);
  return {
    database,
    admin,
    clock,
    wait,
    onIssued: (shop, documentIds) =>
      documentIds.length === 0
        ? Promise.resolve()
        : insertThrough(process, queue, "render", [{ shop, documentIds: [...documentIds] }]),
    importCatalog: (shop) => importCatalog(database, admin, shop, clock),
  };
}

/** The session storage of a simulation is the sandbox's own memory: it has the token that is valid now, or none. */
function tokensOf(world: World, apiKey: string): TokenSource {
  return {
    get: async (domain) => {
      const [token] = world.shops.get(domain)?.installations.get(apiKey)?.accessTokens.keys() ?? [];
      if (token === undefined) throw new TokenRefused();
      return token;
    },
    drop: () => {},
  };
}

function sweepOf(parts: WorkerParts): () => Promise<void> {
  const bells = {
    bell: bellOf(parts, "bell"),
    historyBell: bellOf(parts, "history"),
    reconcileBell: bellOf(parts, "reconcile"),
  };
  return createSweep(databaseOver(parts.port.pools), bells, () => parts.process.clock());
}

/** The sweeper of a worker that is up, every two seconds. */
function sweepAgain(parts: WorkerParts, sweep: () => Promise<void>): void {
  const { process, time } = parts;
  const isAlive = process.lifetime();
  time.after(SWEEP_MS, () => {
    if (!isAlive()) return;
    // A sweep that fails is only written to the log; the next comes two seconds later.
    void process
      .run("sweep", sweep)
      .catch(() => {})
      .then(() => sweepAgain(parts, sweep));
  });
}
