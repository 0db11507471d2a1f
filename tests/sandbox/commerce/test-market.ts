import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { World } from "#tests/sandbox/state.ts";
import { findLevel } from "#tests/sandbox/state/shop.ts";
import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { variantOfSku } from "#tests/sandbox/merchant/add-products.ts";
import { nextPersonIn } from "#tests/sandbox/merchant/shopper-address.ts";
import { createVirtualScheduler, type VirtualScheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import type { Checkout } from "./checkout/checkout.ts";
import { placeOrder } from "./place-order.ts";

/** A world for tests of the sandbox itself: the merchant's shops without a past, and a clock that stands still. */
export type TestMarket = { world: World; shop: Shop; scheduler: VirtualScheduler };

export function openTestMarket(options: { seed?: number; stockFactor?: number } = {}): TestMarket {
  const scheduler = createVirtualScheduler(new Date("2026-11-22T12:00:00Z"));
  const world = createMerchantWorld({
    clock: scheduler.clock,
    seed: options.seed ?? 1,
    stockFactor: options.stockFactor ?? 1,
    historyOrders: 0,
    app: { apiKey: "test-key", secret: "test-secret", url: "https://app.example" },
  });
  const [shop] = world.shops.values();
  if (!shop) throw new Error("The merchant world has no shop.");
  return { world, shop, scheduler };
}

/** A plain checkout of some SKUs: shipped for 4.90 to a person in the city, paid by card. */
export function checkoutOf(
  { world, shop }: TestMarket,
  cart: Record<string, number>,
  parts: Partial<Checkout> & { city?: string } = {},
): Checkout {
  const { city = "Hamburg", ...rest } = parts;
  return {
    lines: Object.entries(cart).map(([sku, quantity]) => ({ variantId: variantOfSku(shop, sku).id, quantity })),
    delivery: { kind: "shipping" },
    shipping: { title: "Standard", code: "standard", priceMinor: 490, minDays: 2, maxDays: 4 },
    payment: { kind: "paid", gateway: "shopify_payments" },
    shippingAddress: nextPersonIn(world.random, cityOf(city)),
    email: "shopper@example.com",
    ...rest,
  };
}

/** Places it; a refusal fails the test. */
export function buy(
  market: TestMarket,
  cart: Record<string, number>,
  parts: Partial<Checkout> & { city?: string } = {},
): Order {
  const placement = placeOrder(market.world, market.shop, checkoutOf(market, cart, parts));
  if (placement.outcome === "refused") throw new Error(`Refused: ${JSON.stringify(placement.reasons)}`);
  return placement.order;
}

/** Units of a SKU at a location of that name in one state. */
export function unitsAt(
  { shop }: TestMarket,
  sku: string,
  locationName: string,
  state: "available" | "committed",
): number {
  const location = [...shop.locations.values()].find(({ name }) => name.startsWith(locationName));
  const level = location ? findLevel(shop, variantOfSku(shop, sku).inventoryItemId, location.id) : undefined;
  return level?.quantities[state].quantity ?? 0;
}
