import { z } from "zod";
import { parseMinor, share } from "#app/domain/basics/money.ts";
import type { OrderSnapshot } from "#app/domain/orders/change.ts";
import type {
  FinancialStatus,
  OrderTotals,
  PriceSet,
  ShippingLineFacts,
  TransactionFacts,
} from "#app/domain/orders/order-facts.ts";
import { addressBody, joinName } from "./address-body.ts";
import { fulfillmentBody } from "./fulfillment-body.ts";
import { lineItemBody, taxLineBody } from "./line-item-body.ts";
import { moneySet, moneySetOrNothing, plainAmount } from "./money-set.ts";
import {
  anything,
  currencyCode,
  flag,
  instant,
  listOf,
  optionalInstant,
  optionalPlatformId,
  optionalQuantity,
  optionalText,
  platformId,
  storableText,
  text,
  textOr,
} from "./platform-values.ts";
import { refundBody, toRefund } from "./refund-body.ts";

const FINANCIAL_STATUSES: readonly FinancialStatus[] = [
  "pending",
  "authorized",
  "partially_paid",
  "paid",
  "partially_refunded",
  "refunded",
  "voided",
  "expired",
];

/** The platform's word for the state of an order's money. */
export function financialStatus(word: string | null): FinancialStatus {
  const known = word?.toLowerCase();
  return FINANCIAL_STATUSES.find((status) => status === known) ?? "unknown";
}

const shippingLineBody = z
  .object({
    id: platformId,
    title: textOr("Shipping"),
    code: optionalText,
    price_set: moneySet,
    discounted_price_set: moneySet.nullish(),
    tax_lines: listOf(taxLineBody),
    is_removed: flag(false),
  })
  .transform((body): ShippingLineFacts => ({
    id: body.id,
    title: body.title,
    code: body.code,
    price: body.price_set,
    discountedPrice: body.discounted_price_set ?? body.price_set,
    taxLines: body.tax_lines,
    isRemoved: body.is_removed,
  }));

const customerBody = z.object({
  id: platformId,
  first_name: optionalText,
  last_name: optionalText,
  email: optionalText,
  orders_count: optionalQuantity,
});

/** The body of `orders/*`: a snapshot of the whole order with its refunds and fulfillments. */
export const orderBody = z.object({
  id: platformId,
  name: text,
  confirmation_number: optionalText,
  created_at: instant,
  processed_at: optionalInstant,
  updated_at: instant,
  cancelled_at: optionalInstant,
  closed_at: optionalInstant,
  test: flag(false),
  source_name: textOr("unknown"),
  email: optionalText,
  contact_email: optionalText,
  phone: optionalText,
  customer: customerBody.nullish(),
  company: z.object({ id: platformId, location_id: optionalPlatformId }).nullish(),
  po_number: optionalText,
  payment_terms: z.object({ payment_terms_name: textOr("Payment terms"), due_in_days: optionalQuantity }).nullish(),
  currency: currencyCode,
  presentment_currency: currencyCode,
  taxes_included: flag(false),
  financial_status: optionalText,
  payment_gateway_names: listOf(text),
  current_total_price_set: moneySet,
  current_subtotal_price_set: moneySet,
  current_total_tax_set: moneySet,
  current_total_discounts_set: moneySetOrNothing,
  total_price_set: moneySet,
  total_outstanding: plainAmount.nullish(),
  shipping_address: addressBody.nullish(),
  billing_address: addressBody.nullish(),
  line_items: z.array(lineItemBody),
  shipping_lines: listOf(shippingLineBody),
  refunds: listOf(refundBody),
  fulfillments: listOf(fulfillmentBody),
  tags: anything,
  note: optionalText,
});

type OrderBody = z.output<typeof orderBody>;

export type OrderParts = {
  order: OrderSnapshot;
  /** Movements of money that the order's refunds name. */
  transactions: TransactionFacts[];
  /** Whether the amount of one of them could not be told from the body. */
  isIncomplete: boolean;
};

/** The snapshot an order body is, in the domain's form. */
export function toOrder(body: OrderBody): OrderParts {
  const refunds = body.refunds.map((refund) => toRefund(refund, body.presentment_currency));
  const order: OrderSnapshot = {
    id: body.id,
    name: body.name,
    confirmationNumber: body.confirmation_number,
    createdAt: body.created_at,
    processedAt: body.processed_at ?? body.created_at,
    updatedAt: body.updated_at,
    cancelledAt: body.cancelled_at,
    closedAt: body.closed_at,
    isTest: body.test,
    sourceName: body.source_name,
    email: body.email ?? body.contact_email,
    phone: body.phone,
    customer: customerOf(body.customer),
    company: body.company
      ? { companyId: body.company.id, companyLocationId: body.company.location_id, name: null }
      : null,
    poNumber: body.po_number,
    paymentTerms: body.payment_terms
      ? { name: body.payment_terms.payment_terms_name, dueInDays: body.payment_terms.due_in_days }
      : null,
    shopCurrency: body.currency,
    presentmentCurrency: body.presentment_currency,
    taxesIncluded: body.taxes_included,
    financialStatus: financialStatus(body.financial_status),
    gatewayNames: body.payment_gateway_names,
    totals: totalsOf(body),
    shippingAddress: body.shipping_address ?? null,
    billingAddress: body.billing_address ?? null,
    lines: body.line_items,
    shippingLines: body.shipping_lines,
    refunds: refunds.map((parts) => parts.refund),
    fulfillments: body.fulfillments.map((parts) => parts.fulfillment),
    tags: tagsOf(body.tags),
    note: body.note,
  };
  const transactions = refunds.flatMap((parts) => parts.transactions);
  return { order, transactions, isIncomplete: refunds.some((parts) => parts.isIncomplete) };
}

function customerOf(body: OrderBody["customer"]): OrderSnapshot["customer"] {
  if (!body) return null;
  return {
    id: body.id,
    displayName: joinName(body.first_name, body.last_name) ?? body.email ?? "",
    ordersCount: body.orders_count,
  };
}

function totalsOf(body: OrderBody): OrderSnapshot["totals"] {
  const outstanding = outstandingOf(body);
  const side = (key: keyof PriceSet): OrderTotals => ({
    currentTotalMinor: body.current_total_price_set[key],
    currentSubtotalMinor: body.current_subtotal_price_set[key],
    currentTaxMinor: body.current_total_tax_set[key],
    currentDiscountsMinor: body.current_total_discounts_set[key],
    originalTotalMinor: body.total_price_set[key],
    outstandingMinor: outstanding[key],
  });
  return { shop: side("shopMinor"), presentment: side("presentmentMinor") };
}

/** Stated in the shop's currency alone; the buyer's side has the same part of its total. */
function outstandingOf(body: OrderBody): PriceSet {
  const shopMinor = parseMinor(body.total_outstanding ?? "0", body.currency) ?? 0;
  const total = body.total_price_set;
  if (body.currency === body.presentment_currency || total.shopMinor <= 0)
    return { shopMinor, presentmentMinor: shopMinor };
  return { shopMinor, presentmentMinor: share(shopMinor, total.presentmentMinor, total.shopMinor) };
}

/** One text with commas in webhooks. Tags are a set: sorted, so that equal sets are equal. */
export function tagsOf(value: unknown): string[] {
  const words =
    typeof value === "string"
      ? value.split(",")
      : Array.isArray(value)
        ? value.filter((word) => typeof word === "string")
        : [];
  const tags = words.map((word) => storableText(word).trim()).filter((word) => word !== "");
  return [...new Set(tags)].sort();
}
