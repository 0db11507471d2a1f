import { beforeAll, expect, test } from "vitest";
import { orderDetail } from "#tests/sandbox/admin/order-detail.ts";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { actOnOrder, possibleActs } from "#tests/sandbox/merchant/follow-ups.ts";
import type { World } from "#tests/sandbox/state.ts";
import { parseAmount } from "#tests/sandbox/state/money.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { describeOrder } from "./describe-order.ts";

let world: World;

beforeAll(() => {
  const app = { apiKey: "key", secret: "secret", url: "http://127.0.0.1:1", title: "Switchyard", subscriptions: [] };
  world = createMerchantWorld({ clock: () => new Date("2026-11-23T10:00:00Z"), seed: 7, app });
});

test("the sums shown between the lines and the total add up to the total, for every order of the history", () => {
  const orders = everyOrder();
  expect(orders.length).toBeGreaterThan(50);
  for (const { shop, order } of orders) {
    const { totals, total, name } = describeOrder(world, shop, order);
    const minor = (text: string): number => parseAmount(text.split(" ")[0] ?? "", order.presentmentCurrency) ?? NaN;
    const added = totals.filter(({ label }) => !label.includes("included"));
    expect([name, added.reduce((sum, { amount }) => sum + minor(amount), 0)]).toEqual([name, minor(total)]);
  }
});

test("every order of the history has the shape that the pages are given, and names somebody else than its buyer", () => {
  for (const { shop, order } of everyOrder()) {
    const detail = orderDetail.parse(describeOrder(world, shop, order));
    expect(detail.anotherCustomer?.id).not.toBe(detail.customer?.id);
    expect(detail.anotherCustomer).not.toBeNull();
  }
});

test("what staff does to an order stands in its timeline, the latest first", () => {
  const { shop, order } = everyOrder().find((each) => possibleActs(each.shop, each.order).includes("hold"))!;
  actOnOrder(world, shop, order, "hold", world.random);
  const { timeline, fulfillmentOrders } = describeOrder(world, shop, order);
  expect(timeline[0]?.text).toMatch(/hold.*by staff/i);
  expect(timeline.at(-1)?.text).toBe("Order placed, by the shopper");
  expect(fulfillmentOrders.flatMap(({ holds }) => holds)).toEqual([
    { reason: "OTHER", note: "Call the customer first", heldBy: "staff" },
  ]);
});

function everyOrder(): { shop: Shop; order: Order }[] {
  return [...world.shops.values()].flatMap((shop) => [...shop.orders.values()].map((order) => ({ shop, order })));
}
