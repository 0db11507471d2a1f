import type { Address } from "./people.ts";
import type { Instant } from "./instant.ts";

export type FulfillmentOrderStatus =
  "OPEN" | "IN_PROGRESS" | "ON_HOLD" | "SCHEDULED" | "INCOMPLETE" | "CANCELLED" | "CLOSED";

export type FulfillmentOrderRequestStatus =
  | "UNSUBMITTED"
  | "SUBMITTED"
  | "ACCEPTED"
  | "REJECTED"
  | "CANCELLATION_REQUESTED"
  | "CANCELLATION_ACCEPTED"
  | "CANCELLATION_REJECTED"
  | "CLOSED";

export const holdReasons = [
  "AWAITING_PAYMENT",
  "AWAITING_RETURN_ITEMS",
  "HIGH_RISK_OF_FRAUD",
  "INCORRECT_ADDRESS",
  "INVENTORY_OUT_OF_STOCK",
  "ONLINE_STORE_POST_PURCHASE_CROSS_SELL",
  "UNKNOWN_DELIVERY_DATE",
  "OTHER",
] as const;
export type HoldReason = (typeof holdReasons)[number];

export type FulfillmentHold = {
  id: string;
  reason: HoldReason;
  reasonNotes: string | null;
  handle: string | null;
  externalId: string | null;
  /** The app that placed the hold; null means staff, an automation or Shopify itself, named in `heldBy`. */
  apiKey: string | null;
  heldBy: string | null;
  createdAt: Instant;
};

export type FulfillmentOrderLineItem = {
  id: string;
  lineItemId: string;
  variantId: string | null;
  inventoryItemId: string | null;
  totalQuantity: number;
  remainingQuantity: number;
};

export type DeliveryMethod = {
  id: string;
  methodType: "SHIPPING" | "PICK_UP" | "LOCAL" | "RETAIL" | "NONE" | "PICKUP_POINT";
  presentedName: string | null;
  serviceCode: string | null;
  minDeliveryDateTime: Instant | null;
  maxDeliveryDateTime: Instant | null;
};

export type MerchantRequest = {
  id: string;
  kind: "FULFILLMENT_REQUEST" | "CANCELLATION_REQUEST";
  message: string;
  sentAt: Instant;
};

export type FulfillmentOrder = {
  id: string;
  orderId: string;
  status: FulfillmentOrderStatus;
  requestStatus: FulfillmentOrderRequestStatus;
  /** Null only when the location was deleted since. Name and address are a snapshot of the time of closing; open ones read the location. */
  assignedLocationId: string | null;
  assignedLocationName: string;
  deliveryMethod: DeliveryMethod | null;
  destination: (Address & { email: string | null }) | null;
  lines: FulfillmentOrderLineItem[];
  holds: FulfillmentHold[];
  fulfillAt: Instant | null;
  fulfillBy: Instant | null;
  /** Set while someone reported progress and did not stop it. */
  progress: { reasonNotes: string | null; apiKey: string | null } | null;
  merchantRequests: MerchantRequest[];
  /** The fulfillment order whose partial hold cut this one off: when that hold is released, the platform joins them again. */
  cutOffBy: string | null;
  createdAt: Instant;
  updatedAt: Instant;
};

export type FulfillmentEventStatus =
  | "LABEL_PURCHASED"
  | "LABEL_PRINTED"
  | "READY_FOR_PICKUP"
  | "CONFIRMED"
  | "CARRIER_PICKED_UP"
  | "IN_TRANSIT"
  | "OUT_FOR_DELIVERY"
  | "ATTEMPTED_DELIVERY"
  | "DELAYED"
  | "DELIVERED"
  | "FAILURE";

export type FulfillmentEvent = {
  id: string;
  status: FulfillmentEventStatus;
  happenedAt: Instant;
  createdAt: Instant;
  message: string | null;
  estimatedDeliveryAt: Instant | null;
  address1: string | null;
  city: string | null;
  province: string | null;
  country: string | null;
  zip: string | null;
  latitude: number | null;
  longitude: number | null;
};

export type FulfillmentLine = {
  id: string;
  lineItemId: string;
  fulfillmentOrderId: string;
  fulfillmentOrderLineItemId: string;
  quantity: number;
};

export type Fulfillment = {
  id: string;
  /** "#1001-F1". */
  name: string;
  orderId: string;
  locationId: string | null;
  service: string;
  status: "SUCCESS" | "CANCELLED" | "FAILURE" | "ERROR";
  lines: FulfillmentLine[];
  tracking: { company: string | null; numbers: string[]; urls: string[] };
  events: FulfillmentEvent[];
  /** How often the buyer was told by mail; an auditor checks that it is at most once for each parcel. */
  customerNotices: Instant[];
  estimatedDeliveryAt: Instant | null;
  deliveredAt: Instant | null;
  inTransitAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
};
