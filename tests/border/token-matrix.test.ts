import { beforeAll, expect, test } from "vitest";
import { database, forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { prisma } from "#app/db.server.ts";
import { dumpDatabase } from "./dump/dump-database.ts";
import { forgeTokens, genuineToken, type Issuer } from "./tokens/forge-tokens.ts";
import { guardedRoutes, type GuardedRoute } from "./tokens/guarded-routes.ts";

const app = { apiKey: "test-key", secret: "test-secret" };
const services = { database, clock: () => NOW, ring: async () => undefined };
const routes = await guardedRoutes();
/** Where the library leads a browser that shows no valid token: to fetch one and come back. */
const BOUNCE = /^\/auth\/(session-token|login|exit-iframe)|^https:\/\/admin\.shopify\.com\//;

/** What only whoever is let in may read. */
const SECRETS = /#1001|Ready|Ships from/;

let issuer: Issuer;

beforeAll(async () => {
  issuer = { ...app, shop: await openDomain(), otherShop: await openDomain(), now: new Date() };
});

/** A shop with an order, opened before: the library has a token of it and exchanges none. */
async function openDomain(): Promise<string> {
  const shop = await openTestShop();
  await placeOrder(shop, "1001");
  const { domain } = await forShop(shop, (client) => client.shop.findUniqueOrThrow({ where: { id: BigInt(shop) } }));
  const session = { id: `offline_${domain}`, shop: domain, state: "", accessToken: "shpat_of_a_test", scope: "" };
  await prisma.session.create({ data: { ...session, expires: new Date(Date.now() + 3_600_000) } });
  return domain;
}

type Answer = { status: number; location: string; text: string };

/** What a route answers to a token in the header, as scripts send it, or in the address, as the first document has it. */
async function ask(route: GuardedRoute, token: string | null, isInAddress = false): Promise<Answer> {
  const query: Record<string, string> =
    route.kind === "buyer"
      ? { order: "1001", page: "order-status" }
      : { shop: issuer.shop, embedded: "1", host: "aG9zdA" };
  const address = new URL(route.path, "https://switchyard.example");
  address.search = new URLSearchParams({
    ...query,
    ...(isInAddress && token !== null ? { id_token: token } : {}),
  }).toString();
  const headers: Record<string, string> = { Origin: "https://extensions.shopifycdn.com" };
  if (!isInAddress && token !== null) headers["Authorization"] = `Bearer ${token}`;
  const body = route.method === "POST" ? { body: new URLSearchParams({ intent: "anything" }) } : {};
  const request = new Request(address, { method: route.method, headers, ...body });
  try {
    const answer: unknown = await route.run({ request, context: services, params: route.params });
    return answer instanceof Response
      ? await readAnswer(answer)
      : { status: 200, location: "", text: JSON.stringify(answer) };
  } catch (thrown) {
    if (thrown instanceof Response) return readAnswer(thrown);
    // What Remix throws for an answer with data of its own.
    if (typeof thrown === "object" && thrown !== null && "init" in thrown)
      return { status: (thrown as { init: { status: number } }).init.status, location: "", text: "" };
    throw thrown;
  }
}

async function readAnswer(response: Response): Promise<Answer> {
  return { status: response.status, location: response.headers.get("Location") ?? "", text: await response.text() };
}

/** 401, or for a browser that opens a page the way to a fresh token; and in neither case a word about the shop. */
function isRefused({ kind, path }: GuardedRoute, { status, location, text }: Answer): boolean {
  if (SECRETS.test(text)) return false;
  if (status === 401) return true;
  return kind === "staff" && !path.startsWith("/api/") && status === 302 && BOUNCE.test(location);
}

test("the matrix has every loader and action of the app", () => {
  const names = routes.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      "GET app._index/route.tsx",
      "POST app.orders.$orderId/route.tsx",
      "POST app.stop.ts",
      "GET app.documents.$documentId/route.ts",
      "GET api.admin-order.ts",
      "POST api.admin-order.ts",
      "GET api.order-status/route.ts",
    ]),
  );
  expect(names.length).toBeGreaterThanOrEqual(16);
});

test.each(routes)("$name opens to the token that is meant for it, and to no other one", async (route) => {
  // The staff's live a minute only.
  issuer.now = new Date();
  const genuine = await ask(route, genuineToken(route.kind, issuer));
  expect(isRefused(route, genuine), `${genuine.status} ${genuine.location} ${genuine.text.slice(0, 200)}`).toBe(false);
  expect(genuine.status).not.toBe(302);
  const before = await dumpDatabase();
  const opened: string[] = [];
  for (const { name, token } of forgeTokens(route.kind, issuer)) {
    const answers = [
      await ask(route, token),
      ...(route.path.startsWith("/api/") ? [] : [await ask(route, token, true)]),
    ];
    for (const answer of answers) if (!isRefused(route, answer)) opened.push(`${name}: ${JSON.stringify(answer)}`);
  }
  expect(opened).toEqual([]);
  expect(await dumpDatabase(), "nothing was written").toBe(before);
});
