import { closeDatabase, database } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { createAdminClient } from "#app/shopify/admin-client.ts";
import { createOfflineTokens } from "#app/shopify/offline-tokens.ts";
import { createThrottle, withThrottle } from "#app/shopify/with-throttle.ts";
import { unauthenticated } from "#app/shopify.server.ts";
import {
  askForFiles,
  BELL,
  bellOver,
  createQueueEngine,
  ensureQueues,
  RENDER,
  type BellJob,
  type RenderJob,
} from "#app/worker/bell.ts";
import { importCatalog } from "#app/worker/import-catalog.ts";
import { renderDocument } from "#app/worker/render-document.ts";
import { sweep, SWEEP_MS } from "#app/worker/sweep.ts";
import { takeTurn, type TurnServices } from "#app/worker/take-turn.ts";

export type RunningWorker = { stop(): Promise<void> };

/** The worker process: takes shops' turns when the bell rings, renders documents, and sweeps for what was forgotten. */
export async function startWorker(): Promise<RunningWorker> {
  const settings = env();
  const clock = () => new Date();
  const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
  const onError = (error: Error) => log.warn({ reason: error.message }, "queue engine");
  const boss = createQueueEngine(settings.DATABASE_URL, { isWorker: true, onError });
  await boss.start();
  await ensureQueues(boss);
  const bell = bellOver(boss);

  const tokens = createOfflineTokens(async (domain) => (await unauthenticated.admin(domain)).session, clock);
  const throttle = createThrottle(clock, wait);
  const fetchPort: typeof fetch = (...args) => globalThis.fetch(...args);
  const admin = withThrottle(createAdminClient(fetchPort, tokens, throttle.report), throttle);
  const services: TurnServices = {
    database,
    admin,
    clock,
    wait,
    onIssued: (shop, documentIds) =>
      askForFiles(
        boss,
        documentIds.map((documentId) => ({ shop, documentId })),
      ),
    importCatalog: (shop) => importCatalog(database, admin, shop, clock),
  };

  const polling = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 2, batchSize: 1 };
  await boss.work<BellJob>(BELL, { ...polling, localConcurrency: settings.WORKER_SHOPS }, async ([job]) => {
    const { shop } = job!.data;
    try {
      if ((await takeTurn(services, shop)) === "more") await bell.ring([shop]);
    } catch (error) {
      log.error({ shop, reason: (error as Error).message }, "a shop's turn failed; it is taken again");
      throw error;
    }
  });
  await boss.work<RenderJob>(RENDER, polling, async ([job]) => {
    await renderDocument(database, job!.data.shop, job!.data.documentId, clock());
  });

  const sweeper = setInterval(() => {
    sweep(database, bell, clock).catch((error: Error) => log.warn({ reason: error.message }, "the sweep failed"));
  }, SWEEP_MS);
  log.info({ shops: settings.WORKER_SHOPS }, "the worker is ready");

  return {
    async stop() {
      clearInterval(sweeper);
      await boss.stop({ graceful: true, timeout: 10_000 });
      await closeDatabase();
    },
  };
}
