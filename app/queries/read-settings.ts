import { settingsOf } from "#app/db/shop-rows.ts";
import { forShop } from "#app/db.server.ts";
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
    const row = await client.shop.findUniqueOrThrow({ where: { id: BigInt(shop) } });
    const capabilities = await client.capability.findMany({
      where: { shop: BigInt(shop) },
      orderBy: { capability: "asc" },
    });
    const locations = await client.location.findMany({
      where: { shop: BigInt(shop), isActive: true },
      select: { facts: true },
    });
    const countries = locations.flatMap(({ facts }) => (facts as { countryCode?: string | null }).countryCode ?? []);
    return {
      settings: settingsOf(
        { ...row, settings: row.settings as Partial<ShopSettings> },
        capabilities.map((each) => ({ ...each, capability: each.capability as Capability, mode: each.mode as Mode })),
      ),
      scopes: row.scopes,
      changes: capabilities.map((each) => ({
        capability: each.capability,
        at: each.changedAt.toISOString(),
        by: each.changedBy,
      })),
      locationCountryCodes: [...new Set(countries)].sort(),
    };
  });
}
