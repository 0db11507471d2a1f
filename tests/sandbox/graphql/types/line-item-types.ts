import { lineSubtotal, lineTax, sumAllocations } from "#tests/sandbox/orders/order-totals.ts";
import {
  activeFulfillmentOrdersOf,
  fulfillableQuantity,
  fulfilledQuantity,
  unfulfilledQuantity,
} from "#tests/sandbox/orders/order-fulfillment.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { shareOfMoney, subtractMoney, timesMoney, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type {
  DiscountAllocation,
  DiscountApplication,
  LineItem,
  LineItemGroup,
  Order,
} from "#tests/sandbox/state/order.ts";
import type { RequestContext, TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import { bagOf, type LineSource, type MoneySource, type WeightSource } from "#tests/sandbox/graphql/sources.ts";

const originalTotal = ({ line }: LineSource) => timesMoney(line.unitPrice, line.quantity);

/** Discounts given on the line itself; those spread over the whole order are left out. */
function ownDiscounts({ order, line }: LineSource): MoneyBag {
  const own = line.discountAllocations.filter(({ applicationIndex }) => {
    const application = order.discountApplications.find(({ index }) => index === applicationIndex);
    return application?.allocationMethod !== "ACROSS";
  });
  return sumAllocations(own);
}

function fulfillmentStatus({ order, line }: LineSource, shop: RequestContext["shop"]): string {
  const left = fulfilledQuantity(shop, order, line);
  if (left === 0) return "unfulfilled";
  return unfulfilledQuantity(shop, order, line) === 0 ? "fulfilled" : "partial";
}

export const lineItem: TypeResolvers = {
  fields: {
    id: ({ line }: LineSource) => gid("LineItem", line.id),
    name: ({ line }: LineSource) => (line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title),
    title: ({ line }: LineSource) => line.title,
    variantTitle: ({ line }: LineSource) => line.variantTitle,
    vendor: ({ line }: LineSource) => line.vendor,
    sku: ({ line }: LineSource) => line.sku,
    quantity: ({ line }: LineSource) => line.quantity,
    currentQuantity: ({ line }: LineSource) => line.currentQuantity,
    refundableQuantity: ({ line }: LineSource) => line.currentQuantity,
    unfulfilledQuantity: ({ order, line }: LineSource, _: unknown, { shop }: RequestContext) =>
      unfulfilledQuantity(shop, order, line),
    fulfillableQuantity: ({ order, line }: LineSource, _: unknown, { shop }: RequestContext) =>
      fulfillableQuantity(shop, order, line),
    nonFulfillableQuantity: ({ order, line }: LineSource, _: unknown, { shop }: RequestContext) =>
      line.quantity - fulfilledQuantity(shop, order, line) - unfulfilledQuantity(shop, order, line),
    fulfillmentStatus: (source: LineSource, _: unknown, { shop }: RequestContext) => fulfillmentStatus(source, shop),
    requiresShipping: ({ line }: LineSource) => line.requiresShipping,
    restockable: ({ line }: LineSource) => line.currentQuantity > 0 && line.isStockCommitted,
    merchantEditable: ({ order, line }: LineSource) => order.cancelledAt === null && line.currentQuantity > 0,
    taxable: ({ line }: LineSource) => line.taxable,
    isGiftCard: ({ line }: LineSource) => line.isGiftCard,
    weight: ({ line }: LineSource): WeightSource => ({ grams: line.weightGrams, unit: "KILOGRAMS" }),
    customAttributes: ({ line }: LineSource) => line.customAttributes,
    product: ({ line }: LineSource, _: unknown, { shop }: RequestContext) =>
      shop.products.get(line.productId ?? "") ?? null,
    variant: ({ line }: LineSource, _: unknown, { shop }: RequestContext) =>
      shop.variants.get(line.variantId ?? "") ?? null,
    lineItemGroup: ({ line }: LineSource) => line.lineItemGroup,
    sellingPlan: ({ line }: LineSource) => line.sellingPlan,
    originalUnitPriceSet: ({ order, line }: LineSource) => bagOf(order, line.unitPrice),
    originalTotalSet: (source: LineSource) => bagOf(source.order, originalTotal(source)),
    discountedTotalSet: (source: LineSource) => {
      return bagOf(source.order, subtractMoney(originalTotal(source), ownDiscounts(source)));
    },
    discountedUnitPriceSet: (source: LineSource) => {
      const discounted = subtractMoney(originalTotal(source), ownDiscounts(source));
      return bagOf(source.order, shareOfMoney(discounted, 1, source.line.quantity));
    },
    discountedUnitPriceAfterAllDiscountsSet: ({ order, line }: LineSource) => {
      return bagOf(order, shareOfMoney(lineSubtotal(line, line.quantity), 1, line.quantity));
    },
    totalDiscountSet: (source: LineSource) => bagOf(source.order, ownDiscounts(source)),
    unfulfilledOriginalTotalSet: ({ order, line }: LineSource, _: unknown, { shop }: RequestContext) => {
      return bagOf(order, timesMoney(line.unitPrice, unfulfilledQuantity(shop, order, line)));
    },
    unfulfilledDiscountedTotalSet: ({ order, line }: LineSource, _: unknown, { shop }: RequestContext) => {
      return bagOf(order, lineSubtotal(line, unfulfilledQuantity(shop, order, line)));
    },
    priceAfterAllDiscountsBeforeTaxesSet: ({ order, line }: LineSource) => {
      const price = lineSubtotal(line, line.quantity);
      return bagOf(order, order.taxesIncluded ? subtractMoney(price, lineTax(line, line.quantity)) : price);
    },
    discountAllocations: ({ order, line }: LineSource) => allocationsOf(order, line.discountAllocations),
    taxLines: ({ order, line }: LineSource) => line.taxLines.map((taxLine) => ({ order, taxLine })),
    duties: ({ order, line }: LineSource) => line.duties.map((duty) => ({ order, duty })),
  },
};

type AllocationSource = { order: Order; allocation: DiscountAllocation };
type ApplicationSource = { order: Order; application: DiscountApplication };

export function allocationsOf(order: Order, allocations: readonly DiscountAllocation[]): AllocationSource[] {
  return allocations.map((allocation) => ({ order, allocation }));
}

export const discountAllocation: TypeResolvers = {
  fields: {
    allocatedAmountSet: ({ order, allocation }: AllocationSource) => bagOf(order, allocation.amount),
    discountApplication: ({ order, allocation }: AllocationSource) => {
      const application = order.discountApplications.find(({ index }) => index === allocation.applicationIndex);
      return application ? { order, application } : null;
    },
  },
};

const applicationFields = {
  index: ({ application }: ApplicationSource) => application.index,
  allocationMethod: ({ application }: ApplicationSource) => application.allocationMethod,
  targetSelection: ({ application }: ApplicationSource) => application.targetSelection,
  targetType: ({ application }: ApplicationSource) => application.targetType,
  value: ({ order, application }: ApplicationSource): MoneySource | { percentage: number } =>
    application.valueType === "PERCENTAGE"
      ? { percentage: Number(application.value) }
      : { minor: Number(application.value), currency: order.presentmentCurrency },
};

export const discountCodeApplication: TypeResolvers = {
  fields: { ...applicationFields, code: ({ application }: ApplicationSource) => application.code ?? application.title },
};
export const automaticDiscountApplication: TypeResolvers = {
  fields: { ...applicationFields, title: ({ application }: ApplicationSource) => application.title },
};
export const manualDiscountApplication: TypeResolvers = {
  fields: {
    ...applicationFields,
    title: ({ application }: ApplicationSource) => application.title,
    description: ({ application }: ApplicationSource) => application.title,
  },
};

/** The concrete type of a discount application. */
export function typeOfApplication({ application }: ApplicationSource): string {
  switch (application.type) {
    case "DISCOUNT_CODE":
      return "DiscountCodeApplication";
    case "AUTOMATIC":
      return "AutomaticDiscountApplication";
    case "MANUAL":
      return "ManualDiscountApplication";
  }
}

type DutySource = { order: Order; duty: LineItem["duties"][number] };

export const duty: TypeResolvers = {
  fields: {
    id: (source: DutySource) => gid("Duty", source.duty.id),
    harmonizedSystemCode: (source: DutySource) => source.duty.harmonizedSystemCode,
    countryCodeOfOrigin: (source: DutySource) => source.duty.countryCodeOfOrigin,
    price: (source: DutySource) => bagOf(source.order, source.duty.price),
    taxLines: () => [],
  },
};

export const lineItemGroup: TypeResolvers = {
  own: ["title", "quantity", "variantSku"],
  fields: {
    id: (group: LineItemGroup) => gid("LineItemGroup", group.id),
    productId: (group: LineItemGroup) => (group.productId === null ? null : gid("Product", group.productId)),
    variantId: (group: LineItemGroup) => (group.variantId === null ? null : gid("ProductVariant", group.variantId)),
    customAttributes: () => [],
  },
};

export const lineItemSellingPlan: TypeResolvers = {
  own: ["name"],
  fields: { sellingPlanId: (plan: { id: string }) => gid("SellingPlan", plan.id) },
};

/** Units of weight by grams, as international avoirdupois defines them. */
const gramsOf = { GRAMS: 1, KILOGRAMS: 1000, OUNCES: 28.349523125, POUNDS: 453.59237 };

export const weight: TypeResolvers = {
  own: ["unit"],
  fields: { value: ({ grams, unit }: WeightSource) => Number((grams / gramsOf[unit]).toFixed(6)) },
};

/** Lines of an order with nothing to ship (any more): neither waiting nor sent. */
export function nonFulfillableLines(shop: RequestContext["shop"], order: Order): LineItem[] {
  const waiting = new Set(
    activeFulfillmentOrdersOf(shop, order).flatMap(({ lines }) => lines.map((line) => line.lineItemId)),
  );
  return order.lineItems.filter((line) => !waiting.has(line.id) && fulfilledQuantity(shop, order, line) === 0);
}
