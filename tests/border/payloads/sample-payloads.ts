import { installApp } from "#tests/sandbox/oauth/install-app.ts";
import { redactCustomer, requestCustomerData } from "#tests/sandbox/commerce/erase-data.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { harbourAndPine } from "#tests/sandbox/merchant/shop-profiles.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import { createVirtualScheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { credentials, subscribeTo } from "#tests/scenarios/stage/install-app.ts";
import { playTraffic } from "#tests/scenarios/stage/play-traffic.ts";
import { webhookCases } from "#tests/support/cases.ts";
import { subscribedTopics } from "#app/pipeline/topics.ts";
import { complianceTopics } from "#app/pipeline/topics/shop-topics.ts";

/** A body as it was really sent; `text` is what was signed. */
export type SamplePayload = { topic: string; text: string };

// Enough for every oddity of the sandbox's trade to be among them; of the commonest topics only some.
const ORDERS = 60;
const MOST_OF_A_TOPIC = 25;
const ORDER_EVERY_MS = 2_000;
const A_DAY_MS = 86_400_000;

/**
 * Real bodies to begin from: what the sandbox sends on a busy day, and the platform's own sample of each topic where the
 * recorded cases are at hand. The same seed gives the same bodies.
 */
export async function samplePayloads(seed: number, start: Date): Promise<SamplePayload[]> {
  const sent = await playSandbox(seed, start);
  const recorded = webhookCases().map(({ topic, body }) => ({ topic, text: body.toString("utf8") }));
  return [...sent, ...recorded];
}

async function playSandbox(seed: number, start: Date): Promise<SamplePayload[]> {
  const scheduler = createVirtualScheduler(start);
  const subscriptions = subscribeTo([...Object.keys(subscribedTopics), ...Object.keys(complianceTopics)]);
  const app = { ...credentials, url: "https://switchyard.example", subscriptions };
  const world = createMerchantWorld({ clock: scheduler.clock, seed, app, stockFactor: 20, historyOrders: 4 });
  const shop = shopOf(world, harbourAndPine.domain);
  const byTopic = new Map<string, string[]>();
  const engine = new DeliveryEngine({
    world,
    scheduler,
    seed,
    transport: async ({ headers, body }) => {
      const topic = headers["X-Shopify-Topic"]!;
      const texts = byTopic.get(topic) ?? [];
      if (texts.length < MOST_OF_A_TOPIC) byTopic.set(topic, [...texts, body.toString("utf8")]);
      return 200;
    },
  });
  installApp(world, shop, credentials.apiKey, ["read_orders"]);
  playTraffic({ world, scheduler, seed, domains: [shop.domain], orders: ORDERS, everyMs: ORDER_EVERY_MS });
  await scheduler.advance(A_DAY_MS);
  const [customer, other] = [...shop.customers.values()];
  requestCustomerData(world, shop, customer!, { kind: "staff", staffMemberId: null });
  redactCustomer(world, shop, other!, { kind: "staff", staffMemberId: null });
  await scheduler.advance(A_DAY_MS);
  await engine.stop();
  return [...byTopic].flatMap(([topic, texts]) => texts.map((text) => ({ topic, text })));
}
