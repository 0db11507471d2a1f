import { emit, nextId, nowOf, recordEffect, type World } from "#tests/sandbox/state.ts";
import { fullBucket } from "#tests/sandbox/graphql/cost/cost-bucket.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { installationOf } from "#tests/sandbox/state/create-shop.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Installation, Shop } from "#tests/sandbox/state/shop.ts";

const merchant: Actor = { kind: "staff", staffMemberId: null };

/** The merchant installs a registered app with the scopes it asks for. A second installation after an uninstall is a fresh one. */
export function installApp(world: World, shop: Shop, apiKey: string, scopes: readonly string[]): Installation {
  const installed = installationOf(shop, apiKey);
  if (installed) throw new Error(`The app ${apiKey} is installed on ${shop.domain} already.`);
  if (!world.apps.has(apiKey)) throw new Error(`There is no app ${apiKey}.`);
  const installation: Installation = {
    id: nextId(world, "AppInstallation"),
    apiKey,
    scopes: [...scopes],
    installedAt: nowOf(world),
    uninstalledAt: null,
    accessTokens: new Map(),
    refreshTokens: new Map(),
    bucket: fullBucket(shop.plan, world.clock().getTime()),
  };
  shop.installations.set(apiKey, installation);
  const subject = gid("AppInstallation", installation.id);
  recordEffect(world, shop, { actor: merchant, name: "app installed", subject, details: { scopes: [...scopes] } });
  return installation;
}

/** The merchant uninstalls: every token is dead at once, and the app is told. Its webhooks of the API are gone. */
export function uninstallApp(world: World, shop: Shop, apiKey: string): void {
  const installation = installationOf(shop, apiKey);
  if (!installation) throw new Error(`The app ${apiKey} is not installed on ${shop.domain}.`);
  emit(world, shop, "app/uninstalled", { installation }, merchant);
  installation.uninstalledAt = nowOf(world);
  installation.accessTokens.clear();
  installation.refreshTokens.clear();
  for (const [id, subscription] of shop.webhookSubscriptions) {
    if (subscription.apiKey === apiKey) shop.webhookSubscriptions.delete(id);
  }
  const subject = gid("AppInstallation", installation.id);
  recordEffect(world, shop, { actor: merchant, name: "app uninstalled", subject, details: {} });
}

/** The merchant grants (or takes back) scopes. Tokens in hand get them too, as on the platform. */
export function changeScopes(world: World, shop: Shop, apiKey: string, scopes: readonly string[]): void {
  const installation = installationOf(shop, apiKey);
  if (!installation) throw new Error(`The app ${apiKey} is not installed on ${shop.domain}.`);
  const previous = installation.scopes;
  installation.scopes = [...scopes];
  for (const token of installation.accessTokens.values()) token.scopes = [...scopes];
  emit(world, shop, "app/scopes_update", { installation, previous }, merchant);
}
