import { expect, test } from "vitest";
import { book, goodwill, invoiced, issue, mugBack, mugs, next, taxed, vat } from "./build-documents.ts";
import { NOON, order, price, refund, transaction } from "./build-order.ts";

test("a refund after the invoice is credited when its money has gone back", () => {
  const { documents } = next(taxed(mugBack("success")), { documents: invoiced });
  expect(documents).toMatchObject([
    {
      kind: "credit_note",
      correctsNumber: "RE-1",
      netMinor: 1000,
      taxMinor: 190,
      totalMinor: 1190,
      cause: "refund of 11.90 EUR",
    },
  ]);
  expect(documents[0]!.lines).toMatchObject([{ key: "line:1", quantity: 1, netMinor: 1000, taxMinor: 190 }]);
});

test.each(["pending", "failure", "error"] as const)("a refund whose transaction is %s is not credited", (status) => {
  expect(next(taxed(mugBack(status)), { documents: invoiced })).toMatchObject({
    documents: [],
    documentObstacle: null,
  });
});

test("a refund whose transaction is not known yet is not credited", () => {
  expect(next(taxed({ ...mugBack("success"), transactions: [] }), { documents: invoiced }).documents).toEqual([]);
});

test("a return without a refund is not credited", () => {
  expect(
    next(taxed({ ...mugBack("success", { transactionIds: [] }), transactions: [] }), { documents: invoiced }).documents,
  ).toEqual([]);
});

test("a held or cancelled order still gets the credit note for money that went back", () => {
  expect(next(taxed(mugBack("success")), { documents: invoiced }, true).documents).toMatchObject([
    { kind: "credit_note" },
  ]);
  expect(next(taxed({ ...mugBack("success"), cancelledAt: NOON }), { documents: invoiced }).documents).toMatchObject([
    { kind: "credit_note" },
  ]);
});

test("shipping given back is credited at its own tax", () => {
  const facts = taxed({
    totalMinor: 2380,
    refunds: [refund({ shipping: { amount: price(595), tax: price(95) }, transactionIds: ["601"] })],
    transactions: [transaction()],
  });
  expect(next(facts, { documents: invoiced }).documents).toMatchObject([
    { kind: "credit_note", totalMinor: 595, lines: [{ key: "shipping:71", quantity: 1, netMinor: 500, taxMinor: 95 }] },
  ]);
});

test.each([
  ["leaves out goodwill", 3450],
  ["counts goodwill", 3105],
])("an amount given back without goods is credited pro rata by rate where Shopify's total %s", (_, totalMinor) => {
  const lines = [mugs, book];
  const before = issue(next(order({ lines })).documents);
  const { documents } = next(order({ lines, ...goodwill, totalMinor }), { documents: before });
  expect(documents).toMatchObject([
    { kind: "credit_note", totalMinor: 345, netMinor: 300, taxMinor: 45, isProRata: true },
  ]);
  expect(documents[0]!.taxByRate).toEqual([
    { title: "VAT", ratePpm: 190000, netMinor: 200, taxMinor: 38 },
    { title: "VAT", ratePpm: 70000, netMinor: 100, taxMinor: 7 },
  ]);
  expect(documents[0]!.lines).toMatchObject([
    { key: "adjustment:801", description: "Refund without goods", quantity: 1 },
  ]);
  expect(next(order({ lines, ...goodwill, totalMinor }), { documents: issue(documents, before) }).documents).toEqual(
    [],
  );
});

test("goodwill keeps the rates it was spread over when goods go back later", () => {
  const lines = [mugs, book];
  const first = issue(next(order({ lines })).documents);
  const given = order({ lines, ...goodwill, totalMinor: 3450 });
  const documents = issue(next(given, { documents: first }).documents, first);
  const back = refund({
    id: "802",
    lines: [
      { lineItemId: "1", quantity: 1, restockKind: "return", locationId: null, subtotal: price(1190), tax: price(190) },
    ],
    transactionIds: ["601"],
  });
  const facts = order({
    lines: [{ ...mugs, currentQuantity: 1 }, book],
    refunds: [...goodwill.refunds, back],
    transactions: goodwill.transactions,
    totalMinor: 2260,
  });
  expect(next(facts, { documents }).documents).toMatchObject([
    { kind: "credit_note", totalMinor: 1190, lines: [{ key: "line:1" }] },
  ]);
});

