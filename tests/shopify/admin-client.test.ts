import { expect, test } from "vitest";
import { createAdminClient, type CostReport } from "#app/shopify/admin-client.ts";
import { AnswerLost, CallRefused, NotSent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";

const CALL = { document: "query { shop { name } }", variables: {}, requestedPoints: 10 };

function clientOver(answer: (call: number) => Response | Error) {
  const seen: Request[] = [];
  const costs: CostReport[] = [];
  const dropped: string[] = [];
  const fetchPort: typeof fetch = (input, init) => {
    seen.push(new Request(input, init));
    const result = answer(seen.length);
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
  };
  const tokens = {
    get: () => Promise.resolve(`token-${dropped.length}`),
    drop: (domain: string) => void dropped.push(domain),
  };
  return { client: createAdminClient(fetchPort, tokens, (_domain, cost) => costs.push(cost)), seen, costs, dropped };
}

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { headers: { "content-type": "application/json" }, ...init });
const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: 40, restoreRate: 100 };

test("data is answered and its cost reported", async () => {
  const { client, seen, costs } = clientOver(() =>
    json({ data: { shop: { name: "A" } }, extensions: { cost: { requestedQueryCost: 10, throttleStatus } } }),
  );
  expect(await client.call("a.myshopify.com", CALL)).toEqual({ shop: { name: "A" } });
  expect(seen[0]!.url).toBe("https://a.myshopify.com/admin/api/2026-10/graphql.json");
  expect(seen[0]!.headers.get("x-shopify-access-token")).toBe("token-0");
  expect(costs).toEqual([{ requestedPoints: 10, availablePoints: 40, maximumPoints: 2000, restoreRate: 100 }]);
});

test("an answer in part, with denied fields as null beside an error, is used", async () => {
  const { client } = clientOver(() =>
    json({ data: { order: { email: null } }, errors: [{ message: "denied", extensions: { code: "ACCESS_DENIED" } }] }),
  );
  expect(await client.call("a.myshopify.com", CALL)).toEqual({ order: { email: null } });
});

test("a throttled answer says how long the missing points take", async () => {
  const body = {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
    extensions: { cost: { requestedQueryCost: 90, throttleStatus } },
  };
  const { client } = clientOver(() => json(body));
  await expect(client.call("a.myshopify.com", CALL)).rejects.toMatchObject({ name: "Throttled", retryAfterMs: 500 });
});

test("Retry-After is read as seconds", async () => {
  const { client } = clientOver(() => new Response("", { status: 429, headers: { "retry-after": "2.0" } }));
  const failure = client.call("a.myshopify.com", CALL);
  await expect(failure).rejects.toBeInstanceOf(Throttled);
  await expect(failure).rejects.toMatchObject({ retryAfterMs: 2000 });
});

test.each([
  ["a 500", () => new Response("", { status: 500 })],
  ["a page of HTML with status 502", () => new Response("<html>", { status: 502 })],
  ["truncated JSON", () => new Response('{"data":{"sh')],
  [
    "a connection reset after the request",
    () => Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNRESET" } }),
  ],
  ["a time-out", () => new DOMException("timed out", "TimeoutError")],
])("whether %s was executed is unknown", async (_name, answer) => {
  const { client } = clientOver(answer);
  await expect(client.call("a.myshopify.com", CALL)).rejects.toBeInstanceOf(AnswerLost);
});

test("a connection that was never made proves that nothing happened", async () => {
  const { client } = clientOver(() =>
    Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } }),
  );
  await expect(client.call("a.myshopify.com", CALL)).rejects.toBeInstanceOf(NotSent);
});

test("a refused token is fetched anew once, then given up", async () => {
  const recovering = clientOver((call) => (call === 1 ? new Response("", { status: 401 }) : json({ data: {} })));
  expect(await recovering.client.call("a.myshopify.com", CALL)).toEqual({});
  expect(recovering.seen.map((request) => request.headers.get("x-shopify-access-token"))).toEqual([
    "token-0",
    "token-1",
  ]);
  const dead = clientOver(() => new Response("", { status: 401 }));
  await expect(dead.client.call("a.myshopify.com", CALL)).rejects.toBeInstanceOf(TokenRefused);
  expect(dead.seen).toHaveLength(2);
});

test("errors without data are a refusal with their codes", async () => {
  const { client } = clientOver(() =>
    json({ errors: [{ message: "The @idempotent directive is required", extensions: { code: "BAD_REQUEST" } }] }),
  );
  const failure = client.call("a.myshopify.com", CALL);
  await expect(failure).rejects.toBeInstanceOf(CallRefused);
  await expect(failure).rejects.toMatchObject({ codes: ["BAD_REQUEST"] });
});

test.each([402, 404, 423, 430])(
  "status %i says that the shop cannot be worked with now, and nothing was done",
  async (status) => {
    const { client } = clientOver(() => new Response("", { status }));
    await expect(client.call("a.myshopify.com", CALL)).rejects.toBeInstanceOf(NotSent);
  },
);

test("a mutation that answers nothing beside a denial is refused, with Shopify's sentence", async () => {
  const errors = [{ message: "Access denied for fulfillmentOrderHold field.", extensions: { code: "ACCESS_DENIED" } }];
  const { client } = clientOver(() => json({ data: { fulfillmentOrderHold: null }, errors }));
  const failure = client.call("a.myshopify.com", CALL);
  await expect(failure).rejects.toBeInstanceOf(CallRefused);
  await expect(failure).rejects.toThrow("Access denied for fulfillmentOrderHold field.");
});

test("whether a call that ended in an internal error was executed is unknown", async () => {
  const errors = [{ message: "Internal error.", extensions: { code: "INTERNAL_SERVER_ERROR" } }];
  const { client } = clientOver(() => json({ data: { fulfillmentOrderHold: null }, errors }));
  await expect(client.call("a.myshopify.com", CALL)).rejects.toBeInstanceOf(AnswerLost);
});

test("only after a time-out may Shopify still be at work", async () => {
  const late = clientOver(() => new DOMException("timed out", "TimeoutError"));
  await expect(late.client.call("a.myshopify.com", CALL)).rejects.toMatchObject({ isTimeOut: true });
  const gone = clientOver(() => new Response("", { status: 500 }));
  await expect(gone.client.call("a.myshopify.com", CALL)).rejects.toMatchObject({ isTimeOut: false });
});
