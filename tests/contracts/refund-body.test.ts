import { expect, test } from "vitest";
import { parseJson } from "#app/contracts/parse-json.ts";
import { refundBody as refundContract, toRefund } from "#app/contracts/refund-body.ts";
import { orderTransactionBody, toTransaction } from "#app/contracts/transaction-body.ts";
import { bytesOf, refundBody, set, transactionBody, type Body } from "./build-bodies.ts";

function valueOf(body: Body): unknown {
  const json = parseJson(bytesOf(body));
  if (!json.ok) throw new Error(json.reason);
  return json.value;
}

const read = (changes: Body) => toRefund(refundContract.parse(valueOf(refundBody(changes))), null);
const minor = (amount: number) => ({ shopMinor: amount, presentmentMinor: amount });

test("a refund keeps which units came back, where to, and for how much", () => {
  const { refund, transactions, isIncomplete } = read({});
  expect(refund.lines).toEqual([
    {
      lineItemId: "6170000000000000011",
      quantity: 1,
      restockKind: "return",
      locationId: "9100000000001",
      subtotal: minor(1000),
      tax: minor(160),
    },
  ]);
  expect(refund.shipping).toEqual({ amount: minor(0), tax: minor(0) });
  expect(transactions).toHaveLength(1);
  expect(isIncomplete).toBe(false);
});

test("shipping that is refunded in lines of its own is positive", () => {
  const { refund } = read({
    refund_shipping_lines: [{ id: 1, subtotal_amount_set: set("4.90"), tax_amount_set: set("0.78") }],
  });
  expect(refund.shipping).toEqual({ amount: minor(490), tax: minor(78) });
});

test("shipping that an older body states as a negative adjustment is the same shipping", () => {
  const shipping = { kind: "shipping_refund", amount_set: set("-4.90"), tax_amount_set: set("-0.78") };
  expect(read({ order_adjustments: [shipping] }).refund).toMatchObject({
    shipping: { amount: minor(490), tax: minor(78) },
    adjustments: [],
  });
});

test("shipping stated both ways is counted once", () => {
  const shipping = { kind: "shipping_refund", amount_set: set("-4.90"), tax_amount_set: set("0.00") };
  const both = {
    order_adjustments: [shipping],
    refund_shipping_lines: [{ subtotal_amount_set: set("4.90"), tax_amount_set: set("0.00") }],
  };
  expect(read(both).refund.shipping.amount).toEqual(minor(490));
});

test.each([
  ["given back beyond the goods is positive", "-5.85", 585],
  ["withheld is negative", "2.37", -237],
])("an amount %s", (_what, stated, expected) => {
  const { refund } = read({
    order_adjustments: [{ kind: "refund_discrepancy", amount_set: set(stated), tax_amount_set: set("0.00") }],
  });
  expect(refund.adjustments).toEqual([{ kind: "refund_discrepancy", amount: minor(expected), tax: minor(0) }]);
});

test("a restock of a kind that nobody knows moves no stock", () => {
  const [line] = refundBody().refund_line_items as Body[];
  expect(read({ refund_line_items: [{ ...line, restock_type: "teleported" }] }).refund.lines[0]?.restockKind).toBe(
    "no_restock",
  );
});

test("a payment without a currency takes the one of the refund around it", () => {
  const payment = transactionBody({ kind: "refund", currency: null, amount: "10.00" });
  const { transactions } = read({ transactions: [payment], total_duties_set: set("0", "0", ["EUR", "USD"]) });
  expect(transactions[0]).toMatchObject({ statedIn: "USD", amount: minor(1000) });
});

test("a payment whose currency nothing tells is left out, and that is said", () => {
  const payment = transactionBody({ kind: "refund", currency: null });
  const parts = read({ transactions: [payment], total_duties_set: null });
  expect(parts).toMatchObject({ transactions: [], isIncomplete: true, refund: { transactionIds: ["6100000000001"] } });
});

test.each<[string, Body, object]>([
  ["a capture", { kind: "capture", parent_id: 6100000000009 }, { kind: "capture", parentId: "6100000000009" }],
  ["an authorisation at a card terminal", { kind: "emv_authorization" }, { kind: "authorization" }],
  ["a kind that nobody knows", { kind: "barter" }, { kind: "unknown" }],
  ["a payment that waits for an answer", { status: "awaiting_response" }, { status: "pending" }],
  ["a payment in yen", { amount: "4056", currency: "JPY" }, { amount: minor(4056), statedIn: "JPY" }],
  [
    "a payment that states both sides",
    { amount_set: set("4056", "24.90", ["EUR", "JPY"]) },
    { amount: { shopMinor: 2490, presentmentMinor: 4056 } },
  ],
])("%s is understood", (_what, changes, expected) => {
  const body = orderTransactionBody.parse(valueOf(transactionBody(changes)));
  expect(toTransaction(body, null)).toMatchObject(expected);
});
