import type { InventoryItem, InventoryLevel, Product } from "./catalog.ts";
import type { Fulfillment, FulfillmentEvent, FulfillmentHold, FulfillmentOrder } from "./fulfillment.ts";
import type { OrderEdit, Refund, Return, Transaction } from "./order-changes.ts";
import type { Order, RiskAssessment } from "./order.ts";
import type { Company, CompanyLocation, Customer, Location } from "./people.ts";
import type { BulkOperation, Installation } from "./shop.ts";

export type LineRequest = { fulfillmentOrderLineItemId: string; quantity: number };

type OnOrder = { order: Order };
type OnFulfillmentOrder = { fulfillmentOrder: FulfillmentOrder };

/**
 * What can be announced, by the topic's name in webhook form, with the objects a payload is built from. A listener must build what
 * it needs at once: the objects live on and change, and a webhook carries the state of the moment it was triggered.
 */
export type Happenings = {
  "orders/create": OnOrder;
  "orders/updated": OnOrder;
  "orders/paid": OnOrder;
  "orders/cancelled": OnOrder;
  "orders/fulfilled": OnOrder;
  "orders/partially_fulfilled": OnOrder;
  "orders/edited": OnOrder & { edit: OrderEdit };
  "orders/delete": { orderId: string };
  "orders/risk_assessment_changed": OnOrder & { assessment: RiskAssessment };
  "order_transactions/create": OnOrder & { transaction: Transaction };
  "refunds/create": OnOrder & { refund: Refund };
  "returns/request": OnOrder & { return: Return };
  "returns/approve": OnOrder & { return: Return };
  "returns/decline": OnOrder & { return: Return };
  "returns/update": OnOrder & { return: Return; removals: { returnLineItemId: string; delta: number }[] };
  "returns/cancel": OnOrder & { return: Return };
  "returns/close": OnOrder & { return: Return };
  "returns/reopen": OnOrder & { return: Return };
  "fulfillment_orders/order_routing_complete": OnFulfillmentOrder;
  "fulfillment_orders/moved": {
    original: FulfillmentOrder;
    moved: FulfillmentOrder;
    sourceLocationId: string;
    destinationLocationId: string;
    requested: LineRequest[];
  };
  "fulfillment_orders/split": OnFulfillmentOrder & {
    remaining: FulfillmentOrder;
    replacement: FulfillmentOrder | null;
    splitLines: LineRequest[];
  };
  "fulfillment_orders/merged": OnFulfillmentOrder & {
    intents: { fulfillmentOrderId: string; lines: LineRequest[] }[];
  };
  "fulfillment_orders/placed_on_hold": OnFulfillmentOrder & {
    remaining: FulfillmentOrder | null;
    heldLines: LineRequest[];
  };
  "fulfillment_orders/hold_released": OnFulfillmentOrder;
  "fulfillment_orders/cancelled": OnFulfillmentOrder & { replacement: FulfillmentOrder | null };
  "fulfillment_orders/rescheduled": OnFulfillmentOrder;
  "fulfillment_orders/scheduled_fulfillment_order_ready": OnFulfillmentOrder;
  "fulfillment_orders/progress_reported": OnFulfillmentOrder & { initialStatus: FulfillmentOrder["status"] };
  "fulfillment_orders/manually_reported_progress_stopped": OnFulfillmentOrder;
  "fulfillment_orders/line_items_prepared_for_pickup": OnFulfillmentOrder;
  "fulfillment_orders/line_items_prepared_for_local_delivery": OnFulfillmentOrder;
  "fulfillment_orders/fulfillment_request_submitted": { original: FulfillmentOrder; submitted: FulfillmentOrder };
  "fulfillment_orders/fulfillment_request_accepted": OnFulfillmentOrder & { message: string };
  "fulfillment_orders/fulfillment_request_rejected": OnFulfillmentOrder & { message: string };
  "fulfillment_orders/cancellation_request_submitted": OnFulfillmentOrder;
  "fulfillment_orders/cancellation_request_accepted": OnFulfillmentOrder & { message: string };
  "fulfillment_orders/cancellation_request_rejected": OnFulfillmentOrder & { message: string };
  "fulfillment_holds/added": OnFulfillmentOrder & { hold: FulfillmentHold };
  "fulfillment_holds/released": OnFulfillmentOrder & { hold: FulfillmentHold };
  "fulfillments/create": OnOrder & { fulfillment: Fulfillment };
  "fulfillments/update": OnOrder & { fulfillment: Fulfillment };
  "fulfillment_events/create": OnOrder & { fulfillment: Fulfillment; event: FulfillmentEvent };
  "inventory_levels/update": { level: InventoryLevel };
  "inventory_levels/connect": { level: InventoryLevel };
  "inventory_levels/disconnect": { inventoryItemId: string; locationId: string };
  "inventory_items/create": { item: InventoryItem };
  "inventory_items/update": { item: InventoryItem };
  "inventory_items/delete": { inventoryItemId: string };
  "locations/create": { location: Location };
  "locations/update": { location: Location };
  "locations/activate": { location: Location };
  "locations/deactivate": { location: Location };
  "locations/delete": { locationId: string };
  "products/create": { product: Product };
  "products/update": { product: Product };
  "products/delete": { productId: string };
  "customers/create": { customer: Customer };
  "customers/update": { customer: Customer };
  "companies/create": { company: Company };
  "companies/update": { company: Company };
  "company_locations/create": { company: Company; companyLocation: CompanyLocation };
  "company_locations/update": { company: Company; companyLocation: CompanyLocation };
  "bulk_operations/finish": { operation: BulkOperation };
  "shop/update": Record<string, never>;
  "app/uninstalled": { installation: Installation };
  "app/scopes_update": { installation: Installation; previous: string[] };
  "customers/data_request": { customer: Customer; orderIds: string[] };
  "customers/redact": { customer: Customer; orderIds: string[] };
  "shop/redact": { apiKey: string };
};

export type Topic = keyof Happenings;

/** One announcement, as listeners get it: the topic narrows the subject. */
export type Announcement = { [T in Topic]: { topic: T; subject: Happenings[T] } }[Topic];
