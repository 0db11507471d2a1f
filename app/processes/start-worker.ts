import type { Session } from "@shopify/shopify-api";
import type { PgBoss } from "pg-boss";
import { database } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { createAdminClient } from "#app/shopify/admin-client.ts";
import { createOfflineTokens, type SessionStore } from "#app/shopify/sessions/offline-tokens.ts";
import { createTokenRenewal } from "#app/shopify/sessions/renew-token.ts";
import { withPauses } from "#app/shopify/with-pauses.ts";
import { createThrottle, withThrottle } from "#app/shopify/with-throttle.ts";
import { sessionStorage } from "#app/shopify.server.ts";
import {
  askForFiles,
  BELL,
  bellOver,
  createQueueEngine,
  ensureQueues,
  HISTORY,
  historyBellOver,
  RECONCILE,
  reconcileBellOver,
  RENDER,
  type BellJob,
  type RenderJob,
} from "#app/worker/bell.ts";
import { importCatalog } from "#app/worker/import-catalog.ts";
import { importHistory, type HistoryServices } from "#app/worker/import-history.ts";
import { keepSilences } from "#app/worker/keep-silences.ts";
import { findForgotten, renderDocument } from "#app/worker/render-document.ts";
import { reconcileShop } from "#app/worker/reconcile-shop.ts";
import { createSweep, SWEEP_MS } from "#app/worker/sweep.ts";
import { takeTurn, type TurnServices } from "#app/worker/take-turn.ts";
import { queueRunsOnMigratedDatabase, sweepsGoOn } from "./check-database.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { withMeasure } from "./metrics/with-measure.ts";
import type { Operations } from "./operations.ts";

export type RunningWorker = { stop(): Promise<void> };

/** A turn that was begun is ended, with the call it has under way (2 s and 10 s); its process waits for it this long. */
const END_TURNS_WITHIN_MS = 15_000;
const RENDER_JOBS_AT_ONCE = 10;
/** Shops whose history comes in, and shops compared with Shopify, side by side: both are mostly waiting. */
const SHOPS_AT_ONCE = 4;
const POLLING = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 2, batchSize: 1 };

/** The worker process: takes shops' turns when the bell rings, renders documents, and sweeps for what was forgotten. */
export async function startWorker({ metrics, readiness }: Operations): Promise<RunningWorker> {
  const settings = env();
  const clock = () => new Date();
  const onError = (error: Error) => log.warn({ reason: error.message }, "queue engine");
  const boss = createQueueEngine(settings.DATABASE_URL, { isWorker: true, onError });
  await boss.start();
  await ensureQueues(boss);
  readiness.add(queueRunsOnMigratedDatabase(boss));
  const bell = bellOver(boss);
  const historyBell = historyBellOver(boss);
  const services = turnServices(boss, metrics, clock);
  let isStopping = false;
  const historyServices: HistoryServices = {
    ...services,
    fetchPort: (...args) => globalThis.fetch(...args),
    ring: (shop) => bell.ring([shop]),
    isStopping: () => isStopping,
  };

  await boss.work<BellJob>(BELL, { ...POLLING, localConcurrency: settings.WORKER_SHOPS }, async ([job]) => {
    const { shop } = job!.data;
    const end = metrics.turns.startTimer();
    try {
      const outcome = await takeTurn(services, shop);
      end({ outcome });
      if (outcome === "more") await bell.ring([shop]);
    } catch (error) {
      end({ outcome: "failed" });
      log.error({ shop, reason: (error as Error).message }, "a shop's turn failed; it is taken again");
      throw error;
    }
  });
  await boss.work<RenderJob>(RENDER, { ...POLLING, batchSize: RENDER_JOBS_AT_ONCE }, async (jobs) => {
    for (const { data } of jobs) if (!isStopping) await renderAll(data, metrics, clock);
  });
  await boss.work<BellJob>(HISTORY, { ...POLLING, localConcurrency: settings.WORKER_SHOPS }, async ([job]) => {
    const { shop } = job!.data;
    try {
      if ((await importHistory(historyServices, shop)) === "more" && !isStopping) await historyBell.ring([shop]);
    } catch (error) {
      log.error({ shop, reason: (error as Error).message }, "an import of history failed; it goes on where it was");
      throw error;
    }
  });
  await boss.work<BellJob>(RECONCILE, { ...POLLING, localConcurrency: SHOPS_AT_ONCE }, async ([job]) => {
    const { shop } = job!.data;
    await compareWithShopify(services, shop);
    await askForFiles(boss, shop, await findForgotten(database, shop, clock()));
  });
  const bells = { bell, historyBell, reconcileBell: reconcileBellOver(boss) };
  const sweeper = startSweeper(createSweep(database, bells, clock), metrics, clock);
  readiness.add(sweepsGoOn(sweeper.lastAt, clock));
  log.info({ shops: settings.WORKER_SHOPS }, "the worker is ready");

  return {
    async stop() {
      isStopping = true;
      await sweeper.stop();
      await boss.stop({ graceful: true, timeout: END_TURNS_WITHIN_MS });
    },
  };
}

