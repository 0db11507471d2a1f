import { settingsOf } from "#app/db/shop-rows.ts";
import { forShop, type ShopClient } from "#app/db.server.ts";
import type { SavedPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import type { Capability, Mode, ShopSettings } from "#app/domain/settings.ts";

export type SettingsPage = {
  settings: ShopSettings;
  scopes: string[];
  /** Who last changed each capability, and when. */
  changes: { capability: string; at: string; by: string }[];
  /** Countries the shop ships from: between those, crossing a border can be allowed. */
  locationCountryCodes: string[];
};

/** The shop's settings with their defaults filled in. */
export function readSettings(shop: string): Promise<SettingsPage> {
  return forShop(shop, async (client) => {
    const { settings, scopes, changes } = await readShopSettings(client, shop);
    const locations = await client.location.findMany({
      where: { shop: BigInt(shop), isActive: true },
      select: { facts: true },
    });
    const countries = locations.flatMap(({ facts }) => (facts as { countryCode?: string | null }).countryCode ?? []);
    return { settings, scopes, changes, locationCountryCodes: [...new Set(countries)].sort() };
  });
}

/** The settings as a batch would load them now, for a query that needs them beside other things. */
export async function readShopSettings(
  client: ShopClient,
  shop: string,
): Promise<Omit<SettingsPage, "locationCountryCodes">> {
  const row = await client.shop.findUniqueOrThrow({ where: { id: BigInt(shop) } });
  const where = { shop: BigInt(shop) };
  const capabilities = await client.capability.findMany({ where, orderBy: { capability: "asc" } });
  const newest = await client.routingPolicy.findFirst({ where, orderBy: { version: "desc" } });
  return {
    settings: settingsOf(
      { ...row, settings: row.settings as Partial<ShopSettings>, routing: newest && savedPolicyOf(newest) },
      capabilities.map((each) => ({ ...each, capability: each.capability as Capability, mode: each.mode as Mode })),
    ),
    scopes: row.scopes,
    changes: capabilities.map((each) => ({
      capability: each.capability,
      at: each.changedAt.toISOString(),
      by: each.changedBy,
    })),
  };
}

/** A version of the routing policy as it lies in the database, whole. */
export function savedPolicyOf({ policy, version }: { policy: unknown; version: number }): SavedPolicy {
  return { ...(policy as Omit<SavedPolicy, "version">), version };
}
