import { subscribedTopics } from "#app/pipeline/topics.ts";
import type { AppSubscription } from "#tests/sandbox/state.ts";
import type { Topic } from "#tests/sandbox/state/happenings.ts";

/** The app as the simulated platform knows it. */
export const appCredentials = { apiKey: "switchyard-simulated", secret: "switchyard-simulated-secret" };

export const SCOPES = [
  "read_orders",
  "read_customers",
  "read_companies",
  "read_apps",
  "read_products",
  "read_inventory",
  "read_locations",
  "read_fulfillments",
  "read_returns",
  "read_merchant_managed_fulfillment_orders",
  "write_merchant_managed_fulfillment_orders",
  "read_third_party_fulfillment_orders",
  "write_third_party_fulfillment_orders",
];

const COMPLIANCE = ["customers/data_request", "customers/redact", "shop/redact"];

/** A subscription to each topic the app acts on. */
export function appSubscriptions(): AppSubscription[] {
  return [...Object.keys(subscribedTopics), ...COMPLIANCE].map((topic) => ({
    topic: topic as Topic,
    uri: "/webhooks",
    filter: null,
    includeFields: [],
    name: null,
  }));
}
