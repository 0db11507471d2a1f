import { cancelOrder } from "#tests/sandbox/commerce/cancel-order.ts";
import type { Checkout } from "#tests/sandbox/commerce/checkout/checkout.ts";
import { fulfill } from "#tests/sandbox/commerce/fulfill.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { refundOrder } from "#tests/sandbox/commerce/refund-order.ts";
import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import { nextPersonIn } from "#tests/sandbox/merchant/shopper-address.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { findShelfEmpty } from "#tests/scenarios/stage/empty-shelf.ts";
import type { Stage } from "#tests/scenarios/stage/stage.ts";
import { installOn } from "#tests/scenarios/stage/install-app.ts";
import { openShop, type StagedShop } from "#tests/scenarios/stage/open-shop.ts";

const staff: Actor = { kind: "staff", staffMemberId: null };

/** One order for each thing that an auditor must be able to judge. */
export type SmallDay = Record<
  "plain" | "held" | "refunded" | "moved" | "oversold" | "sent" | "cancelled" | "test" | "watched",
  Order
>;

const CITIES = ["Hamburg", "Berlin"];

/** A shop in Act and one in Watch, nine orders, and everything at rest again. */
export async function liveSmallDay(stage: Stage): Promise<SmallDay> {
  const { world, owner } = stage;
  const acting = openShop(world, { domain: "acting.myshopify.com", currency: "EUR" }, CITIES, [
    { title: "mug", priceMinor: 1999, policy: "DENY", units: { Hamburg: 40, Berlin: 40 } },
    { title: "lamp", priceMinor: 4999, policy: "DENY", units: { Hamburg: 5, Berlin: 5 } },
    { title: "rarity", priceMinor: 999, policy: "CONTINUE", units: { Hamburg: 1 } },
  ]);
  const watching = openShop(world, { domain: "watching.myshopify.com", currency: "EUR" }, CITIES, [
    { title: "mug", priceMinor: 1999, policy: "DENY", units: { Hamburg: 40 } },
  ]);
  await installOn(owner, world, acting.shop, "act");
  await installOn(owner, world, watching.shop, "watch");
  await stage.live(5_000);
  const order = (shop: StagedShop, title: string, quantity: number, parts: Partial<Checkout> = {}) =>
    buy(world, shop, title, quantity, parts);
  const address = { ...nextPersonIn(world.random, cityOf("Hamburg")), zip: null };
  const day: SmallDay = {
    plain: order(acting, "mug", 2),
    held: order(acting, "mug", 1, { shippingAddress: address }),
    refunded: order(acting, "mug", 3),
    moved: order(acting, "lamp", 1),
    oversold: order(acting, "rarity", 3),
    sent: order(acting, "mug", 1),
    cancelled: order(acting, "mug", 1),
    test: order(acting, "mug", 1, { isTest: true }),
    watched: order(watching, "mug", 1, { shippingAddress: address }),
  };
  findShelfEmpty(world, acting.shop, day.moved);
  await stage.live(20_000);
  const line = { lineItemId: day.refunded.lineItems[0]!.id, quantity: 1, restockType: "CANCEL" as const };
  refundOrder(world, acting.shop, day.refunded, { lines: [line] }, staff);
  const work = { fulfillmentOrders: [{ id: day.sent.fulfillmentOrderIds[0]! }], notifyCustomer: true };
  fulfill(world, acting.shop, work, staff);
  cancelOrder(world, acting.shop, day.cancelled, { reason: "CUSTOMER", restock: true, refund: true }, staff);
  if (!(await stage.untilQuiet(3_600_000))) throw new Error("The small day does not come to rest.");
  return day;
}

function buy(
  world: World,
  { shop, variantByTitle }: StagedShop,
  title: string,
  quantity: number,
  parts: Partial<Checkout>,
): Order {
  const placement = placeOrder(world, shop, {
    lines: [{ variantId: variantByTitle.get(title)!.id, quantity }],
    delivery: { kind: "shipping" },
    shipping: { title: "Standard", code: "standard", priceMinor: 490, minDays: 2, maxDays: 4 },
    payment: { kind: "paid", gateway: "shopify_payments" },
    shippingAddress: nextPersonIn(world.random, cityOf("Hamburg")),
    email: `buyer-${shop.nextOrderNumber}@example.com`,
    ...parts,
  });
  if (placement.outcome === "refused") throw new Error(`The small day has too few of ${title}.`);
  return placement.order;
}
