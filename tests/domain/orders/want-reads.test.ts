import { expect, test } from "vitest";
import type { Change } from "#app/domain/orders/change.ts";
import { foldChange } from "#app/domain/orders/fold-order.ts";
import { address, lineItem, price, transaction } from "#tests/domain/build-order.ts";
import { at, event, foldAll, LIFE, parcel, read, said, snapshot } from "./build-life.ts";

const whole = [{ subject: "whole_order", id: "1001" }];
const work = [{ subject: "order", id: "1001" }];
const known = foldAll([said(at("12:00:01")), read(at("12:00:03"))]);

test("what must be read is the work of an order that was just placed", () => {
  expect(foldChange(null, said(at("12:00:01"))).wantsRead).toEqual(work);
});

test.each<[string, Change]>([
  ["an edit of a line", said(at("13:00:00"), { lines: [lineItem({ currentQuantity: 1, fulfillableQuantity: 1 })] })],
  ["a line that was added", said(at("13:00:00"), { lines: [lineItem(), lineItem({ id: "2" })] })],
  ["a cancellation", said(at("13:00:00"), { cancelledAt: at("13:00:00") })],
  ["a parcel", { kind: "fulfillment", orderId: "1001", fulfillment: parcel() }],
  ["a refund", LIFE[4]!],
])("what must be read is the work after %s", (_what, change) => {
  expect(foldChange(known, change).wantsRead).toEqual(work);
});

test.each<[string, Change]>([
  ["a note", said(at("13:00:00"), { note: "Ring twice" })],
  ["another address", said(at("13:00:00"), { shippingAddress: address({ address1: "Marienplatz 2" }) })],
  ["an event of a parcel", event("41", "in_transit", at("18:00:00"))],
])("what must be read is nothing after %s", (_what, change) => {
  expect(foldChange(known, change).wantsRead).toEqual([]);
});

test("what must be read is the payment that an order tells of, for its transaction's own webhook may be lost", () => {
  const paid = said(at("13:00:00"), { financialStatus: "partially_paid" });
  expect(foldChange(known, paid).wantsRead).toEqual(work);
  const later = foldAll([said(at("12:00:01")), read(at("14:00:00"))]);
  expect(foldChange(later, paid).wantsRead).toEqual([]);
});

test("what must be read is nothing when the work was read after the change that comes late", () => {
  const later = foldAll([said(at("12:00:01")), read(at("14:00:00"))]);
  expect(foldChange(later, said(at("13:00:00"), { cancelledAt: at("13:00:00") })).wantsRead).toEqual([]);
});

test("what must be read is the payment of an order of two currencies, of which a webhook states one", () => {
  const stated = transaction({ id: "600", kind: "sale", amount: price(4056), statedIn: "JPY" });
  const abroad = foldAll([said(at("12:00:01"), { presentmentCurrency: "JPY" }), read(at("12:00:03"))]);
  const folded = foldChange(abroad, { kind: "transaction", orderId: "1001", transaction: stated });
  expect(folded.wantsRead).toEqual(work);
  const exact = transaction({ id: "600", kind: "sale", amount: { shopMinor: 2490, presentmentMinor: 4056 } });
  const answered = foldChange(folded.facts, read(at("12:00:09"), { transactions: [exact] }));
  expect(answered.facts?.transactions).toEqual([exact]);
  expect(answered.wantsRead).toEqual([]);
  expect(
    foldAll([
      read(at("12:00:09"), { transactions: [exact] }),
      { kind: "transaction", orderId: "1001", transaction: stated },
    ]).transactions,
  ).toEqual([exact]);
});

test.each([
  ["an order that is known", known, { subject: "order", id: "1001" }, work],
  ["an order that is not", null, { subject: "order", id: "1001" }, whole],
  ["a fulfillment order of a known order", known, { subject: "fulfillment_order", id: "501" }, work],
  [
    "a fulfillment order of nobody knows what",
    null,
    { subject: "fulfillment_order", id: "501" },
    [{ subject: "fulfillment_order", id: "501" }],
  ],
] as const)("what must be read after a hint at %s is said", (_what, facts, hint, expected) => {
  const folded = foldChange(facts, { kind: "read_wanted", ...hint, what: "placed on hold", echoHandle: null });
  expect(folded.wantsRead).toEqual(expected);
  expect(folded.entries.map((entry) => entry.sentence)).toEqual(facts ? ["Shopify says: placed on hold."] : []);
});

test.each([
  ["the whole order, when a read shows an update that no webhook told within a minute", "12:32:00", whole],
  ["nothing, while the webhook of an update may still be on its way", "12:30:20", []],
])("what must be read is %s", (_what, readTime, expected) => {
  expect(foldChange(known, read(at(readTime), { updatedAt: at("12:30:00") })).wantsRead).toEqual(expected);
});

test("what must be read is nothing more once the whole order was read", () => {
  const behind = foldAll([said(at("12:00:01")), read(at("12:32:00"), { updatedAt: at("12:30:00") })]);
  const answer = read(at("12:32:05"), { updatedAt: at("12:30:00"), order: snapshot(at("12:30:00")) });
  expect(foldChange(behind, answer).wantsRead).toEqual([]);
});

test("what must be read is nothing when a read has not shown an amount: it would not the next time either", () => {
  const stated = transaction({ id: "600", kind: "sale", amount: price(4056), statedIn: "JPY" });
  const abroad = foldAll([
    said(at("12:00:01"), { presentmentCurrency: "JPY" }),
    { kind: "transaction", orderId: "1001", transaction: stated },
  ]);
  expect(foldChange(abroad, read(at("12:00:09"))).wantsRead).toEqual([]);
});
