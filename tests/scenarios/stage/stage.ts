import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { pino } from "pino";
import { databaseOver, openPools } from "#app/db/connect-database.ts";
import { createInboxWriter } from "#app/db/inbox-writer.ts";
import { createShopMap } from "#app/db/shops/shop-map.ts";
import { subscribedTopics } from "#app/pipeline/topics.ts";
import { takeWebhook } from "#app/processes/take-webhook.ts";
import { createAdminClient } from "#app/shopify/admin-client.ts";
import { createThrottle, withThrottle } from "#app/shopify/with-throttle.ts";
import type { Bell } from "#app/worker/bell.ts";
import { importCatalog } from "#app/worker/import-catalog.ts";
import { renderDocument } from "#app/worker/render-document.ts";
import { reconcileShop } from "#app/worker/reconcile-shop.ts";
import { createSweep, SWEEP_MS } from "#app/worker/sweep.ts";
import { takeTurn, type TurnServices } from "#app/worker/take-turn.ts";
import type { App, World } from "#tests/sandbox/state.ts";
import { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import type { Transport } from "#tests/sandbox/webhooks/delivery.ts";
import type { DeliveryFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { postOverHttp } from "#tests/sandbox/webhooks/post-over-http.ts";
import { createVirtualScheduler, type VirtualScheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { directBells } from "./direct-bells.ts";
import { fetchFrom } from "./fetch-from.ts";
import { credentials, subscribeTo, tokenOf } from "./install-app.ts";

export type StageOptions = {
  databaseUrl: string;
  start: Date;
  seed: number;
  faults: Partial<DeliveryFaults>;
  /** How webhooks travel to the intake; over HTTP unless stated. */
  transport?: Transport;
  /** Webhooks under way at one time, if not as many as usual. */
  concurrency?: number;
  /** Makes the sandbox's world with this app registered. */
  makeWorld(options: {
    clock: () => Date;
    seed: number;
    app: Pick<App, "apiKey" | "secret" | "url" | "subscriptions">;
  }): World;
};

/**
 * The whole loop in one process on a virtual clock: the sandbox sends signed webhooks over HTTP into the real intake, the
 * worker's own turns decide them in the real PostgreSQL, and what Shopify is asked and told goes to the sandbox.
 */
export type Stage = {
  world: World;
  owner: pg.Client;
  engine: DeliveryEngine;
  scheduler: VirtualScheduler;
  /** Lets time pass, and the worker work meanwhile. */
  live(ms: number): Promise<void>;
  /** Lives on until nothing is under way any more on either side; answers whether that came within the time. */
  untilQuiet(atMostMs: number): Promise<boolean>;
  close(): Promise<void>;
};

// A worker is awake within milliseconds of the bell; coarser steps only merge what the platform sends in one go.
const STEP_MS = 250;

export async function openStage(options: StageOptions): Promise<Stage> {
  const { databaseUrl, start, seed, faults, transport = postOverHttp, concurrency, makeWorld } = options;
  const scheduler = createVirtualScheduler(start);
  const clock = () => scheduler.clock();
  const pools = openPools(databaseUrl, 4, () => {});
  const database = databaseOver(pools);
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();

  const rung = new Set<string>();
  const bell: Bell = { ring: async (shops) => shops.forEach((shop) => rung.add(shop)) };
  const intake = {
    inbox: createInboxWriter(database.ingest, (shops) => void bell.ring(shops)),
    shops: createShopMap(database.ingest, clock),
    secrets: [credentials.secret],
    clock,
    log: pino({ level: "silent" }),
  };
  const server = createServer((request, response) => void takeWebhook(intake, request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const subscriptions = subscribeTo(Object.keys(subscribedTopics));
  const world = makeWorld({ clock, seed, app: { ...credentials, url, subscriptions } });
  const engine = new DeliveryEngine({ world, scheduler, transport, seed: seed + 1, faults, concurrency });

  const services = turnServices(world, scheduler, { database, clock });
  const work = async (shop: string): Promise<void> => {
    if ((await takeTurn(services, shop)) === "more") rung.add(shop);
  };
  const bells = directBells({ bell, reconcile: (shop) => reconcileShop(services, shop) });
  const sweep = createSweep(database, bells, clock);
  let sweptAt = 0;
  const live = async (ms: number): Promise<void> => {
    const until = scheduler.nowMs() + ms;
    while (scheduler.nowMs() < until) {
      await scheduler.advance(Math.min(STEP_MS, until - scheduler.nowMs()));
      if (scheduler.nowMs() - sweptAt >= SWEEP_MS) {
        sweptAt = scheduler.nowMs();
        await sweep();
      }
      for (const shop of [...rung]) {
        rung.delete(shop);
        await work(shop);
      }
    }
  };

  return {
    world,
    owner,
    engine,
    scheduler,
    live,
    untilQuiet: async (atMostMs) => {
      const until = scheduler.nowMs() + atMostMs;
      while (scheduler.nowMs() < until) {
        await live(2 * SWEEP_MS);
        if (engine.state.open.size === 0 && rung.size === 0 && !(await isBusy(owner))) return true;
      }
      return false;
    },
    close: async () => {
      await engine.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await database.close();
      await owner.end();
    },
  };
}

function turnServices(
  world: World,
  scheduler: VirtualScheduler,
  { database, clock }: Pick<TurnServices, "database" | "clock">,
): TurnServices {
  const wait = (ms: number) => scheduler.advance(ms);
  const throttle = createThrottle(clock, wait);
  const tokens = { get: async (domain: string) => tokenOf(world, domain), drop: () => {} };
  const admin = withThrottle(createAdminClient(fetchFrom(world, wait), tokens, throttle.report), throttle);
  return {
    database,
    admin,
    clock,
    wait,
    onIssued: async (shop, documentIds) => {
      for (const id of documentIds) await renderDocument(database, shop, id, clock());
    },
    importCatalog: (shop) => importCatalog(database, admin, shop, clock),
  };
}

/** Whether anything still waits in the database: to be decided, said or read. */
export async function isBusy(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ open: string }>(
    `SELECT (SELECT count(*) FROM inbox_messages WHERE state = 'waiting')
       + (SELECT count(*) FROM outbox_messages WHERE state IN ('waiting', 'sending'))
       + (SELECT count(*) FROM wanted_reads) AS open`,
  );
  return rows[0]?.open !== "0";
}
