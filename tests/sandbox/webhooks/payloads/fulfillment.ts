import { gid } from "#tests/sandbox/state/ids.ts";
import type { Fulfillment, FulfillmentEvent } from "#tests/sandbox/state/fulfillment.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Json } from "#tests/sandbox/webhooks/write-json.ts";
import { lineItemElsewhere } from "./line-item.ts";
import { idOf, idOrNull, zoned, zonedOrNull } from "./parts.ts";
import { addressPayload } from "./people.ts";

/** `fulfillments/create` and `fulfillments/update`. */
export function fulfillmentPayload(shop: Shop, order: Order, fulfillment: Fulfillment): Json {
  return {
    ...fulfillmentOnOrder(shop, order, fulfillment),
    email: order.email,
    destination: addressPayload(order.shippingAddress),
  };
}

/** The fulfillment inside an order: without where it goes. */
export function fulfillmentOnOrder(shop: Shop, order: Order, fulfillment: Fulfillment): { [key: string]: Json } {
  const { numbers, urls, company } = fulfillment.tracking;
  return {
    id: idOf(fulfillment.id),
    order_id: idOf(order.id),
    status: fulfillment.status.toLowerCase(),
    created_at: zoned(fulfillment.createdAt, shop.ianaTimezone),
    service: fulfillment.service,
    updated_at: zoned(fulfillment.updatedAt, shop.ianaTimezone),
    tracking_company: company,
    shipment_status: shipmentStatusOf(fulfillment),
    location_id: idOrNull(fulfillment.locationId),
    origin_address: null,
    line_items: fulfillment.lines.flatMap(({ lineItemId, quantity }) => {
      const line = order.lineItems.find(({ id }) => id === lineItemId);
      return line ? [lineItemElsewhere(shop, order, line, quantity)] : [];
    }),
    tracking_number: numbers[0] ?? null,
    tracking_numbers: numbers,
    tracking_url: urls[0] ?? null,
    tracking_urls: urls,
    receipt: {},
    name: `${order.name}.${order.fulfillmentIds.indexOf(fulfillment.id) + 1}`,
    admin_graphql_api_id: gid("Fulfillment", fulfillment.id),
  };
}

/** The event that happened last, by the carrier's time. */
function shipmentStatusOf(fulfillment: Fulfillment): string | null {
  const latest = fulfillment.events.reduce<FulfillmentEvent | null>(
    (last, event) => (last === null || event.happenedAt >= last.happenedAt ? event : last),
    null,
  );
  return latest?.status.toLowerCase() ?? null;
}

/** `fulfillment_events/create`. */
export function fulfillmentEventPayload(
  shop: Shop,
  order: Order,
  fulfillment: Fulfillment,
  event: FulfillmentEvent,
): Json {
  return {
    id: idOf(event.id),
    fulfillment_id: idOf(fulfillment.id),
    status: event.status.toLowerCase(),
    message: event.message,
    happened_at: zoned(event.happenedAt, shop.ianaTimezone),
    city: event.city,
    province: event.province,
    country: event.country,
    zip: event.zip,
    address1: event.address1,
    latitude: event.latitude,
    longitude: event.longitude,
    shop_id: idOf(shop.id),
    created_at: zoned(event.createdAt, shop.ianaTimezone),
    updated_at: zoned(event.createdAt, shop.ianaTimezone),
    estimated_delivery_at: zonedOrNull(event.estimatedDeliveryAt, shop.ianaTimezone),
    order_id: idOf(order.id),
    admin_graphql_api_id: gid("FulfillmentEvent", event.id),
  };
}
