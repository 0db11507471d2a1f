import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { buy, openTestMarket, type TestMarket } from "#tests/sandbox/commerce/test-market.ts";
import { annotateOrder } from "#tests/sandbox/commerce/change-order.ts";
import { plans, type Installation } from "#tests/sandbox/state/shop.ts";
import type { Topic } from "#tests/sandbox/state/happenings.ts";
import { DeliveryEngine } from "./deliver.ts";
import { retryDelaysMs, type Answer, type WebhookRequest } from "./delivery.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";

const staff = { kind: "staff", staffMemberId: null } as const;

type Post = TestMarket & { engine: DeliveryEngine; requests: (WebhookRequest & { atMs: number })[] };

/** A market whose first shop has the app, subscribed to the topics; `answer` is what the app says to each request. */
function openPost(
  topics: Topic[],
  answer: (count: number) => Answer | Promise<Answer>,
  faults: Partial<DeliveryFaults> = {},
): Post {
  const market = openTestMarket();
  const { world, shop, scheduler } = market;
  const app = world.apps.get("test-key");
  if (!app) throw new Error("The app is registered.");
  app.subscriptions = topics.map((topic) => ({ topic, uri: "/webhooks", filter: null, includeFields: [], name: null }));
  const installation: Installation = {
    id: "1",
    apiKey: app.apiKey,
    scopes: [],
    installedAt: "2026-11-01T00:00:00Z",
    uninstalledAt: null,
    accessTokens: new Map(),
    refreshTokens: new Map(),
    bucket: { available: plans.BASIC.bucketSize, asOfMs: 0 },
  };
  shop.installations.set(app.apiKey, installation);
  const requests: Post["requests"] = [];
  const transport = async (request: WebhookRequest): Promise<Answer> => {
    requests.push({ ...request, atMs: scheduler.nowMs() });
    return answer(requests.length);
  };
  const engine = new DeliveryEngine({ world, scheduler, transport, seed: 1, faults });
  return { ...market, engine, requests };
}

const idsOf = (post: Post): (string | undefined)[] =>
  post.requests.map(({ headers }) => headers["X-Shopify-Webhook-Id"]);

