import { formatMinor } from "#app/domain/basics/money.ts";
import type { FulfillmentFacts, LineItemFacts, OrderFacts, PriceSet } from "#app/domain/orders/order-facts.ts";
import { isPlaceholder } from "#app/domain/orders/placeholder-facts.ts";
import { trackingState } from "#app/domain/orders/tracking-state.ts";

/** What lies beside an order's facts, each already in the form in which it is told. */
export type BesideOrder = {
  timeline: readonly object[];
  documents: readonly object[];
  toldShopify: readonly object[];
  findings: readonly object[];
  /** What Shopify said of the order when it last told all of it: parsed JSON, or undefined when nothing is kept. */
  lastMessage: { topic: string; receivedAt: string; body: unknown } | undefined;
};

/** An order as somebody reads it who has never seen our tables: amounts with their currency, parcels with their goods. */
export function tellOrder(facts: OrderFacts, beside: BesideOrder) {
  const pay = (price: PriceSet) => sayAmount(price.presentmentMinor, facts.presentmentCurrency);
  const attributes = readAttributes(beside.lastMessage?.body);
  return {
    id: facts.id,
    name: facts.name,
    confirmationNumber: facts.confirmationNumber ?? null,
    // Before the order itself arrives only parts of it are known, and it has neither a time nor an amount.
    ...(isPlaceholder(facts) ? {} : { placedAt: facts.createdAt, amounts: tellAmounts(facts) }),
    cancelledAt: facts.cancelledAt,
    isErased: facts.isRedacted,
    soldThrough: facts.sourceName,
    contact: { email: facts.email, phone: facts.phone, customer: facts.customer, company: facts.company },
    shippingAddress: facts.shippingAddress,
    billingAddress: facts.billingAddress,
    note: facts.note,
    tags: facts.tags,
    poNumber: facts.poNumber,
    attributes: attributes.ofOrder,
    risk: facts.risk,
    lines: facts.lines.map((line) => ({ ...tellLine(line, pay), attributes: attributes.ofLine(line.id) })),
    shipping: facts.shippingLines.map((line) => ({ title: line.title, price: pay(line.discountedPrice) })),
    payments: facts.transactions.map(({ kind, status, gateway, amount, processedAt }) => ({
      kind,
      status,
      gateway,
      amount: pay(amount),
      at: processedAt,
    })),
    refunds: facts.refunds.map((refund) => tellRefund(refund, facts, pay)),
    parcels: facts.fulfillments.map((parcel) => tellParcel(parcel, facts)),
    holds: facts.fulfillmentOrders.flatMap(({ holds }) =>
      holds.map(({ reason, reasonNotes }) => ({ reason, reasonNotes })),
    ),
    ...beside,
    lastMessage: beside.lastMessage ?? null,
  };
}

/** "12.05 EUR". */
export function sayAmount(minor: number, currency: string): string {
  return `${formatMinor(minor, currency)} ${currency}`;
}

type Pay = (price: PriceSet) => string;

function tellAmounts({ totals: { presentment }, presentmentCurrency, taxesIncluded, financialStatus }: OrderFacts) {
  const say = (minor: number) => sayAmount(minor, presentmentCurrency);
  return {
    payment: financialStatus,
    total: say(presentment.currentTotalMinor),
    tax: say(presentment.currentTaxMinor),
    isTaxIncluded: taxesIncluded,
    discounts: say(presentment.currentDiscountsMinor),
    totalAsPlaced: say(presentment.originalTotalMinor),
    outstanding: say(presentment.outstandingMinor),
  };
}

function tellLine(line: LineItemFacts, pay: Pay) {
  const { title, variantTitle, sku, quantity, currentQuantity, unitPrice, discount, taxLines } = line;
  const taxes = taxLines.map((tax) => ({ title: tax.title, percent: tax.ratePpm / 10_000, amount: pay(tax.price) }));
  return {
    title,
    variantTitle,
    sku,
    quantity,
    quantityNow: currentQuantity,
    unitPrice: pay(unitPrice),
    discount: pay(discount),
    taxes,
  };
}

function tellRefund(refund: OrderFacts["refunds"][number], facts: OrderFacts, pay: Pay) {
  return {
    at: refund.createdAt,
    note: refund.note,
    lines: refund.lines.map(({ lineItemId, quantity, subtotal, tax }) => ({
      title: titleOf(facts, lineItemId),
      quantity,
      subtotal: pay(subtotal),
      tax: pay(tax),
    })),
    shipping: pay(refund.shipping.amount),
    adjustments: refund.adjustments.map(({ kind, amount }) => ({ kind, amount: pay(amount) })),
  };
}

function tellParcel(parcel: FulfillmentFacts, facts: OrderFacts) {
  return {
    sentAt: parcel.createdAt,
    status: parcel.status,
    state: trackingState(parcel).state,
    carrier: parcel.trackingCompany,
    trackingNumbers: parcel.trackingNumbers,
    trackingUrls: parcel.trackingUrls,
    lines: parcel.lines.map(({ lineItemId, quantity }) => ({ title: titleOf(facts, lineItemId), quantity })),
    tracking: parcel.events.map(({ happenedAt, status, message }) => ({ at: happenedAt, status, message })),
  };
}

function titleOf({ lines }: OrderFacts, lineItemId: string): string {
  return lines.find(({ id }) => id === lineItemId)?.title ?? `line ${lineItemId}`;
}

/**
 * What the buyer or a theme has written beside the order and its lines. Nothing is decided by it, so that the facts do not
 * have it: it stands in Shopify's own message alone (`note_attributes` and `properties` of the order's webhooks).
 */
function readAttributes(body: unknown): { ofOrder: unknown[]; ofLine: (lineId: string) => unknown[] } {
  const lines = listIn(body, "line_items");
  return {
    ofOrder: listIn(body, "note_attributes"),
    ofLine: (lineId) => lines.filter((line) => idOf(line) === lineId).flatMap((line) => listIn(line, "properties")),
  };
}

function listIn(value: unknown, name: string): unknown[] {
  const list = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return Array.isArray(list) ? (list as unknown[]) : [];
}

function idOf(line: unknown): string {
  return String((line as { id?: unknown } | null)?.id);
}
