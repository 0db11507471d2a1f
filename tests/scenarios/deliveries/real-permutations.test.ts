import { expect, test } from "vitest";
import type { Change } from "#app/domain/orders/change.ts";
import { canonicalText } from "#app/domain/orders/compare-facts.ts";
import { foldChange } from "#app/domain/orders/fold-order.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { interpret, subscribedTopics } from "#app/pipeline/topics.ts";
import { permutationsOf } from "#tests/domain/orders/build-life.ts";
import { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import type { WebhookRequest } from "#tests/sandbox/webhooks/delivery.ts";
import { createVirtualScheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { credentials, subscribeTo } from "#tests/scenarios/stage/install-app.ts";
import { installApp } from "#tests/sandbox/oauth/install-app.ts";
import { makeBareWorld } from "#tests/scenarios/stage/make-bare-world.ts";
import { openShop } from "#tests/scenarios/stage/open-shop.ts";
import { captureDeliveries } from "./captured-deliveries.ts";
import { planLives } from "./plan-lives.ts";

/** The seven webhooks of a life: the first of its topic, of updates the one that brings the note. */
const SEVEN = [
  "orders/create",
  "orders/paid",
  "orders/updated",
  "orders/edited",
  "refunds/create",
  "fulfillments/create",
  "orders/cancelled",
];

/** What the sandbox tells of one order that lives through everything. */
async function tellLife(): Promise<WebhookRequest[]> {
  const scheduler = createVirtualScheduler(new Date("2026-11-20T08:00:00.000Z"));
  const app = { ...credentials, url: "http://127.0.0.1:1", subscriptions: subscribeTo(Object.keys(subscribedTopics)) };
  const world = makeBareWorld({ clock: () => scheduler.clock(), seed: 3, app });
  const staged = openShop(
    world,
    { domain: "life.myshopify.com", currency: "EUR" },
    ["Hamburg"],
    [{ title: "mug", priceMinor: 1999, policy: "DENY", units: { Hamburg: 40 } }],
  );
  installApp(world, staged.shop, credentials.apiKey, ["read_orders", "read_fulfillments"]);
  const { transport, captured } = captureDeliveries();
  const engine = new DeliveryEngine({ world, scheduler, transport, seed: 4 });
  await scheduler.advance(planLives({ world, scheduler, staged, seed: 6, orders: 1, title: "mug" }) + 1_000);
  await engine.stop();
  return captured;
}

function meaningOf({ headers, body }: WebhookRequest): Change[] {
  const meaning = interpret(headers["X-Shopify-Topic"]!, body);
  if (!meaning.ok) throw new Error(meaning.reason);
  return meaning.changes;
}

test("all 5,040 orders of the seven webhooks that Shopify sends of an order's life end in the same facts", async () => {
  const told = await tellLife();
  const seven = SEVEN.map((topic) => {
    const ofTopic = told.filter(({ headers }) => headers["X-Shopify-Topic"] === topic);
    const request = topic === "orders/updated" ? ofTopic.find(({ body }) => body.includes("Ring twice")) : ofTopic[0];
    if (!request) throw new Error(`The sandbox tells nothing of ${topic}.`);
    return meaningOf(request);
  });
  const ends = new Set<string>();
  let count = 0;
  for (const deliveries of permutationsOf(seven)) {
    let facts: OrderFacts | null = null;
    let updatedAt = "";
    for (const change of deliveries.flat()) {
      facts = foldChange(facts, change).facts;
      if (facts !== null && facts.updatedAt < updatedAt)
        expect.fail(`went back from ${updatedAt} to ${facts.updatedAt}`);
      updatedAt = facts?.updatedAt ?? updatedAt;
    }
    ends.add(canonicalText(facts));
    count += 1;
  }
  expect(count).toBe(5040);
  expect(ends.size, "ways in which it ends").toBe(1);
  const [end] = [...ends].map((text) => JSON.parse(text) as OrderFacts);
  expect(end).toMatchObject({ note: "Ring twice, 0", financialStatus: "partially_refunded" });
  expect(end!.refunds.length).toBeGreaterThan(0);
  expect(end!.cancelledAt).not.toBeNull();
});
