import { expect, test } from "vitest";
import type { Change } from "#app/domain/orders/change.ts";
import { foldChange } from "#app/domain/orders/fold-order.ts";
import { address, fulfillmentOrder, lineItem, order, price, transaction } from "#tests/domain/build-order.ts";
import { at, event, foldAll, LIFE, parcel, read, said } from "./build-life.ts";

const known = order({ updatedAt: at("12:00:01"), createdAt: at("12:00:00") });

test("the timeline begins with the order's placing", () => {
  expect(foldChange(null, said(at("12:00:01"))).entries).toEqual([
    { what: "placed", sentence: "Order #1001 was placed: 2 units, 20.00 EUR.", at: at("12:00:00") },
  ]);
});

test.each<[string, Change, string[]]>([
  ["a cancellation", said(at("13:00:00"), { cancelledAt: at("12:59:59") }), ["The order was cancelled."]],
  [
    "a payment",
    said(at("13:00:00"), { financialStatus: "partially_refunded" }),
    ["The payment is now partially refunded (was paid)."],
  ],
  ["an edit", said(at("13:00:00"), { lines: [lineItem({ currentQuantity: 1 })] }), ["Mug: 1 instead of 2."]],
  [
    "an address",
    said(at("13:00:00"), { shippingAddress: address({ city: "Ulm" }) }),
    ["The shipping address was changed."],
  ],
  [
    "a capture",
    {
      kind: "transaction",
      orderId: "1001",
      transaction: transaction({ id: "9", kind: "capture", amount: price(2000) }),
    },
    ["Capture of 20.00 EUR through shopify_payments succeeded."],
  ],
  ["a parcel", { kind: "fulfillment", orderId: "1001", fulfillment: parcel() }, ["2 units left with DHL."]],
  ["nothing but a tag", said(at("13:00:00"), { tags: ["vip"] }), []],
])("the timeline tells of %s in one sentence", (_what, change, sentences) => {
  expect(foldChange(known, change).entries.map((entry) => entry.sentence)).toEqual(sentences);
});

test("the timeline tells where a parcel is when that changes, not for every scan", () => {
  const sent = foldAll([
    LIFE[0]!,
    { kind: "fulfillment", orderId: "1001", fulfillment: parcel() },
    event("41", "in_transit", at("16:00:00")),
  ]);
  expect(foldChange(sent, event("42", "in_transit", at("17:00:00"))).entries).toEqual([]);
  expect(foldChange(sent, event("43", "delivered", at("18:00:00"))).entries).toEqual([
    { what: "tracking", sentence: "The parcel was delivered.", at: at("18:00:00") },
  ]);
});

test("the timeline tells of a hold whose it is", () => {
  const hold = { id: "91", reason: "INCORRECT_ADDRESS", reasonNotes: null, handle: null, isOurs: false };
  const held = read(at("12:10:00"), {
    fulfillmentOrders: [
      fulfillmentOrder([lineItem()], { status: "ON_HOLD", updatedAt: at("12:09:00"), holds: [hold] }),
    ],
  });
  expect(foldChange(known, held).entries.map((entry) => entry.sentence)).toEqual([
    "A hold of another app or person stands: incorrect address.",
  ]);
});