test("goodwill falls on a rate by all that was sold under it", () => {
  const single = (id: string) => ({ ...mugs, id, quantity: 1, currentQuantity: 1, taxLines: [vat(190)] });
  const { documents } = next(order({ lines: [single("1"), single("3"), book], ...goodwill, totalMinor: 3450 }));
  expect(documents[0]!.lines[3]!.taxes).toMatchObject([
    { ratePpm: 190000, netMinor: -200, taxMinor: -38 },
    { ratePpm: 70000, netMinor: -100, taxMinor: -7 },
  ]);
});

test("an amount given back before the invoice is a negative line of it", () => {
  expect(next(order({ lines: [mugs, book], ...goodwill, totalMinor: 3450 })).documents).toMatchObject([
    { kind: "invoice", totalMinor: 3105, isProRata: true },
  ]);
});

test("a fee kept back from a refund of goods lessens its credit note", () => {
  const kept = [{ kind: "refund_discrepancy", amount: price(-119), tax: price(0) }];
  const facts = { ...mugBack("success", { adjustments: kept }), transactions: [transaction({ amount: price(1071) })] };
  expect(next(taxed(facts), { documents: invoiced }).documents).toMatchObject([
    { kind: "credit_note", totalMinor: 1071 },
  ]);
});

test("a refund that was pending when Shopify stated it as kept back is credited once its money has moved", () => {
  const kept = [{ kind: "refund_discrepancy", amount: price(-1190), tax: price(0) }];
  const waiting = {
    ...mugBack("pending", { adjustments: kept }),
    transactions: [transaction({ status: "pending", amount: price(1190) })],
  };
  expect(next(taxed(waiting), { documents: invoiced }).documents).toEqual([]);
  const moved = { ...waiting, transactions: [transaction({ amount: price(1190) })] };
  expect(next(taxed(moved), { documents: invoiced }).documents).toMatchObject([
    { kind: "credit_note", totalMinor: 1190 },
  ]);
});

test("goods that come back to an unpaid order on terms are credited without any money", () => {
  const back = {
    ...mugBack("success", { transactionIds: [] }),
    transactions: [],
    financialStatus: "pending" as const,
    paymentTerms: { name: "Net 30", dueInDays: 30 },
  };
  expect(next(taxed(back), { documents: invoiced }).documents).toMatchObject([
    { kind: "credit_note", totalMinor: 1190 },
  ]);
});

test("units refunded before they were sent and not restocked stay on the order: the money is without goods", () => {
  const kept = refund({
    lines: [
      { lineItemId: "1", quantity: 1, restockKind: "no_restock", locationId: null, subtotal: price(0), tax: price(0) },
    ],
    adjustments: [{ kind: "refund_discrepancy", amount: price(1190), tax: price(0) }],
    transactionIds: ["601"],
  });
  // An edit has taken a third mug off before: that one is gone, whatever the refund says.
  const lines = [{ ...mugs, quantity: 3, currentQuantity: 2, taxLines: [vat(570)] }];
  const facts = taxed({
    lines,
    totalMinor: 2975,
    refunds: [kept],
    transactions: [transaction({ status: "pending", amount: price(1190) })],
  });
  expect(next(facts, { documents: invoiced })).toMatchObject({ documents: [], documentObstacle: null });
  facts.transactions[0]!.status = "success";
  expect(next(facts, { documents: invoiced }).documents).toMatchObject([
    { kind: "credit_note", totalMinor: 1190, isProRata: true },
  ]);
});

