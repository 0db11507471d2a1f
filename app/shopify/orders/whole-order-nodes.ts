import { z } from "zod";
import { ratePpm } from "#app/contracts/line-item-body.ts";
import { financialStatus, tagsOf } from "#app/contracts/order-body.ts";
import type { OrderSnapshot } from "#app/domain/orders/change.ts";
import type {
  AddressFacts,
  LineItemFacts,
  OrderTotals,
  PriceSet,
  ShippingLineFacts,
  TaxLineFacts,
} from "#app/domain/orders/order-facts.ts";
import {
  answerList,
  connection,
  gidId,
  moment,
  moneyBag,
  optionalCoordinate,
  optionalGidId,
  optionalMoment,
  optionalMoneyBag,
  optionalString,
} from "#app/shopify/answer-values.ts";
import { orderWorkNode } from "./order-work-nodes.ts";

/** What `read-whole-orders.ts` selects of an order, in the domain's form. */

const taxLine = z
  .object({ title: z.string(), rate: z.number().nullish(), priceSet: moneyBag })
  .transform((node): TaxLineFacts => ({
    title: node.title,
    ratePpm: ratePpm(node.rate ?? null),
    price: node.priceSet,
  }));

const GRAMS_BY_UNIT: Record<string, number> = { GRAMS: 1, KILOGRAMS: 1000, OUNCES: 28.349523125, POUNDS: 453.59237 };

const lineItem = z.object({
  id: gidId,
  title: z.string(),
  variantTitle: optionalString,
  sku: optionalString,
  quantity: z.int(),
  currentQuantity: z.int(),
  unfulfilledQuantity: z.int(),
  requiresShipping: z.boolean(),
  isGiftCard: z.boolean(),
  taxable: z.boolean(),
  product: z.object({ id: gidId }).nullish(),
  variant: z.object({ id: gidId }).nullish(),
  weight: z.object({ value: z.number(), unit: z.string() }).nullish(),
  originalUnitPriceSet: moneyBag,
  totalDiscountSet: optionalMoneyBag,
  discountAllocations: answerList(z.object({ allocatedAmountSet: moneyBag })),
  taxLines: answerList(taxLine),
  lineItemGroup: z.object({ id: optionalGidId }).nullish(),
  sellingPlan: z.object({ name: z.string() }).nullish(),
});
export const lineItems = connection(lineItem);
type LineItemNode = z.output<typeof lineItem>;

/** A line as its webhook would state it. `tips`: what the order states as tips. */
export function toLine(node: LineItemNode, tips: PriceSet): LineItemFacts {
  const allocations = node.discountAllocations.map((allocation) => allocation.allocatedAmountSet);
  return {
    id: node.id,
    variantId: node.variant?.id ?? null,
    productId: node.product?.id ?? null,
    title: node.title,
    variantTitle: node.variantTitle,
    sku: node.sku,
    quantity: node.quantity,
    currentQuantity: node.currentQuantity,
    fulfillableQuantity: Math.min(node.unfulfilledQuantity, node.quantity),
    requiresShipping: node.requiresShipping,
    isGiftCard: node.isGiftCard,
    isTip: isTip(node, tips),
    grams: Math.round((node.weight?.value ?? 0) * (GRAMS_BY_UNIT[node.weight?.unit ?? ""] ?? 0)),
    unitPrice: node.originalUnitPriceSet,
    discount: allocations.length > 0 ? addBags(allocations) : node.totalDiscountSet,
    taxLines: node.taxLines,
    lineGroupId: node.lineItemGroup?.id ?? null,
    sellingPlan: node.sellingPlan ?? null,
  };
}

/** The API has no mark for tips; what has no product, ships nothing, bears no tax and is the tip the order states, is it. */
function isTip(node: LineItemNode, tips: PriceSet): boolean {
  const hasGoods =
    node.product != null || node.variant != null || node.requiresShipping || node.isGiftCard || node.taxable;
  const price = node.originalUnitPriceSet.presentmentMinor * node.quantity;
  return !hasGoods && price > 0 && price === tips.presentmentMinor;
}

function addBags(bags: readonly PriceSet[]): PriceSet {
  return bags.reduce((sum, bag) => ({
    shopMinor: sum.shopMinor + bag.shopMinor,
    presentmentMinor: sum.presentmentMinor + bag.presentmentMinor,
  }));
}

const address = z
  .object({
    name: optionalString,
    company: optionalString,
    address1: optionalString,
    address2: optionalString,
    city: optionalString,
    zip: optionalString,
    provinceCode: optionalString,
    countryCodeV2: optionalString,
    phone: optionalString,
    latitude: optionalCoordinate,
    longitude: optionalCoordinate,
  })
  .transform(({ countryCodeV2, ...parts }): AddressFacts => ({ ...parts, countryCode: countryCodeV2 }));

