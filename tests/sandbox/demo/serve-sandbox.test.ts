import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openTestMarket } from "#tests/sandbox/commerce/test-market.ts";
import { Traffic } from "#tests/sandbox/merchant/traffic.ts";
import { createRandom } from "#tests/sandbox/state/random.ts";
import { DeliveryEngine } from "#tests/sandbox/webhooks/deliver.ts";
import { HappeningsFeed } from "./panel-api/happenings-feed.ts";
import { serveSandbox } from "./serve-sandbox.ts";

let close: (() => void) | undefined;
afterEach(() => close?.());

async function serve() {
  const market = openTestMarket();
  const { world, scheduler, shop } = market;
  const deliveries = new DeliveryEngine({ world, scheduler, transport: async () => 200 });
  const traffic = new Traffic({ world, scheduler, seed: 1 });
  const feed = new HappeningsFeed(world);
  let changes = 0;
  const context = { world, traffic, deliveries, feed, random: createRandom(2), apiKey: "test-key" };
  const server = serveSandbox(context, () => (changes += 1));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  close = () => server.close();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const post = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const answer = await fetch(url + path, { headers: { connection: "close", ...headers }, ...post });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  const panel = (path: string, body?: unknown) => ask(`/panel/${shop.domain}/${path}`, body);
  return { ...market, deliveries, traffic, ask, panel, changes: () => changes };
}

test("a newcomer places an order, ships it, and is told why it cannot be cancelled any more", async () => {
  const { shop, panel, changes } = await serve();
  const [variant] = shop.variants.values();
  const placed = await panel("orders", {
    lines: [{ variantId: variant?.id, quantity: 2 }],
    countryCode: "FR",
    payment: "authorized",
  });
  expect(placed).toEqual({ status: 200, body: { name: "#1001" } });
  const [order] = shop.orders.values();
  expect([order?.shippingAddress?.countryCode, order?.lineItems[0]?.quantity]).toEqual(["FR", 2]);
  expect((await panel(`orders/${order?.id}/fulfill`, {})).status).toBe(200);
  expect(await panel(`orders/${order?.id}/cancel`, {})).toEqual({
    status: 400,
    body: { error: "#1001 cannot be cancelled: some of it was sent already." },
  });
  expect(changes()).toBe(3);
});

test("what cannot be sold or understood is said in a sentence", async () => {
  const { shop, panel } = await serve();
  const soldOut = [...shop.variants.values()].find(({ sku }) => sku === "BOOT-45");
  const refused = await panel("orders", { lines: [{ variantId: soldOut?.id, quantity: 1 }] });
  expect(refused).toEqual({ status: 400, body: { error: "Hiking Boot is sold out (0 left)." } });
  expect((await panel("burst", { count: 0 })).status).toBe(400);
  expect((await panel("dance", {})).status).toBe(400);
  expect(shop.orders.size).toBe(0);
});

test("faults are switched in per cent and seconds, and the pace in words", async () => {
  const { panel, deliveries, traffic, shop } = await serve();
  await panel("faults", { duplicates: 20, disorder: 10, delaySeconds: 2, loss: 5 });
  expect(deliveries.faults).toMatchObject({
    duplicatesSameId: 0.1,
    duplicatesNewId: 0.1,
    disorder: 0.1,
    delayMs: 2000,
    loss: 0.05,
  });
  expect((await panel("faults")).body).toEqual({ duplicates: 20, disorder: 10, delaySeconds: 2, loss: 5 });
  expect((await panel("pace", { pace: "fast" })).body).toEqual({ pace: "fast" });
  expect(traffic.paceOf(shop.domain)).toBe(3000);
  expect((await panel("pace", { pace: "paused" })).body).toEqual({ pace: "paused" });
});

test("a merchant installs the app, widens its scopes and throws it out again", async () => {
  const { ask, panel, shop } = await serve();
  await panel("install", { scopes: ["read_orders"] });
  await panel("scopes", { grant: ["write_orders"] });
  const shops = (await ask("/panel/shops")).body as { domain: string; scopes: string[] }[];
  expect(shops.find(({ domain }) => domain === shop.domain)?.scopes).toEqual(["read_orders", "write_orders"]);
  await panel("uninstall", {});
  expect(shop.installations.get("test-key")?.uninstalledAt).not.toBeNull();
});

test("a request that bears a shop in its header is a call to that shop's admin", async () => {
  const { ask, shop } = await serve();
  const headers = { "x-sandbox-shop": shop.domain, "x-shopify-access-token": "nobody's" };
  const answer = await ask("/admin/api/2026-10/graphql.json", { query: "{ shop { name } }" }, headers);
  expect(answer.status).toBe(401);
  expect((await ask("/healthz")).body).toEqual({ status: "ok" });
});
