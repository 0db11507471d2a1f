import { createHmac } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { database, forShop } from "#tests/support/app-database.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { deliver, furnish, mugOrder, readOf, setModes, START } from "#tests/pipeline/play-messages.ts";
import { readActs } from "#tests/commands/click-as.ts";
import { mintIdToken } from "#tests/sandbox/admin/mint-id-token.ts";
import { mintBuyerToken } from "#tests/sandbox/oauth/mint-buyer-token.ts";
import type { AdminOrderAnswer, ReleaseAnswer } from "#app/contracts/admin-order.ts";
import { prisma } from "#app/db.server.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";

const { action, loader } = await import("#app/routes/api.admin-order.ts");

const app = { apiKey: "test-key", secret: "test-secret" };
const now = new Date(START.getTime() + 60_000);
let shop: string;
let domain: string;

const services = {
  database,
  clock: () => now,
  // The worker in one step, so that a click is decided before it is answered.
  ring: async (rung: string) => void (await runBatch(database, rung, () => now)),
};

beforeEach(async () => {
  shop = await openTestShop();
  ({ domain } = await forShop(shop, (client) => client.shop.findUniqueOrThrow({ where: { id: BigInt(shop) } })));
  await furnish(database, shop, "act");
  // Signed in once before: the library then has a token of the shop and exchanges none.
  const session = { id: `offline_${domain}`, shop: domain, state: "", accessToken: "token", scope: "read_orders" };
  await prisma.session.create({ data: { ...session, expires: new Date(Date.now() + 3_600_000) } });
});

type Asking = { query?: string; body?: unknown; token?: string | null; method?: string };

