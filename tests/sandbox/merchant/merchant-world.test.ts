import { expect, test } from "vitest";
import { brokenMoneyLaws, brokenStockLaws } from "#tests/sandbox/commerce/laws/check-laws.ts";
import { openTestMarket } from "#tests/sandbox/commerce/test-market.ts";
import { createVirtualScheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import { createMerchantWorld } from "./create-merchant-world.ts";
import { drawCheckout } from "./draw-checkout.ts";
import { oddityNames } from "./oddities.ts";
import { winterWalkerComponents } from "./outdoor-range.ts";
import { variantOfSku } from "./add-products.ts";
import { Traffic } from "./traffic.ts";
import { roughMix } from "./traffic-mix.ts";

const app = { apiKey: "key", secret: "secret", url: "https://app.example" };

function createWorldAt(text: string) {
  return createMerchantWorld({ clock: () => new Date(text), seed: 7, app });
}

test("the first shop has six locations in two continents and eighty variants of every kind", () => {
  const [shop] = createWorldAt("2026-11-22T12:00:00Z").shops.values();
  if (!shop) throw new Error("There is a shop.");
  const countries = [...shop.locations.values()].map(({ address }) => address.countryCode);
  expect(countries).toEqual(["DE", "FR", "IT", "US", "US", "CA"]);
  expect(shop.variants.size).toBe(80);
  expect([...shop.products.values()].filter(({ isBundle }) => isBundle)).toHaveLength(2);
  const units = (sku: string) =>
    (shop.levelsByItem.get(variantOfSku(shop, sku).inventoryItemId) ?? []).map(
      (level) => level.quantities.available.quantity,
    );
  expect(units("BOOT-45").every((count) => count === 0)).toBe(true);
  expect(Math.max(...units("AID"))).toBeLessThanOrEqual(3);
  expect(
    Object.values(winterWalkerComponents)
      .flat()
      .every((sku) => variantOfSku(shop, sku).sku === sku),
  ).toBe(true);
});

test("the world has a past: orders of two months, most of them sent, and every law holds", () => {
  const world = createWorldAt("2026-11-22T12:00:00Z");
  expect([...world.shops.keys()]).toEqual([
    "harbour-and-pine.myshopify.com",
    "atelier-nord.myshopify.com",
    "mesa-paper.myshopify.com",
  ]);
  for (const shop of world.shops.values()) {
    const orders = [...shop.orders.values()];
    expect(orders.length).toBeGreaterThan(24);
    expect(orders.filter((order) => order.fulfillmentIds.length > 0).length).toBeGreaterThan(orders.length / 2);
    expect(orders.flatMap(brokenMoneyLaws)).toEqual([]);
    expect(brokenStockLaws(shop)).toEqual([]);
    expect(
      orders.every(({ createdAt, updatedAt }) => createdAt <= updatedAt && updatedAt <= "2026-11-22T12:00:00Z"),
    ).toBe(true);
  }
});

test("the same clock and seed make the same world", () => {
  const text = (): string =>
    JSON.stringify([...createWorldAt("2026-11-22T12:00:00Z").shops.values()].map((shop) => [...shop.orders.values()]));
  expect(text()).toBe(text());
});

test.each(oddityNames)("a checkout can be asked to be %s", (oddity) => {
  const { world, shop } = openTestMarket();
  const plain = drawCheckout(world, shop, { state: 9 }, { countryCode: "DE", customerId: "none" });
  const first = drawCheckout(world, shop, { state: 9 }, { countryCode: "DE", customerId: "none", oddities: ["test"] });
  expect(first.isTest).toBe(true);
  const odd = drawCheckout(world, shop, { state: 9 }, { countryCode: "DE", customerId: "none", oddities: [oddity] });
  // Without an earlier order there is nothing to repeat.
  if (oddity === "duplicate") expect(odd.lines).toEqual(plain.lines);
  else expect({ ...odd, customerId: null, email: null }).not.toEqual({ ...plain, customerId: null, email: null });
});

test("a thousand orders of rough traffic have a tenth of everything that makes work", async () => {
  const scheduler = createVirtualScheduler(new Date("2026-11-22T12:00:00Z"));
  const world = createMerchantWorld({ clock: scheduler.clock, seed: 3, app, stockFactor: 20, historyOrders: 0 });
  const [shop] = world.shops.values();
  if (!shop) throw new Error("There is a shop.");
  const traffic = new Traffic({ world, scheduler, seed: 4, mix: roughMix });
  traffic.burst(shop.domain, 1000, 600_000);
  await scheduler.runUntilIdle(4 * 3_600_000);
  const { placed, split, soldOut, edit, refund, hold } = traffic.counts;
  expect(placed).toBe(1000);
  for (const count of [split, edit, refund, hold, soldOut]) expect(count).toBeGreaterThanOrEqual(100);
  expect([...shop.orders.values()].flatMap(brokenMoneyLaws)).toEqual([]);
  expect(brokenStockLaws(shop)).toEqual([]);
});

test("a shop comes at its pace until it is paused", async () => {
  const { world, shop, scheduler } = openTestMarket();
  const traffic = new Traffic({ world, scheduler, seed: 1 });
  traffic.setPace(shop.domain, 10_000);
  await scheduler.advance(600_000);
  expect(traffic.counts.placed).toBeGreaterThan(45);
  expect(traffic.counts.placed).toBeLessThan(75);
  traffic.setPace(shop.domain, null);
  const before = traffic.counts.placed;
  await scheduler.advance(600_000);
  expect(traffic.counts.placed).toBe(before);
});
