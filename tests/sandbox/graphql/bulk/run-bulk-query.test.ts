import { expect, test } from "vitest";
import { buy } from "#tests/sandbox/commerce/test-market.ts";
import { openTestApi, type TestApi } from "#tests/sandbox/graphql/open-test-api.ts";
import { handleAdminRequest } from "#tests/sandbox/handle-request.ts";
import { gid } from "#tests/sandbox/state/ids.ts";

type Operation = {
  id: string;
  status: string;
  url: string | null;
  objectCount: string;
  rootObjectCount: string;
  fileSize: string | null;
};
type Started = { bulkOperation: Operation | null; userErrors: { code: string; message: string }[] };

async function start(api: TestApi, query: string): Promise<Started> {
  const run = `mutation Run($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { code field message } } }`;
  const { data } = await api.call<{ bulkOperationRunQuery: Started }>(run, { query });
  return data.bulkOperationRunQuery;
}

async function look(api: TestApi, id: string): Promise<Operation> {
  const query = `query Q($id: ID!) { bulkOperation(id: $id) { id status url objectCount rootObjectCount fileSize } }`;
  return (await api.call<{ bulkOperation: Operation }>(query, { id })).data.bulkOperation;
}

async function fetchLines({ world, shop }: TestApi, url: string): Promise<Record<string, unknown>[]> {
  const { pathname, hostname } = new URL(url);
  expect(hostname).toBe(shop.domain);
  const response = await handleAdminRequest(world, {
    method: "GET",
    path: pathname,
    shopDomain: hostname,
    headers: {},
    body: "",
  });
  expect(response.status).toBe(200);
  return response.body
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const allOrders = `{ orders(query: "status:any") { edges { node { id name lineItems { edges { node { id sku } } } } } } }`;

test("a bulk query gives every order and its lines, children after their parent", async () => {
  const api = openTestApi();
  const orders = [buy(api, { STOVE: 1, POTS: 2 }), buy(api, { STOVE: 3 })];
  const { bulkOperation } = await start(api, allOrders);
  expect(bulkOperation?.status).toBe("CREATED");
  expect((await look(api, bulkOperation?.id ?? "")).status).toBe("RUNNING");
  await api.scheduler.advance(5000);
  const done = await look(api, bulkOperation?.id ?? "");
  expect(done).toMatchObject({ status: "COMPLETED", objectCount: "5", rootObjectCount: "2" });
  const lines = await fetchLines(api, done.url ?? "");
  expect(lines.map(({ sku, name }) => sku ?? name)).toEqual([
    orders[0]?.name,
    "STOVE",
    "POTS",
    orders[1]?.name,
    "STOVE",
  ]);
  expect(lines[1]?.["__parentId"]).toBe(gid("Order", orders[0]?.id ?? ""));
  expect(lines[0]).not.toHaveProperty("__parentId");
  expect(lines[0]).not.toHaveProperty("lineItems");
});

test("a bulk query reads past the pages an ordinary query is bound to", async () => {
  const api = openTestApi();
  for (let count = 0; count < 260; count += 1) {
    const order = buy(api, { "GIFT-50": 1 });
    expect(order.id).toBeDefined();
  }
  const { bulkOperation } = await start(api, `{ orders(first: 1) { nodes { id } } }`);
  await api.scheduler.advance(60_000);
  expect(await look(api, bulkOperation?.id ?? "")).toMatchObject({ status: "COMPLETED", objectCount: "260" });
});

test("more objects take more time, and the end is told", async () => {
  const api = openTestApi();
  for (let count = 0; count < 300; count += 1) buy(api, { "GIFT-50": 1 });
  const finished: string[] = [];
  api.world.listeners.push((_, { topic }) => finished.push(topic));
  const { bulkOperation } = await start(api, `{ orders { nodes { id } } }`);
  await api.scheduler.advance(1050);
  const halfway = await look(api, bulkOperation?.id ?? "");
  expect(halfway).toMatchObject({ status: "RUNNING", objectCount: "150", rootObjectCount: "150", url: null });
  await api.scheduler.advance(100);
  expect(await look(api, bulkOperation?.id ?? "")).toMatchObject({ status: "COMPLETED", objectCount: "300" });
  expect(finished).toEqual(["bulk_operations/finish"]);
});

test.each([
  ["without a connection", `{ shop { name } }`],
  [
    "with connections three deep",
    `{ orders { nodes { id fulfillmentOrders { nodes { id lineItems { nodes { id } } } } } } }`,
  ],
  ["of two lists at once", `{ orders { nodes { id } } products { nodes { id } } }`],
  ["with a connection inside a list", `{ orders { nodes { id refunds { transactions { nodes { id } } } } } }`],
  ["that is no query", `mutation { tagsAdd(id: "x", tags: []) { userErrors { message } } }`],
  ["that cannot be read", `{ orders {`],
  ["that asks for what does not exist", `{ orders { nodes { colour } } }`],
])("a bulk query %s is refused", async (_, query) => {
  const { bulkOperation, userErrors } = await start(openTestApi(), query);
  expect([bulkOperation, userErrors[0]?.code]).toEqual([null, "INVALID"]);
});

test("five run at a time, and a sixth has to wait", async () => {
  const api = openTestApi();
  for (let count = 0; count < 5; count += 1) expect((await start(api, allOrders)).userErrors).toEqual([]);
  expect((await start(api, allOrders)).userErrors[0]?.code).toBe("LIMIT_REACHED");
  await api.scheduler.advance(2000);
  expect((await start(api, allOrders)).userErrors).toEqual([]);
});

test("a cancelled operation ends without a result", async () => {
  const api = openTestApi();
  buy(api, { STOVE: 1 });
  const { bulkOperation } = await start(api, allOrders);
  await api.call(`mutation C($id: ID!) { bulkOperationCancel(id: $id) { userErrors { message } } }`, {
    id: bulkOperation?.id,
  });
  expect(await look(api, bulkOperation?.id ?? "")).toMatchObject({ status: "CANCELED", url: null });
});

test("an address nobody gave out, or a result older than a week, is not found", async () => {
  const api = openTestApi();
  buy(api, { STOVE: 1 });
  const { bulkOperation } = await start(api, allOrders);
  await api.scheduler.advance(5000);
  const { url } = await look(api, bulkOperation?.id ?? "");
  const path = new URL(url ?? "").pathname;
  const get = async (wanted: string): Promise<number> => {
    const request = { method: "GET", path: wanted, shopDomain: api.shop.domain, headers: {}, body: "" };
    return (await handleAdminRequest(api.world, request)).status;
  };
  expect(await get(path)).toBe(200);
  expect(await get(path.replace(/-[0-9a-f]{16}/, "-0000000000000000"))).toBe(404);
  await api.scheduler.advance(8 * 24 * 3_600_000);
  expect(await get(path)).toBe(404);
});

test("an empty result has no file", async () => {
  const api = openTestApi();
  const { bulkOperation } = await start(api, allOrders);
  await api.scheduler.advance(5000);
  expect(await look(api, bulkOperation?.id ?? "")).toMatchObject({ status: "COMPLETED", objectCount: "0", url: null });
});
