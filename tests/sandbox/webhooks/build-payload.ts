import type { App } from "#tests/sandbox/state.ts";
import type { Announcement, Happenings, Topic } from "#tests/sandbox/state/happenings.ts";
import type { Instant } from "#tests/sandbox/state/instant.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import * as catalog from "./payloads/catalog.ts";
import * as fulfillment from "./payloads/fulfillment.ts";
import * as work from "./payloads/fulfillment-order.ts";
import * as changes from "./payloads/order-changes.ts";
import { orderPayload } from "./payloads/order.ts";
import { idOf } from "./payloads/parts.ts";
import * as people from "./payloads/people.ts";
import * as shops from "./payloads/shop.ts";
import type { Json } from "./write-json.ts";

/** Everything a body may depend on besides what happened: the shop, who receives it, and when. */
export type PayloadContext = { shop: Shop; apps: ReadonlyMap<string, App>; receiver: App; now: Instant };

type BuilderOf<Subject> = (context: PayloadContext, subject: Subject) => Json;

/** The body of a webhook, as the platform's own samples have it, of the state at this moment. */
export function buildPayload(context: PayloadContext, { topic, subject }: Announcement): Json {
  return (builders[topic] as BuilderOf<unknown>)(context, subject);
}

const wholeOrder: BuilderOf<Happenings["orders/create"]> = ({ shop, now }, { order }) => orderPayload(shop, order, now);
const returned: BuilderOf<Happenings["returns/request"]> = (_, { order, return: it }) =>
  changes.returnPayload(order, it);
const returnStatus: BuilderOf<Happenings["returns/close"]> = (_, { order, return: it }) =>
  changes.returnStatusPayload(order, it);
const workStatus: BuilderOf<Happenings["fulfillment_orders/hold_released"]> = (_, { fulfillmentOrder }) =>
  work.statusPayload(fulfillmentOrder);
const workAnswer: BuilderOf<Happenings["fulfillment_orders/fulfillment_request_accepted"]> = (
  _,
  { fulfillmentOrder, message },
) => work.answerPayload(fulfillmentOrder, message);
const holdChange: BuilderOf<Happenings["fulfillment_holds/added"]> = ({ apps, receiver }, subject) =>
  work.holdChangePayload(apps, receiver, subject);
const parcel: BuilderOf<Happenings["fulfillments/create"]> = ({ shop }, { order, fulfillment: it }) =>
  fulfillment.fulfillmentPayload(shop, order, it);
const location: BuilderOf<Happenings["locations/create"]> = ({ shop }, subject) =>
  people.locationPayload(shop, subject.location);
const product: BuilderOf<Happenings["products/create"]> = ({ shop }, subject) =>
  catalog.productPayload(shop, subject.product);
const item: BuilderOf<Happenings["inventory_items/create"]> = ({ shop }, subject) =>
  catalog.inventoryItemPayload(shop, subject.item);
const level: BuilderOf<Happenings["inventory_levels/update"]> = ({ shop }, subject) =>
  catalog.inventoryLevelPayload(shop, subject.level);
const customer: BuilderOf<Happenings["customers/create"]> = ({ shop }, subject) =>
  people.customerPayload(shop, subject.customer);
const company: BuilderOf<Happenings["companies/create"]> = ({ shop }, subject) =>
  people.companyPayload(shop, subject.company);
const companyLocation: BuilderOf<Happenings["company_locations/create"]> = ({ shop }, subject) =>
  people.companyLocationPayload(shop, subject.company, subject.companyLocation);

