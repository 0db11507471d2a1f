import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { pino } from "pino";
import { databaseOver, openPools } from "#app/db/connect-database.ts";
import { createInboxWriter } from "#app/db/inbox-writer.ts";
import { findDueShops } from "#app/db/dispatch-rows.ts";
import { createShopMap } from "#app/db/shops/shop-map.ts";
import type { Database } from "#app/db/sql.ts";
import { subscribedTopics } from "#app/pipeline/topics.ts";
import { takeWebhook } from "#app/processes/take-webhook.ts";
import { createAdminClient, type AdminClient } from "#app/shopify/admin-client.ts";
import { createOfflineTokens } from "#app/shopify/sessions/offline-tokens.ts";
import { createTokenRenewal } from "#app/shopify/sessions/renew-token.ts";
import { withPauses } from "#app/shopify/with-pauses.ts";
import { createThrottle, withThrottle } from "#app/shopify/with-throttle.ts";
import { importCatalog } from "#app/worker/import-catalog.ts";
import { importHistory } from "#app/worker/import-history.ts";
import { keepSilences } from "#app/worker/keep-silences.ts";
import { reconcileShop } from "#app/worker/reconcile-shop.ts";
import { directBells } from "#tests/scenarios/stage/direct-bells.ts";
import { createSweep } from "#app/worker/sweep.ts";
import { takeTurn, type TurnServices } from "#app/worker/take-turn.ts";
import { createWorld, type World } from "#tests/sandbox/state.ts";
import { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import { noFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { postOverHttp } from "#tests/sandbox/webhooks/post-over-http.ts";
import { createVirtualScheduler, type VirtualScheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { credentials, registerApp } from "#tests/scenarios/stage/install-app.ts";
import { isBusy } from "#tests/scenarios/stage/stage.ts";
import { storeSessions, type KeptSession } from "./sessions.ts";
import { neverDying, type Deaths } from "./deaths.ts";
import { struckFetch, type Strikes, type Trouble } from "./struck-fetch.ts";

/** Everything of the app that calls Shopify, in one process on a virtual clock, over calls of which each can be struck. */
export type FaultStage = {
  world: World;
  owner: pg.Client;
  database: Database;
  engine: DeliveryEngine;
  scheduler: VirtualScheduler;
  strikes: Strikes;
  /** By domain; a story puts the first one in when it installs the app. */
  sessions: Map<string, KeptSession>;
  live(ms: number): Promise<void>;
  /** Lives on until nothing is under way on either side; answers whether that came within the time. */
  untilQuiet(atMostMs: number): Promise<boolean>;
  close(): Promise<void>;
};

const STEP_MS = 500;
const SWEEP_EVERY_MS = 4_000;
const MOST_SHOPS = 50;
const SEED = 20_261_123;

export type FaultStageOptions = {
  databaseUrl: string;
  start: Date;
  /** What each site meets once; null for a day without. */
  trouble?: Trouble | null;
  /** How a worker dies in its turns. */
  deaths?: Deaths;
};

export async function openFaultStage({
  databaseUrl,
  start,
  trouble = null,
  deaths = neverDying,
}: FaultStageOptions): Promise<FaultStage> {
  const scheduler = createVirtualScheduler(start);
  const clock = () => scheduler.clock();
  const database = databaseOver(openPools(databaseUrl, 4, () => {}));
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  const rung = new Set<string>();
  const ring = async (shops: readonly string[]) => shops.forEach((shop) => rung.add(shop));
  const intake = {
    inbox: createInboxWriter(database.ingest, (shops) => void ring(shops)),
    shops: createShopMap(database.ingest, clock),
    secrets: [credentials.secret],
    clock,
    log: pino({ level: "silent" }),
  };
  const server = createServer((request, response) => void takeWebhook(intake, request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const world = createWorld({ clock, seed: SEED });
  registerApp(world, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, Object.keys(subscribedTopics));
  const engine = new DeliveryEngine({ world, scheduler, transport: postOverHttp, seed: SEED, faults: noFaults });
  const strikes: Strikes = { activity: "", calls: new Map(), struck: new Map(), trouble };
  const sessions = new Map<string, KeptSession>();
  const work = assemble({ world, scheduler, database, strikes, sessions, deaths });

  const bells = directBells({ bell: { ring }, importHistory: work.importHistory, reconcile: work.compare });
  const sweep = createSweep(database, bells, clock);
  let sweptAt = 0;
  const live = async (ms: number): Promise<void> => {
    const until = scheduler.nowMs() + ms;
    while (scheduler.nowMs() < until) {
      await scheduler.advance(Math.min(STEP_MS, until - scheduler.nowMs()));
      for (const shop of [...rung]) {
        rung.delete(shop);
        if ((await work.takeTurn(shop)) === "more") rung.add(shop);
      }
      if (scheduler.nowMs() - sweptAt < SWEEP_EVERY_MS) continue;
      sweptAt = scheduler.nowMs();
      await sweep();
    }
  };
  const isQuiet = async () => engine.state.open.size === 0 && rung.size === 0 && !(await isBusy(owner));
  return {
    ...{ world, owner, database, engine, scheduler, strikes, sessions, live },
    untilQuiet: async (atMostMs) => {
      const until = scheduler.nowMs() + atMostMs;
      while (scheduler.nowMs() < until) {
        await live(2 * SWEEP_EVERY_MS);
        const now = clock();
        const { toImport } = await findDueShops(database.dispatcher, now, now, MOST_SHOPS);
        if (toImport.length === 0 && (await isQuiet())) return true;
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

type Parts = Pick<FaultStage, "world" | "scheduler" | "database" | "strikes" | "sessions"> & { deaths: Deaths };

/** The worker's own parts, as its process puts them together; each says what it is at before it calls. */
function assemble({ world, scheduler, database, strikes, sessions, deaths }: Parts) {
  const clock = () => scheduler.clock();
  const wait = (ms: number) => scheduler.advance(ms);
  const fetchPort = struckFetch(world, wait, strikes);
  const renewal = createTokenRenewal(fetchPort, credentials);
  const tokens = createOfflineTokens(storeSessions(sessions), renewal, clock);
  const throttle = createThrottle(clock, wait);
  const throttled = withThrottle(createAdminClient(fetchPort, tokens, throttle.report), throttle);
  const onTrouble = (error: Error) => {
    throw error;
  };
  const admin = withPauses(throttled, { store: keepSilences(database), clock, onTrouble });
  const at = (activity: string): AdminClient => ({
    call: (domain, call) => {
      strikes.activity = activity;
      return admin.call(domain, call);
    },
  });
  const turns: TurnServices = {
    ...{ clock, wait },
    database: deaths.overDatabase(database),
    admin: deaths.overAdmin(at("turn")),
    onIssued: async () => {},
    importCatalog: (shop) => importCatalog(database, at("catalogue"), shop, clock),
  };
  const history = {
    ...{ database, fetchPort, clock, wait },
    // An import waits for the shop's one writer, who works beside it.
    ring: async (shop: string) => {
      while ((await takeTurn(turns, shop)) === "more");
    },
    admin: at("history"),
    isStopping: () => false,
  };
  return {
    takeTurn: (shop: string) => deaths.survive(() => takeTurn(turns, shop)),
    importHistory: async (shop: string) => {
      await importHistory(history, shop);
    },
    // As in the worker's process: a comparison that fails is due again five minutes later.
    compare: (shop: string) =>
      reconcileShop({ database, admin: at("comparison"), clock, wait }, shop).catch(() => null),
  };
}
