import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { database } from "#app/db.server.ts";
import { createInboxWriter } from "#app/db/inbox-writer.ts";
import { createShopMap } from "#app/db/shops/shop-map.ts";
import { env } from "#app/env.server.ts";
import type { Services } from "#app/load-context.ts";
import { log } from "#app/log.server.ts";
import { createIdentifyStaff } from "#app/shopify/sessions/identify-staff.ts";
import { bellOver, createQueueEngine, ensureQueues } from "#app/worker/bell.ts";
import { queueRunsOnMigratedDatabase } from "./check-database.ts";
import { endRequests } from "./end-requests.ts";
import { isPath } from "./is-path.ts";
import { measurePage, measureWebhook } from "./metrics/measure-request.ts";
import type { Operations } from "./operations.ts";
import { answerLiveness, answerReadiness } from "./readiness.ts";
import { createRemixRunner } from "./run-remix.ts";
import { serveAsset } from "./serve-asset.ts";
import { takeWebhook, type WebhookIntake } from "./take-webhook.ts";

export type RunningWeb = { port: number; stop(): Promise<void> };

/** Shopify waits five seconds for an answer, a person not much longer: who has none after this gets none. */
const ANSWER_WITHIN_MS = 10_000;

// Longer than load balancers keep an idle connection (60 s is usual): whoever opened it closes it, so that no request is sent
// into a connection that is just being closed here.
const KEEP_ALIVE_MS = 65_000;

/** Who takes longer to send a request than anybody waits for its answer is cut off, within a second of that. */
const ARRIVES_WITHIN = {
  headersTimeout: ANSWER_WITHIN_MS,
  requestTimeout: ANSWER_WITHIN_MS,
  connectionsCheckingInterval: 1_000,
};

/** The web process: webhooks in front, assets, then the pages. */
export async function startWeb({ metrics, readiness }: Operations): Promise<RunningWeb> {
  const settings = env();
  const clock = () => new Date();
  const boss = createQueueEngine(settings.DATABASE_URL, {
    isWorker: false,
    onError: (error) => log.warn({ reason: error.message }, "queue engine"),
  });
  await boss.start();
  await ensureQueues(boss);
  readiness.add(queueRunsOnMigratedDatabase(boss));
  const bell = bellOver(boss);
  // A bell that could not be rung is no loss: the worker looks for unclaimed rows every two seconds by itself.
  const ring = (shops: string[]) =>
    bell.ring(shops).catch((error: Error) => log.warn({ reason: error.message }, "the bell could not be rung"));

  const app = { clientId: settings.SHOPIFY_API_KEY, clientSecret: settings.SHOPIFY_API_SECRET };
  const identifyStaff = createIdentifyStaff(fetch, app, (domain, reason) =>
    log.warn({ domain, reason }, "a member of staff could not be named"),
  );
  const services: Services = { database, clock, ring: (shop) => ring([shop]), identifyStaff };
  const intake: WebhookIntake = {
    inbox: createInboxWriter(database.ingest, (shops) => void ring(shops)),
    shops: createShopMap(database.ingest, clock),
    secrets: [settings.SHOPIFY_API_SECRET, settings.SHOPIFY_API_SECRET_BEFORE ?? ""].filter((secret) => secret !== ""),
    clock,
    log,
  };

  const server = createServer(ARRIVES_WITHIN);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const isDevelopment = settings.NODE_ENV === "development";
  const remix = await createRemixRunner(server, isDevelopment, new URL(settings.SHOPIFY_APP_URL), services);
  const pages = (request: IncomingMessage, response: ServerResponse) => {
    remix.run(request, response).catch((error: Error) => {
      log.error({ reason: error.message, path: request.url?.split("?")[0] }, "a page failed");
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  };
  server.on("request", (request, response) => {
    if (!isPath(request.url ?? "")) return void response.writeHead(400).end();
    const path = request.url?.split("?")[0];
    if (path === "/webhooks" && request.method === "POST") {
      measureWebhook(metrics, request, response);
      return void takeWebhook(intake, request, response);
    }
    if (path === "/healthz") return answerLiveness(response);
    if (path === "/readyz") return void answerReadiness(readiness, response);
    if (serveAsset(request, response)) return;
    measurePage(metrics, response);
    pages(request, response);
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(settings.PORT, settings.HOST, listening);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : settings.PORT;
  log.info({ port }, "the web process is ready");

  return {
    port,
    async stop() {
      // Development's server has connections of its own, which only it can end.
      await Promise.all([endRequests(server, ANSWER_WITHIN_MS), remix.close()]);
      await intake.inbox.idle();
      await boss.stop({ graceful: false });
    },
  };
}
