import { emit, nextId, nowOf, recordEffect, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type {
  Fulfillment,
  FulfillmentLine,
  FulfillmentOrder,
  FulfillmentOrderLineItem,
} from "#tests/sandbox/state/fulfillment.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { levelAt, shiftQuantities } from "#tests/sandbox/inventory/shift-quantities.ts";
import { activeFulfillmentOrdersOf, remainingUnits } from "#tests/sandbox/orders/order-fulfillment.ts";
import { financialStatus } from "#tests/sandbox/orders/order-payments.ts";
import { touchOrder } from "#tests/sandbox/orders/touch-order.ts";

export type Tracking = { company: string | null; numbers: string[]; urls: string[] };

export type FulfillRequest = {
  /** Work of one order at one location; without lines, all that remains of it. */
  fulfillmentOrders: { id: string; lines?: { id: string; quantity: number }[] }[];
  tracking?: Tracking;
  notifyCustomer?: boolean;
  /** "manual" when left out; "gift_card" when Shopify sends the card itself. */
  service?: string;
};

/** Goods leave a location: the committed stock is gone, the work is done or begun, and the order is told. */
export function fulfill(world: World, shop: Shop, request: FulfillRequest, actor: Actor): Fulfillment {
  const { order, fulfillment } = makeFulfillment(world, shop, request, actor);
  announceFulfillment(world, shop, order, fulfillment, actor);
  return fulfillment;
}

/** The change of state alone; `announceFulfillment` must follow. */
export function makeFulfillment(
  world: World,
  shop: Shop,
  request: FulfillRequest,
  actor: Actor,
): { order: Order; fulfillment: Fulfillment } {
  const work = request.fulfillmentOrders.map(({ id, lines }) => ({ fulfillmentOrder: workable(shop, id), lines }));
  const { orderId, assignedLocationId } = work[0]?.fulfillmentOrder ?? {};
  const order = shop.orders.get(orderId ?? "");
  if (!order) throw new Error("A fulfillment needs work of an order.");
  if (
    work.some(
      ({ fulfillmentOrder: each }) => each.orderId !== orderId || each.assignedLocationId !== assignedLocationId,
    )
  ) {
    throw new Error("A fulfillment takes work of one order at one location.");
  }
  const now = nowOf(world);
  const fulfillment: Fulfillment = {
    id: nextId(world, "Fulfillment"),
    name: `${order.name}-F${order.fulfillmentIds.length + 1}`,
    orderId: order.id,
    locationId: assignedLocationId ?? null,
    service: request.service ?? "manual",
    status: "SUCCESS",
    lines: work.flatMap(({ fulfillmentOrder, lines }) => takeLines(world, shop, order, fulfillmentOrder, lines, actor)),
    tracking: request.tracking ?? { company: null, numbers: [], urls: [] },
    events: [],
    customerNotices: [],
    estimatedDeliveryAt: null,
    deliveredAt: null,
    inTransitAt: null,
    createdAt: now,
    updatedAt: now,
  };
  shop.fulfillments.set(fulfillment.id, fulfillment);
  order.fulfillmentIds.push(fulfillment.id);
  recordFulfillment(world, shop, order, fulfillment, actor);
  if (request.notifyCustomer) notifyOfFulfillment(world, shop, fulfillment, actor);
  return { order, fulfillment };
}

function workable(shop: Shop, id: string): FulfillmentOrder {
  const fulfillmentOrder = shop.fulfillmentOrders.get(id);
  if (!fulfillmentOrder) throw new Error(`There is no fulfillment order ${id}.`);
  if (!["OPEN", "IN_PROGRESS"].includes(fulfillmentOrder.status)) {
    throw new Error(`Fulfillment order ${id} cannot be fulfilled: it is ${fulfillmentOrder.status}.`);
  }
  return fulfillmentOrder;
}

function takeLines(
  world: World,
  shop: Shop,
  order: Order,
  fulfillmentOrder: FulfillmentOrder,
  wanted: { id: string; quantity: number }[] | undefined,
  actor: Actor,
): FulfillmentLine[] {
  const all = fulfillmentOrder.lines.map((line) => ({ id: line.id, quantity: line.remainingQuantity }));
  const taken = (wanted ?? all).filter(({ quantity }) => quantity > 0);
  const lines = taken.map(({ id, quantity }) => {
    const line = fulfillmentOrder.lines.find((each) => each.id === id);
    if (!line || quantity > line.remainingQuantity)
      throw new Error(`Line ${id} has no ${quantity} units left to send.`);
    line.remainingQuantity -= quantity;
    shipStock(world, shop, order, fulfillmentOrder, line, quantity, actor);
    return {
      id: nextId(world, "FulfillmentLineItem"),
      lineItemId: line.lineItemId,
      fulfillmentOrderId: fulfillmentOrder.id,
      fulfillmentOrderLineItemId: line.id,
      quantity,
    };
  });
  fulfillmentOrder.status = remainingUnits(fulfillmentOrder) === 0 ? "CLOSED" : "IN_PROGRESS";
  fulfillmentOrder.updatedAt = nowOf(world);
  return lines;
}

/** What the sale committed leaves from committed; a pre-order that took nothing at sale takes it from available now. */
function shipStock(
  world: World,
  shop: Shop,
  order: Order,
  fulfillmentOrder: FulfillmentOrder,
  line: FulfillmentOrderLineItem,
  quantity: number,
  actor: Actor,
): void {
  const item = line.inventoryItemId === null ? undefined : shop.inventoryItems.get(line.inventoryItemId);
  if (!item?.tracked || fulfillmentOrder.assignedLocationId === null) return;
  const isCommitted = order.lineItems.find(({ id }) => id === line.lineItemId)?.isStockCommitted === true;
  const level = levelAt(world, shop, item.id, fulfillmentOrder.assignedLocationId, actor);
  const shift = isCommitted ? { committed: -quantity } : { available: -quantity };
  shiftQuantities(world, shop, level, shift, { actor, reason: "fulfilled", subject: gid("Order", order.id) });
}

function recordFulfillment(world: World, shop: Shop, order: Order, fulfillment: Fulfillment, actor: Actor): void {
  recordEffect(world, shop, {
    actor,
    name: "goods fulfilled",
    subject: gid("Fulfillment", fulfillment.id),
    details: {
      orderId: order.id,
      locationId: fulfillment.locationId,
      lines: fulfillment.lines.map(({ lineItemId, quantity }) => ({ lineItemId, quantity })),
      trackingNumbers: [...fulfillment.tracking.numbers],
    },
  });
}

/** Mails the buyer that a parcel left (or changed); the auditor counts these. */
export function notifyOfFulfillment(world: World, shop: Shop, fulfillment: Fulfillment, actor: Actor): void {
  fulfillment.customerNotices.push(nowOf(world));
  recordEffect(world, shop, {
    actor,
    name: "customer notified of fulfillment",
    subject: gid("Fulfillment", fulfillment.id),
    details: { orderId: fulfillment.orderId },
  });
}

/** `fulfillments/create`, then `orders/fulfilled` or `orders/partially_fulfilled`, then `orders/updated`, as on the platform. */
export function announceFulfillment(
  world: World,
  shop: Shop,
  order: Order,
  fulfillment: Fulfillment,
  actor: Actor,
): void {
  const isDone = activeFulfillmentOrdersOf(shop, order).every((each) => remainingUnits(each) === 0);
  order.updatedAt = nowOf(world);
  // The merchant's setting "automatically archive" is on by default: fulfilled and paid closes the order.
  if (isDone && order.closedAt === null && financialStatus(order, nowOf(world)) === "PAID")
    order.closedAt = nowOf(world);
  emit(world, shop, "fulfillments/create", { order, fulfillment }, actor);
  emit(world, shop, isDone ? "orders/fulfilled" : "orders/partially_fulfilled", { order }, actor);
  touchOrder(world, shop, order, actor);
}
