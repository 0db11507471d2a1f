import { z } from "zod";
import type { FulfillmentFacts } from "#app/domain/orders/order-facts.ts";
import {
  instant,
  listOf,
  optionalInstant,
  optionalPlatformId,
  optionalText,
  platformId,
  quantity,
  text,
  textOr,
} from "./platform-values.ts";

const STATUSES = ["success", "pending", "open", "cancelled", "error", "failure"] as const;

/** The platform's word for the state of a fulfillment. */
export function fulfillmentStatus(word: string): FulfillmentFacts["status"] {
  const known = word.toLowerCase();
  return STATUSES.find((status) => status === known) ?? "unknown";
}

/** Goods that left: the body of `fulfillments/*`, also inside an order. Tracking numbers and addresses are sets. */
export const fulfillmentBody = z
  .object({
    id: platformId,
    order_id: optionalPlatformId,
    status: textOr("unknown"),
    created_at: instant,
    updated_at: optionalInstant,
    location_id: optionalPlatformId,
    tracking_company: optionalText,
    tracking_number: optionalText,
    tracking_numbers: listOf(optionalText),
    tracking_url: optionalText,
    tracking_urls: listOf(optionalText),
    shipment_status: optionalText,
    line_items: listOf(z.object({ id: platformId, quantity })),
  })
  .transform((body): { orderId: string | null; fulfillment: FulfillmentFacts } => ({
    orderId: body.order_id,
    fulfillment: {
      id: body.id,
      status: fulfillmentStatus(body.status),
      createdAt: body.created_at,
      updatedAt: body.updated_at ?? body.created_at,
      locationId: body.location_id,
      trackingCompany: body.tracking_company,
      trackingNumbers: distinct([...body.tracking_numbers, body.tracking_number]),
      trackingUrls: distinct([...body.tracking_urls, body.tracking_url]),
      lines: body.line_items.map((line) => ({ lineItemId: line.id, quantity: line.quantity })),
      events: [],
      shipmentStatus: body.shipment_status?.toLowerCase() ?? null,
    },
  }));

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}

/** Something the carrier said of a parcel: the body of `fulfillment_events/*`. Its own time is the carrier's. */
export const fulfillmentEventBody = z.object({
  id: platformId,
  order_id: platformId,
  fulfillment_id: platformId,
  status: text,
  happened_at: instant,
  message: optionalText,
});