test("a webhook is signed over its raw bytes and bears the platform's headers", async () => {
  const post = openPost(["orders/create"], () => 200);
  const order = buy(post, { POTS: 1 }, { note: "Grüße 🌻 <script>" });
  await post.scheduler.advance(1);
  const [request] = post.requests;
  if (!request) throw new Error("There is a request.");
  const signature = createHmac("sha256", "test-secret").update(request.body).digest("base64");
  expect(request.headers).toMatchObject({
    "X-Shopify-Hmac-Sha256": signature,
    "X-Shopify-Topic": "orders/create",
    "X-Shopify-Shop-Domain": "harbour-and-pine.myshopify.com",
    "X-Shopify-API-Version": "2026-10",
    "X-Shopify-Triggered-At": "2026-11-22T12:00:00.000Z",
  });
  expect(request.url).toBe("https://app.example/webhooks");
  expect(request.body.toString("utf8")).toContain(`"id":${order.id},`);
  expect(BigInt(order.id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
});

test("retries bear the same id and the original payload, whatever became of the order meanwhile", async () => {
  const post = openPost(["orders/create"], (count) => (count < 4 ? 503 : 200));
  const order = buy(post, { POTS: 1 });
  await post.scheduler.advance(1);
  annotateOrder(post.world, post.shop, order, { note: "changed" }, staff);
  await post.scheduler.runUntilIdle(4 * 3_600_000);
  expect(new Set(idsOf(post)).size).toBe(1);
  expect(new Set(post.requests.map(({ body }) => body.toString("base64"))).size).toBe(1);
  expect(post.requests.map(({ atMs }) => atMs - (post.requests[0]?.atMs ?? 0))).toEqual([0, 60_000, 180_000, 420_000]);
  expect(post.engine.state.log.map(({ outcome }) => outcome)).toEqual(["retry", "retry", "retry", "acknowledged"]);
});

test("after eight retries within four hours a webhook is given up", async () => {
  const post = openPost(["orders/create"], () => "no answer");
  buy(post, { POTS: 1 });
  await post.scheduler.runUntilIdle(24 * 3_600_000);
  expect(post.requests).toHaveLength(9);
  expect(retryDelaysMs.reduce((sum, delay) => sum + delay, 0)).toBe(4 * 3_600_000);
  expect(post.engine.state.log.at(-1)).toMatchObject({ outcome: "given up", attempt: 9, answer: "no answer" });
  expect(post.engine.state.open.size).toBe(0);
});

test("an answer that gets lost makes the app see the same webhook again", async () => {
  const post = openPost(["orders/create"], () => 200, { lostAnswers: 1 });
  buy(post, { POTS: 1 });
  await post.scheduler.advance(1);
  post.engine.faults.lostAnswers = 0;
  await post.scheduler.runUntilIdle(3_600_000);
  expect(idsOf(post)).toHaveLength(2);
  expect(new Set(idsOf(post)).size).toBe(1);
});

test("duplicates come with the same or with another id, of one event, and lost ones never come", async () => {
  const same = openPost(["orders/create"], () => 200, { duplicatesSameId: 1 });
  buy(same, { POTS: 1 });
  await same.scheduler.runUntilIdle(60_000);
  expect([idsOf(same).length, new Set(idsOf(same)).size]).toEqual([2, 1]);
  const other = openPost(["orders/create"], () => 200, { duplicatesNewId: 1 });
  buy(other, { POTS: 1 });
  await other.scheduler.runUntilIdle(60_000);
  expect([idsOf(other).length, new Set(idsOf(other)).size]).toEqual([2, 2]);
  expect(new Set(other.requests.map(({ headers }) => headers["X-Shopify-Event-Id"])).size).toBe(1);
  const lost = openPost(["orders/create"], () => 200, { loss: 1 });
  buy(lost, { POTS: 1 });
  await lost.scheduler.runUntilIdle(24 * 3_600_000);
  expect(lost.requests).toEqual([]);
  expect(lost.engine.state.log).toMatchObject([{ outcome: "lost", attempt: 0 }]);
});

test("disorder lets later webhooks overtake, and the same seed overtakes the same ones", async () => {
  const play = async (): Promise<string[]> => {
    const post = openPost(["orders/create", "orders/updated"], () => 200, { disorder: 0.5, disorderMs: 10_000 });
    const order = buy(post, { POTS: 1 });
    for (const note of ["a", "b", "c", "d", "e", "f"]) {
      await post.scheduler.advance(1000);
      annotateOrder(post.world, post.shop, order, { note }, staff);
    }
    await post.scheduler.runUntilIdle(60_000);
    return post.requests.map(({ body }) => (JSON.parse(body.toString()) as { note: string | null }).note ?? "-");
  };
  const first = await play();
  expect([...first].sort()).toEqual(["-", "a", "b", "c", "d", "e", "f"]);
  expect(first).not.toEqual([...first].sort());
  expect(await play()).toEqual(first);
});

test("no more requests are under way at one time than allowed", async () => {
  let underWay = 0;
  let most = 0;
  const post = openPost(["inventory_levels/update", "orders/create"], async () => {
    most = Math.max(most, (underWay += 1));
    await Promise.resolve();
    underWay -= 1;
    return 200;
  });
  for (let count = 0; count < 40; count += 1) buy(post, { "SOCK-36-38": 1 });
  await post.scheduler.runUntilIdle(1000);
  expect([post.requests.length, most]).toEqual([80, 20]);
});

test("only an installed app hears of a shop, but an uninstalled one still gets the compliance topics", async () => {
  const post = openPost(["orders/create", "customers/redact", "app/uninstalled"], () => 200);
  const { world, shop } = post;
  const installation = shop.installations.get("test-key");
  if (!installation) throw new Error("The app is installed.");
  installation.uninstalledAt = "2026-11-22T12:00:00Z";
  buy(post, { POTS: 1 });
  const [customer] = shop.customers.values();
  if (!customer) throw new Error("There is a customer.");
  for (const listener of world.listeners) {
    listener(shop, { topic: "app/uninstalled", subject: { installation } }, staff);
    listener(shop, { topic: "customers/redact", subject: { customer, orderIds: [] } }, staff);
  }
  await post.scheduler.advance(1);
  expect(post.requests.map(({ headers }) => headers["X-Shopify-Topic"])).toEqual([
    "app/uninstalled",
    "customers/redact",
  ]);
});

test("what is open when the engine stops is sent by the next one", async () => {
  const post = openPost(["orders/create"], () => 500);
  buy(post, { POTS: 1 });
  await post.scheduler.advance(1);
  await post.engine.stop();
  const bodies: string[] = [];
  const transport = async ({ body }: WebhookRequest): Promise<Answer> => {
    bodies.push(body.toString());
    return 200;
  };
  const next = new DeliveryEngine({ ...post, transport, seed: 2, state: structuredClone(post.engine.state) });
  await post.scheduler.runUntilIdle(3_600_000);
  expect(bodies).toEqual([post.requests[0]?.body.toString()]);
  expect(next.state.open.size).toBe(0);
});

test("nothing is sent while the engine is paused, and everything afterwards", async () => {
  const post = openPost(["orders/create"], () => 200);
  post.engine.pause();
  buy(post, { POTS: 1 });
  buy(post, { STOVE: 1 });
  await post.scheduler.advance(60_000);
  expect(post.requests).toEqual([]);
  post.engine.resume();
  await post.engine.idle();
  expect(post.requests).toHaveLength(2);
});