test("an edit upwards is invoiced on top, an edit downwards is credited", () => {
  const up = taxed({ lines: [{ ...mugs, quantity: 3, currentQuantity: 3, taxLines: [vat(570)] }] });
  expect(next(up, { documents: invoiced }).documents).toMatchObject([
    { kind: "invoice", totalMinor: 1190, cause: "order edited", lines: [{ quantity: 1 }] },
  ]);
  const down = taxed({ lines: [{ ...mugs, currentQuantity: 1 }], totalMinor: 1785 });
  expect(next(down, { documents: invoiced }).documents).toMatchObject([
    { kind: "credit_note", totalMinor: 1190, cause: "order edited" },
  ]);
});

test("an exchange does both", () => {
  const facts = taxed({ ...mugBack("success"), lines: [{ ...mugs, currentQuantity: 1 }, book], totalMinor: 2855 });
  expect(next(facts, { documents: invoiced }).documents).toMatchObject([
    { kind: "invoice", totalMinor: 1070 },
    { kind: "credit_note", totalMinor: 1190 },
  ]);
  expect(next(facts, { documents: invoiced }).documentSentence).toBe(
    "invoice of 10.70 EUR and credit note of 11.90 EUR due",
  );
});

test("what an edit added waits for its payment while the credit note goes out", () => {
  const facts = taxed({
    ...mugBack("success"),
    lines: [{ ...mugs, currentQuantity: 1 }, book],
    totalMinor: 2855,
    financialStatus: "partially_paid",
  });
  expect(next(facts, { documents: invoiced }).documents).toMatchObject([{ kind: "credit_note", totalMinor: 1190 }]);
});

test("goods exchanged for dearer ones are credited when the rest is paid, not before", () => {
  const paid = transaction({ id: "600", kind: "sale", amount: price(2975) });
  const exchanged = {
    lines: [
      { ...mugs, currentQuantity: 1 },
      { ...book, unitPrice: price(2140), taxLines: [vat(342)] },
    ],
  };
  const unpaid = taxed({ ...exchanged, totalMinor: 3925, transactions: [paid], financialStatus: "partially_paid" });
  expect(next(unpaid, { documents: invoiced })).toMatchObject({
    documents: [],
    documentSentence: "invoiced (RE-1), invoice due when paid",
  });
  const rest = transaction({ id: "602", kind: "sale", amount: price(950) });
  const settled = taxed({ ...exchanged, totalMinor: 3925, transactions: [paid, rest] });
  expect(next(settled, { documents: invoiced }).documents).toMatchObject([
    { kind: "invoice", totalMinor: 2140 },
    { kind: "credit_note", totalMinor: 1190 },
  ]);
});

test("of an exchange that is not paid, goods whose money went back are credited alone", () => {
  const both = [mugs, book];
  const paid = transaction({ id: "600", kind: "sale", amount: price(3450) });
  const before = issue(next(order({ lines: both, transactions: [paid] })).documents);
  const added = { ...mugs, id: "3", quantity: 2, currentQuantity: 2 };
  const facts = order({
    ...mugBack("success"),
    lines: [{ ...mugs, currentQuantity: 1 }, { ...book, currentQuantity: 0 }, added],
    transactions: [paid, transaction({ amount: price(1190) })],
    totalMinor: 1190 + 2380,
    financialStatus: "partially_paid",
  });
  expect(next(facts, { documents: before }).documents).toMatchObject([
    { kind: "credit_note", totalMinor: 1190, lines: [{ key: "line:1" }] },
  ]);
});

test("a line that turned tax free at the same price is credited whole and invoiced anew", () => {
  const facts = taxed({ lines: [{ ...mugs, taxLines: [] }] });
  expect(next(facts, { documents: invoiced }).documents).toMatchObject([
    { kind: "invoice", totalMinor: 2380, taxMinor: 0 },
    { kind: "credit_note", totalMinor: 2380, taxMinor: 380 },
  ]);
});
