import { expect, test } from "vitest";
import type { AdminCall } from "#app/shopify/admin-client.ts";
import { fetchProfile, levelsCall, variantsCall } from "#app/shopify/read-catalog.ts";
import { openTestMarket } from "#tests/sandbox/commerce/test-market.ts";
import { executeOperation } from "#tests/sandbox/graphql/execute-operation.ts";
import { installApp } from "#tests/sandbox/oauth/install-app.ts";

const SCOPES = ["read_products", "read_inventory", "read_locations", "read_orders"];

test("the catalogue is asked for at what Shopify reckons for it: more would wait for points that nobody spends", async () => {
  const { world, shop } = openTestMarket();
  const installation = installApp(world, shop, "test-key", SCOPES);
  const reckoned: [asked: number, cost: number][] = [];
  const send = async (call: AdminCall) => {
    const request = { query: call.document, variables: call.variables, operationName: null };
    const answer = executeOperation({ world, shop, installation, scopes: SCOPES, fault: null }, request);
    expect(answer.errors ?? []).toEqual([]);
    reckoned.push([call.requestedPoints, answer.extensions!.cost.requestedQueryCost]);
    return answer.data;
  };
  const { locations } = await fetchProfile(send);
  await send(variantsCall(null));
  await send(levelsCall(locations[0]!.id, null));
  await send(levelsCall(locations[0]!.id, null, "updated_at:>='2026-11-22T00:00:00Z'"));
  for (const [asked, cost] of reckoned.slice(1)) expect(asked).toBe(cost);
  expect(reckoned[0]![0]).toBeGreaterThanOrEqual(reckoned[0]![1]);
});
