import { currentTotals, lineSubtotal } from "#tests/sandbox/orders/order-totals.ts";
import { netPayment } from "#tests/sandbox/orders/order-payments.ts";
import { unfulfilledQuantity } from "#tests/sandbox/orders/order-fulfillment.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { shareOfMoney, subtractMoney } from "#tests/sandbox/state/money.ts";
import type { CalculatedLine, CalculatedOrder } from "#tests/sandbox/state/order-changes.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { pageInOrder, type PagingArguments } from "#tests/sandbox/graphql/paging/paging.ts";
import type { RequestContext, TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import { bagOf } from "#tests/sandbox/graphql/sources.ts";

type CalculatedLineSource = { calculated: CalculatedOrder; line: CalculatedLine };

function orderOf(shop: Shop, calculated: CalculatedOrder): Order {
  const order = shop.orders.get(calculated.orderId);
  if (!order) throw new Error(`The order of the edit ${calculated.id} is missing.`);
  return order;
}

/** What a calculated line is or will be. */
function lineItemOf(shop: Shop, { calculated, line }: CalculatedLineSource): LineItem {
  const existing = orderOf(shop, calculated).lineItems.find(({ id }) => id === line.lineItemId);
  const lineItem = line.staged ?? existing;
  if (!lineItem) throw new Error(`Calculated line ${line.id} stands for no line item.`);
  return lineItem;
}

/** The order as it would be after the edit, for its totals only. */
function preview(shop: Shop, calculated: CalculatedOrder): Order {
  const order = orderOf(shop, calculated);
  const quantities = new Map(calculated.lines.map(({ lineItemId, quantity }) => [lineItemId, quantity]));
  const kept = order.lineItems.map((line) => {
    const quantity = quantities.get(line.id) ?? line.currentQuantity;
    return { ...line, quantity: Math.max(line.quantity, quantity), currentQuantity: quantity };
  });
  const added = calculated.lines.flatMap(({ staged, quantity }) =>
    staged ? [{ ...staged, quantity, currentQuantity: quantity }] : [],
  );
  return { ...order, lineItems: [...kept, ...added] };
}

function field<K extends keyof LineItem>(name: K) {
  return (source: CalculatedLineSource, _: unknown, { shop }: RequestContext) => lineItemOf(shop, source)[name];
}

export const calculatedLineItem: TypeResolvers = {
  fields: {
    id: ({ line }: CalculatedLineSource) => gid("CalculatedLineItem", line.id),
    quantity: ({ line }: CalculatedLineSource) => line.quantity,
    restocking: ({ line }: CalculatedLineSource) => line.restock,
    title: field("title"),
    variantTitle: field("variantTitle"),
    sku: field("sku"),
    restockable: field("isStockCommitted"),
    variant: (source: CalculatedLineSource, _: unknown, { shop }: RequestContext) =>
      shop.variants.get(lineItemOf(shop, source).variantId ?? "") ?? null,
    editableQuantity: (source: CalculatedLineSource, _: unknown, { shop }: RequestContext) => {
      const sent = sentUnits(shop, source);
      return source.line.quantity - sent;
    },
    editableQuantityBeforeChanges: (source: CalculatedLineSource, _: unknown, { shop }: RequestContext) =>
      source.line.staged ? 0 : lineItemOf(shop, source).currentQuantity - sentUnits(shop, source),
    originalUnitPriceSet: (source: CalculatedLineSource, _: unknown, { shop }: RequestContext) =>
      bagOf(orderOf(shop, source.calculated), lineItemOf(shop, source).unitPrice),
    discountedUnitPriceSet: (source: CalculatedLineSource, _: unknown, { shop }: RequestContext) => {
      const line = lineItemOf(shop, source);
      return bagOf(orderOf(shop, source.calculated), shareOfMoney(lineSubtotal(line, line.quantity), 1, line.quantity));
    },
  },
};

function sentUnits(shop: Shop, source: CalculatedLineSource): number {
  if (source.line.staged) return 0;
  const line = lineItemOf(shop, source);
  return Math.max(line.currentQuantity - unfulfilledQuantity(shop, orderOf(shop, source.calculated), line), 0);
}

const linesOf = (calculated: CalculatedOrder, isNew: boolean) => {
  const lines = calculated.lines.filter(({ staged }) => (staged !== null) === isNew);
  return lines.map((line): CalculatedLineSource => ({ calculated, line }));
};

export const calculatedOrder: TypeResolvers = {
  fields: {
    id: ({ id }: CalculatedOrder) => gid("CalculatedOrder", id),
    originalOrder: (calculated: CalculatedOrder, _: unknown, { shop }: RequestContext) => orderOf(shop, calculated),
    lineItems: (calculated: CalculatedOrder, args: PagingArguments) => pageInOrder(linesOf(calculated, false), args),
    addedLineItems: (calculated: CalculatedOrder, args: PagingArguments) =>
      pageInOrder(linesOf(calculated, true), args),
    subtotalLineItemsQuantity: ({ lines }: CalculatedOrder) => lines.reduce((sum, { quantity }) => sum + quantity, 0),
    subtotalPriceSet: (calculated: CalculatedOrder, _: unknown, { shop }: RequestContext) => {
      const order = preview(shop, calculated);
      return bagOf(order, currentTotals(order).subtotal);
    },
    totalPriceSet: (calculated: CalculatedOrder, _: unknown, { shop }: RequestContext) => {
      const order = preview(shop, calculated);
      return bagOf(order, currentTotals(order).total);
    },
    totalOutstandingSet: (calculated: CalculatedOrder, _: unknown, { shop }: RequestContext) => {
      const order = preview(shop, calculated);
      return bagOf(order, subtractMoney(currentTotals(order).total, netPayment(order)));
    },
  },
};

export const orderEditSession: TypeResolvers = {
  fields: { id: ({ id }: CalculatedOrder) => gid("OrderEditSession", id) },
};
