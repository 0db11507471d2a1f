const nouns: Record<string, string> = {
  assigned_fulfillment_orders: "fulfillment orders assigned to the app",
  companies: "companies",
  customers: "customers",
  fulfillments: "fulfillments",
  inventory: "inventory",
  locations: "locations",
  markets: "markets",
  merchant_managed_fulfillment_orders: "fulfillment orders of your own locations",
  orders: "orders",
  all_orders: "orders older than 60 days",
  order_edits: "edits of orders",
  payment_terms: "payment terms",
  products: "products",
  returns: "returns",
  shopify_payments_disputes: "disputes of Shopify Payments",
  shipping: "shipping rates and zones",
  third_party_fulfillment_orders: "fulfillment orders of other services",
};

/** An access scope as the merchant reads it, such as "View orders". */
export function describeScope(scope: string): string {
  const [verb, ...rest] = scope.split("_");
  const noun = nouns[rest.join("_")] ?? rest.join(" ");
  return `${verb === "write" ? "View and edit" : "View"} ${noun}`;
}
