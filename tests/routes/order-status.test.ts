import { expect, test } from "vitest";
import { database, forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeLocation, placeOrder } from "#tests/support/place-rows.ts";
import { mintBuyerToken } from "#tests/sandbox/oauth/mint-buyer-token.ts";
import { mintIdToken } from "#tests/sandbox/admin/mint-id-token.ts";
import { parcel } from "#tests/domain/orders/build-life.ts";
import { fulfillmentOrder, lineItem } from "#tests/domain/build-order.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { shopperOrder, type ShopperOrder } from "#app/contracts/shopper-order.ts";

const { loader } = await import("#app/routes/api.order-status/route.ts");

const app = { apiKey: "test-key", secret: "test-secret" };
const services = { database, clock: () => NOW, ring: async () => undefined };

type Asking = { query?: Record<string, string>; token?: string; headers?: Record<string, string>; method?: string };

async function ask({ query = {}, token, headers = {}, method = "GET" }: Asking, now = NOW): Promise<Response> {
  const address = `https://switchyard.example/api/order-status?${new URLSearchParams(query).toString()}`;
  const request = new Request(address, { method, headers: { Origin: "null", ...headers } });
  if (token !== undefined) request.headers.set("Authorization", `Bearer ${token}`);
  try {
    return await loader({ request, context: { ...services, clock: () => now }, params: {} });
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}

async function openShop(): Promise<{ shop: string; domain: string }> {
  const shop = await openTestShop();
  const { domain } = await forShop(shop, (client) => client.shop.findUniqueOrThrow({ where: { id: BigInt(shop) } }));
  return { shop, domain };
}

/** Order 1001 of customer 31 with number XK2M94QPT, whose only line has left. */
async function openOrder(facts: Partial<OrderFacts> = {}) {
  const opened = await openShop();
  const line = lineItem({ id: "10011", fulfillableQuantity: 0 });
  await placeOrder(opened.shop, "1001", {
    facts: {
      confirmationNumber: "XK2M94QPT",
      lines: [line],
      fulfillmentOrders: [],
      fulfillments: [parcel({ lines: [{ lineItemId: "10011", quantity: 2 }] })],
      ...facts,
    },
  });
  return opened;
}

// The library looks at the real clock for a token's time.
const token = (domain: string, customerId: string | null, changes: object = {}) =>
  mintBuyerToken({ ...app, shop: domain, now: new Date(), customerId, ...changes });

const statusQuery = { order: "1001", page: "order-status" };
const guestQuery = { order: "1001", page: "thank-you", number: "XK2M94QPT" };

async function read(response: Response): Promise<ShopperOrder> {
  expect(response.status).toBe(200);
  return shopperOrder.parse(await response.json());
}

async function expectNothing(response: Response, status = 404): Promise<void> {
  expect(response.status).toBe(status);
  expect(await response.text()).toBe("{}");
  expect(Object.fromEntries(response.headers)).toEqual({
    "access-control-allow-headers": "Authorization, Content-Type",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Retry-After",
    "cache-control": "no-store",
    "content-type": "application/json",
  });
}

test("the customer of an order sees its progress and its parcels", async () => {
  const { domain } = await openOrder();
  const response = await ask({ query: statusQuery, token: token(domain, "31") });
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  expect(await read(response)).toMatchObject({
    name: "#1001",
    headline: "shipped",
    lines: [{ title: "Mug", parts: [{ state: "shipped", units: 2, parcel: 1 }] }],
    parcels: [{ number: 1, carrier: "DHL", tracking: [{ number: "JJD1", url: "https://example.com/JJD1" }] }],
  });
});

test("a guest with the confirmation number sees the progress and nothing that leads to a person", async () => {
  const { domain } = await openOrder({ email: "ada@example.com" });
  const response = await ask({ query: guestQuery, token: token(domain, null) });
  const text = await response.clone().text();
  expect((await read(response)).parcels).toMatchObject([{ number: 1, carrier: "DHL", tracking: [] }]);
  expect(text).not.toMatch(/ada|JJD1|Marienplatz|80331|XK2M94QPT/i);
});

test("a confirmation number may be typed in small letters", async () => {
  const { domain } = await openOrder();
  await read(await ask({ query: { ...guestQuery, number: " xk2m94qpt" }, token: token(domain, null) }));
});

test("goods are named with the location that prepares them, as soon as it is decided", async () => {
  const { shop, domain } = await openShop();
  const lines = [lineItem({ id: "10011" })];
  const works = [fulfillmentOrder(lines, { id: "5011", locationId: "11" })];
  await placeOrder(shop, "1001", { facts: { lines, fulfillmentOrders: works } });
  await placeLocation(shop, "11", "Lyon");
  const work = { shop: BigInt(shop), id: 5011n, orderId: 1001n, status: "OPEN", planState: "ready", updatedAt: NOW };
  await forShop(shop, (client) => client.fulfillmentOrder.create({ data: work }));
  const order = await read(await ask({ query: statusQuery, token: token(domain, "31") }));
  expect(order.lines[0]?.parts).toMatchObject([{ state: "preparing", units: 2, place: "Lyon" }]);
});

const strangers: [string, (domain: string, otherDomain: string) => Asking][] = [
  ["no token", () => ({ query: guestQuery })],
  ["a token that is none", () => ({ query: guestQuery, token: "nonsense" })],
  [
    "a token that another secret signed",
    (domain) => ({ query: guestQuery, token: token(domain, "31", { secret: "other" }) }),
  ],
  [
    "a token without a signature",
    (domain) => {
      const [, payload] = token(domain, "31").split(".");
      const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
      return { query: statusQuery, token: `${header}.${payload}.` };
    },
  ],
  [
    "a token whose claims were changed",
    (domain) => {
      const [header, payload, signature] = token(domain, "32").split(".");
      const claims = Buffer.from(payload!, "base64url").toString().replace("Customer/32", "Customer/31");
      return { query: statusQuery, token: `${header}.${Buffer.from(claims).toString("base64url")}.${signature}` };
    },
  ],
  [
    "a token of six minutes ago",
    (domain) => ({ query: statusQuery, token: token(domain, "31", { now: new Date(Date.now() - 360_000) }) }),
  ],
  [
    "a token for another app",
    (domain) => ({ query: statusQuery, token: token(domain, "31", { apiKey: "another-app" }) }),
  ],
  [
    "the token of a staff member",
    (domain) => ({ query: guestQuery, token: mintIdToken({ ...app, shop: domain, now: new Date() }) }),
  ],
  [
    "a robot",
    (domain) => ({ query: statusQuery, token: token(domain, "31"), headers: { "User-Agent": "Googlebot/2.1" } }),
  ],
];

test.each(strangers)("%s is turned away without a word", async (_name, make) => {
  const { domain } = await openOrder();
  const other = await openShop();
  await expectNothing(await ask(make(domain, other.domain)), 401);
});

const refused: [string, (domain: string, otherDomain: string) => Asking][] = [
  ["the token of another customer", (domain) => ({ query: statusQuery, token: token(domain, "32") })],
  [
    "the token of another customer who knows the number",
    (domain) => ({ query: guestQuery, token: token(domain, "32") }),
  ],
  ["a token of another shop", (_domain, other) => ({ query: guestQuery, token: token(other, null) })],
  [
    "a token of another shop for the same customer",
    (_domain, other) => ({ query: statusQuery, token: token(other, "31") }),
  ],
  ["a token of a shop we do not know", () => ({ query: guestQuery, token: token("nowhere.myshopify.com", null) })],
  ["a guest without a number", (domain) => ({ query: { ...statusQuery }, token: token(domain, null) })],
  [
    "a guest with another number",
    (domain) => ({ query: { ...guestQuery, number: "XK2M94QPU" }, token: token(domain, null) }),
  ],
  [
    "an order that is not there",
    (domain) => ({ query: { ...statusQuery, order: "1002" }, token: token(domain, "31") }),
  ],
  ["an order that is no id", (domain) => ({ query: { ...statusQuery, order: "1001'" }, token: token(domain, "31") })],
  ["a page we do not know", (domain) => ({ query: { ...statusQuery, page: "cart" }, token: token(domain, "31") })],
];

test.each(refused)("%s is answered with nothing, in one form", async (_name, make) => {
  const { domain } = await openOrder();
  const other = await openShop();
  await expectNothing(await ask(make(domain, other.domain)));
});

const gone: [string, Partial<OrderFacts>][] = [
  ["that was deleted", { isDeleted: true }],
  ["of which only a part has arrived", { updatedAt: "1970-01-01T00:00:00.000Z" }],
];

test.each(gone)("an order %s is answered with nothing", async (_name, facts) => {
  const { domain } = await openOrder(facts);
  await expectNothing(await ask({ query: statusQuery, token: token(domain, "31") }));
});

test("an order whose buyer was erased is nobody's any more", async () => {
  const { domain } = await openOrder({ customer: null, confirmationNumber: null, isRedacted: true });
  await expectNothing(await ask({ query: statusQuery, token: token(domain, "31") }));
  await expectNothing(await ask({ query: guestQuery, token: token(domain, null) }));
});

test("an order from before its number was kept is not opened by any number", async () => {
  const { domain } = await openOrder({ confirmationNumber: undefined });
  await expectNothing(await ask({ query: { ...guestQuery, number: "undefined" }, token: token(domain, null) }));
  await read(await ask({ query: statusQuery, token: token(domain, "31") }));
});

test("a shop that has left answers nothing", async () => {
  const { shop, domain } = await openOrder();
  await forShop(shop, (client) => client.shop.update({ where: { id: BigInt(shop) }, data: { status: "uninstalled" } }));
  await expectNothing(await ask({ query: statusQuery, token: token(domain, "31") }));
});

test("a preflight from a page without an origin is answered before anything is asked", async () => {
  const preflight = { "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization" };
  const response = await ask({ method: "OPTIONS", query: guestQuery, headers: preflight });
  expect(response.status).toBe(204);
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(response.headers.get("Access-Control-Allow-Headers")).toContain("Authorization");
  expect(response.headers.get("Access-Control-Max-Age")).toBe("7200");
});

test("who asks too often is told when to come back, and then is answered again", async () => {
  const { domain } = await openOrder();
  const asking = { query: guestQuery, token: token(domain, null), headers: { "X-Forwarded-For": "9.9.9.9, 10.0.0.1" } };
  for (let time = 0; time < 20; time++) await read(await ask(asking));
  const tooMany = await ask(asking);
  expect(tooMany.status).toBe(429);
  expect(tooMany.headers.get("Retry-After")).toBe("3");
  expect(tooMany.headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(await tooMany.text()).toBe("{}");
  await read(await ask(asking, new Date(NOW.getTime() + 3_000)));
});

test("an address that is made up for each question does not help to guess a number", async () => {
  const { domain } = await openOrder();
  const guess = (time: number) =>
    ask({
      query: { ...guestQuery, number: `GUESS${time}` },
      token: token(domain, null),
      headers: { "X-Forwarded-For": `10.0.0.${time}` },
    });
  for (let time = 0; time < 100; time++) expect((await guess(time)).status).toBe(404);
  expect((await guess(100)).status).toBe(429);
  // The customer who signed in is not kept out by it.
  await read(await ask({ query: statusQuery, token: token(domain, "31") }));
});
