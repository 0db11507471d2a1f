import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi } from "#tests/sandbox/graphql/open-test-api.ts";
import { sandboxHandlers } from "./msw-handlers.ts";
import { fault } from "#tests/sandbox/state/faults.ts";

const api = openTestApi();
const waits: number[] = [];
const server = setupServer(...sandboxHandlers(api.world, { wait: async (delayMs) => waits.push(delayMs) }));

beforeAll(() => server.listen());
afterAll(() => server.close());

async function ask(): Promise<Response> {
  return fetch(`https://${api.shop.domain}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "X-Shopify-Access-Token": api.token },
    body: JSON.stringify({ query: "{ shop { myshopifyDomain } }" }),
  });
}

test("a call to a shop's address is answered by the sandbox", async () => {
  const response = await ask();
  expect(response.headers.get("content-type")).toContain("application/json");
  expect(await response.json()).toMatchObject({ data: { shop: { myshopifyDomain: api.shop.domain } } });
});

test("a connection that is cut fails the call", async () => {
  api.world.faults.push(fault("reset"));
  await expect(ask()).rejects.toThrow();
});

test("a slow answer waits by the clock it is given", async () => {
  api.world.faults.push(fault("slow", { delayMs: 30_000 }));
  expect((await ask()).status).toBe(200);
  expect(waits).toEqual([30_000]);
});
