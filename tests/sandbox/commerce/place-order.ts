import { emit, nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { instantAfter } from "#tests/sandbox/state/instant.ts";
import type { Order, PaymentTerms, ShippingLine } from "#tests/sandbox/state/order.ts";
import type { Address } from "#tests/sandbox/state/people.ts";
import { nextHex } from "#tests/sandbox/state/random.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { financialStatus } from "#tests/sandbox/orders/order-payments.ts";
import { buildLineItems, tipLine } from "#tests/sandbox/commerce/checkout/build-line-items.ts";
import {
  applicationsOf,
  layDiscounts,
  taxLineItem,
  taxShippingLine,
} from "#tests/sandbox/commerce/checkout/charge-order.ts";
import { checkStock } from "#tests/sandbox/commerce/checkout/check-stock.ts";
import type { Checkout, Refusal } from "#tests/sandbox/commerce/checkout/checkout.ts";
import { bagOfShop, type Exchange } from "#tests/sandbox/commerce/pricing/exchange.ts";
import { fulfillAtOnce } from "#tests/sandbox/commerce/checkout/fulfill-at-once.ts";
import { announceRouting, routeOrder } from "#tests/sandbox/commerce/routing/route-order.ts";
import { takePayment } from "#tests/sandbox/commerce/checkout/take-payment.ts";

export type Placement = { outcome: "placed"; order: Order } | { outcome: "refused"; reasons: Refusal[] };

const shopper: Actor = { kind: "shopper" };

/**
 * A checkout as Shopify completes it: prices with discounts and taxes, takes the payment, assigns the goods to locations and
 * commits their stock there, all in one moment, then announces. The merchant hears of it only afterwards.
 */
export function placeOrder(world: World, shop: Shop, checkout: Checkout): Placement {
  const reasons = checkStock(shop, checkout);
  if (reasons.length > 0) return { outcome: "refused", reasons };
  const exchange = exchangeOf(shop, checkout.presentmentCurrency ?? shop.currency);
  const order = orderOf(world, shop, exchange, checkout);
  order.transactions = takePayment(world, order, exchange, checkout);
  shop.orders.set(order.id, order);
  const work = order.lineItems.map((lineItem) => ({ lineItem, quantity: lineItem.quantity }));
  const opened = routeOrder(world, shop, order, work, checkout, shopper);
  const handedOver = fulfillAtOnce(world, shop, order, checkout, opened);
  announcePlacement(world, shop, order);
  announceRouting(world, shop, opened, { kind: "shopify" });
  for (const announce of handedOver) announce();
  return { outcome: "placed", order };
}

/** The exchange of an order; a currency the shop has no rate for is a mistake of the caller. */
export function exchangeOf(shop: Shop, presentmentCurrency: string): Exchange {
  const rate = presentmentCurrency === shop.currency ? "1" : shop.exchangeRates[presentmentCurrency];
  if (rate === undefined) throw new Error(`${shop.domain} has no exchange rate for ${presentmentCurrency}.`);
  return { currency: shop.currency, presentmentCurrency, rate };
}

function announcePlacement(world: World, shop: Shop, order: Order): void {
  emit(world, shop, "orders/create", { order }, shopper);
  for (const transaction of order.transactions) {
    emit(world, shop, "order_transactions/create", { order, transaction }, shopper);
  }
  if (financialStatus(order, nowOf(world)) === "PAID") emit(world, shop, "orders/paid", { order }, shopper);
  for (const assessment of order.riskAssessments) {
    emit(world, shop, "orders/risk_assessment_changed", { order, assessment }, { kind: "shopify" });
  }
}

function orderOf(world: World, shop: Shop, exchange: Exchange, checkout: Checkout): Order {
  const lineItems = checkout.lines.flatMap((line) => buildLineItems(world, shop, exchange, line));
  const shippingLines = shippingLinesOf(world, exchange, checkout);
  const terms = { taxesIncluded: checkout.taxesIncluded ?? shop.taxesIncluded, taxExempt: checkout.taxExempt ?? false };
  const discounts = checkout.discounts ?? [];
  layDiscounts(exchange, discounts, lineItems, shippingLines);
  const place = taxPlaceOf(shop, checkout);
  for (const line of lineItems) taxLineItem(shop, terms, place, line);
  for (const line of shippingLines) taxShippingLine(shop, terms, place, line);
  if (checkout.tipMinor) lineItems.push(tipLine(world, exchange, checkout.tipMinor));
  return {
    ...blankOrder(world, shop, exchange, checkout),
    ...terms,
    lineItems,
    shippingLines,
    discountApplications: applicationsOf(discounts),
  };
}

/** Where the goods change hands decides the tax: the buyer's address, or the location of a pickup or till. */
function taxPlaceOf(shop: Shop, checkout: Checkout): Address | null {
  const { delivery } = checkout;
  if (delivery.kind === "pickup" || delivery.kind === "retail")
    return shop.locations.get(delivery.locationId)?.address ?? null;
  return checkout.shippingAddress ?? checkout.billingAddress ?? null;
}

function shippingLinesOf(world: World, exchange: Exchange, { shipping }: Checkout): ShippingLine[] {
  if (!shipping) return [];
  return [
    {
      id: nextId(world, "ShippingLine"),
      title: shipping.title,
      code: shipping.code,
      source: "shopify",
      carrierIdentifier: null,
      deliveryCategory: null,
      price: bagOfShop(exchange, shipping.priceMinor),
      discountAllocations: [],
      taxLines: [],
      isRemoved: false,
    },
  ];
}

type Priced = "lineItems" | "shippingLines" | "discountApplications" | "taxesIncluded" | "taxExempt";

function blankOrder(world: World, shop: Shop, exchange: Exchange, checkout: Checkout): Omit<Order, Priced> {
  const now = nowOf(world);
  const number = shop.nextOrderNumber;
  shop.nextOrderNumber += 1;
  const { delivery } = checkout;
  return {
    id: nextId(world, "Order"),
    name: `#${number}`,
    number,
    confirmationNumber: nextHex(world.random, 9).toUpperCase(),
    sourceName: checkout.sourceName ?? (delivery.kind === "retail" ? "pos" : "web"),
    sourceIdentifier: checkout.sourceIdentifier ?? null,
    apiKey: null,
    retailLocationId: delivery.kind === "retail" ? delivery.locationId : null,
    merchantBusinessEntityId: btoa(shop.id).replaceAll("=", ""),
    isTest: checkout.isTest ?? false,
    createdAt: now,
    processedAt: now,
    updatedAt: now,
    cancelledAt: null,
    cancelReason: null,
    closedAt: null,
    customerId: checkout.customerId ?? null,
    customerLocale: checkout.locale ?? "en",
    purchasingCompany: checkout.company ?? null,
    email: checkout.email ?? null,
    phone: checkout.phone ?? null,
    note: checkout.note ?? null,
    poNumber: checkout.poNumber ?? null,
    tags: checkout.tags ?? [],
    customAttributes: checkout.attributes ?? [],
    currency: exchange.currency,
    presentmentCurrency: exchange.presentmentCurrency,
    billingAddress: checkout.billingAddress === undefined ? checkout.shippingAddress : checkout.billingAddress,
    shippingAddress: checkout.shippingAddress,
    transactions: [],
    refunds: [],
    returns: [],
    edits: [],
    paymentTerms: paymentTermsOf(world, shop, checkout),
    statedFinancialStatus: null,
    riskAssessments: assessmentsOf(world, checkout),
    fulfillmentOrderIds: [],
    fulfillmentIds: [],
  };
}

function assessmentsOf(world: World, { risk }: Checkout): Order["riskAssessments"] {
  return risk ? [{ ...risk, providerApiKey: null, providerTitle: null, createdAt: nowOf(world) }] : [];
}

function paymentTermsOf(world: World, shop: Shop, { company, payment }: Checkout): PaymentTerms | null {
  if (payment.kind !== "terms") return null;
  const location = shop.companies
    .get(company?.companyId ?? "")
    ?.locations.find(({ id }) => id === company?.companyLocationId);
  const template = location?.paymentTerms ?? { name: "Net 30", type: "NET" as const, dueInDays: 30 };
  const now = nowOf(world);
  return {
    id: nextId(world, "PaymentTerms"),
    ...template,
    issuedAt: now,
    dueAt: template.dueInDays === null ? null : instantAfter(now, template.dueInDays * 86_400),
    completedAt: null,
  };
}
