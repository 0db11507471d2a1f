import { z } from "zod";
import type { RefundFacts, TransactionFacts } from "#app/domain/orders/order-facts.ts";
import { addSets, moneySet, moneySetOrNothing, negateSet, NO_MONEY } from "./money-set.ts";
import {
  anything,
  instant,
  listOf,
  optionalInstant,
  optionalPlatformId,
  optionalText,
  platformId,
  quantity,
  textOr,
} from "./platform-values.ts";
import { toTransaction, transactionBody } from "./transaction-body.ts";

const RESTOCK_KINDS = ["no_restock", "cancel", "return", "legacy_restock"] as const;

/** The platform's word for where refunded goods went. A word we do not know moves no stock. */
export function restockKind(word: string): RefundFacts["lines"][number]["restockKind"] {
  const known = word.toLowerCase();
  return RESTOCK_KINDS.find((kind) => kind === known) ?? "no_restock";
}

const refundLineBody = z.object({
  line_item_id: platformId,
  quantity,
  restock_type: textOr("no_restock"),
  location_id: optionalPlatformId,
  subtotal_set: moneySet,
  total_tax_set: moneySetOrNothing,
});

const adjustmentBody = z.object({
  kind: textOr("refund_discrepancy"),
  amount_set: moneySet,
  tax_amount_set: moneySetOrNothing,
});
const shippingRefundBody = z.object({ subtotal_amount_set: moneySetOrNothing, tax_amount_set: moneySetOrNothing });
// Read beside the amounts only for its code: a transaction in a refund may say no currency of its own.
const currencyOfSet = z.object({ presentment_money: z.object({ currency_code: anything }).nullish() }).nullish();

/** A refund, by itself (`refunds/create`) or inside an order. */
export const refundBody = z.object({
  id: platformId,
  order_id: optionalPlatformId,
  created_at: instant,
  processed_at: optionalInstant,
  note: optionalText,
  refund_line_items: listOf(refundLineBody),
  refund_shipping_lines: listOf(shippingRefundBody),
  order_adjustments: listOf(adjustmentBody),
  transactions: listOf(transactionBody),
  total_duties_set: currencyOfSet,
});

export type RefundParts = {
  refund: RefundFacts;
  transactions: TransactionFacts[];
  /** Whether an amount could not be told. */ isIncomplete: boolean;
};

/**
 * The refund and the movements of money it names.
 *
 * @param currency of the order where it is known, for transactions that state none.
 */
export function toRefund(body: z.output<typeof refundBody>, currency: string | null): RefundParts {
  const stated = body.total_duties_set?.presentment_money?.currency_code;
  const surrounding = currency ?? (typeof stated === "string" && /^[A-Z]{3}$/.test(stated) ? stated : null);
  const transactions = body.transactions.map((transaction) => toTransaction(transaction, surrounding));
  const known = transactions.filter((transaction) => transaction !== undefined);
  const refund: RefundFacts = {
    id: body.id,
    createdAt: body.created_at,
    note: body.note,
    lines: body.refund_line_items.map((line) => ({
      lineItemId: line.line_item_id,
      quantity: line.quantity,
      restockKind: restockKind(line.restock_type),
      locationId: line.location_id,
      subtotal: line.subtotal_set,
      tax: line.total_tax_set,
    })),
    shipping: shippingOf(body),
    adjustments: body.order_adjustments
      .filter((adjustment) => !isShipping(adjustment))
      .map((adjustment) => ({
        kind: adjustment.kind,
        amount: negateSet(adjustment.amount_set),
        tax: negateSet(adjustment.tax_amount_set),
      })),
    transactionIds: body.transactions.map((transaction) => transaction.id),
  };
  return { refund, transactions: known, isIncomplete: known.length < transactions.length };
}

function isShipping(adjustment: { kind: string }): boolean {
  return adjustment.kind === "shipping_refund";
}

/**
 * Since 2024-10 shipping is refunded in lines of its own; before it was an adjustment with a negative amount, and a body
 * that has both says the same thing twice (https://shopify.dev/docs/api/admin-rest/2024-10/resources/refund).
 */
function shippingOf(body: z.output<typeof refundBody>): RefundFacts["shipping"] {
  const lines = body.refund_shipping_lines;
  if (lines.length > 0) {
    return {
      amount: addSets(lines.map((line) => line.subtotal_amount_set)),
      tax: addSets(lines.map((line) => line.tax_amount_set)),
    };
  }
  const adjustments = body.order_adjustments.filter(isShipping);
  if (adjustments.length === 0) return { amount: NO_MONEY, tax: NO_MONEY };
  return {
    amount: negateSet(addSets(adjustments.map((adjustment) => adjustment.amount_set))),
    tax: negateSet(addSets(adjustments.map((adjustment) => adjustment.tax_amount_set))),
  };
}
