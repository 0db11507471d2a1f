import { cancelOrder } from "#tests/sandbox/commerce/cancel-order.ts";
import { markAsPaid } from "#tests/sandbox/commerce/capture-payment.ts";
import { annotateOrder } from "#tests/sandbox/commerce/change-order.ts";
import { editOrder } from "#tests/sandbox/commerce/edit-order.ts";
import { fulfill } from "#tests/sandbox/commerce/fulfill.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { refundOrder } from "#tests/sandbox/commerce/refund-order.ts";
import { cancelFulfillment } from "#tests/sandbox/commerce/track-fulfillment.ts";
import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import { nextPersonIn } from "#tests/sandbox/merchant/shopper-address.ts";
import { activeFulfillmentOrdersOf, fulfillmentsOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { createRandom, nextInteger } from "#tests/sandbox/state/random.ts";
import type { Scheduler } from "#tests/sandbox/webhooks/scheduler.ts";
import type { StagedShop } from "#tests/scenarios/stage/open-shop.ts";

const staff: Actor = { kind: "staff", staffMemberId: null };

/** Between two acts; some fall into the same second. */
const PAUSE_MS = [200, 6_000] as const;
const ORDER_EVERY_MS = 1_000;

export type LivesPlan = {
  world: World;
  scheduler: Scheduler;
  staged: StagedShop;
  seed: number;
  orders: number;
  /** The article that everybody buys three of. */
  title: string;
};

/**
 * Plans orders that each live through everything: placed unpaid, paid, annotated, edited, refunded in part, sent, and then, every
 * other one, called back and cancelled. What happens when follows from the seed alone, whatever the app does meanwhile.
 *
 * @returns how long it takes until the last of them has ended.
 */
export function planLives({ world, scheduler, staged, seed, orders, title }: LivesPlan): number {
  const random = createRandom(seed);
  let lastMs = 0;
  for (let index = 0; index < orders; index += 1) {
    let order: Order;
    const acts: (() => void)[] = [
      () => (order = place(world, staged, title)),
      () => void markAsPaid(world, staged.shop, order, staff),
      () => annotateOrder(world, staged.shop, order, { note: `Ring twice, ${index}`, tags: ["gift"] }, staff),
      () => edit(world, staged, order),
      () => refundOne(world, staged, order),
      () => send(world, staged, order),
      ...(index % 2 === 0 ? [() => callBack(world, staged, order), () => cancel(world, staged, order)] : []),
    ];
    let atMs = index * ORDER_EVERY_MS;
    for (const act of acts) {
      scheduler.after(atMs, act);
      lastMs = Math.max(lastMs, atMs);
      atMs += nextInteger(random, ...PAUSE_MS);
    }
  }
  return lastMs;
}

function place(world: World, { shop, variantByTitle }: StagedShop, title: string): Order {
  const placement = placeOrder(world, shop, {
    lines: [{ variantId: variantByTitle.get(title)!.id, quantity: 3 }],
    delivery: { kind: "shipping" },
    shipping: { title: "Standard", code: "standard", priceMinor: 490, minDays: 2, maxDays: 4 },
    payment: { kind: "pending", gateway: "bank_deposit" },
    shippingAddress: nextPersonIn(world.random, cityOf("Hamburg")),
    email: `buyer-${shop.nextOrderNumber}@example.com`,
  });
  if (placement.outcome === "refused") throw new Error(`There are too few of ${title}.`);
  return placement.order;
}

function edit(world: World, { shop }: StagedShop, order: Order): void {
  const line = order.lineItems[0]!;
  editOrder(
    world,
    shop,
    order,
    { setQuantities: [{ lineItemId: line.id, quantity: line.currentQuantity - 1 }] },
    staff,
  );
}

function refundOne(world: World, { shop }: StagedShop, order: Order): void {
  const line = { lineItemId: order.lineItems[0]!.id, quantity: 1, restockType: "CANCEL" as const };
  refundOrder(world, shop, order, { note: "One too many", lines: [line] }, staff);
}

function send(world: World, { shop }: StagedShop, order: Order): void {
  const [work] = activeFulfillmentOrdersOf(shop, order);
  const tracking = { company: "DHL Express", numbers: [`JJD${order.id.slice(-6)}`], urls: [] };
  fulfill(world, shop, { fulfillmentOrders: [{ id: work!.id }], tracking, notifyCustomer: true }, staff);
}

function callBack(world: World, { shop }: StagedShop, order: Order): void {
  cancelFulfillment(world, shop, fulfillmentsOf(shop, order)[0]!, staff);
}

function cancel(world: World, { shop }: StagedShop, order: Order): void {
  cancelOrder(world, shop, order, { reason: "CUSTOMER", restock: true, refund: true }, staff);
}
