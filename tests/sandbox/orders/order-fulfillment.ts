import type { Fulfillment, FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

export type DisplayFulfillmentStatus =
  | "FULFILLED"
  | "IN_PROGRESS"
  | "ON_HOLD"
  | "PARTIALLY_FULFILLED"
  | "PENDING_FULFILLMENT"
  | "REQUEST_DECLINED"
  | "SCHEDULED"
  | "UNFULFILLED";

/** All fulfillment orders of an order in order of creation, closed and cancelled ones included. */
export function fulfillmentOrdersOf(shop: Shop, order: Order): FulfillmentOrder[] {
  return order.fulfillmentOrderIds.flatMap((id) => shop.fulfillmentOrders.get(id) ?? []);
}

/** Those with work left to do: neither closed, cancelled nor ended incomplete. */
export function activeFulfillmentOrdersOf(shop: Shop, order: Order): FulfillmentOrder[] {
  return fulfillmentOrdersOf(shop, order).filter(isActive);
}

export function isActive(fulfillmentOrder: FulfillmentOrder): boolean {
  const { status } = fulfillmentOrder;
  return status !== "CLOSED" && status !== "CANCELLED" && status !== "INCOMPLETE";
}

export function fulfillmentsOf(shop: Shop, order: Order): Fulfillment[] {
  return order.fulfillmentIds.flatMap((id) => shop.fulfillments.get(id) ?? []);
}

/** Units of a fulfillment order that are still to be sent. */
export function remainingUnits(fulfillmentOrder: FulfillmentOrder): number {
  return fulfillmentOrder.lines.reduce((sum, line) => sum + line.remainingQuantity, 0);
}

/** Units of a line item that left and were not cancelled since. */
export function fulfilledQuantity(shop: Shop, order: Order, lineItem: LineItem): number {
  let sum = 0;
  for (const fulfillment of fulfillmentsOf(shop, order)) {
    if (fulfillment.status !== "SUCCESS") continue;
    for (const line of fulfillment.lines) if (line.lineItemId === lineItem.id) sum += line.quantity;
  }
  return sum;
}

/** Units of a line item still to be sent, on hold or not. */
export function unfulfilledQuantity(shop: Shop, order: Order, lineItem: LineItem): number {
  return remainingOf(activeFulfillmentOrdersOf(shop, order), lineItem);
}

/** Units of a line item that could be sent now: those on hold or scheduled for later do not count. */
export function fulfillableQuantity(shop: Shop, order: Order, lineItem: LineItem): number {
  const workable = activeFulfillmentOrdersOf(shop, order).filter(
    ({ status }) => status === "OPEN" || status === "IN_PROGRESS",
  );
  return remainingOf(workable, lineItem);
}

function remainingOf(fulfillmentOrders: FulfillmentOrder[], lineItem: LineItem): number {
  let sum = 0;
  for (const fulfillmentOrder of fulfillmentOrders) {
    for (const line of fulfillmentOrder.lines) if (line.lineItemId === lineItem.id) sum += line.remainingQuantity;
  }
  return sum;
}

/** The fulfillment status the platform displays for the whole order. A partly held order still reads "unfulfilled". */
export function displayFulfillmentStatus(shop: Shop, order: Order): DisplayFulfillmentStatus {
  const open = activeFulfillmentOrdersOf(shop, order).filter((each) => remainingUnits(each) > 0);
  const hasLeft = fulfillmentsOf(shop, order).some(({ status }) => status === "SUCCESS");
  if (open.length === 0) return hasLeft ? "FULFILLED" : "UNFULFILLED";
  if (hasLeft) return "PARTIALLY_FULFILLED";
  if (open.every(({ status }) => status === "ON_HOLD")) return "ON_HOLD";
  if (open.every(({ status }) => status === "SCHEDULED")) return "SCHEDULED";
  if (open.some(({ status }) => status === "IN_PROGRESS")) return "IN_PROGRESS";
  if (open.some(({ requestStatus }) => requestStatus === "SUBMITTED")) return "PENDING_FULFILLMENT";
  if (open.every(({ requestStatus }) => requestStatus === "REJECTED")) return "REQUEST_DECLINED";
  return "UNFULFILLED";
}
