/**
 * The sandbox as a process of the demo: a small HTTP server on 127.0.0.1 in front of the world, with shoppers who come by themselves
 * and webhooks that are delivered to the app. Says "the sandbox is ready" once it listens; SIGTERM saves the world and ends it.
 *
 * Environment: PORT, SANDBOX_FOLDER (where the world is kept), SHOPIFY_API_KEY, SHOPIFY_API_SECRET, SHOPIFY_APP_URL (where the app is).
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { openWorld } from "#tests/sandbox/demo/open-world.ts";
import { HappeningsFeed } from "#tests/sandbox/demo/panel-api/happenings-feed.ts";
import { print } from "#tests/sandbox/demo/print.ts";
import { serveSandbox } from "#tests/sandbox/demo/serve-sandbox.ts";
import { openDueFulfillmentOrders } from "#tests/sandbox/fulfillment-orders/report-progress.ts";
import { settleBulkOperations } from "#tests/sandbox/graphql/bulk/run-bulk-query.ts";
import { Traffic } from "#tests/sandbox/merchant/traffic.ts";
import { createRandom } from "#tests/sandbox/state/random.ts";
import { keepSaved } from "#tests/sandbox/state/persist-world.ts";
import { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import { postOverHttp } from "#tests/sandbox/webhooks/post-over-http.ts";
import { createRealScheduler } from "#tests/sandbox/webhooks/scheduler.ts";

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535),
    SANDBOX_FOLDER: z.string().min(1),
    SHOPIFY_API_KEY: z.string().min(1),
    SHOPIFY_API_SECRET: z.string().min(1),
    SHOPIFY_APP_URL: z.url(),
  })
  .parse(process.env);

/** How often time is let pass for what Shopify does by itself: bulk operations, scheduled work. */
const tickMs = 500;

const seed = 20_261_122;
const clock = (): Date => new Date();
const app = {
  apiKey: environment.SHOPIFY_API_KEY,
  secret: environment.SHOPIFY_API_SECRET,
  url: environment.SHOPIFY_APP_URL,
};
const file = join(environment.SANDBOX_FOLDER, "world.bin");
const appConfiguration = fileURLToPath(new URL("../../shopify.app.toml", import.meta.url));
const { world, deliveries: state, isKept } = await openWorld({ file, appConfiguration, app, clock, seed });

const scheduler = createRealScheduler();
const deliveries = new DeliveryEngine({ world, scheduler, transport: postOverHttp, state });
const traffic = new Traffic({ world, scheduler, seed: seed + state.sequence });
const feed = new HappeningsFeed(world);
const saver = keepSaved(file, { world, deliveries: state }, (error) =>
  print(`The world could not be saved: ${String(error)}\n`),
);

deliveries.onLog = (entry) => {
  feed.delivered(entry);
  saver.touch();
};
world.listeners.push((shop, { topic, subject }) => {
  saver.touch();
  if (topic === "orders/create") feed.orderPlaced(shop.domain, `${subject.order.name} placed`);
});

const tick = setInterval(() => {
  for (const shop of world.shops.values()) {
    settleBulkOperations(world, shop);
    openDueFulfillmentOrders(world, shop);
  }
}, tickMs);

/** The sandbox starts before the app, and calling somebody who is not there would only mean retries a minute later. */
async function beginWithTheApp(): Promise<void> {
  const answer = await fetch(new URL("/healthz", app.url)).catch(() => undefined);
  await answer?.body?.cancel();
  if (!answer?.ok) return void setTimeout(() => void beginWithTheApp(), tickMs).unref();
  deliveries.resume();
}
deliveries.pause();
void beginWithTheApp();

const random = createRandom(seed + 1);
const server = serveSandbox({ world, traffic, deliveries, feed, random, apiKey: app.apiKey }, () => saver.touch());
server.on("error", (error) => {
  print(`The sandbox cannot listen on port ${environment.PORT}: ${error.message}\n`);
  process.exit(1);
});
server.listen(environment.PORT, "127.0.0.1", () =>
  print(`the sandbox is ready, ${isKept ? "as it was left" : "with a new world"}\n`),
);

const stop = async (): Promise<void> => {
  clearInterval(tick);
  traffic.stop();
  server.close();
  server.closeAllConnections();
  await deliveries.stop();
  await saver.stop();
  process.exit(0);
};
process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());
