import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import { nextPersonIn } from "#tests/sandbox/merchant/shopper-address.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { StagedShop } from "#tests/scenarios/stage/open-shop.ts";

/** Somebody who never came before buys these units of one article, to be sent to the city. */
export function buy(
  world: World,
  { shop, variantByTitle }: StagedShop,
  { title, units, city }: { title: string; units: number; city: string },
): Order {
  const variant = variantByTitle.get(title);
  if (!variant) throw new Error(`Nobody sells ${title}.`);
  const placement = placeOrder(world, shop, {
    lines: [{ variantId: variant.id, quantity: units }],
    delivery: { kind: "shipping" },
    shipping: { title: "Standard", code: "standard", priceMinor: 490, minDays: 2, maxDays: 4 },
    payment: { kind: "paid", gateway: "shopify_payments" },
    shippingAddress: nextPersonIn(world.random, cityOf(city)),
    email: `buyer-${shop.nextOrderNumber}@example.com`,
  });
  if (placement.outcome === "refused") throw new Error(`${title} is not sold beyond what is there.`);
  return placement.order;
}
