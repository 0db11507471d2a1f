import type { Topic } from "#tests/sandbox/state/happenings.ts";

type Compliance = "customers/data_request" | "customers/redact" | "shop/redact";

/** Topics an app may subscribe to through the API; the compliance topics stand in its configuration only. */
const subscribable: Record<Exclude<Topic, Compliance>, true> = {
  "orders/create": true,
  "orders/updated": true,
  "orders/paid": true,
  "orders/cancelled": true,
  "orders/fulfilled": true,
  "orders/partially_fulfilled": true,
  "orders/edited": true,
  "orders/delete": true,
  "orders/risk_assessment_changed": true,
  "order_transactions/create": true,
  "refunds/create": true,
  "returns/request": true,
  "returns/approve": true,
  "returns/decline": true,
  "returns/update": true,
  "returns/cancel": true,
  "returns/close": true,
  "returns/reopen": true,
  "fulfillment_orders/order_routing_complete": true,
  "fulfillment_orders/moved": true,
  "fulfillment_orders/split": true,
  "fulfillment_orders/merged": true,
  "fulfillment_orders/placed_on_hold": true,
  "fulfillment_orders/hold_released": true,
  "fulfillment_orders/cancelled": true,
  "fulfillment_orders/rescheduled": true,
  "fulfillment_orders/scheduled_fulfillment_order_ready": true,
  "fulfillment_orders/progress_reported": true,
  "fulfillment_orders/manually_reported_progress_stopped": true,
  "fulfillment_orders/line_items_prepared_for_pickup": true,
  "fulfillment_orders/line_items_prepared_for_local_delivery": true,
  "fulfillment_orders/fulfillment_request_submitted": true,
  "fulfillment_orders/fulfillment_request_accepted": true,
  "fulfillment_orders/fulfillment_request_rejected": true,
  "fulfillment_orders/cancellation_request_submitted": true,
  "fulfillment_orders/cancellation_request_accepted": true,
  "fulfillment_orders/cancellation_request_rejected": true,
  "fulfillment_holds/added": true,
  "fulfillment_holds/released": true,
  "fulfillments/create": true,
  "fulfillments/update": true,
  "fulfillment_events/create": true,
  "inventory_levels/update": true,
  "inventory_levels/connect": true,
  "inventory_levels/disconnect": true,
  "inventory_items/create": true,
  "inventory_items/update": true,
  "inventory_items/delete": true,
  "locations/create": true,
  "locations/update": true,
  "locations/activate": true,
  "locations/deactivate": true,
  "locations/delete": true,
  "products/create": true,
  "products/update": true,
  "products/delete": true,
  "customers/create": true,
  "customers/update": true,
  "companies/create": true,
  "companies/update": true,
  "company_locations/create": true,
  "company_locations/update": true,
  "bulk_operations/finish": true,
  "shop/update": true,
  "app/uninstalled": true,
  "app/scopes_update": true,
};

/** "orders/create" as the enum writes it: ORDERS_CREATE. */
export function topicEnum(topic: string): string {
  return topic.replaceAll("/", "_").replaceAll(".", "_").toUpperCase();
}

/** Topics by the name GraphQL's enum has for them. */
export const knownTopics: ReadonlyMap<string, string> = new Map(
  Object.keys(subscribable).map((topic) => [topicEnum(topic), topic]),
);
