import type pg from "pg";
import { installApp } from "#tests/sandbox/oauth/install-app.ts";
import { issueAccessToken } from "#tests/sandbox/oauth/issue-tokens.ts";
import { nextId, type AppSubscription, type World } from "#tests/sandbox/state.ts";
import type { Topic } from "#tests/sandbox/state/happenings.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

export const credentials = { apiKey: "switchyard-scenario", secret: "switchyard-scenario-secret" };

/** A subscription of the app's own configuration file to each of these topics. */
export function subscribeTo(topics: readonly string[]): AppSubscription[] {
  return topics.map((topic) => ({
    topic: topic as Topic,
    uri: "/webhooks",
    filter: null,
    includeFields: [],
    name: null,
  }));
}

/** Registers the app at a bare world. */
export function registerApp(world: World, url: string, topics: readonly string[]): void {
  world.apps.set(credentials.apiKey, {
    id: nextId(world, "App"),
    ...credentials,
    previousSecret: null,
    title: "Switchyard",
    handle: "switchyard",
    url,
    subscriptions: subscribeTo(topics),
  });
}

const SCOPES = [
  "read_orders",
  "read_customers",
  "read_companies",
  "read_apps",
  "read_products",
  "read_inventory",
  "read_locations",
  "read_fulfillments",
  "read_returns",
  "read_merchant_managed_fulfillment_orders",
  "write_merchant_managed_fulfillment_orders",
  "read_third_party_fulfillment_orders",
  "write_third_party_fulfillment_orders",
];

/** Longer than any scenario: that tokens lapse and are refreshed is proven elsewhere. */
const TOKEN_SECONDS = 30 * 86_400;

/**
 * Installs the app on a shop, on both sides: with an offline token at the sandbox, and with the shop opened in the database
 * and every capability in this mode from now on.
 *
 * @param owner a connection as the tables' owner, for what in life the pages do.
 * @returns our id of the shop.
 */
export async function installOn(
  owner: pg.Client,
  world: World,
  shop: Shop,
  mode: "watch" | "suggest" | "act",
): Promise<string> {
  const now = world.clock();
  const installation = installApp(world, shop, credentials.apiKey, SCOPES);
  const token = issueAccessToken(world, installation, { kind: "offline", seconds: TOKEN_SECONDS, userId: null });
  const opened = await owner.query<{ shop: string }>("SELECT open_shop($1, $2, $3) AS shop", [
    shop.domain,
    shop.name,
    now,
  ]);
  const id = opened.rows[0]!.shop;
  await owner.query("UPDATE shops SET scopes = $2 WHERE id = $1", [id, SCOPES]);
  await owner.query(
    `UPDATE capabilities SET mode = $2, go_live_at = $3, changed_at = $3, changed_by = 'scenario', hourly_limit = 1000000
     WHERE shop = $1`,
    [id, mode, now],
  );
  await owner.query(
    `INSERT INTO session (id, shop, state, "isOnline", scope, "accessToken", expires)
     VALUES ($1, $2, '', false, $3, $4, $5)`,
    [`offline_${shop.domain}`, shop.domain, SCOPES.join(","), token.token, token.expiresAt],
  );
  return id;
}

/** The offline token of an installation made above. */
export function tokenOf(world: World, domain: string): string {
  const [token] = world.shops.get(domain)?.installations.get(credentials.apiKey)?.accessTokens.keys() ?? [];
  if (token === undefined) throw new Error(`The app is not installed on ${domain}.`);
  return token;
}
