import { expect, test } from "vitest";
import type { OrderContext } from "#app/domain/decision.ts";
import { invoiced, issue, mugBack, mugs, next, taxed, vat } from "./build-documents.ts";
import { lineItem, NOON, order, price, refund, settings, transaction } from "./build-order.ts";

test("a captured payment makes the invoice due, net and tax taken apart", () => {
  const { documents, documentSentence, documentObstacle } = next(taxed());
  expect(documentSentence).toBe("invoice of 29.75 EUR due");
  expect(documentObstacle).toBeNull();
  expect(documents).toMatchObject([
    {
      kind: "invoice",
      orderName: "#1001",
      currency: "EUR",
      netMinor: 2500,
      taxMinor: 475,
      totalMinor: 2975,
      cause: "payment captured",
      isProRata: false,
    },
  ]);
  expect(documents[0]!.lines).toMatchObject([
    { key: "line:1", description: "Mug", quantity: 2, netMinor: 2000, taxMinor: 380 },
    { key: "shipping:71", description: "Parcel", quantity: 1, netMinor: 500, taxMinor: 95 },
  ]);
  expect(documents[0]!.taxByRate).toEqual([{ title: "VAT", ratePpm: 190000, netMinor: 2500, taxMinor: 475 }]);
});

test("tax on top is added to the prices", () => {
  const { documents } = next(taxed({ taxesIncluded: false }));
  expect(documents).toMatchObject([{ netMinor: 2975, taxMinor: 475, totalMinor: 3450 }]);
});

test("discounts lessen the line they fell on", () => {
  const { documents } = next(order({ lines: [{ ...mugs, discount: price(238), taxLines: [vat(342)] }] }));
  expect(documents).toMatchObject([{ netMinor: 1800, taxMinor: 342, totalMinor: 2142 }]);
});

test("a gift card sold bears no tax, and a gift card redeemed is a payment", () => {
  const card = lineItem({
    id: "2",
    title: "Gift card",
    quantity: 1,
    unitPrice: price(5000),
    isGiftCard: true,
    requiresShipping: false,
    taxLines: [vat(798)],
  });
  const { documents } = next(taxed({ lines: [mugs, card], gatewayNames: ["gift_card"] }));
  expect(documents[0]!.totalMinor).toBe(7975);
  expect(documents[0]!.lines[1]).toMatchObject({
    netMinor: 5000,
    taxMinor: 0,
    taxes: [{ title: "No tax", ratePpm: 0, netMinor: 5000 }],
  });
});

test.each<
  [says: string, facts: Parameters<typeof order>[0], around: Partial<OrderContext>, isHeld: boolean, sentence: string]
>([
  ["unpaid", { financialStatus: "pending" }, {}, false, "invoice due when paid"],
  ["only authorised", { financialStatus: "authorized" }, {}, false, "invoice due when paid"],
  ["paid in part", { financialStatus: "partially_paid" }, {}, false, "invoice due when paid"],
  ["held", {}, {}, true, "the invoice waits while the order is held"],
  ["a test", { isTest: true }, {}, false, "no invoice for a test order"],
  ["from the till", { sourceName: "pos" }, {}, false, "no invoice: sold at the till"],
  ["from a marketplace", { sourceName: "amazon" }, {}, false, "no invoice: the marketplace writes it"],
  ["imported", {}, { isImported: true }, false, "no invoice for an imported order"],
  ["cancelled before it was invoiced", { cancelledAt: NOON }, {}, false, "no invoice: cancelled before one was issued"],
  [
    "refunded in full before it was invoiced",
    {
      ...mugBack("success"),
      lines: [{ ...mugs, currentQuantity: 0 }],
      shippingLines: [],
      totalMinor: 0,
      financialStatus: "refunded",
    },
    {},
    false,
    "nothing to invoice",
  ],
  [
    "free of charge",
    { lines: [lineItem({ unitPrice: price(0) })], shippingLines: [] },
    {},
    false,
    "nothing to invoice",
  ],
  [
    "on terms and not sent",
    { financialStatus: "pending", paymentTerms: { name: "Net 30", dueInDays: 30 } },
    {},
    false,
    "invoice due with the first parcel",
  ],
])("an order that is %s is not invoiced, and the sentence says why", (_, facts, around, isHeld, sentence) => {
  expect(next(taxed(facts), around, isHeld)).toEqual({
    documents: [],
    documentSentence: sentence,
    documentObstacle: null,
  });
});

