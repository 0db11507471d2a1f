/** Why topics are kept and nothing follows from them: by the topic where it has a reason of its own, else by its family. */
const REASON_BY_TOPIC: Record<string, string> = {
  "orders/link_requested": "A buyer asked for a new link to the order's page; the order itself did not change.",
  "orders/shopify_protect_eligibility_changed": "Shopify Protect plays no part in deciding an order.",
  "bulk_operations/finish": "No bulk operation of ours is waiting for its end.",
  "customers/purchasing_summary": "Figures about a customer's purchases change no order.",
};

const REASON_BY_FAMILY: Record<string, string> = {
  app_purchases_one_time: "What the merchant pays for the app changes no order.",
  app_subscriptions: "What the merchant pays for the app changes no order.",
  carts: "A cart is not an order yet.",
  checkouts: "A checkout is not an order yet.",
  collections: "Collections play no part in deciding an order.",
  companies: "An order carries the company it was placed for.",
  company_locations: "An order carries the company location it was placed for.",
  customer: "Segments and tags of a customer play no part in deciding an order.",
  customers: "An order carries the customer's data as they were when it was placed.",
  discounts: "An order carries the discounts it was placed with.",
  draft_orders: "A draft becomes an order when it is completed; orders/create tells.",
  inventory_shipments: "What arrives shows in the levels; inventory_levels/update tells.",
  inventory_transfers: "What is transferred shows in the levels; inventory_levels/update tells.",
  markets: "Markets play no part in deciding an order.",
  payment_schedules: "The order's own update tells when its terms change.",
  payment_terms: "The order's own update tells when its terms change.",
  profiles: "Shipping rates were charged at checkout and do not change an order.",
  reverse_deliveries: "Goods on their way back show when they are refunded or restocked.",
  reverse_fulfillment_orders: "Goods that came back show when they are refunded or restocked.",
  selling_plan_groups: "An order carries the selling plan it was placed with.",
  shipping_addresses: "The order's own update tells when its address changes.",
  subscription_contracts: "Each billing of a subscription places an order of its own.",
  tax_services: "An order carries its taxes.",
  tender_transactions: "The same payment comes with order_transactions/create, and with its state.",
  variants: "The same comes with inventory_levels/update, for each location.",
};

/** Why a topic is not acted on, in one sentence. Every topic has one, those we never heard of too. */
export function whyIgnored(topic: string): string {
  const family = topic.split(/[/.]/, 1)[0] ?? topic;
  return REASON_BY_TOPIC[topic] ?? REASON_BY_FAMILY[family] ?? `Switchyard does not act on ${topic.slice(0, 100)}.`;
}
