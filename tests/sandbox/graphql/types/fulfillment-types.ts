import { locationsForMove, type LocationForMove } from "#tests/sandbox/fulfillment-orders/stocked-lines.ts";
import { mergeCandidates, supportedActions } from "#tests/sandbox/fulfillment-orders/supported-actions.ts";
import { fulfillmentsOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { lineSubtotal } from "#tests/sandbox/orders/order-totals.ts";
import type {
  Fulfillment,
  FulfillmentHold,
  FulfillmentLine,
  FulfillmentOrder,
  HoldReason,
  MerchantRequest,
} from "#tests/sandbox/state/fulfillment.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { shareOfMoney, timesMoney } from "#tests/sandbox/state/money.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { idsOf } from "#tests/sandbox/graphql/ids-of.ts";
import { pageInOrder, pageOf, type PagingArguments } from "#tests/sandbox/graphql/paging/paging.ts";
import type { RequestContext, TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import { matcherOf } from "#tests/sandbox/graphql/search/match-search.ts";
import { locationSearch } from "#tests/sandbox/graphql/search/stock-search.ts";
import {
  bagOf,
  countOf,
  type LineSource,
  type WeightSource,
  type WorkLineSource,
} from "#tests/sandbox/graphql/sources.ts";

function orderOf(shop: Shop, orderId: string): Order {
  const order = shop.orders.get(orderId);
  if (!order) throw new Error(`Order ${orderId} is missing.`);
  return order;
}

function lineOf(order: Order, lineItemId: string): LineItem {
  const line = order.lineItems.find(({ id }) => id === lineItemId);
  if (!line) throw new Error(`Line item ${lineItemId} is missing on order ${order.id}.`);
  return line;
}

type MoveArguments = PagingArguments & { query?: string | null; lineItemIds?: string[]; locationIds?: string[] | null };

export const fulfillmentOrder: TypeResolvers = {
  own: ["status", "requestStatus", "createdAt", "updatedAt", "fulfillAt", "fulfillBy"],
  fields: {
    id: ({ id }: FulfillmentOrder) => gid("FulfillmentOrder", id),
    orderId: ({ orderId }: FulfillmentOrder) => gid("Order", orderId),
    order: ({ orderId }: FulfillmentOrder, _: unknown, { shop }: RequestContext) => orderOf(shop, orderId),
    orderName: ({ orderId }: FulfillmentOrder, _: unknown, { shop }: RequestContext) => orderOf(shop, orderId).name,
    orderProcessedAt: ({ orderId }: FulfillmentOrder, _: unknown, { shop }: RequestContext) =>
      orderOf(shop, orderId).processedAt,
    assignedLocation: (source: FulfillmentOrder, _: unknown, { shop }: RequestContext) => {
      const location = shop.locations.get(source.assignedLocationId ?? "");
      return { location, name: location?.name ?? source.assignedLocationName };
    },
    deliveryMethod: (source: FulfillmentOrder) => source.deliveryMethod,
    destination: ({ id, destination }: FulfillmentOrder) => (destination === null ? null : { id, destination }),
    fulfillmentHolds: (source: FulfillmentOrder) => source.holds,
    supportedActions: (source: FulfillmentOrder, _: unknown, { shop, app }: RequestContext) =>
      supportedActions(shop, source, app.apiKey).map((action) => ({ action, externalUrl: null })),
    merchantRequests: (source: FulfillmentOrder, args: PagingArguments) => pageInOrder(source.merchantRequests, args),
    remainingLineItemsWeight: (source: FulfillmentOrder, _: unknown, { shop }: RequestContext): WeightSource => {
      const order = orderOf(shop, source.orderId);
      const grams = source.lines.map((line) => lineOf(order, line.lineItemId).weightGrams * line.remainingQuantity);
      return { grams: grams.reduce((sum, each) => sum + each, 0), unit: shop.weightUnit };
    },
    lineItems: (source: FulfillmentOrder, args: PagingArguments) => {
      const lines = source.lines.map((line): WorkLineSource => ({ fulfillmentOrder: source, line }));
      return pageInOrder(lines, args);
    },
    fulfillments: (source: FulfillmentOrder, args: PagingArguments, { shop }: RequestContext) => {
      const all = fulfillmentsOf(shop, orderOf(shop, source.orderId));
      return pageInOrder(
        all.filter(({ lines }) => lines.some((line) => line.fulfillmentOrderId === source.id)),
        args,
      );
    },
    fulfillmentOrdersForMerge: (source: FulfillmentOrder, args: PagingArguments, { shop }: RequestContext) => {
      return pageOf(mergeCandidates(shop, source), args, ({ id }) => ({ value: null, id }));
    },
    locationsForMove: (source: FulfillmentOrder, args: MoveArguments, { shop, now }: RequestContext) => {
      const isMeant = matcherOf(locationSearch, args.query, now);
      const filter = {
        lineIds: idsOf("FulfillmentOrderLineItem", args.lineItemIds ?? []),
        locationIds: args.locationIds ? idsOf("Location", args.locationIds) : null,
      };
      const places = locationsForMove(shop, source, filter).filter(({ location }) => isMeant(location));
      return pageOf(places, args, ({ location }) => ({ value: null, id: location.id }));
    },
  },
};

export const fulfillmentOrderLineItem: TypeResolvers = {
  fields: {
    id: ({ line }: WorkLineSource) => gid("FulfillmentOrderLineItem", line.id),
    totalQuantity: ({ line }: WorkLineSource) => line.totalQuantity,
    remainingQuantity: ({ line }: WorkLineSource) => line.remainingQuantity,
    inventoryItemId: ({ line }: WorkLineSource) =>
      line.inventoryItemId === null ? null : gid("InventoryItem", line.inventoryItemId),
    lineItem: workLineItem,
    variant: ({ line }: WorkLineSource, _: unknown, { shop }: RequestContext) =>
      shop.variants.get(line.variantId ?? "") ?? null,
    requiresShipping: (source: WorkLineSource, _: unknown, context: RequestContext) =>
      workLineItem(source, _, context).line.requiresShipping,
    sku: (source: WorkLineSource, _: unknown, context: RequestContext) => workLineItem(source, _, context).line.sku,
    vendor: (source: WorkLineSource, _: unknown, context: RequestContext) =>
      workLineItem(source, _, context).line.vendor,
    productTitle: (source: WorkLineSource, _: unknown, context: RequestContext) =>
      workLineItem(source, _, context).line.title,
    variantTitle: (source: WorkLineSource, _: unknown, context: RequestContext) =>
      workLineItem(source, _, context).line.variantTitle,
    weight: (source: WorkLineSource, _: unknown, context: RequestContext): WeightSource => {
      return { grams: workLineItem(source, _, context).line.weightGrams, unit: context.shop.weightUnit };
    },
    warnings: () => [],
    financialSummaries: (source: WorkLineSource, _: unknown, context: RequestContext) => {
      return [{ ...workLineItem(source, _, context), quantity: source.line.remainingQuantity }];
    },
  },
};

function workLineItem(
  { fulfillmentOrder: { orderId }, line }: WorkLineSource,
  _: unknown,
  { shop }: RequestContext,
): LineSource {
  const order = orderOf(shop, orderId);
  return { order, line: lineOf(order, line.lineItemId) };
}

type FinancialSummary = LineSource & { quantity: number };

export const fulfillmentOrderLineItemFinancialSummary: TypeResolvers = {
  own: ["quantity"],
  fields: {
    originalUnitPriceSet: ({ order, line }: FinancialSummary) => bagOf(order, line.unitPrice),
    approximateDiscountedUnitPriceSet: ({ order, line }: FinancialSummary) =>
      bagOf(order, shareOfMoney(lineSubtotal(line, line.quantity), 1, line.quantity)),
  },
};

const reasonTexts: Record<HoldReason, string> = {
  AWAITING_PAYMENT: "Awaiting payment",
  AWAITING_RETURN_ITEMS: "Exchange items awaiting return delivery",
  HIGH_RISK_OF_FRAUD: "High risk of fraud",
  INCORRECT_ADDRESS: "Incorrect address",
  INVENTORY_OUT_OF_STOCK: "Inventory out of stock",
  ONLINE_STORE_POST_PURCHASE_CROSS_SELL: "Post-purchase offer",
  UNKNOWN_DELIVERY_DATE: "Unknown delivery date",
  OTHER: "Other",
};

export const fulfillmentHold: TypeResolvers = {
  own: ["handle", "reason", "reasonNotes"],
  fields: {
    id: ({ id }: FulfillmentHold) => gid("FulfillmentHold", id),
    displayReason: ({ reason }: FulfillmentHold) => reasonTexts[reason],
    heldByRequestingApp: (hold: FulfillmentHold, _: unknown, { app }: RequestContext) => hold.apiKey === app.apiKey,
    heldByApp: (hold: FulfillmentHold, _: unknown, { world }: RequestContext) =>
      world.apps.get(hold.apiKey ?? "") ?? null,
  },
};

export const deliveryMethod: TypeResolvers = {
  own: ["methodType", "presentedName", "serviceCode", "minDeliveryDateTime", "maxDeliveryDateTime"],
  fields: { id: ({ id }: { id: string }) => gid("DeliveryMethod", id) },
};

export const fulfillmentOrderMerchantRequest: TypeResolvers = {
  own: ["kind", "message", "sentAt"],
  fields: {
    id: ({ id }: MerchantRequest) => gid("FulfillmentOrderMerchantRequest", id),
    requestOptions: () => ({}),
    responseData: () => null,
  },
};

const workLines = (place: LocationForMove, lines: LocationForMove["available"], args: PagingArguments) => {
  return pageInOrder(
    lines.map((line): WorkLineSource => ({ fulfillmentOrder: place.fulfillmentOrder, line })),
    args,
  );
};

export const fulfillmentOrderLocationForMove: TypeResolvers = {
  own: ["location", "message"],
  fields: {
    movable: ({ isMovable }: LocationForMove) => isMovable,
    availableLineItems: (place: LocationForMove, args: PagingArguments) => workLines(place, place.available, args),
    unavailableLineItems: (place: LocationForMove, args: PagingArguments) => workLines(place, place.unavailable, args),
    availableLineItemsCount: ({ available }: LocationForMove) => countOf(available.length),
    unavailableLineItemsCount: ({ unavailable }: LocationForMove) => countOf(unavailable.length),
  },
};

function displayStatus({ status, events, tracking }: Fulfillment): string {
  if (status === "CANCELLED") return "CANCELED";
  const latest = events.toSorted((one, other) => (one.happenedAt < other.happenedAt ? 1 : -1))[0];
  if (latest) return latest.status;
  return tracking.numbers.length > 0 ? "CONFIRMED" : "FULFILLED";
}

export const fulfillmentType: TypeResolvers = {
  own: ["name", "status", "createdAt", "updatedAt", "deliveredAt", "inTransitAt", "estimatedDeliveryAt"],
  fields: {
    id: ({ id }: Fulfillment) => gid("Fulfillment", id),
    legacyResourceId: ({ id }: Fulfillment) => id,
    displayStatus,
    totalQuantity: ({ lines }: Fulfillment) => lines.reduce((sum, line) => sum + line.quantity, 0),
    order: ({ orderId }: Fulfillment, _: unknown, { shop }: RequestContext) => orderOf(shop, orderId),
    location: ({ locationId }: Fulfillment, _: unknown, { shop }: RequestContext) =>
      shop.locations.get(locationId ?? "") ?? null,
    requiresShipping: ({ orderId, lines }: Fulfillment, _: unknown, { shop }: RequestContext) => {
      const order = orderOf(shop, orderId);
      return lines.some((line) => lineOf(order, line.lineItemId).requiresShipping);
    },
    service: ({ service }: Fulfillment) => ({ handle: service }),
    trackingInfo: ({ tracking }: Fulfillment) => trackingRows(tracking),
    fulfillmentLineItems: (fulfillment: Fulfillment, args: PagingArguments) => {
      return pageInOrder(
        fulfillment.lines.map((line) => ({ fulfillment, line })),
        args,
      );
    },
    fulfillmentOrders: ({ lines }: Fulfillment, args: PagingArguments, { shop }: RequestContext) => {
      const ids = [...new Set(lines.map((line) => line.fulfillmentOrderId))];
      return pageInOrder(
        ids.flatMap((id) => shop.fulfillmentOrders.get(id) ?? []),
        args,
      );
    },
    events: ({ events }: Fulfillment, args: PagingArguments) => {
      return pageInOrder(
        events.toSorted((one, other) => (one.happenedAt < other.happenedAt ? -1 : 1)),
        args,
      );
    },
  },
};

/** One row for each tracking number; a company alone is a row too. */
function trackingRows({ company, numbers, urls }: Fulfillment["tracking"]) {
  if (numbers.length === 0) return company === null ? [] : [{ company, number: null, url: urls[0] ?? null }];
  return numbers.map((number, index) => ({ company, number, url: urls[index] ?? null }));
}

type ParcelLineSource = { fulfillment: Fulfillment; line: FulfillmentLine };

function parcelLine({ fulfillment, line }: ParcelLineSource, _: unknown, { shop }: RequestContext): LineSource {
  const order = orderOf(shop, fulfillment.orderId);
  return { order, line: lineOf(order, line.lineItemId) };
}

export const fulfillmentLineItem: TypeResolvers = {
  fields: {
    id: ({ line }: ParcelLineSource) => gid("FulfillmentLineItem", line.id),
    quantity: ({ line }: ParcelLineSource) => line.quantity,
    lineItem: parcelLine,
    originalTotalSet: (source: ParcelLineSource, _: unknown, context: RequestContext) => {
      const { order, line } = parcelLine(source, _, context);
      return bagOf(order, timesMoney(line.unitPrice, source.line.quantity));
    },
    discountedTotalSet: (source: ParcelLineSource, _: unknown, context: RequestContext) => {
      const { order, line } = parcelLine(source, _, context);
      return bagOf(order, lineSubtotal(line, source.line.quantity));
    },
  },
};

export const fulfillmentEvent: TypeResolvers = {
  own: [
    "status",
    "happenedAt",
    "createdAt",
    "message",
    "estimatedDeliveryAt",
    "address1",
    "city",
    "province",
    "country",
    "zip",
    "latitude",
    "longitude",
  ],
  fields: { id: ({ id }: { id: string }) => gid("FulfillmentEvent", id) },
};

export const fulfillmentService: TypeResolvers = {
  own: ["handle"],
  fields: {
    id: ({ handle }: { handle: string }) => gid("FulfillmentService", handle),
    serviceName: ({ handle }: { handle: string }) => handle.charAt(0).toUpperCase() + handle.slice(1),
    type: ({ handle }: { handle: string }) => {
      if (handle === "manual") return "MANUAL";
      return handle === "gift_card" ? "GIFT_CARD" : "THIRD_PARTY";
    },
  },
};
