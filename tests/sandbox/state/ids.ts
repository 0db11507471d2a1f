/**
 * Ids as Shopify gives them: a decimal number behind a type name. Every kind has its own range that starts above 2^53 with a step
 * of one, so that whoever reads an id as a JavaScript number gets a neighbour's id and is found out by the first test.
 */
export const idKinds = [
  "Shop",
  "App",
  "AppInstallation",
  "Location",
  "Product",
  "ProductVariant",
  "InventoryItem",
  "InventoryLevel",
  "InventoryAdjustmentGroup",
  "Customer",
  "MailingAddress",
  "Company",
  "CompanyLocation",
  "CompanyContact",
  "Order",
  "LineItem",
  "LineItemGroup",
  "ShippingLine",
  "OrderTransaction",
  "Refund",
  "RefundLineItem",
  "RefundAdjustment",
  "Return",
  "ReturnLineItem",
  "OrderEdit",
  "CalculatedOrder",
  "CalculatedLineItem",
  "PaymentTerms",
  "SellingPlan",
  "FulfillmentOrder",
  "FulfillmentOrderLineItem",
  "FulfillmentOrderMerchantRequest",
  "FulfillmentHold",
  "DeliveryMethod",
  "Fulfillment",
  "FulfillmentLineItem",
  "FulfillmentEvent",
  "Metafield",
  "BulkOperation",
  "WebhookSubscription",
  "Job",
  "StaffMember",
  "Cart",
  "Checkout",
  "Webhook",
  "Event",
] as const;

export type IdKind = (typeof idKinds)[number];

/** The first id of a kind: (position + 1) * 10^16 + 1, above 2^53 for every kind and below 2^63 for at most 921 of them. */
export function firstIdOf(kind: IdKind): bigint {
  return BigInt(idKinds.indexOf(kind) + 1) * 10_000_000_000_000_000n + 1n;
}

/** `gid("Order", "123")` is `gid://shopify/Order/123`. The kind is any GraphQL type name, not only one that the sandbox counts. */
export function gid(kind: string, id: string): string {
  return `gid://shopify/${kind}/${id}`;
}

export type ParsedGid = { kind: string; id: string; parameters: string };

const gidPattern = /^gid:\/\/shopify\/([A-Za-z]+)\/([^/?]+)(?:\?(.*))?$/;

/** Takes a gid apart, or answers undefined for anything else. `parameters` is what follows the question mark, if any. */
export function parseGid(text: string): ParsedGid | undefined {
  const match = gidPattern.exec(text);
  return match ? { kind: match[1] ?? "", id: match[2] ?? "", parameters: match[3] ?? "" } : undefined;
}

/** The id behind a gid of the stated kind, or undefined when the text is not one. */
export function idFromGid(kind: string, text: string): string | undefined {
  const parsed = parseGid(text);
  return parsed?.kind === kind ? parsed.id : undefined;
}
