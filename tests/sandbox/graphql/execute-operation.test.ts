import { Kind, OperationTypeNode, print } from "graphql";
import { expect, test } from "vitest";
import { buy } from "#tests/sandbox/commerce/test-market.ts";
import { readSandboxOperations } from "#tests/sandbox/schema/collect-operations.ts";
import type { CallEntry } from "#tests/sandbox/state/call-log.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { openTestApi, type TestApi } from "./open-test-api.ts";

const shopQuery = `query Name { shop { name } }`;

function lastCall({ world }: TestApi): CallEntry {
  return world.log.findLast((entry) => entry.kind === "call") as CallEntry;
}

test("every query the sandbox promises answers without an error", async () => {
  const api = openTestApi();
  api.installation.bucket.available = 1_000_000;
  api.shop.plan = "ENTERPRISE";
  const order = buy(
    api,
    { STOVE: 1 },
    { discounts: [{ kind: "code", title: "TEN", value: { percent: "10" }, on: "order" }] },
  );
  const definitions = readSandboxOperations().map(({ definition }) => definition);
  const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION).map(print);
  const queries = definitions.filter(
    (each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === OperationTypeNode.QUERY,
  );
  for (const query of queries) {
    const text = reachable(print(query), fragments).replaceAll('Order/1"', `Order/${order.id}"`);
    api.installation.bucket.available = 40_000;
    const { errors, data } = await api.call(text, { first: 5, ids: [gid("Order", order.id)] });
    expect(errors, print(query).slice(0, 40)).toEqual([]);
    expect(data).not.toBeNull();
  }
});

/** A query with the fragments it uses, directly or through others. */
function reachable(query: string, fragments: readonly string[]): string {
  const used = fragments.filter((fragment) => query.includes(`...${/fragment (\w+)/.exec(fragment)?.[1]}\n`));
  const text = [query, ...used.filter((fragment) => !query.includes(fragment))].join("\n");
  return text === query ? text : reachable(text, fragments);
}

test("a request takes its cost from the bucket, and time gives it back", async () => {
  const api = openTestApi();
  const before = await api.call(`{ orders(first: 250) { nodes { id customer { id } } } }`);
  expect(before.cost).toMatchObject({ requestedQueryCost: 22, actualQueryCost: 2 });
  expect(before.cost?.throttleStatus).toEqual({ maximumAvailable: 4000, currentlyAvailable: 3998, restoreRate: 200 });
  await api.scheduler.advance(1000);
  const after = await api.call(shopQuery);
  expect(after.cost?.throttleStatus["currentlyAvailable"]).toBe(3999);
});

test("an empty bucket answers THROTTLED with status 200 and does nothing", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 });
  api.installation.bucket.available = 9;
  const mutation = `mutation Tag($id: ID!) { tagsAdd(id: $id, tags: ["late"]) { userErrors { message } } }`;
  const refused = await api.call(mutation, { id: gid("Order", order.id) });
  expect(refused.status).toBe(200);
  expect(refused.data).toBeUndefined();
  expect(refused.errors[0]?.extensions?.code).toBe("THROTTLED");
  expect(refused.cost).toMatchObject({ requestedQueryCost: 10, actualQueryCost: null });
  expect(order.tags).not.toContain("late");
  await api.scheduler.advance(10);
  expect((await api.call(mutation, { id: gid("Order", order.id) })).errors).toEqual([]);
  expect(order.tags).toContain("late");
});

test("buckets belong to one app on one shop", async () => {
  const one = openTestApi();
  const other = openTestApi();
  one.installation.bucket.available = 0;
  expect((await one.call(shopQuery)).errors[0]?.extensions?.code).toBe("THROTTLED");
  expect((await other.call(shopQuery)).errors).toEqual([]);
});

test("a query dearer than a thousand points is refused whatever is in the bucket", async () => {
  const api = openTestApi();
  api.shop.plan = "ENTERPRISE";
  api.installation.bucket.available = 40_000;
  const nested = `{ orders(first: 250) { nodes { fulfillmentOrders(first: 250) { nodes { lineItems(first: 250) { nodes { id } } } } } } }`;
  const { errors } = await api.call(nested);
  expect(errors[0]?.extensions?.code).toBe("MAX_COST_EXCEEDED");
});

