import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { mintIdToken } from "#tests/sandbox/admin/mint-id-token.ts";
import { openTestMarket, type TestMarket } from "#tests/sandbox/commerce/test-market.ts";
import { handleAdminRequest } from "#tests/sandbox/handle-request.ts";
import { changeScopes, installApp, uninstallApp } from "./install-app.ts";

type Granted = {
  access_token: string;
  refresh_token?: string;
  expires_in?: number;
  refresh_token_expires_in?: number;
  scope: string;
  error?: string;
  associated_user?: { email: string };
};

async function post(
  { world, shop }: TestMarket,
  body: object,
  domain = shop.domain,
): Promise<{ status: number; body: Granted }> {
  const response = await handleAdminRequest(world, {
    method: "POST",
    path: "/admin/oauth/access_token",
    shopDomain: domain,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_id: "test-key", client_secret: "test-secret", ...body }),
  });
  return { status: response.status, body: JSON.parse(response.body) as Granted };
}

function exchangeOf(token: string, more: object = {}): object {
  return {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: token,
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
    ...more,
  };
}

function idToken({ shop, scheduler }: TestMarket, more: Partial<Parameters<typeof mintIdToken>[0]> = {}): string {
  return mintIdToken({ shop: shop.domain, apiKey: "test-key", secret: "test-secret", now: scheduler.clock(), ...more });
}

function openInstalled(): TestMarket {
  const market = openTestMarket();
  installApp(market.world, market.shop, "test-key", ["read_orders", "read_products"]);
  return market;
}

/** The status of a GraphQL request with a token. */
async function ask({ world, shop }: TestMarket, token: string): Promise<number> {
  const { status } = await handleAdminRequest(world, {
    method: "POST",
    path: "/admin/api/2026-10/graphql.json",
    shopDomain: shop.domain,
    headers: { "x-shopify-access-token": token, "content-type": "application/json" },
    body: JSON.stringify({ query: "{ shop { name } }" }),
  });
  return status;
}

test("an id token is exchanged for an offline token that lives an hour", async () => {
  const market = openInstalled();
  const { status, body } = await post(market, exchangeOf(idToken(market)));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    scope: "read_orders,read_products",
    expires_in: 3600,
    refresh_token_expires_in: 7_776_000,
  });
  expect(body.access_token).toMatch(/^shpat_[0-9a-f]{32}$/);
  expect(await ask(market, body.access_token)).toBe(200);
  await market.scheduler.advance(3_601_000);
  expect(await ask(market, body.access_token)).toBe(401);
});

test("without the wish to expire there is neither an end nor a refresh token", async () => {
  const market = openInstalled();
  const { body } = await post(market, exchangeOf(idToken(market), { expiring: "0" }));
  expect(body.refresh_token).toBeUndefined();
  await market.scheduler.advance(90 * 24 * 3_600_000);
  expect(await ask(market, body.access_token)).toBe(200);
});

