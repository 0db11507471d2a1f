import { expect, test } from "vitest";
import { describeProblem } from "#app/contracts/describe-problem.ts";
import { orderBody as orderContract, toOrder } from "#app/contracts/order-body.ts";
import { parseJson } from "#app/contracts/parse-json.ts";
import {
  addressBody,
  bytesOf,
  fulfillmentBody,
  lineBody,
  orderBody,
  ORDER_ID,
  refundBody,
  set,
  type Body,
} from "./build-bodies.ts";

function read(changes: Body = {}) {
  const json = parseJson(bytesOf(orderBody(changes)));
  if (!json.ok) throw new Error(json.reason);
  return toOrder(orderContract.parse(json.value));
}

function refusalOf(changes: Body): string {
  const json = parseJson(bytesOf(orderBody(changes)));
  const parsed = orderContract.safeParse(json.ok ? json.value : null);
  return parsed.success ? "accepted" : describeProblem(parsed.error);
}

test("an order's body becomes its snapshot, in minor units, texts for ids and times in UTC", () => {
  const { order } = read();
  expect(order).toMatchObject({
    id: ORDER_ID,
    name: "#1001",
    createdAt: "2026-11-20T12:00:00.000Z",
    updatedAt: "2026-11-20T12:00:01.000Z",
    email: "ada@example.com",
    customer: { id: "7100000000001", displayName: "Ada Lovelace", ordersCount: null },
    financialStatus: "paid",
    tags: ["gift", "vip"],
    totals: { presentment: { currentTotalMinor: 2490, currentTaxMinor: 398, outstandingMinor: 0 } },
  });
  expect(order.lines).toEqual([
    {
      id: "6170000000000000011",
      variantId: "41000000000001",
      productId: "81000000000001",
      title: "Mug",
      variantTitle: "Blue",
      sku: "MUG-BLUE",
      quantity: 2,
      currentQuantity: 2,
      fulfillableQuantity: 2,
      requiresShipping: true,
      isGiftCard: false,
      isTip: false,
      grams: 400,
      unitPrice: { shopMinor: 1000, presentmentMinor: 1000 },
      discount: { shopMinor: 0, presentmentMinor: 0 },
      taxLines: [{ title: "MwSt", ratePpm: 190000, price: { shopMinor: 319, presentmentMinor: 319 } }],
      lineGroupId: null,
      sellingPlan: null,
    },
  ]);
  expect(order.shippingAddress).toMatchObject({
    name: "Ada Lovelace",
    address2: null,
    countryCode: "DE",
    latitude: 48.137,
  });
});

test.each<[string, Body, object]>([
  ["of a deleted product", { product_id: null, variant_id: null }, { productId: null, variantId: null }],
  ["without a SKU", { sku: null, variant_title: "" }, { sku: null, variantTitle: null }],
  ["that is a tip", { tip_payment_gateway: null, variant_id: null }, { isTip: true }],
  ["that is a gift card", { gift_card: true, requires_shipping: false }, { isGiftCard: true, requiresShipping: false }],
  ["of a bundle", { sales_line_item_group_id: 142831562 }, { lineGroupId: "142831562" }],
  [
    "with a selling plan",
    { selling_plan_allocation: { selling_plan: { id: 1, name: "Monthly" } } },
    { sellingPlan: { name: "Monthly" } },
  ],
  ["without a current quantity", { current_quantity: undefined }, { currentQuantity: 2 }],
  [
    "with two discounts",
    { discount_allocations: [{ amount_set: set("1.50") }, { amount_set: set("0.25") }] },
    { discount: { shopMinor: 175, presentmentMinor: 175 } },
  ],
  [
    "whose discount stands on the line",
    { total_discount_set: set("2.00") },
    { discount: { shopMinor: 200, presentmentMinor: 200 } },
  ],
  ["with unknown fields", { invented_by_shopify: { next: "year" } }, { title: "Mug" }],
])("a line %s does not stop the order", (_what, changes, expected) => {
  const { order } = read({ line_items: [lineBody(changes)] });
  expect(order.lines[0]).toMatchObject(expected);
});

test("an order's body states the confirmation number, except for orders from before there were such numbers", () => {
  expect(read({ confirmation_number: "XK2M94QPT" }).order.confirmationNumber).toBe("XK2M94QPT");
  expect(read({ confirmation_number: null }).order.confirmationNumber).toBeNull();
});

