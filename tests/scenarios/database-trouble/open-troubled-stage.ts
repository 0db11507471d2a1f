import pg from "pg";
import { migrate } from "#app/db/migrate.ts";
import { subscribedTopics } from "#app/pipeline/topics.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { atelierNord, harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { shopOf, type World } from "#tests/sandbox/state.ts";
import { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import { createRealScheduler, type Scheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { startWebProcess, startWorkerProcess, type AppProcess } from "#tests/scenarios/stage/app-processes.ts";
import { credentials, installOn, subscribeTo } from "#tests/scenarios/stage/install-app.ts";
import { serveSandbox } from "#tests/scenarios/stage/serve-sandbox.ts";
import { isBusy } from "#tests/scenarios/stage/stage.ts";
import { untilOver, untilQuiet } from "#tests/scenarios/stage/until-over.ts";
import { buildIfChanged } from "#tests/support/build.ts";
import { freePort } from "#tests/support/postgres/preconditions.ts";
import { openCuttingProxy, type CuttingProxy } from "./cutting-proxy.ts";
import { insistOver, type Insistence } from "./insist.ts";
import { openOwnCluster, type OwnCluster } from "./own-cluster.ts";

export const domains = [harbourAndPine, mesaPaper, harbourAndPine, atelierNord].map(({ domain }) => domain);

export type TroubledStage = {
  world: World;
  engine: DeliveryEngine;
  scheduler: Scheduler;
  cluster: OwnCluster;
  proxy: CuttingProxy;
  insistence: Insistence;
  processes: readonly (AppProcess & { endedBy: () => string | undefined })[];
  /** Asks as the owner, over a connection of its own that does not pass through the proxy. */
  asOwner<T>(ask: (owner: pg.Client) => Promise<T>): Promise<T>;
  untilQuiet(atMostMs: number): Promise<boolean>;
  /** The same, and takes back what the world had planned for later: nothing happens any more. */
  untilOver(atMostMs: number): Promise<boolean>;
  close(): Promise<void>;
};

const QUIET_MS = 3_000;

/**
 * Web and worker as in production, over a PostgreSQL of the test's own, which they reach through a proxy: the database can be
 * restarted and killed, and connections broken in the middle of a commit, while webhooks come in and Shopify is told things.
 *
 * @param settings of the app, for both processes
 */
export async function openTroubledStage(seed: number, settings: Record<string, string>): Promise<TroubledStage> {
  await buildIfChanged();
  const cluster = await openOwnCluster();
  await migrate(cluster.url);
  const proxy = await openCuttingProxy(cluster.port, seed + 2);
  const databaseUrl = cluster.url.replace(`:${cluster.port}/`, `:${proxy.port}/`);
  const webPort = await freePort();
  const subscriptions = subscribeTo(Object.keys(subscribedTopics));
  const world = createMerchantWorld({
    clock: () => new Date(),
    seed,
    app: { ...credentials, url: `http://127.0.0.1:${webPort}`, subscriptions },
    stockFactor: 20,
    historyOrders: 4,
  });
  const scheduler = createRealScheduler();
  const insistence = insistOver();
  const faults = { duplicatesSameId: 0.1, duplicatesNewId: 0.1, disorder: 0.2, disorderMs: 1_000 };
  const engine = new DeliveryEngine({ world, scheduler, transport: insistence.transport, seed: seed + 1, faults });
  const sandbox = await serveSandbox(world);
  const asOwner = <T>(ask: (owner: pg.Client) => Promise<T>) => withOwner(cluster.url, ask);
  await asOwner(async (owner) => {
    await installOn(owner, world, shopOf(world, harbourAndPine.domain), "act");
    await installOn(owner, world, shopOf(world, mesaPaper.domain), "act");
    await installOn(owner, world, shopOf(world, atelierNord.domain), "watch");
  });
  const surroundings = { databaseUrl, sandboxUrl: sandbox.url, settings };
  const isQuiet = async () => engine.state.open.size === 0 && !(await asOwner(isBusy));
  const standstill = { scheduler, isQuiet, quietMs: QUIET_MS };
  const started = await Promise.all([
    startWebProcess({ ...surroundings, port: webPort }),
    startWorkerProcess(surroundings),
  ]);
  return {
    world,
    engine,
    scheduler,
    cluster,
    proxy,
    insistence,
    processes: started.map(withEnd),
    asOwner,
    untilQuiet: (atMostMs) => untilQuiet(standstill, atMostMs),
    untilOver: (atMostMs) => untilOver(standstill, atMostMs),
    close: async () => {
      await engine.stop();
      await Promise.all(started.map((each) => each.stop()));
      await sandbox.close();
      await proxy.close();
      await cluster.erase();
    },
  };
}

/** Whether a process has ended by itself: nobody ends one before the test is over. */
function withEnd(child: AppProcess) {
  let end: string | undefined;
  void child.ended.then((reason) => (end = reason));
  return { ...child, endedBy: () => end };
}

async function withOwner<T>(url: string, ask: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: url });
  // A server that falls ends this connection too, and the statement under way says so.
  owner.on("error", () => {});
  await owner.connect();
  try {
    return await ask(owner);
  } finally {
    await owner.end();
  }
}