function turnServices(boss: PgBoss, metrics: Metrics, clock: () => Date): TurnServices {
  const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
  const fetchPort: typeof fetch = (...args) => globalThis.fetch(...args);
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: secret } = env();
  const sessions: SessionStore<Session> = {
    load: (domain) => sessionStorage.loadSession(`offline_${domain}`),
    save: (session) => sessionStorage.storeSession(session),
  };
  const tokens = createOfflineTokens(sessions, createTokenRenewal(fetchPort, { apiKey, secret }), clock);
  const throttle = createThrottle(clock, (ms) => {
    metrics.throttleWait.inc(ms / 1000);
    return wait(ms);
  });
  const throttled = withThrottle(createAdminClient(fetchPort, tokens, throttle.report), throttle);
  const onTrouble = (error: Error) => log.warn({ reason: error.message }, "a shop's silence could not be kept");
  const admin = withMeasure(withPauses(throttled, { store: keepSilences(database), clock, onTrouble }), metrics);
  return {
    database,
    admin,
    clock,
    wait,
    onIssued: (shop, documentIds) => askForFiles(boss, shop, documentIds),
    importCatalog: (shop) => importCatalog(database, admin, shop, clock),
    onBatch: (batch) => {
      metrics.batches.inc();
      metrics.settled.inc(batch.settled);
      metrics.parked.inc(batch.parked);
      metrics.decisions.inc(batch.orders);
      metrics.documentsIssued.inc(batch.documentIds.length);
    },
  };
}

/** A document that cannot be rendered is left for the next comparison to find; the others get their files. */
async function renderAll({ shop, documentIds }: RenderJob, metrics: Metrics, clock: () => Date): Promise<void> {
  for (const documentId of documentIds) {
    try {
      await renderDocument(database, shop, documentId, clock());
      metrics.documentsRendered.inc({ outcome: "done" });
    } catch (error) {
      metrics.documentsRendered.inc({ outcome: "failed" });
      log.error({ shop, documentId, reason: (error as Error).message }, "a document could not be rendered");
    }
  }
}

async function compareWithShopify(services: TurnServices, shop: string): Promise<void> {
  try {
    const found = await reconcileShop(services, shop);
    if (found) log.info({ shop, ...found }, "a shop was compared with Shopify");
  } catch (error) {
    log.warn({ shop, reason: (error as Error).message }, "a shop could not be compared with Shopify; it is due again");
  }
}

/** Looks for forgotten work every two seconds, one search at a time. */
function startSweeper(sweepOnce: () => Promise<void>, metrics: Metrics, clock: () => Date) {
  let lastAt = clock();
  let underWay: Promise<void> | undefined;
  const look = async () => {
    try {
      await countOutcome(sweepOnce(), (outcome) => metrics.sweeps.inc({ outcome }));
      lastAt = clock();
    } catch (error) {
      log.warn({ reason: (error as Error).message }, "the sweep failed");
    }
  };
  const timer = setInterval(() => {
    underWay ??= look().finally(() => (underWay = undefined));
  }, SWEEP_MS);
  return {
    lastAt: () => lastAt,
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}

async function countOutcome(work: Promise<void>, count: (outcome: "done" | "failed") => void): Promise<void> {
  try {
    await work;
    count("done");
  } catch (error) {
    count("failed");
    throw error;
  }
}
