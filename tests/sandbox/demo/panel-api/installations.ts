import type { ShopSummary } from "#tests/sandbox/admin/sandbox-client.ts";
import { placeLongHistory } from "#tests/sandbox/merchant/place-long-history.ts";
import { changeScopes, installApp, uninstallApp } from "#tests/sandbox/oauth/install-app.ts";
import { installationOf } from "#tests/sandbox/state/create-shop.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { PanelProblem, type PanelContext } from "./panel-context.ts";

/** Every shop, and what the app may do there. */
export function describeShops({ world, apiKey }: PanelContext): ShopSummary[] {
  return [...world.shops.values()].map((shop) => {
    const installation = installationOf(shop, apiKey);
    return {
      id: shop.id,
      domain: shop.domain,
      name: shop.name,
      isInstalled: installation !== undefined,
      scopes: installation?.scopes ?? [],
      staff: shop.staff.map(({ id, firstName, lastName, isShopOwner }) => ({
        id,
        name: `${firstName} ${lastName}`,
        isShopOwner,
      })),
    };
  });
}

/** The merchant agrees to the scopes; the app gets its tokens when it is first opened. Installing twice changes nothing. */
export function install({ world, apiKey }: PanelContext, shop: Shop, scopes: string[]): { isInstalled: true } {
  if (installationOf(shop, apiKey)) return { isInstalled: true };
  // Made only now: a demo whose newcomer never comes starts faster without the newcomer's past.
  if (!shop.installations.has(apiKey)) placeLongHistory(world, shop);
  installApp(world, shop, apiKey, scopes);
  return { isInstalled: true };
}

export function uninstall({ world, apiKey }: PanelContext, shop: Shop): { isInstalled: false } {
  if (installationOf(shop, apiKey)) uninstallApp(world, shop, apiKey);
  return { isInstalled: false };
}

/** The merchant grants more scopes, or takes some back. */
export function grantScopes(
  { world, apiKey }: PanelContext,
  shop: Shop,
  grant: string[],
  revoke: string[],
): { scopes: string[] } {
  const installation = installationOf(shop, apiKey);
  if (!installation) throw new PanelProblem(`The app is not installed on ${shop.name}.`);
  const scopes = [...new Set([...installation.scopes, ...grant])].filter((scope) => !revoke.includes(scope));
  if (scopes.join() !== installation.scopes.join()) changeScopes(world, shop, apiKey, scopes);
  return { scopes };
}
