import { expect, test } from "vitest";
import { variantOfSku } from "#tests/sandbox/merchant/add-products.ts";
import { applyOddity, type Oddity } from "#tests/sandbox/merchant/oddities.ts";
import { drawCheckout } from "#tests/sandbox/merchant/draw-checkout.ts";
import { fulfillmentOrdersOf, fulfillmentsOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { financialStatus, totalOutstanding } from "#tests/sandbox/orders/order-payments.ts";
import { orderedTotals, orderTaxLines } from "#tests/sandbox/orders/order-totals.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { nowOf } from "#tests/sandbox/state.ts";
import { adjustStock } from "./adjust-stock.ts";
import { placeOrder } from "./place-order.ts";
import { buy, checkoutOf, openTestMarket, unitsAt, type TestMarket } from "./test-market.ts";

const staff = { kind: "staff", staffMemberId: null } as const;

/** The first shop's order with an oddity; its market is where the oddity makes sense. */
function buyOdd(market: TestMarket, oddity: Oddity, countryCode = "DE"): Order {
  const placement = placeOrder(
    market.world,
    market.shop,
    drawCheckout(market.world, market.shop, market.world.random, { countryCode, oddities: [oddity] }),
  );
  if (placement.outcome === "refused") throw new Error(`Refused: ${JSON.stringify(placement.reasons)}`);
  return placement.order;
}

function methodsOf({ shop }: TestMarket, order: Order): (string | undefined)[] {
  return fulfillmentOrdersOf(shop, order).map((work) => work.deliveryMethod?.methodType);
}

test("a sale moves units from available to committed where the order is assigned", () => {
  const market = openTestMarket();
  const before = unitsAt(market, "TENT-2P", "Hamburg", "available");
  const order = buy(market, { "TENT-2P": 2 });
  expect(fulfillmentOrdersOf(market.shop, order).map((work) => work.assignedLocationName)).toEqual([
    "Hamburg Warehouse",
  ]);
  expect(unitsAt(market, "TENT-2P", "Hamburg", "available")).toBe(before - 2);
  expect(unitsAt(market, "TENT-2P", "Hamburg", "committed")).toBe(2);
});

test("the shelf with policy deny refuses what it has not, and changes nothing", () => {
  const market = openTestMarket();
  const placement = placeOrder(market.world, market.shop, checkoutOf(market, { "BOOT-45": 1, "TENT-2P": 1 }));
  expect(placement).toEqual({
    outcome: "refused",
    reasons: [{ variantId: variantOfSku(market.shop, "BOOT-45").id, reason: "sold out", available: 0 }],
  });
  expect(unitsAt(market, "TENT-2P", "Hamburg", "committed")).toBe(0);
  expect(market.shop.nextOrderNumber).toBe(1001);
});

test("policy continue sells beyond stock, and available falls below zero", () => {
  const market = openTestMarket();
  buy(market, { "BEAN-SNOW": 3 });
  expect(unitsAt(market, "BEAN-SNOW", "Hamburg", "available")).toBe(-3);
});

test("a shelf that is counted down after the sale shows a negative available", () => {
  const market = openTestMarket();
  const units = unitsAt(market, "STOVE", "Hamburg", "available");
  buy(market, { STOVE: units });
  const hamburg = [...market.shop.locations.values()][0];
  const inventoryItemId = variantOfSku(market.shop, "STOVE").inventoryItemId;
  adjustStock(market.world, market.shop, { inventoryItemId, locationId: hamburg?.id ?? "", delta: -1 }, staff);
  expect(unitsAt(market, "STOVE", "Hamburg", "available")).toBe(-1);
});

test("a Shopify bundle arrives as its components in one group, and commits their stock", () => {
  const market = openTestMarket();
  const order = buy(market, { "BUNDLE-CAMP": 2 });
  expect(order.lineItems.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ["TENT-2P", 2],
    ["MAT-REGULAR", 4],
    ["LAMP-400", 2],
  ]);
  expect(new Set(order.lineItems.map((line) => line.lineItemGroup?.id)).size).toBe(1);
  expect(unitsAt(market, "MAT-REGULAR", "Hamburg", "committed")).toBe(4);
  const goods = orderedTotals(order).subtotal.shopMinor;
  expect(Math.abs(goods - 2 * 54_900)).toBeLessThanOrEqual(8);
});

test("an own bundle is one line that takes no stock, an app bundle ordinary lines tied by attributes", () => {
  const market = openTestMarket();
  const own = buy(market, { "SET-WINTER-M": 1 });
  expect(own.lineItems.map((line) => [line.sku, line.isStockCommitted])).toEqual([["SET-WINTER-M", false]]);
  const app = buyOdd(market, "app-bundle");
  const parts = app.lineItems.filter((line) => line.customAttributes.some(({ key }) => key === "_bundle_id"));
  expect(parts.length).toBe(3);
  expect(parts.every((line) => line.lineItemGroup === null && line.discountAllocations.length > 0)).toBe(true);
});

test("prices with tax contain it, prices without get each rate on top", () => {
  const market = openTestMarket();
  const german = buy(market, { "TENT-2P": 1, "BOOK-HUT": 1 });
  expect(orderTaxLines(german, "ordered").map(({ rate, price }) => [rate, price.shopMinor])).toEqual([
    ["0.19", 5572 + 78],
    ["0.07", 196],
  ]);
  expect(orderedTotals(german).total.shopMinor).toBe(34_900 + 2990 + 490);
  const american = buy(
    market,
    { "TENT-2P": 1 },
    { city: "Brooklyn", taxesIncluded: false, presentmentCurrency: "USD" },
  );
  expect(orderTaxLines(american, "ordered").map(({ title }) => title)).toHaveLength(3);
  const { total, subtotal, tax } = orderedTotals(american);
  expect(total.presentmentMinor).toBe(subtotal.presentmentMinor + 531 + tax.presentmentMinor);
});

