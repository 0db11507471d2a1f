import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { pino } from "pino";
import { databaseOver, openPools } from "#app/db/connect-database.ts";
import { createInboxWriter } from "#app/db/inbox-writer.ts";
import { createShopMap } from "#app/db/shops/shop-map.ts";
import { subscribedTopics } from "#app/pipeline/topics.ts";
import { takeWebhook } from "#app/processes/take-webhook.ts";
import { bellOver, createQueueEngine, ensureQueues } from "#app/worker/bell.ts";
import type { World } from "#tests/sandbox/state.ts";
import { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import { postOverHttp } from "#tests/sandbox/webhooks/post-over-http.ts";
import { createRealScheduler, type Scheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { credentials, subscribeTo } from "./install-app.ts";
import { serveSandbox, type ServedSandbox } from "./serve-sandbox.ts";
import { isBusy, type StageOptions } from "./stage.ts";
import { untilOver, untilQuiet } from "./until-over.ts";

/**
 * The loop in real time: the sandbox and the intake in this process, the worker wherever it is started, several times or
 * not at all. What the worker asks and tells Shopify comes to the sandbox over HTTP. A transport of one's own takes the
 * webhooks to web processes instead of the intake here.
 */
export type LiveStage = {
  world: World;
  owner: pg.Client;
  engine: DeliveryEngine;
  scheduler: Scheduler;
  sandbox: ServedSandbox;
  /** Resolves when nothing is under way any more on either side; answers whether that came within the time. */
  untilQuiet(atMostMs: number): Promise<boolean>;
  /** The same, and takes back what the world had planned for later: nothing happens any more. */
  untilOver(atMostMs: number): Promise<boolean>;
  close(): Promise<void>;
};

const QUIET_MS = 4_000;

export async function openLiveStage({
  databaseUrl,
  seed,
  faults,
  makeWorld,
  transport = postOverHttp,
  concurrency,
}: Omit<StageOptions, "start">): Promise<LiveStage> {
  const clock = () => new Date();
  const scheduler = createRealScheduler();
  const pools = openPools(databaseUrl, 2, () => {});
  const database = databaseOver(pools);
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  const boss = createQueueEngine(databaseUrl, { isWorker: false, onError: () => {} });
  await boss.start();
  await ensureQueues(boss);
  const bell = bellOver(boss);
  const intake = {
    inbox: createInboxWriter(database.ingest, (shops) => void bell.ring(shops).catch(() => {})),
    shops: createShopMap(database.ingest, clock),
    secrets: [credentials.secret],
    clock,
    log: pino({ level: "silent" }),
  };
  const server = createServer((request, response) => void takeWebhook(intake, request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world = makeWorld({
    clock,
    seed,
    app: { ...credentials, url, subscriptions: subscribeTo(Object.keys(subscribedTopics)) },
  });
  const engine = new DeliveryEngine({ world, scheduler, transport, seed: seed + 1, faults, concurrency });
  const sandbox = await serveSandbox(world);
  const isQuiet = async () => engine.state.open.size === 0 && !(await isBusy(owner));
  const standstill = { scheduler, isQuiet, quietMs: QUIET_MS };
  return {
    world,
    owner,
    engine,
    scheduler,
    sandbox,
    untilQuiet: (atMostMs) => untilQuiet(standstill, atMostMs),
    untilOver: (atMostMs) => untilOver(standstill, atMostMs),
    close: async () => {
      await engine.stop();
      await sandbox.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await boss.stop({ graceful: false });
      await database.close();
      await owner.end();
    },
  };
}
