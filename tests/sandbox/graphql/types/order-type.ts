import {
  displayFulfillmentStatus,
  fulfillmentOrdersOf,
  fulfillmentsOf,
  isActive,
} from "#tests/sandbox/orders/order-fulfillment.ts";
import {
  financialStatus,
  gatewayNames,
  openAuthorizations,
  totalOutstanding,
} from "#tests/sandbox/orders/order-payments.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Order, RiskAssessment } from "#tests/sandbox/state/order.ts";
import { shopGid } from "#tests/sandbox/state/create-shop.ts";
import { findMetafield, metafieldsOf, type MetafieldArguments } from "#tests/sandbox/graphql/metafields.ts";
import { pageInOrder, pageOf, type PagingArguments } from "#tests/sandbox/graphql/paging/paging.ts";
import { fulfillmentOrderSearch, returnSearch } from "#tests/sandbox/graphql/search/order-search.ts";
import { matcherOf } from "#tests/sandbox/graphql/search/match-search.ts";
import type { RequestContext, TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import { addressSource, countOf } from "#tests/sandbox/graphql/sources.ts";
import { orderMoneyFields } from "./order-money.ts";
import { nonFulfillableLines } from "./line-item-types.ts";

type Searched = PagingArguments & { query?: string | null };

function units(order: Order, of: "quantity" | "currentQuantity"): number {
  return order.lineItems.reduce((sum, line) => sum + line[of], 0);
}

function grams(order: Order, of: "quantity" | "currentQuantity"): number {
  return order.lineItems.reduce((sum, line) => sum + line[of] * line.weightGrams, 0);
}

function returnStatus(order: Order): string {
  const statuses = order.returns.map(({ status }) => status);
  if (statuses.includes("REQUESTED")) return "RETURN_REQUESTED";
  if (statuses.includes("OPEN")) return "IN_PROGRESS";
  return statuses.includes("CLOSED") ? "RETURNED" : "NO_RETURN";
}

function sameAddress(order: Order): boolean {
  return JSON.stringify(order.billingAddress) === JSON.stringify(order.shippingAddress);
}

function codesOf(order: Order): string[] {
  return order.discountApplications.flatMap(({ code }) => code ?? []);
}

const facts = {
  id: (order: Order) => gid("Order", order.id),
  legacyResourceId: (order: Order) => order.id,
  test: (order: Order) => order.isTest,
  confirmed: () => true,
  closed: (order: Order) => order.closedAt !== null,
  edited: (order: Order) => order.edits.length > 0,
  dutiesIncluded: () => false,
  estimatedTaxes: () => false,
  currencyCode: (order: Order) => order.currency,
  presentmentCurrencyCode: (order: Order) => order.presentmentCurrency,
  requiresShipping: (order: Order) => order.lineItems.some((line) => line.requiresShipping && line.currentQuantity > 0),
  restockable: (order: Order) => order.lineItems.some((line) => line.isStockCommitted && line.currentQuantity > 0),
  fulfillable: (order: Order, _: unknown, { shop }: RequestContext) => {
    return fulfillmentOrdersOf(shop, order).some(({ status }) => status === "OPEN" || status === "IN_PROGRESS");
  },
  canMarkAsPaid: (order: Order) => {
    const isOwed = totalOutstanding(order).presentmentMinor > 0 && openAuthorizations(order).length === 0;
    return isOwed && order.cancelledAt === null;
  },
  canNotifyCustomer: (order: Order) => order.email !== null || order.phone !== null,
  merchantEditable: (order: Order) => order.cancelledAt === null,
  merchantEditableErrors: (order: Order) => (order.cancelledAt === null ? [] : ["This order was cancelled."]),
  billingAddressMatchesShippingAddress: sameAddress,
  displayFinancialStatus: (order: Order, _: unknown, { now }: RequestContext) => financialStatus(order, now),
  displayFulfillmentStatus: (order: Order, _: unknown, { shop }: RequestContext) =>
    displayFulfillmentStatus(shop, order),
  returnStatus,
  paymentGatewayNames: gatewayNames,
  statusPageUrl: (order: Order, _: unknown, { shop }: RequestContext) =>
    `https://${shop.domain}/${shop.id}/orders/${order.confirmationNumber.toLowerCase()}/authenticate`,
  discountCode: (order: Order) => codesOf(order)[0] ?? null,
  discountCodes: codesOf,
  subtotalLineItemsQuantity: (order: Order) => units(order, "quantity"),
  currentSubtotalLineItemsQuantity: (order: Order) => units(order, "currentQuantity"),
  totalWeight: (order: Order) => grams(order, "quantity"),
  currentTotalWeight: (order: Order) => grams(order, "currentQuantity"),
  app: (order: Order, _: unknown, { world }: RequestContext) => world.apps.get(order.apiKey ?? "") ?? null,
  customer: (order: Order, _: unknown, { shop }: RequestContext) => shop.customers.get(order.customerId ?? "") ?? null,
  retailLocation: (order: Order, _: unknown, { shop }: RequestContext) =>
    shop.locations.get(order.retailLocationId ?? "") ?? null,
  merchantBusinessEntity: (order: Order, _: unknown, { shop }: RequestContext) => ({
    id: order.merchantBusinessEntityId ? gid("BusinessEntity", order.merchantBusinessEntityId) : shopGid(shop),
    displayName: shop.name,
    primary: order.merchantBusinessEntityId === null,
    companyName: shop.name,
    address: { countryCode: shop.address.countryCode },
  }),
  billingAddress: (order: Order) => addressSource(`${order.id}?model_name=Address&of=billing`, order.billingAddress),
  shippingAddress: (order: Order) => addressSource(`${order.id}?model_name=Address`, order.shippingAddress),
  displayAddress: (order: Order) =>
    addressSource(`${order.id}?model_name=Address`, order.shippingAddress ?? order.billingAddress),
  purchasingEntity: (order: Order, _: unknown, { shop }: RequestContext) =>
    order.purchasingCompany ?? shop.customers.get(order.customerId ?? "") ?? null,
  paymentTerms: (order: Order) => (order.paymentTerms === null ? null : { order, terms: order.paymentTerms }),
  risk: (order: Order) => order,
};

const connections = {
  discountApplications: (order: Order, args: PagingArguments) => {
    return pageInOrder(
      order.discountApplications.map((application) => ({ order, application })),
      args,
    );
  },
  shippingLine: (order: Order) => {
    const first = order.shippingLines.find((line) => !line.isRemoved);
    return first ? { order, shippingLine: first } : null;
  },
  shippingLines: (order: Order, args: PagingArguments & { includeRemovals?: boolean }) => {
    const shown = order.shippingLines.filter((line) => args.includeRemovals === true || !line.isRemoved);
    return pageInOrder(
      shown.map((shippingLine) => ({ order, shippingLine })),
      args,
    );
  },
  lineItems: (order: Order, args: PagingArguments) => {
    return pageOf(
      order.lineItems.map((line) => ({ order, line })),
      args,
      ({ line }) => ({ value: null, id: line.id }),
    );
  },
  nonFulfillableLineItems: (order: Order, args: PagingArguments, { shop }: RequestContext) => {
    return pageInOrder(
      nonFulfillableLines(shop, order).map((line) => ({ order, line })),
      args,
    );
  },
  transactions: (order: Order, args: { first?: number | null; capturable?: boolean | null }) => {
    const open = new Set(openAuthorizations(order));
    const isAsked = (each: Order["transactions"][number]) => args.capturable !== true || open.has(each);
    return order.transactions
      .filter(isAsked)
      .slice(0, args.first ?? undefined)
      .map((transaction) => ({ order, transaction }));
  },
  transactionsCount: (order: Order) => countOf(order.transactions.length),
  refunds: (order: Order, args: { first?: number | null }) => {
    return order.refunds.slice(0, args.first ?? undefined).map((refund) => ({ order, refund }));
  },
  returns: (order: Order, args: Searched, { now }: RequestContext) => {
    const isMeant = matcherOf(returnSearch, args.query, now);
    return pageInOrder(
      order.returns.filter(isMeant).map((each) => ({ order, return: each })),
      args,
    );
  },
  fulfillmentOrders: (order: Order, args: Searched & { displayable?: boolean }, { shop, now }: RequestContext) => {
    const isMeant = matcherOf(fulfillmentOrderSearch, args.query, now);
    const shown = fulfillmentOrdersOf(shop, order).filter((each) => args.displayable !== true || isActive(each));
    return pageOf(shown.filter(isMeant), args, ({ id }) => ({ value: null, id }));
  },
  fulfillments: (order: Order, args: { first?: number | null }, { shop }: RequestContext) => {
    return fulfillmentsOf(shop, order).slice(0, args.first ?? undefined);
  },
  fulfillmentsCount: (order: Order) => countOf(order.fulfillmentIds.length),
  metafield: (order: Order, args: MetafieldArguments, context: RequestContext) => {
    return findMetafield(context, gid("Order", order.id), args);
  },
  metafields: (
    order: Order,
    args: PagingArguments & { namespace?: string | null; keys?: string[] | null },
    context: RequestContext,
  ) => pageInOrder(metafieldsOf(context, gid("Order", order.id), args), args),
};

export const orderType: TypeResolvers = {
  own: [
    "name",
    "number",
    "confirmationNumber",
    "createdAt",
    "processedAt",
    "updatedAt",
    "cancelledAt",
    "cancelReason",
    "closedAt",
    "tags",
    "note",
    "poNumber",
    "email",
    "phone",
    "customerLocale",
    "sourceName",
    "sourceIdentifier",
    "taxesIncluded",
    "taxExempt",
    "customAttributes",
  ],
  fields: { ...facts, ...orderMoneyFields, ...connections },
};

export const orderApp: TypeResolvers = {
  fields: {
    id: (app: { id: string }) => gid("App", app.id),
    name: (app: { title: string }) => app.title,
  },
};

const severity = ["NONE", "LOW", "PENDING", "MEDIUM", "HIGH"];

export const orderRiskSummary: TypeResolvers = {
  fields: {
    assessments: (order: Order) => order.riskAssessments,
    recommendation: (order: Order) => {
      const levels = order.riskAssessments.map(({ riskLevel }) => riskLevel);
      const worst = levels.toSorted((one, other) => severity.indexOf(other) - severity.indexOf(one))[0];
      if (worst === "HIGH") return "CANCEL";
      if (worst === "MEDIUM") return "INVESTIGATE";
      return worst === "LOW" ? "ACCEPT" : "NONE";
    },
  },
};

export const orderRiskAssessment: TypeResolvers = {
  own: ["riskLevel", "facts"],
  fields: {
    provider: (assessment: RiskAssessment, _: unknown, { world }: RequestContext) =>
      world.apps.get(assessment.providerApiKey ?? "") ?? null,
  },
};