test("the buyer's currency has its own prices, and both currencies add up by themselves", () => {
  const order = buy(openTestMarket(), { "LAMP-400": 3 }, { city: "Tokyo", presentmentCurrency: "JPY" });
  expect(order.lineItems[0]?.unitPrice).toEqual({ shopMinor: 4495, presentmentMinor: 7346 });
  expect(orderedTotals(order).total).toEqual({ shopMinor: 3 * 4495 + 490, presentmentMinor: 3 * 7346 + 801 });
});

test("gift cards and files need no shipping, a tip needs no work at all", () => {
  const market = openTestMarket();
  const order = buy(market, { "GIFT-50": 1, "MAP-ALPS": 1 }, { shipping: null, tipMinor: 300 });
  expect(methodsOf(market, order)).toEqual(["NONE"]);
  expect(order.lineItems.map((line) => [line.title, line.taxLines.length, line.isTip])).toEqual([
    ["Gift Card", 0, false],
    ["Offline Trail Map", 1, false],
    ["Tip", 0, true],
  ]);
  expect(fulfillmentsOf(market.shop, order).map(({ service, lines }) => [service, lines.length])).toEqual([
    ["gift_card", 1],
  ]);
});

test("what is bought at a till is handed over, and its stock is gone", () => {
  const market = openTestMarket();
  const before = unitsAt(market, "SOCK-39-41", "Milano", "available");
  const milano = [...market.shop.locations.values()].find(({ name }) => name.startsWith("Milano"));
  const delivery = { kind: "retail" as const, locationId: milano?.id ?? "" };
  const order = buy(market, { "SOCK-39-41": 2 }, { delivery, shipping: null, shippingAddress: null });
  expect([order.sourceName, methodsOf(market, order), order.closedAt !== null]).toEqual(["pos", ["RETAIL"], true]);
  expect(orderTaxLines(order, "ordered").map(({ title }) => title)).toEqual(["IVA"]);
  expect(unitsAt(market, "SOCK-39-41", "Milano", "available")).toBe(before - 2);
  expect(unitsAt(market, "SOCK-39-41", "Milano", "committed")).toBe(0);
});

test("a pre-order is scheduled and takes no stock, a prepaid subscription is scheduled delivery by delivery", () => {
  const market = openTestMarket();
  const pre = buyOdd(market, "pre-order");
  const line = pre.lineItems.find((each) => each.sellingPlan !== null);
  expect(line?.isStockCommitted).toBe(false);
  expect(fulfillmentOrdersOf(market.shop, pre).some((work) => work.status === "SCHEDULED")).toBe(true);
  const prepaid = buyOdd(market, "prepaid");
  const deliveries = fulfillmentOrdersOf(market.shop, prepaid).filter((work) =>
    work.lines.some((each) => each.lineItemId === prepaid.lineItems.at(-1)?.id),
  );
  expect(deliveries.map(({ status }) => status)).toEqual(["OPEN", "SCHEDULED", "SCHEDULED"]);
});

test("goods that lie apart are split over two fulfillment orders", () => {
  const market = openTestMarket();
  const order = buyOdd(market, "split");
  const places = fulfillmentOrdersOf(market.shop, order).map((work) => work.assignedLocationName);
  expect(places).toEqual(["Hamburg Warehouse", "Lyon Warehouse"]);
});

test("a business buys on its terms, without tax across a border, with its own order number", () => {
  const market = openTestMarket();
  const order = buyOdd(market, "company", "FR");
  expect(order.paymentTerms?.name).toBe("Net 15");
  expect(order.poNumber).toMatch(/^PO-\d+$/);
  expect(orderedTotals(order).tax.shopMinor).toBe(0);
  expect(financialStatus(order, nowOf(market.world))).toBe("PENDING");
});

test.each([
  ["paid", "PAID", 0],
  ["authorized", "AUTHORIZED", 35_390],
  ["bank-transfer", "PENDING", 35_390],
  ["deposit", "PARTIALLY_PAID", 35_390 - 10_617],
  ["whole-discount", "PAID", 0],
] as const)("an order that is %s shows %s and what is still owed", (how, status, owed) => {
  const market = openTestMarket();
  const plain = checkoutOf(market, { "TENT-2P": 1 });
  const draw = {
    world: market.world,
    shop: market.shop,
    random: market.world.random,
    market: { countryCode: "DE", weight: 1, currency: "EUR", taxesIncluded: true, shipping: "home" as const },
  };
  const placement = placeOrder(market.world, market.shop, how === "paid" ? plain : applyOddity(draw, plain, how));
  if (placement.outcome === "refused") throw new Error("There is a tent.");
  expect(financialStatus(placement.order, nowOf(market.world))).toBe(status);
  expect(totalOutstanding(placement.order).shopMinor).toBe(owed);
});

test("a redeemed gift card is a payment and no discount", () => {
  const order = buy(openTestMarket(), { "TENT-2P": 1 }, { giftCardMinor: 5000 });
  expect(order.transactions.map(({ gateway, amount }) => [gateway, amount.shopMinor])).toEqual([
    ["gift_card", 5000],
    ["shopify_payments", 30_390],
  ]);
  expect(orderedTotals(order).discounts.shopMinor).toBe(0);
});