test("a field behind a scope the token lacks is null, with an error, while the rest is answered", async () => {
  const api = openTestApi({ scopes: ["read_orders", "read_merchant_managed_fulfillment_orders"] });
  const order = buy(api, { STOVE: 1 });
  const query = `query Q($id: ID!) { order(id: $id) { name customer { id } } }`;
  const { data, errors } = await api.call<{ order: { name: string; customer: unknown } }>(query, {
    id: gid("Order", order.id),
  });
  expect(data.order).toEqual({ name: order.name, customer: null });
  expect(errors.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
    [["order", "customer"], "ACCESS_DENIED"],
  ]);
});

test("a write without its scope changes nothing", async () => {
  const api = openTestApi({ scopes: ["read_orders", "read_merchant_managed_fulfillment_orders"] });
  const order = buy(api, { STOVE: 1 });
  const id = gid("FulfillmentOrder", order.fulfillmentOrderIds[0] ?? "");
  const mutation = `mutation H($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: OTHER }) { userErrors { message } } }`;
  const { data, errors } = await api.call<{ fulfillmentOrderHold: unknown }>(mutation, { id });
  expect(data.fulfillmentOrderHold).toBeNull();
  expect(errors[0]?.message).toContain("write_merchant_managed_fulfillment_orders");
  expect(api.shop.fulfillmentOrders.get(order.fulfillmentOrderIds[0] ?? "")?.status).toBe("OPEN");
});

test("a scope to write opens what may be read", async () => {
  const api = openTestApi({ scopes: ["write_orders"] });
  expect((await api.call(`{ orders(first: 1) { nodes { id } } }`)).errors).toEqual([]);
});

test("an invalid document is answered with its errors and is in the log", async () => {
  const api = openTestApi();
  const { errors, data } = await api.call(`query Wrong { shop { colour } }`);
  expect(errors[0]?.message).toContain("colour");
  expect(data).toBeUndefined();
  expect(lastCall(api).errorCodes).toEqual([""]);
});

test("the log ties an effect to the call that caused it", async () => {
  const api = openTestApi();
  const order = buy(api, { STOVE: 1 });
  const id = gid("FulfillmentOrder", order.fulfillmentOrderIds[0] ?? "");
  const mutation = `mutation Stop($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: OTHER }) { fulfillmentHold { id } userErrors { message } } }`;
  await api.call(mutation, { id });
  const call = lastCall(api);
  expect(call).toMatchObject({
    operationName: "Stop",
    rootFields: ["fulfillmentOrderHold"],
    isMutation: true,
    status: 200,
  });
  const effects = api.world.log.filter((entry) => entry.kind === "effect" && entry.callSequence === call.sequence);
  expect(effects.map((entry) => entry.kind === "effect" && entry.name)).toEqual(["hold placed"]);
});

test("user errors of an answer are in the log", async () => {
  const api = openTestApi();
  await api.call(
    `mutation { orderCancel(orderId: "gid://shopify/Order/1", reason: OTHER, restock: true) { orderCancelUserErrors { code message field } } }`,
  );
  expect(lastCall(api).userErrors).toEqual([
    { code: "NOT_FOUND", field: ["orderId"], message: "Order does not exist" },
  ]);
});

test("ids beyond 2^53 pass through requests and answers unharmed", async () => {
  const api = openTestApi();
  const orders = [buy(api, { STOVE: 1 }), buy(api, { STOVE: 1 })];
  expect(Number(orders[0]?.id)).toBe(Number(orders[1]?.id));
  const query = `query Q($ids: [ID!]!) { nodes(ids: $ids) { id ... on Order { name legacyResourceId } } }`;
  const { data } = await api.call<{ nodes: { name: string; legacyResourceId: string }[] }>(query, {
    ids: orders.map(({ id }) => gid("Order", id)),
  });
  expect(data.nodes.map(({ name, legacyResourceId }) => [name, legacyResourceId])).toEqual(
    orders.map(({ name, id }) => [name, id]),
  );
});

test("a list of more than 250 entries is refused, however deep it lies", async () => {
  const api = openTestApi();
  const tags = Array.from({ length: 251 }, (_, index) => `tag-${index}`);
  const update = `mutation U($input: OrderInput!) { orderUpdate(input: $input) { userErrors { message } } }`;
  const { errors } = await api.call(update, { input: { id: gid("Order", "1"), tags } });
  expect(errors[0]?.extensions?.code).toBe("MAX_INPUT_SIZE_EXCEEDED");
});