test("an online token belongs to a member of staff", async () => {
  const market = openInstalled();
  const [owner] = market.shop.staff;
  const requested = { requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token" };
  const { body } = await post(market, exchangeOf(idToken(market, { userId: owner?.id }), requested));
  expect(body.access_token).toMatch(/^shpua_/);
  expect(body.associated_user?.email).toBe(owner?.email);
});

test.each<[string, (market: TestMarket) => string]>([
  ["signed with another secret", (market) => idToken(market, { secret: "guess" })],
  ["for another shop", (market) => idToken(market, { shop: "other.myshopify.com" })],
  ["for another app", (market) => idToken(market, { apiKey: "other-key" })],
  ["that has expired", (market) => idToken(market, { now: new Date(market.scheduler.clock().getTime() - 120_000) })],
  [
    "that is not valid yet",
    (market) => idToken(market, { now: new Date(market.scheduler.clock().getTime() + 120_000) }),
  ],
  ["without a signature", (market) => `${idToken(market).split(".").slice(0, 2).join(".")}.`],
  ["that says it needs no signature", unsigned],
  ["that is no token at all", () => "rubbish"],
])("an id token %s is an invalid subject token", async (_, tokenOf) => {
  const market = openInstalled();
  const { status, body } = await post(market, exchangeOf(tokenOf(market)));
  expect([status, body.error]).toEqual([400, "invalid_subject_token"]);
});

/** A well signed token whose header says that the signature does not matter. */
function unsigned(market: TestMarket): string {
  const header = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  const payload = idToken(market).split(".")[1] ?? "";
  const signature = createHmac("sha256", "test-secret").update(`${header}.${payload}`).digest("base64url");
  return `${header}.${payload}.${signature}`;
}

test("the wrong client secret gets nothing", async () => {
  const market = openInstalled();
  const { status, body } = await post(market, { ...exchangeOf(idToken(market)), client_secret: "guess" });
  expect([status, body.error]).toEqual([400, "invalid_client"]);
});

test("during a rotation the previous secret still counts", async () => {
  const market = openInstalled();
  const app = market.world.apps.get("test-key");
  if (app) Object.assign(app, { secret: "fresh-secret", previousSecret: "test-secret" });
  expect((await post(market, exchangeOf(idToken(market)))).status).toBe(200);
});

test("a refresh token gives a fresh pair, and dies only once its successor is used", async () => {
  const market = openInstalled();
  const { body: first } = await post(market, exchangeOf(idToken(market)));
  const refresh = (token: string | undefined) => post(market, { grant_type: "refresh_token", refresh_token: token });
  const second = await refresh(first.refresh_token);
  expect(second.body.access_token).not.toBe(first.access_token);
  const retried = await refresh(first.refresh_token);
  expect(retried.status).toBe(200);
  expect((await refresh(second.body.refresh_token)).status).toBe(200);
  expect((await refresh(first.refresh_token)).body.error).toBe("invalid_grant");
});

test("a refresh token ends after ninety days", async () => {
  const market = openInstalled();
  const { body } = await post(market, exchangeOf(idToken(market)));
  await market.scheduler.advance(90 * 24 * 3_600_000 + 1000);
  expect((await post(market, { grant_type: "refresh_token", refresh_token: body.refresh_token })).status).toBe(400);
});

test("an uninstall kills every token at once and is told to the app", async () => {
  const market = openInstalled();
  const topics: string[] = [];
  market.world.listeners.push((_, { topic }) => topics.push(topic));
  const { body } = await post(market, exchangeOf(idToken(market)));
  uninstallApp(market.world, market.shop, "test-key");
  expect(topics).toEqual(["app/uninstalled"]);
  expect(await ask(market, body.access_token)).toBe(401);
  expect((await post(market, { grant_type: "refresh_token", refresh_token: body.refresh_token })).status).toBe(400);
  expect((await post(market, exchangeOf(idToken(market)))).status).toBe(400);
  installApp(market.world, market.shop, "test-key", ["read_orders"]);
  expect(await ask(market, body.access_token)).toBe(401);
});

test("scopes granted later reach the tokens in hand", async () => {
  const market = openInstalled();
  const { body } = await post(market, exchangeOf(idToken(market)));
  changeScopes(market.world, market.shop, "test-key", ["write_orders"]);
  const installation = market.shop.installations.get("test-key");
  expect(installation?.accessTokens.get(body.access_token)?.scopes).toEqual(["write_orders"]);
});

test("one shop's token opens no other shop", async () => {
  const market = openInstalled();
  const { body } = await post(market, exchangeOf(idToken(market)));
  const [, other] = market.world.shops.values();
  if (!other) throw new Error("The world has one shop only.");
  installApp(market.world, other, "test-key", ["read_orders"]);
  expect(await ask({ ...market, shop: other }, body.access_token)).toBe(401);
});

test("a shop that does not exist is not found", async () => {
  const market = openInstalled();
  expect((await post(market, exchangeOf(idToken(market)), "nobody.myshopify.com")).status).toBe(404);
});
