import type { OrderContext } from "#app/domain/decision.ts";
import type { DocumentDraft, IssuedDocument } from "#app/domain/invoicing/document.ts";
import { nextDocuments } from "#app/domain/invoicing/next-documents.ts";
import type { OrderFacts, RefundFacts, TransactionFacts } from "#app/domain/orders/order-facts.ts";
import { context, lineItem, NOON, order, price, refund, shippingLine, transaction } from "./build-order.ts";

/** Two mugs at 11.90 with 19 % inside, and a parcel at 5.95: 29.75 in all, of which 4.75 is tax. */
export const vat = (minor: number) => ({ title: "VAT", ratePpm: 190000, price: price(minor) });
export const mugs = lineItem({ unitPrice: price(1190), taxLines: [vat(380)] });
export const parcel = shippingLine({ price: price(595), taxLines: [vat(95)] });
export const taxed = (changes: Parameters<typeof order>[0] = {}) =>
  order({ lines: [mugs], shippingLines: [parcel], ...changes });

export function next(facts: OrderFacts, around: Partial<OrderContext> = {}, isHeld = false) {
  return nextDocuments(context(facts, around), isHeld);
}

export function issue(drafts: readonly DocumentDraft[], before: readonly IssuedDocument[] = []): IssuedDocument[] {
  const issued = drafts.map((draft, at): IssuedDocument => {
    const number = `${draft.kind === "invoice" ? "RE" : "GS"}-${before.length + at + 1}`;
    return {
      kind: draft.kind,
      number,
      issuedAt: NOON,
      totalMinor: draft.totalMinor,
      currency: draft.currency,
      lines: draft.lines,
    };
  });
  return [...before, ...issued];
}

export const invoiced = issue(next(taxed()).documents);

/** One mug goes back: the platform's refund with its money. */
export function mugBack(
  status: TransactionFacts["status"],
  changes: Partial<RefundFacts> = {},
): Parameters<typeof order>[0] {
  return {
    lines: [{ ...mugs, currentQuantity: 1 }],
    totalMinor: 1785,
    refunds: [
      refund({
        lines: [
          {
            lineItemId: "1",
            quantity: 1,
            restockKind: "return",
            locationId: null,
            subtotal: price(1190),
            tax: price(190),
          },
        ],
        transactionIds: ["601"],
        ...changes,
      }),
    ],
    transactions: [transaction({ status, amount: price(1190) })],
    financialStatus: status === "success" ? "partially_refunded" : "paid",
  };
}

/** Mugs at 19 % for 23.80 and a book at 7 % for 10.70: goodwill of 3.45 falls on both, 2.38 and 1.07. */
export const book = lineItem({
  id: "2",
  variantId: "v2",
  title: "Book",
  quantity: 1,
  unitPrice: price(1070),
  taxLines: [{ title: "VAT", ratePpm: 70000, price: price(70) }],
});
export const goodwill = {
  refunds: [
    refund({
      adjustments: [{ kind: "refund_discrepancy", amount: price(345), tax: price(0) }],
      transactionIds: ["601"],
    }),
  ],
  transactions: [transaction()],
};
