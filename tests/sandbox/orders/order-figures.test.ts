import { expect, test } from "vitest";
import { buy, openTestMarket } from "#tests/sandbox/commerce/test-market.ts";
import { fulfill } from "#tests/sandbox/commerce/fulfill.ts";
import { cancelOrder } from "#tests/sandbox/commerce/cancel-order.ts";
import { capturePayment } from "#tests/sandbox/commerce/capture-payment.ts";
import { refundOrder } from "#tests/sandbox/commerce/refund-order.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { displayFulfillmentStatus, fulfillmentOrdersOf } from "./order-fulfillment.ts";
import { financialStatus, netPayment, totalOutstanding } from "./order-payments.ts";
import { currentTotals, orderedTotals } from "./order-totals.ts";

const staff: Actor = { kind: "staff", staffMemberId: null };
const now = "2026-11-22T12:00:00Z";

test("a paid order owes nothing, and its parts make up its total", () => {
  const market = openTestMarket();
  const order = buy(market, { STOVE: 2 });
  const { subtotal, shipping, total, tax } = orderedTotals(order);
  expect(total.presentmentMinor).toBe(subtotal.presentmentMinor + shipping.presentmentMinor);
  expect(tax.presentmentMinor).toBeGreaterThan(0);
  expect(totalOutstanding(order)).toEqual({ shopMinor: 0, presentmentMinor: 0 });
  expect(financialStatus(order, now)).toBe("PAID");
});

test("an authorisation is no payment, and it expires", () => {
  const market = openTestMarket();
  const order = buy(market, { STOVE: 1 }, { payment: { kind: "authorized", gateway: "shopify_payments" } });
  expect([financialStatus(order, now), netPayment(order).shopMinor]).toEqual(["AUTHORIZED", 0]);
  expect(financialStatus(order, "2026-12-22T12:00:00Z")).toBe("EXPIRED");
  capturePayment(market.world, market.shop, order, {}, staff);
  expect(financialStatus(order, now)).toBe("PAID");
});

test("goodwill lowers what was paid, not what the order comes to", () => {
  const market = openTestMarket();
  const order = buy(market, { STOVE: 1 });
  const before = currentTotals(order).total;
  const amount = { shopMinor: 500, presentmentMinor: 500 };
  refundOrder(market.world, market.shop, order, { lines: [], transactions: [{ amount }] }, staff);
  expect(currentTotals(order).total).toEqual(before);
  expect(totalOutstanding(order).presentmentMinor).toBe(0);
  expect(financialStatus(order, now)).toBe("PARTIALLY_REFUNDED");
});

test("a cancelled order comes to nothing", () => {
  const market = openTestMarket();
  const order = buy(market, { STOVE: 1 });
  cancelOrder(market.world, market.shop, order, { reason: "CUSTOMER", restock: true, refund: true }, staff);
  expect(currentTotals(order).total.presentmentMinor).toBe(0);
  expect(financialStatus(order, now)).toBe("REFUNDED");
});

test("the fulfillment status follows the work: open, partly sent, sent", () => {
  const market = openTestMarket();
  const { world, shop } = market;
  const order = buy(market, { STOVE: 2 });
  const [work] = fulfillmentOrdersOf(shop, order);
  if (!work) throw new Error("The order has no work.");
  expect(displayFulfillmentStatus(shop, order)).toBe("UNFULFILLED");
  work.status = "ON_HOLD";
  expect(displayFulfillmentStatus(shop, order)).toBe("ON_HOLD");
  work.status = "OPEN";
  const send = (quantity: number) =>
    fulfill(
      world,
      shop,
      { fulfillmentOrders: [{ id: work.id, lines: [{ id: work.lines[0]?.id ?? "", quantity }] }] },
      staff,
    );
  send(1);
  expect(displayFulfillmentStatus(shop, order)).toBe("PARTIALLY_FULFILLED");
  send(1);
  expect(displayFulfillmentStatus(shop, order)).toBe("FULFILLED");
});
