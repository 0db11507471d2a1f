import { expect, test } from "vitest";
import { buy } from "#tests/sandbox/commerce/test-market.ts";
import { openTestApi, type TestApi } from "#tests/sandbox/graphql/open-test-api.ts";
import { handleAdminRequest, type AdminResponse } from "#tests/sandbox/handle-request.ts";
import type { CallEntry } from "#tests/sandbox/state/call-log.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { fault, type FaultKind } from "#tests/sandbox/state/faults.ts";

async function tag(api: TestApi, order: Order): Promise<AdminResponse> {
  const query = `mutation TagIt($id: ID!) { tagsAdd(id: $id, tags: ["struck"]) { userErrors { message } } }`;
  return handleAdminRequest(api.world, {
    method: "POST",
    path: "/admin/api/2026-10/graphql.json",
    shopDomain: api.shop.domain,
    headers: { "x-shopify-access-token": api.token, "content-type": "application/json" },
    body: JSON.stringify({ query, variables: { id: gid("Order", order.id) } }),
  });
}

function open(): { api: TestApi; order: Order } {
  const api = openTestApi();
  return { api, order: buy(api, { STOVE: 1 }) };
}

function calls({ world }: TestApi): CallEntry[] {
  return world.log.filter((entry): entry is CallEntry => entry.kind === "call");
}

test.each<[FaultKind, Partial<AdminResponse>]>([
  ["too-many-requests", { status: 429 }],
  ["throttled", { status: 200 }],
  ["server-error", { status: 500 }],
  ["bad-gateway", { status: 502 }],
  ["unauthorized", { status: 401 }],
  ["time-out", { trouble: "time-out" }],
  ["reset", { trouble: "reset" }],
  ["truncated", { status: 200 }],
])("%s strikes one call, which does nothing, and the next goes through", async (kind, expected) => {
  const { api, order } = open();
  api.world.faults.push(fault(kind));
  expect(await tag(api, order)).toMatchObject(expected);
  expect(order.tags).toEqual([]);
  expect(calls(api).at(-1)).toMatchObject({ fault: kind });
  expect((await tag(api, order)).status).toBe(200);
  expect(order.tags).toEqual(["struck"]);
});

test("the throttle answer is the platform's: 200, a code, and an empty bucket", async () => {
  const { api, order } = open();
  api.world.faults.push(fault("throttled"));
  const { body } = await tag(api, order);
  expect(JSON.parse(body)).toMatchObject({
    errors: [{ extensions: { code: "THROTTLED" } }],
    extensions: { cost: { throttleStatus: { currentlyAvailable: 0 } } },
  });
});

test.each<FaultKind>(["server-error", "bad-gateway", "time-out", "reset", "truncated"])(
  "%s may hide that the work was done",
  async (kind) => {
    const { api, order } = open();
    api.world.faults.push(fault(kind, { isWorkDone: true }));
    const response = await tag(api, order);
    expect(() => {
      if (response.trouble || response.status !== 200) throw new Error("unanswered");
      JSON.parse(response.body);
    }).toThrow();
    expect(order.tags).toEqual(["struck"]);
    expect(calls(api).at(-1)).toMatchObject({ operationName: "TagIt", fault: kind });
  },
);

test("a slow answer is a good answer that comes late", async () => {
  const { api, order } = open();
  api.world.faults.push(fault("slow", { delayMs: 30_000 }));
  const response = await tag(api, order);
  expect(response).toMatchObject({ status: 200, delayMs: 30_000 });
  expect(JSON.parse(response.body)).toMatchObject({ data: { tagsAdd: { userErrors: [] } } });
});

test("a fault strikes only the operation it names, by its name or its field", async () => {
  const { api, order } = open();
  api.world.faults.push(fault("server-error", { operation: "fulfillmentOrderHold" }));
  expect((await tag(api, order)).status).toBe(200);
  api.world.faults.push(fault("server-error", { operation: "TagIt" }), fault("server-error", { operation: "tagsAdd" }));
  expect((await tag(api, order)).status).toBe(500);
  expect((await tag(api, order)).status).toBe(500);
  expect((await tag(api, order)).status).toBe(200);
  expect(api.world.faults).toHaveLength(1);
});

test("a fault can let some calls pass, strike several, and be meant for another shop", async () => {
  const { api, order } = open();
  api.world.faults.push(
    fault("server-error", { skip: 1, remaining: 2 }),
    fault("reset", { shopDomain: "other.myshopify.com" }),
  );
  const statuses: number[] = [];
  for (let count = 0; count < 4; count += 1) statuses.push((await tag(api, order)).status);
  expect(statuses).toEqual([200, 500, 500, 200]);
});

test("the token endpoint can be struck too", async () => {
  const { api } = open();
  api.world.faults.push(fault("bad-gateway", { operation: "access_token" }));
  const request = {
    method: "POST",
    path: "/admin/oauth/access_token",
    shopDomain: api.shop.domain,
    headers: {},
    body: "{}",
  };
  expect((await handleAdminRequest(api.world, request)).status).toBe(502);
  expect((await handleAdminRequest(api.world, request)).status).toBe(400);
});