test("an order with hardly anything in it is still an order", () => {
  const gone = {
    customer: null,
    shipping_address: null,
    billing_address: null,
    email: "",
    phone: null,
    note: null,
    tags: "",
  };
  const absent = {
    shipping_lines: undefined,
    refunds: null,
    fulfillments: undefined,
    payment_gateway_names: null,
    total_outstanding: null,
  };
  const { order } = read({ ...gone, ...absent, line_items: [], current_total_discounts_set: null });
  expect(order).toMatchObject({
    customer: null,
    shippingAddress: null,
    email: null,
    lines: [],
    refunds: [],
    tags: [],
    gatewayNames: [],
  });
});

test("amounts of two currencies stay apart, and each has its own digits", () => {
  const yen = ["EUR", "JPY"] as const;
  const totals = {
    current_total_price_set: set("4056", "24.90", yen),
    total_price_set: set("4056", "24.90", yen),
    total_outstanding: "12.45",
  };
  const { order } = read({ ...totals, presentment_currency: "JPY" });
  expect(order.totals.shop).toMatchObject({ currentTotalMinor: 2490, outstandingMinor: 1245 });
  expect(order.totals.presentment).toMatchObject({ currentTotalMinor: 4056, outstandingMinor: 2028 });
});

test("refunds, their payments and fulfillments inside an order come with it", () => {
  const { order, transactions } = read({ refunds: [refundBody()], fulfillments: [fulfillmentBody()] });
  expect(order.refunds).toMatchObject([
    { id: "8100000000001", lines: [{ quantity: 1, restockKind: "return" }], transactionIds: ["6100000000002"] },
  ]);
  expect(order.fulfillments).toMatchObject([
    { id: "4100000000001", trackingNumbers: ["JJD1"], lines: [{ quantity: 2 }] },
  ]);
  expect(transactions).toMatchObject([
    { id: "6100000000002", kind: "refund", amount: { presentmentMinor: 1000 }, statedIn: "EUR" },
  ]);
});

test("characters that no database stores are replaced, and the order goes on", () => {
  const { order } = read({ note: "a\u0000b\ud800c", shipping_address: addressBody({ city: "\udc00" }) });
  expect(order.note).toBe("a\ufffdb\ufffdc");
  expect(order.shippingAddress?.city).toBe("\ufffd");
});

test.each<[string, Body, string]>([
  ["no id", { id: undefined }, "The field id should be an id, but it is missing."],
  ["an id of words", { id: "first" }, "The field id should be an id, but it is another text."],
  ["an id that is no whole number", { id: 1.5 }, "The field id should be an id, but it is another number."],
  ["no time of update", { updated_at: null }, "The field updated_at should be a date and time, but it is null."],
  [
    "a time of no calendar",
    { updated_at: "2026-13-45T00:00:00Z" },
    "The field updated_at should be a date and time, but it is another text.",
  ],
  ["lines that are no list", { line_items: {} }, "The field line_items should be a list, but it is an object."],
  ["no lines at all", { line_items: null }, "The field line_items should be a list, but it is null."],
  [
    "a line without a quantity",
    { line_items: [lineBody(), lineBody({ quantity: undefined })] },
    "The field line_items[1].quantity should be a whole number of units, but it is missing.",
  ],
  [
    "half a unit",
    { line_items: [lineBody({ quantity: 0.5 })] },
    "The field line_items[0].quantity should be a whole number of units, but it is another number.",
  ],
  [
    "a price in words",
    { line_items: [lineBody({ price_set: set("ten") })] },
    "The field line_items[0].price_set.shop_money.amount should be an amount, but it is another text.",
  ],
  [
    "a price beyond counting",
    { current_total_price_set: set("99999999999999999999.00") },
    "The field current_total_price_set.shop_money.amount should be an amount, but it is too large.",
  ],
  [
    "a currency in small letters",
    { currency: "eur" },
    "The field currency should be a currency code of three letters, but it is another text.",
  ],
  ["a customer that is a text", { customer: "Ada" }, "The field customer should be an object, but it is a text."],
])("an order with %s is refused with a sentence that names the field", (_what, changes, sentence) => {
  expect(refusalOf(changes)).toBe(sentence);
});

test("a body that is no object is refused with a sentence", () => {
  for (const body of [null, [], "order", 7]) {
    const parsed = orderContract.safeParse(body);
    expect(parsed.success ? "" : describeProblem(parsed.error)).toMatch(/^The body should be an object, but it is /);
  }
});