const shippingLine = z
  .object({
    id: gidId,
    title: z.string(),
    code: optionalString,
    isRemoved: z.boolean(),
    originalPriceSet: moneyBag,
    discountedPriceSet: moneyBag,
    taxLines: answerList(taxLine),
  })
  .transform(({ originalPriceSet, discountedPriceSet, ...line }): ShippingLineFacts => ({
    ...line,
    price: originalPriceSet,
    discountedPrice: discountedPriceSet,
  }));

export const shippingLines = connection(shippingLine);

export const wholeOrder = orderWorkNode.extend({
  name: z.string(),
  confirmationNumber: optionalString,
  createdAt: moment,
  processedAt: moment,
  cancelledAt: optionalMoment,
  closedAt: optionalMoment,
  test: z.boolean(),
  sourceName: optionalString,
  email: optionalString,
  phone: optionalString,
  poNumber: optionalString,
  tags: z.array(z.string()),
  note: optionalString,
  currencyCode: z.string(),
  presentmentCurrencyCode: z.string(),
  taxesIncluded: z.boolean(),
  displayFinancialStatus: optionalString,
  paymentGatewayNames: z.array(z.string()),
  customer: z
    .object({ id: gidId, displayName: z.string(), numberOfOrders: z.coerce.number().int().nullish() })
    .nullish(),
  purchasingEntity: z
    .object({
      company: z.object({ id: gidId, name: optionalString }).nullish(),
      location: z.object({ id: gidId }).nullish(),
    })
    .nullish(),
  paymentTerms: z.object({ paymentTermsName: z.string(), dueInDays: z.int().nullish() }).nullish(),
  currentTotalPriceSet: moneyBag,
  currentSubtotalPriceSet: moneyBag,
  currentTotalTaxSet: moneyBag,
  currentTotalDiscountsSet: moneyBag,
  totalPriceSet: moneyBag,
  totalOutstandingSet: moneyBag,
  totalTipReceivedSet: optionalMoneyBag,
  shippingAddress: address.nullish(),
  billingAddress: address.nullish(),
  shippingLines,
  lineItems,
  refunds: answerList(z.object({ id: gidId })),
  fulfillments: answerList(z.object({ id: gidId })),
});
type WholeOrderNode = z.output<typeof wholeOrder>;

/** The snapshot a webhook would have been, without refunds and fulfillments: those are read by their own ids. */
export function toSnapshot(node: WholeOrderNode): OrderSnapshot {
  const { customer, paymentTerms, purchasingEntity } = node;
  return {
    id: node.id,
    name: node.name,
    confirmationNumber: node.confirmationNumber,
    createdAt: node.createdAt,
    processedAt: node.processedAt,
    updatedAt: node.updatedAt,
    cancelledAt: node.cancelledAt,
    closedAt: node.closedAt,
    isTest: node.test,
    sourceName: node.sourceName ?? "unknown",
    email: node.email,
    phone: node.phone,
    customer: customer
      ? { id: customer.id, displayName: customer.displayName, ordersCount: customer.numberOfOrders ?? null }
      : null,
    company: purchasingEntity?.company
      ? {
          companyId: purchasingEntity.company.id,
          companyLocationId: purchasingEntity.location?.id ?? null,
          name: purchasingEntity.company.name,
        }
      : null,
    poNumber: node.poNumber,
    paymentTerms: paymentTerms
      ? { name: paymentTerms.paymentTermsName, dueInDays: paymentTerms.dueInDays ?? null }
      : null,
    shopCurrency: node.currencyCode,
    presentmentCurrency: node.presentmentCurrencyCode,
    taxesIncluded: node.taxesIncluded,
    financialStatus: financialStatus(node.displayFinancialStatus),
    gatewayNames: node.paymentGatewayNames,
    totals: { shop: totalsOf(node, "shopMinor"), presentment: totalsOf(node, "presentmentMinor") },
    shippingAddress: node.shippingAddress ?? null,
    billingAddress: node.billingAddress ?? null,
    lines: node.lineItems.nodes.map((line) => toLine(line, node.totalTipReceivedSet)),
    shippingLines: node.shippingLines.nodes,
    refunds: [],
    fulfillments: [],
    tags: tagsOf(node.tags),
    note: node.note,
  };
}

function totalsOf(node: WholeOrderNode, side: keyof PriceSet): OrderTotals {
  return {
    currentTotalMinor: node.currentTotalPriceSet[side],
    currentSubtotalMinor: node.currentSubtotalPriceSet[side],
    currentTaxMinor: node.currentTotalTaxSet[side],
    currentDiscountsMinor: node.currentTotalDiscountsSet[side],
    originalTotalMinor: node.totalPriceSet[side],
    outstandingMinor: node.totalOutstandingSet[side],
  };
}
