import { expect, test } from "vitest";
import { guardNetwork, isLoopback } from "./guard-network.ts";

test.each([
  ["127.0.0.1", true],
  ["127.8.9.1", true],
  ["::1", true],
  ["[::1]", true],
  ["::ffff:127.0.0.1", true],
  ["localhost", true],
  [undefined, true],
  ["127.0.0.1.example.com", false],
  ["10.0.0.1", false],
  ["admin.shopify.com", false],
])("host %s is on this machine: %s", (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

test("a call to the outside is refused, and is noted even when its caller swallows the refusal", async () => {
  const refused = guardNetwork();
  await expect(fetch("http://192.0.2.1:8080/orders")).rejects.toThrow("fetch failed");
  expect(refused.take()).toEqual(["192.0.2.1:8080"]);
  refused.end();
});
