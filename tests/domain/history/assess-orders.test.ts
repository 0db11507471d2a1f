import { expect, test } from "vitest";
import { assessOrders } from "#app/domain/history/assess-orders.ts";
import { findBadAddress } from "#app/domain/history/find-bad-address.ts";
import { findDuplicate } from "#app/domain/history/find-duplicate.ts";
import { findMissingCreditNote } from "#app/domain/history/find-missing-credit-note.ts";
import { findNegativeStock } from "#app/domain/history/find-negative-stock.ts";
import type { SimilarOrder } from "#app/domain/decision.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { addressKey, basketKey } from "#app/domain/orders/order-keys.ts";
import {
  address,
  fulfillmentOrder,
  lineItem,
  MUNICH,
  order,
  price,
  refund,
  transaction,
} from "#tests/domain/build-order.ts";
import { MUG, parcel, past, pastShop, sentFromTwo } from "./build-past.ts";

const similar = (createdAt: string, changes: Partial<SimilarOrder> = {}): SimilarOrder => ({
  id: "900",
  name: "#900",
  createdAt,
  cancelledAt: null,
  basket: basketKey(order()),
  addressKey: addressKey(MUNICH),
  ...changes,
});

test.each([
  ["four minutes later, likely", "2026-11-20T11:56:00Z", "likely"],
  ["half an hour later, possible", "2026-11-20T11:30:00Z", "possible"],
])("the same buyer ordering the same again is a duplicate: %s", (_when, createdAt, confidence) => {
  const found = findDuplicate(past(order(), { similarOrders: [similar(createdAt)] }), pastShop());
  expect(found).toMatchObject({ kind: "duplicate", confidence, amountMinor: 2000, details: { originalId: "900" } });
  expect(found?.sentence).toMatch(/^Same buyer, .*#900.* It would have been held; it comes to 20\.00 EUR\.$/);
});

test("a duplicate that left says so", () => {
  const facts = order({ lines: [MUG], fulfillments: [parcel("1", "L1", [MUG])] });
  const found = findDuplicate(past(facts, { similarOrders: [similar("2026-11-20T11:59:00Z")] }), pastShop());
  expect(found?.sentence).toContain("It was sent all the same; it comes to 20.00 EUR.");
});

test.each<[string, Partial<OrderFacts> & { totalMinor?: number }, Partial<SimilarOrder>]>([
  ["it was cancelled", { cancelledAt: "2026-11-20T13:00:00Z" }, {}],
  ["it was refunded whole", { totalMinor: 0 }, {}],
  ["the earlier one was cancelled", {}, { cancelledAt: "2026-11-20T12:10:00Z" }],
  ["it was rung up at a till", { sourceName: "pos" }, {}],
  ["the earlier one went elsewhere", {}, { addressKey: "fr/75001/paris/ruede1/" }],
  ["it came after the window", {}, { createdAt: "2026-11-20T10:00:00Z" }],
])("a repeated order is no duplicate when %s", (_why, changes, other) => {
  const twin = similar("2026-11-20T11:59:00Z", other);
  expect(findDuplicate(past(order(changes), { similarOrders: [twin] }), pastShop())).toBeNull();
});

test.each([
  ["lacks its city", { city: "" }, "certain"],
  ["has a street without a number", { address1: "Marienplatz" }, "likely"],
])("an address that %s is found although the parcel left long ago", (_what, changes, confidence) => {
  const found = findBadAddress(past(sentFromTwo({ shippingAddress: address(changes) })), pastShop());
  expect(found).toMatchObject({ kind: "bad_address", confidence, amountMinor: null });
  expect(found?.sentence).toContain("The order would have been held before a label was bought.");
});

test("no address is asked of goods that the buyer fetches, that are not sent or that were sold at a till", () => {
  const fetched = order({ shippingAddress: null, fulfillmentOrders: [fulfillmentOrder([], { deliveryMethod: "PICK_UP", status: "CLOSED" })] }); // prettier-ignore
  const digital = order({ shippingAddress: null, lines: [lineItem({ requiresShipping: false })] });
  const till = order({ shippingAddress: null, sourceName: "pos" });
  for (const facts of [fetched, digital, till]) expect(findBadAddress(past(facts), pastShop())).toBeNull();
  expect(findBadAddress(past(order({ shippingAddress: null })), pastShop())).toMatchObject({ confidence: "certain" });
});

test("the newest orders go without where available is below zero, each for as many units as are oversold", () => {
  const placed = (id: string) => past(order({ id, lines: [MUG], fulfillmentOrders: [fulfillmentOrder([MUG])] }));
  const { findings, oversold } = assessOrders(
    [placed("3"), placed("2"), placed("1")],
    pastShop(),
    new Map([["i1/L1", 3]]),
  );
  expect(findings.map(({ orderId, amountMinor, details }) => [orderId, amountMinor, details.units])).toEqual([
    ["3", 2000, 2],
    ["2", 1000, 1],
  ]);
  expect(findings[0]!.sentence).toBe(
    "Sold below zero: 2 units of Mug at Lyon. Older orders are served first, so this one goes without. The buyer paid 20.00 EUR for them.",
  );
  expect(oversold.get("i1/L1")).toBe(0);
});

test("work that was sent, or lies at another location, takes nothing off what is oversold", () => {
  const oversold = new Map([["i1/L2", 3]]);
  const elsewhere = past(order({ lines: [MUG], fulfillmentOrders: [fulfillmentOrder([MUG])] }));
  for (const each of [elsewhere, past(sentFromTwo())]) {
    expect(findNegativeStock(each, pastShop(), oversold)).toEqual({ finding: null, oversold });
  }
});

const refunded = (status: "success" | "pending" | "failure", changes: Partial<OrderFacts> = {}) =>
  order({
    refunds: [refund({ transactionIds: ["601"] })],
    transactions: [transaction({ status, amount: price(700) })],
    financialStatus: "partially_refunded",
    ...changes,
  });

test("money that went back takes a credit note", () => {
  expect(findMissingCreditNote(past(refunded("success")), pastShop())).toMatchObject({
    amountMinor: 700,
    confidence: "certain",
    sentence: "7.00 EUR went back in one refund: a credit note is due, and Switchyard would have drawn it up.",
  });
});

test.each([
  ["the money is still on its way", refunded("pending")],
  ["the payment failed", refunded("failure")],
  ["goods were taken off without money", order({ refunds: [refund()] })],
  ["the marketplace invoices", refunded("success", { sourceName: "amazon" })],
  ["it was sold at the till", refunded("success", { sourceName: "pos" })],
])("no credit note is missing when %s", (_why, facts) => {
  expect(findMissingCreditNote(past(facts), pastShop())).toBeNull();
});

test("test orders and deleted ones say nothing", () => {
  const bad = { shippingAddress: null };
  const orders = [past(order({ ...bad, isTest: true })), past(order({ ...bad, isDeleted: true }))];
  expect(assessOrders(orders, pastShop(), new Map()).findings).toEqual([]);
  expect(assessOrders([past(order(bad))], pastShop(), new Map()).findings).toHaveLength(1);
});
