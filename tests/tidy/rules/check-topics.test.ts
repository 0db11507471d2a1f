import { expect, test } from "vitest";
import { sourceFile } from "#tests/tidy/source-file.ts";
import { topicsAgree } from "./check-topics.ts";

const config = `
[webhooks]
api_version = "2026-10"

  [[webhooks.subscriptions]]
  topics = [ "orders/create", "orders/updated" ] # not "orders/paid"
  uri = "/webhooks"

  [[webhooks.subscriptions]]
  compliance_topics = [
    "customers/redact",
    'customer.tags_added',
  ]
`;
const topics = ["orders/create", "orders/updated", "customers/redact", "customer.tags_added"];

const problems = (...handled: string[]) =>
  topicsAgree(new Set(handled)).check([sourceFile("shopify.app.toml", config)]);

test("the same topics on both sides are no problem", () => {
  expect(problems(...topics)).toEqual([]);
});

test("a topic that is subscribed and not handled is a problem, and so is the reverse", () => {
  expect(problems("orders/create", "orders/updated", "shop/redact", "customer.tags_added")).toEqual([
    {
      file: "shopify.app.toml",
      line: 11,
      advice: expect.stringContaining("customers/redact is not in app/pipeline") as string,
    },
    {
      file: "app/pipeline/topics.ts",
      line: 1,
      advice: expect.stringContaining("shop/redact is not in shopify.app.toml") as string,
    },
  ]);
});
