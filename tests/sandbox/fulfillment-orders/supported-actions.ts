import { activeFulfillmentOrdersOf, remainingUnits } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

export type SupportedAction =
  "CREATE_FULFILLMENT" | "REPORT_PROGRESS" | "MOVE" | "HOLD" | "SPLIT" | "MERGE" | "RELEASE_HOLD" | "MARK_AS_OPEN";

/** Holds that one app may have on one fulfillment order at a time (a limit of the platform). */
export const maximumHoldsOfApp = 10;

/**
 * What may be done with a fulfillment order in its present state, in the order in which the platform lists it. `apiKey` is the app
 * that asks: once it has used up its holds it may no longer place another.
 */
export function supportedActions(
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  apiKey: string | null,
): SupportedAction[] {
  switch (fulfillmentOrder.status) {
    case "OPEN":
      return openActions(shop, fulfillmentOrder);
    case "IN_PROGRESS":
      if (fulfillmentOrder.progress === null) return openActions(shop, fulfillmentOrder);
      return ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "HOLD", "MARK_AS_OPEN"];
    case "ON_HOLD": {
      const own = fulfillmentOrder.holds.filter((hold) => hold.apiKey === apiKey).length;
      return own >= maximumHoldsOfApp ? ["RELEASE_HOLD", "MOVE"] : ["RELEASE_HOLD", "HOLD", "MOVE"];
    }
    case "SCHEDULED":
      return ["MARK_AS_OPEN"];
    case "CANCELLED":
    case "CLOSED":
    case "INCOMPLETE":
      return [];
  }
}

function openActions(shop: Shop, fulfillmentOrder: FulfillmentOrder): SupportedAction[] {
  return [
    "CREATE_FULFILLMENT",
    "REPORT_PROGRESS",
    "MOVE",
    "HOLD",
    ...(remainingUnits(fulfillmentOrder) > 1 ? (["SPLIT"] as const) : []),
    ...(mergeCandidates(shop, fulfillmentOrder).length > 0 ? (["MERGE"] as const) : []),
  ];
}

/** Open, or in progress only because some of it has left: its remaining units can be moved and split like those of an open one. */
export function isWorkable({ status, progress }: FulfillmentOrder): boolean {
  return status === "OPEN" || (status === "IN_PROGRESS" && progress === null);
}

/** What a fulfillment order goes back to when nothing stops it: in progress once some of its units have left. */
export function restingStatus({ lines }: FulfillmentOrder): "OPEN" | "IN_PROGRESS" {
  return lines.some((line) => line.remainingQuantity < line.totalQuantity) ? "IN_PROGRESS" : "OPEN";
}

/** Open fulfillment orders of the same order, location and way of delivery: those this one can be merged with. */
export function mergeCandidates(shop: Shop, fulfillmentOrder: FulfillmentOrder): FulfillmentOrder[] {
  const order = shop.orders.get(fulfillmentOrder.orderId);
  if (!order || fulfillmentOrder.status !== "OPEN") return [];
  return activeFulfillmentOrdersOf(shop, order).filter(
    (other) => other.id !== fulfillmentOrder.id && areMergeable(fulfillmentOrder, other),
  );
}

export function areMergeable(one: FulfillmentOrder, other: FulfillmentOrder): boolean {
  return (
    one.orderId === other.orderId &&
    one.status === "OPEN" &&
    other.status === "OPEN" &&
    one.assignedLocationId === other.assignedLocationId &&
    areDeliveredAlike(one, other)
  );
}

/** Groups that reach the buyer in different ways are never put together. */
export function areDeliveredAlike(one: FulfillmentOrder, other: FulfillmentOrder): boolean {
  return (
    one.deliveryMethod?.methodType === other.deliveryMethod?.methodType &&
    one.deliveryMethod?.serviceCode === other.deliveryMethod?.serviceCode
  );
}