test("money kept of an order that was cancelled before its invoice is for a person to explain", () => {
  const sale = transaction({ id: "600", kind: "sale", amount: price(2975) });
  const cancelled = (refunded: number, status: "success" | "pending" = "success") =>
    taxed({
      cancelledAt: NOON,
      financialStatus: "partially_refunded",
      refunds: [refund({ transactionIds: ["601"] })],
      transactions: [sale, transaction({ amount: price(refunded), status })],
    });
  expect(next(cancelled(2882))).toMatchObject({
    documents: [],
    documentObstacle: expect.stringContaining("0.93 EUR of its payment was kept") as string,
  });
  expect(next(cancelled(2975)).documentObstacle).toBeNull();
  expect(next(cancelled(2882, "pending")).documentObstacle).toBeNull();
});

test("orders from before invoicing went live are not invoiced", () => {
  const rules = settings();
  const around = {
    settings: {
      ...rules,
      capabilities: {
        ...rules.capabilities,
        invoice: { ...rules.capabilities.invoice, goLiveAt: "2026-11-20T12:00:01Z" },
      },
    },
  };
  expect(next(taxed(), around).documentSentence).toBe("no invoice: ordered before invoicing began");
  around.settings.capabilities.invoice.goLiveAt = NOON;
  expect(next(taxed(), around).documents).toHaveLength(1);
});

test("an order on payment terms is invoiced with its first parcel", () => {
  const parcelSent = {
    id: "1",
    status: "success" as const,
    createdAt: NOON,
    updatedAt: NOON,
    locationId: "L1",
    trackingCompany: null,
    trackingNumbers: [],
    trackingUrls: [],
    lines: [],
    events: [],
  };
  const facts = taxed({
    financialStatus: "pending",
    paymentTerms: { name: "Net 30", dueInDays: 30 },
    fulfillments: [parcelSent],
  });
  expect(next(facts).documents).toMatchObject([{ kind: "invoice", cause: "goods sent on payment terms" }]);
});

test("what is issued is not due again", () => {
  expect(next(taxed(), { documents: invoiced })).toEqual({
    documents: [],
    documentSentence: "invoiced (RE-1)",
    documentObstacle: null,
  });
});

test("a refund before the invoice lessens it", () => {
  expect(next(taxed(mugBack("success"))).documents).toMatchObject([
    { kind: "invoice", netMinor: 1500, taxMinor: 285, totalMinor: 1785 },
  ]);
});

test("a cent of the platform's rounding goes into the largest tax", () => {
  const { documents } = next(taxed({ totalMinor: 2976 }));
  expect(documents).toMatchObject([
    { totalMinor: 2976, taxMinor: 476, netMinor: 2500, lines: [{ taxMinor: 381 }, { taxMinor: 95 }] },
  ]);
  expect(next(taxed({ totalMinor: 2976 }), { documents: issue(documents) }).documents).toEqual([]);
});

test("more than a cent for each line is no rounding: a person must look, and reads both figures", () => {
  const { documents, documentObstacle } = next(taxed({ totalMinor: 2978 }));
  expect(documents).toEqual([]);
  expect(documentObstacle).toContain("29.78 EUR");
  expect(documentObstacle).toContain("29.75 EUR");
  expect(next(taxed({ totalMinor: 2977 })).documentObstacle).toBeNull();
});

test("documents in another currency than the order's need a person", () => {
  expect(next(taxed({ presentmentCurrency: "USD" }), { documents: invoiced }).documentObstacle).toBe(
    "RE-1 was issued in EUR, the order is in USD now.",
  );
});

test("a document is written in the currency the buyer paid in", () => {
  const facts = taxed({
    lines: [{ ...mugs, unitPrice: { shopMinor: 1000, presentmentMinor: 1190 } }],
    presentmentCurrency: "CHF",
    totalMinor: 2975,
  });
  expect(next(facts).documents).toMatchObject([{ currency: "CHF", totalMinor: 2975 }]);
});