const builders: { [T in Topic]: BuilderOf<Happenings[T]> } = {
  "orders/create": wholeOrder,
  "orders/updated": wholeOrder,
  "orders/paid": wholeOrder,
  "orders/cancelled": wholeOrder,
  "orders/fulfilled": wholeOrder,
  "orders/partially_fulfilled": wholeOrder,
  "orders/edited": ({ shop }, { order, edit }) => changes.orderEditPayload(shop, order, edit),
  "orders/delete": (_, { orderId }) => ({ id: idOf(orderId) }),
  "orders/risk_assessment_changed": (_, { order, assessment }) => changes.riskPayload(order, assessment),
  "order_transactions/create": ({ shop }, { order, transaction }) =>
    changes.transactionPayload(shop, order, transaction),
  "refunds/create": ({ shop }, { order, refund }) => changes.refundPayload(shop, order, refund),
  "returns/request": returned,
  "returns/approve": returned,
  "returns/decline": (_, { order, return: it }) => changes.returnDeclinedPayload(order, it),
  "returns/update": (_, { return: it, removals }) => changes.returnUpdatePayload(it, removals),
  "returns/cancel": returnStatus,
  "returns/close": returnStatus,
  "returns/reopen": returnStatus,
  "fulfillment_orders/order_routing_complete": workStatus,
  "fulfillment_orders/moved": (_, subject) => work.movedPayload(subject),
  "fulfillment_orders/split": (_, subject) => work.splitPayload(subject),
  "fulfillment_orders/merged": (_, subject) => work.mergedPayload(subject),
  "fulfillment_orders/placed_on_hold": ({ apps, receiver }, subject) =>
    work.placedOnHoldPayload(apps, receiver, subject),
  "fulfillment_orders/hold_released": workStatus,
  "fulfillment_orders/cancelled": (_, subject) => work.cancelledPayload(subject),
  "fulfillment_orders/rescheduled": ({ shop }, { fulfillmentOrder }) => work.rescheduledPayload(shop, fulfillmentOrder),
  "fulfillment_orders/scheduled_fulfillment_order_ready": workStatus,
  "fulfillment_orders/progress_reported": ({ apps }, subject) => work.progressPayload(apps, subject),
  "fulfillment_orders/manually_reported_progress_stopped": (_, subject) =>
    work.progressStoppedPayload(subject.fulfillmentOrder),
  "fulfillment_orders/line_items_prepared_for_pickup": (_, subject) =>
    work.preparedPayload(subject.fulfillmentOrder, "pickup"),
  "fulfillment_orders/line_items_prepared_for_local_delivery": (_, subject) =>
    work.preparedPayload(subject.fulfillmentOrder, "local"),
  "fulfillment_orders/fulfillment_request_submitted": (_, subject) => work.requestSubmittedPayload(subject),
  "fulfillment_orders/fulfillment_request_accepted": workAnswer,
  "fulfillment_orders/fulfillment_request_rejected": workAnswer,
  "fulfillment_orders/cancellation_request_submitted": (_, subject) =>
    work.cancellationSubmittedPayload(subject.fulfillmentOrder),
  "fulfillment_orders/cancellation_request_accepted": workAnswer,
  "fulfillment_orders/cancellation_request_rejected": workAnswer,
  "fulfillment_holds/added": holdChange,
  "fulfillment_holds/released": holdChange,
  "fulfillments/create": parcel,
  "fulfillments/update": parcel,
  "fulfillment_events/create": ({ shop }, { order, fulfillment: it, event }) =>
    fulfillment.fulfillmentEventPayload(shop, order, it, event),
  "inventory_levels/update": level,
  "inventory_levels/connect": level,
  "inventory_levels/disconnect": (_, { inventoryItemId, locationId }) => ({
    inventory_item_id: idOf(inventoryItemId),
    location_id: idOf(locationId),
  }),
  "inventory_items/create": item,
  "inventory_items/update": item,
  "inventory_items/delete": (_, { inventoryItemId }) => catalog.inventoryItemDeletedPayload(inventoryItemId),
  "locations/create": location,
  "locations/update": location,
  "locations/activate": location,
  "locations/deactivate": location,
  "locations/delete": (_, { locationId }) => ({ id: idOf(locationId) }),
  "products/create": product,
  "products/update": product,
  "products/delete": (_, { productId }) => ({ id: idOf(productId) }),
  "customers/create": customer,
  "customers/update": customer,
  "companies/create": company,
  "companies/update": company,
  "company_locations/create": companyLocation,
  "company_locations/update": companyLocation,
  "bulk_operations/finish": ({ shop }, { operation }) => shops.bulkFinishPayload(shop, operation),
  "shop/update": ({ shop }) => shops.shopPayload(shop),
  "app/uninstalled": ({ shop }) => shops.shopPayload(shop),
  "app/scopes_update": ({ shop, now }, { installation, previous }) =>
    shops.scopesUpdatePayload(shop, installation, previous, now),
  "customers/data_request": ({ shop }, subject) => shops.dataRequestPayload(shop, subject.customer, subject.orderIds),
  "customers/redact": ({ shop }, subject) => shops.customerRedactPayload(shop, subject.customer, subject.orderIds),
  "shop/redact": ({ shop }) => shops.shopRedactPayload(shop),
};
