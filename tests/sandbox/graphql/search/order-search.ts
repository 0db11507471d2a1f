import { displayFulfillmentStatus, fulfillmentOrdersOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { financialStatus } from "#tests/sandbox/orders/order-payments.ts";
import { currentTotals } from "#tests/sandbox/orders/order-totals.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { Return } from "#tests/sandbox/state/order-changes.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { SearchFields } from "./match-search.ts";

/** The platform's word for an open order: neither closed nor cancelled; "any" is always among them. */
function statusWords(order: Order): string[] {
  if (order.cancelledAt !== null) return ["cancelled", "any", "not_closed"];
  return order.closedAt === null ? ["open", "any", "not_closed"] : ["closed", "any"];
}

function fulfillmentWords(shop: Shop, order: Order): string[] {
  const status = displayFulfillmentStatus(shop, order).toLowerCase();
  const words: Record<string, string[]> = {
    fulfilled: ["fulfilled", "shipped"],
    partially_fulfilled: ["partial", "partially_fulfilled", "unshipped"],
    unfulfilled: ["unfulfilled", "unshipped"],
  };
  return words[status] ?? [status, "unfulfilled", "unshipped"];
}

function riskWords(order: Order): string[] {
  return order.riskAssessments.map(({ riskLevel }) => riskLevel);
}

/** The searchable fields of orders; `now` decides about expired authorisations. */
export function orderSearch(shop: Shop, now: string): SearchFields<Order> {
  return {
    defaults: ["name", "email", "sku"],
    fields: {
      id: { kind: "id", valueOf: ({ id }) => id },
      name: { kind: "text", valueOf: ({ name }) => [name, name.replace("#", "")] },
      confirmation_number: { kind: "word", valueOf: (order) => order.confirmationNumber },
      email: { kind: "text", valueOf: ({ email }) => email },
      po_number: { kind: "word", valueOf: ({ poNumber }) => poNumber },
      tag: { kind: "word", valueOf: ({ tags }) => tags },
      sku: { kind: "word", valueOf: ({ lineItems }) => lineItems.flatMap(({ sku }) => sku ?? []) },
      status: { kind: "word", valueOf: statusWords },
      test: { kind: "boolean", valueOf: ({ isTest }) => isTest },
      source_name: { kind: "word", valueOf: ({ sourceName }) => sourceName },
      financial_status: { kind: "word", valueOf: (order) => financialStatus(order, now) },
      fulfillment_status: { kind: "word", valueOf: (order) => fulfillmentWords(shop, order) },
      return_status: { kind: "word", valueOf: ({ returns }) => returns.map(({ status }) => status) },
      risk_level: { kind: "word", valueOf: riskWords },
      customer_id: { kind: "id", valueOf: ({ customerId }) => customerId },
      fulfillment_location_id: {
        kind: "id",
        valueOf: (order) =>
          fulfillmentOrdersOf(shop, order).flatMap(({ assignedLocationId }) => assignedLocationId ?? []),
      },
      total_price: { kind: "number", valueOf: (order) => currentTotals(order).total.shopMinor / 100 },
      created_at: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
      processed_at: { kind: "moment", valueOf: ({ processedAt }) => processedAt },
      updated_at: { kind: "moment", valueOf: ({ updatedAt }) => updatedAt },
    },
  };
}

export const fulfillmentOrderSearch: SearchFields<FulfillmentOrder> = {
  defaults: [],
  fields: {
    id: { kind: "id", valueOf: ({ id }) => id },
    status: { kind: "word", valueOf: ({ status }) => status },
    assigned_location_id: { kind: "id", valueOf: ({ assignedLocationId }) => assignedLocationId },
    created_at: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
    updated_at: { kind: "moment", valueOf: ({ updatedAt }) => updatedAt },
  },
};

/** Fields by which held fulfillment orders are searched: facts of their order. */
export function heldSearch(shop: Shop, now: string): SearchFields<FulfillmentOrder> {
  const orderOf = ({ orderId }: FulfillmentOrder) => shop.orders.get(orderId);
  return {
    defaults: [],
    fields: {
      order_financial_status: {
        kind: "word",
        valueOf: (each) => {
          const order = orderOf(each);
          return order ? financialStatus(order, now) : null;
        },
      },
      order_risk_level: {
        kind: "word",
        valueOf: (each) => orderOf(each)?.riskAssessments.map(({ riskLevel }) => riskLevel) ?? [],
      },
      shipping_address_coordinates_validated: {
        kind: "boolean",
        valueOf: (each) => orderOf(each)?.shippingAddress?.coordinatesValidated ?? false,
      },
    },
  };
}

export const returnSearch: SearchFields<Return> = {
  defaults: [],
  fields: {
    id: { kind: "id", valueOf: ({ id }) => id },
    status: { kind: "word", valueOf: ({ status }) => status },
    created_at: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
  },
};
