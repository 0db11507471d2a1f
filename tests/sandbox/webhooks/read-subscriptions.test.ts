import { expect, test } from "vitest";
import { readSubscriptions } from "./read-subscriptions.ts";

const toml = `
client_id = "abc"
[webhooks]
api_version = "2026-10"

  [[webhooks.subscriptions]]
  # topics = ["carts/create"]
  topics = [
    "orders/create", # the first
    "orders/updated",
  ]
  uri = "/webhooks"

  [[webhooks.subscriptions]]
  topics = ["products/update"]
  include_fields = ["id", "updated_at"]
  uri = "/webhooks"
  name = "catalogue"

  [[webhooks.subscriptions]]
  compliance_topics = ["shop/redact"]
  uri = "/webhooks"

[auth]
redirect_urls = ["https://app.example/auth"]
`;

test("each topic of the configuration file is a subscription with its address and fields", () => {
  expect(readSubscriptions(toml)).toEqual([
    { topic: "orders/create", uri: "/webhooks", filter: null, includeFields: [], name: null },
    { topic: "orders/updated", uri: "/webhooks", filter: null, includeFields: [], name: null },
    {
      topic: "products/update",
      uri: "/webhooks",
      filter: null,
      includeFields: ["id", "updated_at"],
      name: "catalogue",
    },
    { topic: "shop/redact", uri: "/webhooks", filter: null, includeFields: [], name: null },
  ]);
});

test("a subscription without an address is refused", () => {
  expect(() => readSubscriptions('[[webhooks.subscriptions]]\ntopics = ["orders/create"]')).toThrow("no uri");
});
