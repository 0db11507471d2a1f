import { accessDenied } from "./graphql-errors.ts";
import type { RequestContext } from "./request-context.ts";

const anyFulfillmentOrders = (verb: "read" | "write") => [
  `${verb}_merchant_managed_fulfillment_orders`,
  `${verb}_third_party_fulfillment_orders`,
  `${verb}_assigned_fulfillment_orders`,
];
const readWork = anyFulfillmentOrders("read");
const writeWork = anyFulfillmentOrders("write");

/** Scopes that open a field, one of them being enough. Fields that are not listed are open to every token. */
const scopesOfField: Readonly<Record<string, readonly string[]>> = {
  "QueryRoot.order": ["read_orders"],
  "QueryRoot.orders": ["read_orders"],
  "QueryRoot.ordersCount": ["read_orders"],
  "QueryRoot.fulfillment": ["read_orders", "read_fulfillments", ...readWork],
  "QueryRoot.fulfillmentOrder": readWork,
  "QueryRoot.fulfillmentOrders": readWork,
  "QueryRoot.manualHoldsFulfillmentOrders": readWork,
  "Order.fulfillmentOrders": readWork,
  "FulfillmentHold.heldByApp": ["read_apps"],
  "QueryRoot.location": ["read_locations"],
  "QueryRoot.locations": ["read_locations"],
  "QueryRoot.inventoryItem": ["read_inventory", "read_products"],
  "QueryRoot.inventoryItems": ["read_inventory", "read_products"],
  "QueryRoot.inventoryLevel": ["read_inventory"],
  "Location.inventoryLevels": ["read_inventory"],
  "InventoryItem.inventoryLevels": ["read_inventory"],
  "InventoryAdjustmentGroup.staffMember": ["read_users"],
  "QueryRoot.product": ["read_products"],
  "QueryRoot.products": ["read_products"],
  "QueryRoot.productVariant": ["read_products"],
  "QueryRoot.productVariants": ["read_products"],
  "QueryRoot.productVariantsCount": ["read_products"],
  "QueryRoot.customer": ["read_customers"],
  "QueryRoot.customers": ["read_customers"],
  "Order.customer": ["read_customers"],
  "QueryRoot.company": ["read_companies", "read_customers"],
  "QueryRoot.companies": ["read_companies", "read_customers"],
  "QueryRoot.companyLocation": ["read_companies", "read_customers"],
  "Mutation.fulfillmentOrderHold": writeWork,
  "Mutation.fulfillmentOrderReleaseHold": writeWork,
  "Mutation.fulfillmentOrderMove": writeWork,
  "Mutation.fulfillmentOrderSplit": writeWork,
  "Mutation.fulfillmentOrderMerge": writeWork,
  "Mutation.fulfillmentOrderOpen": writeWork,
  "Mutation.fulfillmentOrderReportProgress": writeWork,
  "Mutation.fulfillmentOrderReschedule": writeWork,
  "Mutation.fulfillmentOrderCancel": writeWork,
  "Mutation.fulfillmentOrderClose": writeWork,
  "Mutation.fulfillmentOrdersSetFulfillmentDeadline": writeWork,
  "Mutation.fulfillmentOrderLineItemsPreparedForPickup": writeWork,
  "Mutation.fulfillmentCreate": writeWork,
  "Mutation.fulfillmentTrackingInfoUpdate": writeWork,
  "Mutation.fulfillmentEventCreate": ["write_fulfillments", ...writeWork],
  "Mutation.fulfillmentCancel": writeWork,
  "Mutation.inventorySetQuantities": ["write_inventory"],
  "Mutation.inventoryAdjustQuantities": ["write_inventory"],
  "Mutation.inventoryMoveQuantities": ["write_inventory"],
  "Mutation.inventoryActivate": ["write_inventory"],
  "Mutation.orderCancel": ["write_orders"],
  "Mutation.refundCreate": ["write_orders"],
  "Mutation.orderUpdate": ["write_orders"],
  "Mutation.orderCreate": ["write_orders"],
  "Mutation.orderMarkAsPaid": ["write_orders"],
  "Mutation.orderCapture": ["write_orders"],
  "Mutation.orderRiskAssessmentCreate": ["write_orders"],
  "Mutation.tagsAdd": ["write_orders", "write_customers", "write_products"],
  "Mutation.tagsRemove": ["write_orders", "write_customers", "write_products"],
  "Mutation.orderEditBegin": ["write_order_edits"],
  "Mutation.orderEditSetQuantity": ["write_order_edits"],
  "Mutation.orderEditAddVariant": ["write_order_edits"],
  "Mutation.orderEditCommit": ["write_order_edits"],
};

/** The scopes that open a field, or undefined when any token may read it. `field` is "Type.field". */
export function requiredScopes(field: string): readonly string[] | undefined {
  return scopesOfField[field];
}

/** What a token may do: its scopes, and the read scope that each write scope includes. */
export function effectiveScopes(scopes: readonly string[]): ReadonlySet<string> {
  const implied = scopes.filter((scope) => scope.startsWith("write_")).map((scope) => scope.replace("write_", "read_"));
  return new Set([...scopes, ...implied]);
}

/** Refuses a field whose scopes the token lacks, in the platform's words. */
export function assertAccess(name: string, required: readonly string[], context: RequestContext): void {
  if (required.some((scope) => context.scopes.has(scope))) return;
  throw accessDenied(name, `${required.map((scope) => `\`${scope}\` access scope`).join(" or ")}.`);
}