async function ask({ query = "", body, token = staff(), method = body === undefined ? "GET" : "POST" }: Asking) {
  const request = new Request(`https://switchyard.example/api/admin-order${query}`, {
    method,
    headers: {
      Origin: "https://extensions.shopifycdn.com",
      "Content-Type": "application/json",
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  try {
    return await (method === "POST" ? action : loader)({ request, context: services, params: {} });
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}

const staff = () => mintIdToken({ ...app, shop: domain, now: new Date(), userId: "7" });

async function holdOrder(): Promise<void> {
  const bad = mugOrder("1001", 2);
  bad.shippingAddress = { ...bad.shippingAddress!, address1: "Marienplatz" };
  await deliver(database, shop, "switchyard/order_read", readOf(bad, { available: 8, committed: 2 }));
  await runBatch(database, shop, () => now);
}

test("the block shows the decision, what is wrong, and that it can be released", async () => {
  await holdOrder();
  const response = await ask({ query: "?order=1001" });
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  const { order } = (await response.json()) as AdminOrderAnswer;
  expect(order).toMatchObject({
    name: "#1001",
    headline: "Held",
    problems: [{ code: "house_number_missing", title: "House number missing", holds: true }],
    release: { allowed: true },
    isHoldingActive: true,
  });
  expect(order?.sentence).toMatch(/^Held: /);
  expect((await readActs(shop)).log).toEqual([
    { person: "Staff member 7", action: "first_visit", subject: "person 7" },
    { person: "Staff member 7", action: "read_personal_data", subject: "order 1001" },
  ]);
});

test("the release button passes the problems that were shown, and says what came of it", async () => {
  await holdOrder();
  const response = await ask({ body: { order: "1001", codes: ["house_number_missing"] } });
  const answer = (await response.json()) as ReleaseAnswer;
  expect(answer).toMatchObject({ said: "Released.", problem: null });
  expect(answer.order).toMatchObject({
    problems: [{ code: "house_number_missing", holds: false }],
    release: { allowed: false, reason: "No problem stops this order." },
  });
  expect(answer.order?.headline).not.toBe("Held");
  expect((await readActs(shop)).acts).toEqual([
    { act: "pass_problems", orderId: "1001", codes: ["house_number_missing"], person: "Staff member 7" },
  ]);
});

test("a problem that the person was not shown is not passed with the others", async () => {
  await holdOrder();
  const response = await ask({ body: { order: "1001", codes: ["risk_high"] } });
  expect(response.status).toBe(422);
  const answer = (await response.json()) as ReleaseAnswer;
  expect(answer.problem).toBe("This does not hold #1001 any more.");
  expect(answer.order?.headline).toBe("Held");
});

test("where holding is only watched the block says that nothing is stopped", async () => {
  await setModes(database, shop, "watch");
  await holdOrder();
  const { order } = (await (await ask({ query: "?order=1001" })).json()) as AdminOrderAnswer;
  expect(order?.isHoldingActive).toBe(false);
});

test("an order that has not arrived, or is another shop's, is not known", async () => {
  const other = await openTestShop();
  await placeOrder(other, "2001", { problems: ["risk_high"] });
  for (const id of ["1001", "2001"]) {
    expect(await (await ask({ query: `?order=${id}` })).json()).toEqual({ order: null });
  }
  const answer = (await (await ask({ body: { order: "2001", codes: ["risk_high"] } })).json()) as ReleaseAnswer;
  expect(answer).toEqual({ order: null, said: null, problem: "This order is not known here." });
});

test.each([{}, { order: "1001" }, { order: "1001", codes: [] }, { order: "x", codes: ["a"] }, "nonsense"])(
  "a click that says %j is refused with a sentence",
  async (body) => {
    const response = await ask({ body });
    expect(response.status).toBe(400);
    expect(((await response.json()) as ReleaseAnswer).problem).toMatch(/\.$/);
  },
);

test("an address that names no order is refused with a sentence", async () => {
  expect((await ask({ query: "?order=abc" })).status).toBe(400);
});

test.each<[string, () => string | null]>([
  ["no token", () => null],
  ["another secret's token", () => mintIdToken({ ...app, secret: "other", shop: domain, now: new Date() })],
  ["another app's token", () => mintIdToken({ ...app, apiKey: "another", shop: domain, now: new Date() })],
  ["a token of two minutes ago", () => mintIdToken({ ...app, shop: domain, now: new Date(Date.now() - 120_000) })],
])("who comes with %s is not let in", async (_name, make) => {
  await holdOrder();
  for (const asking of [{ query: "?order=1001" }, { body: { order: "1001", codes: ["house_number_missing"] } }]) {
    const response = await ask({ ...asking, token: make() });
    expect(response.status).not.toBe(200);
    expect(await response.text()).not.toContain("#1001");
  }
  expect((await readActs(shop)).acts).toEqual([]);
});

// The library itself asks neither who issued a token nor what its subject is.
test.each(["31", null])("a buyer's token does not open the block, whoever it names: %s", async (customerId) => {
  await holdOrder();
  const token = mintBuyerToken({ ...app, shop: `https://${domain}`, now: new Date(), customerId });
  const response = await ask({ query: "?order=1001", token });
  expect(response.status).toBe(401);
  expect(await response.text()).toBe("");
  expect((await readActs(shop)).log).toEqual([]);
});

test.each([{ iss: undefined }, { iss: "https://another.myshopify.com/admin" }, { sub: "gid://shopify/Customer/7" }])(
  "a token that the shop's admin did not issue to a staff member does not open the block: %j",
  async (claims) => {
    await holdOrder();
    expect((await ask({ query: "?order=1001", token: withClaims(staff(), claims) })).status).toBe(401);
    expect((await ask({ query: "?order=1001", token: withClaims(staff(), {}) })).status).toBe(200);
  },
);

/** The same token with other claims, signed again with the app's secret. */
function withClaims(token: string, claims: object): string {
  const [header, payload] = token.split(".");
  const changed = { ...(JSON.parse(Buffer.from(payload!, "base64url").toString()) as object), ...claims };
  const signed = `${header}.${Buffer.from(JSON.stringify(changed)).toString("base64url")}`;
  return `${signed}.${createHmac("sha256", app.secret).update(signed).digest("base64url")}`;
}

test("the preflight of the block's page is answered", async () => {
  const response = await ask({ method: "OPTIONS", token: null });
  expect(response.status).toBe(204);
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(response.headers.get("Access-Control-Allow-Headers")).toContain("Authorization");
});
