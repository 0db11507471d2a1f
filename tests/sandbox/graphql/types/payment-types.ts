import { netPayment, openAuthorizations, refundTotal, totalOutstanding } from "#tests/sandbox/orders/order-payments.ts";
import { currentTotals, sumAllocations } from "#tests/sandbox/orders/order-totals.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { nothing, shareOfMoney, subtractMoney } from "#tests/sandbox/state/money.ts";
import type { Refund, ReturnLine } from "#tests/sandbox/state/order-changes.ts";
import type { Order, PaymentTerms } from "#tests/sandbox/state/order.ts";
import { pageInOrder, type PagingArguments } from "#tests/sandbox/graphql/paging/paging.ts";
import type { RequestContext, TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import {
  bagOf,
  type MoneySource,
  type RefundLineSource,
  type RefundSource,
  type ReturnSource,
  type ShippingLineSource,
  type TransactionSource,
} from "#tests/sandbox/graphql/sources.ts";
import { allocationsOf } from "./line-item-types.ts";

function capturableOf({ order, transaction }: TransactionSource): boolean {
  return openAuthorizations(order).includes(transaction);
}

/** What refunds may still take from a payment, in the currency the buyer paid. */
function refundableOf({ order, transaction }: TransactionSource): MoneySource | null {
  if (transaction.status !== "SUCCESS" || (transaction.kind !== "SALE" && transaction.kind !== "CAPTURE")) return null;
  const back = order.transactions.filter(
    ({ kind, parentId, status }) => kind === "REFUND" && parentId === transaction.id && status === "SUCCESS",
  );
  const minor = back.reduce((left, { amount }) => left - amount.presentmentMinor, transaction.amount.presentmentMinor);
  return { minor, currency: order.presentmentCurrency };
}

export const orderTransaction: TypeResolvers = {
  fields: {
    id: ({ transaction }: TransactionSource) => gid("OrderTransaction", transaction.id),
    kind: ({ transaction }: TransactionSource) => transaction.kind,
    status: ({ transaction }: TransactionSource) => transaction.status,
    gateway: ({ transaction }: TransactionSource) => transaction.gateway,
    formattedGateway: ({ transaction }: TransactionSource) => transaction.formattedGateway,
    createdAt: ({ transaction }: TransactionSource) => transaction.createdAt,
    processedAt: ({ transaction }: TransactionSource) => transaction.processedAt,
    test: ({ transaction }: TransactionSource) => transaction.isTest,
    errorCode: ({ transaction }: TransactionSource) => transaction.errorCode,
    paymentId: ({ transaction }: TransactionSource) => transaction.paymentId,
    authorizationExpiresAt: ({ transaction }: TransactionSource) => transaction.authorizationExpiresAt,
    manualPaymentGateway: ({ transaction }: TransactionSource) => transaction.gateway === "manual",
    manuallyCapturable: capturableOf,
    multiCapturable: () => false,
    amountSet: ({ order, transaction }: TransactionSource) => bagOf(order, transaction.amount),
    totalUnsettledSet: (source: TransactionSource) => {
      return bagOf(source.order, capturableOf(source) ? source.transaction.amount : nothing);
    },
    maximumRefundableV2: refundableOf,
    parentTransaction: ({ order, transaction }: TransactionSource) => {
      const parent = order.transactions.find(({ id }) => id === transaction.parentId);
      return parent ? { order, transaction: parent } : null;
    },
    order: ({ order }: TransactionSource) => order,
  },
};

export const refund: TypeResolvers = {
  fields: {
    id: (source: RefundSource) => gid("Refund", source.refund.id),
    legacyResourceId: (source: RefundSource) => source.refund.id,
    createdAt: (source: RefundSource) => source.refund.createdAt,
    processedAt: (source: RefundSource) => source.refund.processedAt,
    updatedAt: (source: RefundSource) => source.refund.createdAt,
    note: (source: RefundSource) => source.refund.note,
    order: ({ order }: RefundSource) => order,
    return: (source: RefundSource) => {
      const found = source.order.returns.find(({ id }) => id === source.refund.returnId);
      return found ? { order: source.order, return: found } : null;
    },
    staffMember: (source: RefundSource) => staffOf(source.refund.staffMemberId),
    totalRefundedSet: ({ order, refund: each }: RefundSource) => bagOf(order, refundTotal(order, each)),
    refundLineItems: ({ order, refund: each }: RefundSource, args: PagingArguments) => {
      return pageInOrder(
        each.lines.map((refundLine) => ({ order, refund: each, refundLine })),
        args,
      );
    },
    refundShippingLines: ({ order, refund: each }: RefundSource, args: PagingArguments) => {
      return pageInOrder(
        each.shippingLines.map((line) => ({ order, refund: each, line })),
        args,
      );
    },
    orderAdjustments: ({ order, refund: each }: RefundSource, args: PagingArguments) => {
      return pageInOrder(
        each.adjustments.map((adjustment) => ({ order, adjustment })),
        args,
      );
    },
    transactions: ({ order, refund: each }: RefundSource, args: PagingArguments) => {
      const ids = new Set(each.transactionIds);
      const own = order.transactions.filter(({ id }) => ids.has(id)).map((transaction) => ({ order, transaction }));
      return pageInOrder(own, args);
    },
  },
};

function staffOf(id: string | null): { id: string } | null {
  return id === null ? null : { id };
}

export const staffMember: TypeResolvers = {
  fields: { id: ({ id }: { id: string }) => gid("StaffMember", id) },
};

export const refundLineItem: TypeResolvers = {
  fields: {
    id: ({ refundLine }: RefundLineSource) => gid("RefundLineItem", refundLine.id),
    quantity: ({ refundLine }: RefundLineSource) => refundLine.quantity,
    restockType: ({ refundLine }: RefundLineSource) => refundLine.restockType,
    restocked: ({ refundLine }: RefundLineSource) => refundLine.isRestocked,
    location: ({ refundLine }: RefundLineSource, _: unknown, { shop }: RequestContext) =>
      shop.locations.get(refundLine.locationId ?? "") ?? null,
    lineItem: ({ order, refundLine }: RefundLineSource) => {
      const line = order.lineItems.find(({ id }) => id === refundLine.lineItemId);
      return line ? { order, line } : null;
    },
    priceSet: ({ order, refundLine }: RefundLineSource) => {
      return bagOf(order, shareOfMoney(refundLine.subtotal, 1, refundLine.quantity));
    },
    subtotalSet: ({ order, refundLine }: RefundLineSource) => bagOf(order, refundLine.subtotal),
    totalTaxSet: ({ order, refundLine }: RefundLineSource) => bagOf(order, refundLine.tax),
  },
};

type RefundShippingSource = RefundSource & { line: Refund["shippingLines"][number] };

export const refundShippingLine: TypeResolvers = {
  fields: {
    id: ({ refund: each, line }: RefundShippingSource) =>
      gid("RefundShippingLine", `${each.id}-${line.shippingLineId}`),
    shippingLine: ({ order, line }: RefundShippingSource) => {
      const shippingLine = order.shippingLines.find(({ id }) => id === line.shippingLineId);
      return shippingLine ? { order, shippingLine } : null;
    },
    subtotalAmountSet: ({ order, line }: RefundShippingSource) => bagOf(order, line.subtotal),
    taxAmountSet: ({ order, line }: RefundShippingSource) => bagOf(order, line.tax),
  },
};

type AdjustmentSource = { order: Order; adjustment: Refund["adjustments"][number] };

export const orderAdjustment: TypeResolvers = {
  fields: {
    id: ({ adjustment }: AdjustmentSource) => gid("OrderAdjustment", adjustment.id),
    reason: ({ adjustment }: AdjustmentSource) =>
      adjustment.kind === "REFUND_DISCREPANCY" ? "REFUND_DISCREPANCY" : "RESTOCK",
    amountSet: ({ order, adjustment }: AdjustmentSource) => bagOf(order, adjustment.amount),
    taxAmountSet: ({ order, adjustment }: AdjustmentSource) => bagOf(order, adjustment.tax),
  },
};

type ReturnLineSource = ReturnSource & { line: ReturnLine };

export const returnType: TypeResolvers = {
  fields: {
    id: (source: ReturnSource) => gid("Return", source.return.id),
    name: (source: ReturnSource) => source.return.name,
    status: (source: ReturnSource) => source.return.status,
    createdAt: (source: ReturnSource) => source.return.createdAt,
    closedAt: (source: ReturnSource) => source.return.closedAt,
    totalQuantity: (source: ReturnSource) => source.return.lines.reduce((sum, line) => sum + line.quantity, 0),
    order: ({ order }: ReturnSource) => order,
    returnLineItems: (source: ReturnSource, args: PagingArguments) => {
      return pageInOrder(
        source.return.lines.map((line) => ({ ...source, line })),
        args,
      );
    },
  },
};

export const returnLineItem: TypeResolvers = {
  fields: {
    id: ({ line }: ReturnLineSource) => gid("ReturnLineItem", line.id),
    quantity: ({ line }: ReturnLineSource) => line.quantity,
    refundedQuantity: ({ line }: ReturnLineSource) => line.refundedQuantity,
    refundableQuantity: ({ line }: ReturnLineSource) => line.quantity - line.refundedQuantity,
    processedQuantity: ({ line }: ReturnLineSource) => line.processedQuantity,
    processableQuantity: ({ line }: ReturnLineSource) => line.quantity - line.processedQuantity,
    unprocessedQuantity: ({ line }: ReturnLineSource) => line.quantity - line.processedQuantity,
    returnReasonNote: ({ line }: ReturnLineSource) => line.reasonNote,
    customerNote: ({ line }: ReturnLineSource) => line.customerNote,
    fulfillmentLineItem: ({ order, line }: ReturnLineSource, _: unknown, { shop }: RequestContext) => {
      for (const id of order.fulfillmentIds) {
        const fulfillment = shop.fulfillments.get(id);
        const found = fulfillment?.lines.find((each) => each.id === line.fulfillmentLineItemId);
        if (fulfillment && found) return { fulfillment, line: found };
      }
      return null;
    },
  },
};

export const shippingLineType: TypeResolvers = {
  fields: {
    id: ({ shippingLine }: ShippingLineSource) => gid("ShippingLine", shippingLine.id),
    title: ({ shippingLine }: ShippingLineSource) => shippingLine.title,
    code: ({ shippingLine }: ShippingLineSource) => shippingLine.code,
    source: ({ shippingLine }: ShippingLineSource) => shippingLine.source,
    carrierIdentifier: ({ shippingLine }: ShippingLineSource) => shippingLine.carrierIdentifier,
    deliveryCategory: ({ shippingLine }: ShippingLineSource) => shippingLine.deliveryCategory,
    custom: ({ shippingLine }: ShippingLineSource) => shippingLine.code === null || shippingLine.code === "custom",
    isRemoved: ({ shippingLine }: ShippingLineSource) => shippingLine.isRemoved,
    originalPriceSet: ({ order, shippingLine }: ShippingLineSource) => bagOf(order, shippingLine.price),
    discountedPriceSet: ({ order, shippingLine }: ShippingLineSource) => {
      return bagOf(order, subtractMoney(shippingLine.price, sumAllocations(shippingLine.discountAllocations)));
    },
    currentDiscountedPriceSet: ({ order, shippingLine }: ShippingLineSource) => {
      if (shippingLine.isRemoved) return bagOf(order, nothing);
      const refunds = order.refunds.flatMap((each) => each.shippingLines);
      const back = refunds.filter(({ shippingLineId }) => shippingLineId === shippingLine.id);
      const discounted = subtractMoney(shippingLine.price, sumAllocations(shippingLine.discountAllocations));
      return bagOf(
        order,
        back.reduce((left, { subtotal }) => subtractMoney(left, subtotal), discounted),
      );
    },
    discountAllocations: ({ order, shippingLine }: ShippingLineSource) =>
      allocationsOf(order, shippingLine.discountAllocations),
    taxLines: ({ order, shippingLine }: ShippingLineSource) =>
      shippingLine.taxLines.map((taxLine) => ({ order, taxLine })),
  },
};

type TermsSource = { order: Order; terms: PaymentTerms };

function isOverdue({ order, terms }: TermsSource, now: string): boolean {
  return isDue({ order, terms }, now) && terms.dueAt !== null;
}

function isDue({ order, terms }: TermsSource, now: string): boolean {
  return terms.completedAt === null && totalOutstanding(order).presentmentMinor > 0 && (terms.dueAt ?? now) <= now;
}

export const paymentTermsType: TypeResolvers = {
  fields: {
    id: ({ terms }: TermsSource) => gid("PaymentTerms", terms.id),
    paymentTermsName: ({ terms }: TermsSource) => terms.name,
    translatedName: ({ terms }: TermsSource) => terms.name,
    paymentTermsType: ({ terms }: TermsSource) => terms.type,
    dueInDays: ({ terms }: TermsSource) => terms.dueInDays,
    due: (source: TermsSource, _: unknown, { now }: RequestContext) => isDue(source, now),
    overdue: (source: TermsSource, _: unknown, { now }: RequestContext) => isOverdue(source, now),
    paymentSchedules: (source: TermsSource, args: PagingArguments) => pageInOrder([source], args),
  },
};

export const paymentSchedule: TypeResolvers = {
  fields: {
    id: ({ terms }: TermsSource) => gid("PaymentSchedule", terms.id),
    issuedAt: ({ terms }: TermsSource) => terms.issuedAt,
    dueAt: ({ terms }: TermsSource) => terms.dueAt,
    completedAt: ({ terms }: TermsSource) => terms.completedAt,
    due: (source: TermsSource, _: unknown, { now }: RequestContext) => isDue(source, now),
    balanceDue: ({ order }: TermsSource): MoneySource => {
      const { presentmentMinor } = subtractMoney(currentTotals(order).total, netPayment(order));
      return { minor: presentmentMinor, currency: order.presentmentCurrency };
    },
    totalBalance: ({ order }: TermsSource): MoneySource => {
      return { minor: totalOutstanding(order).presentmentMinor, currency: order.presentmentCurrency };
    },
  },
};
