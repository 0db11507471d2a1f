import pg from "pg";
import { CAPABILITIES, type Mode, type ShopSettings } from "#app/domain/settings.ts";
import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import type { ShopProfile } from "#tests/sandbox/merchant/shop-profiles.ts";

/** Of the right form and given to nobody. */
const vatIds: Record<string, string> = { DE: "DE999999999", SE: "SE999999999901" };

/**
 * Fills in what a merchant enters on the page of settings: who issues the invoices, and how far each capability goes. What
 * was changed there since the installation is left alone, so a second start keeps a newcomer's own settings.
 */
export async function setUpShop(databaseUrl: string, profile: ShopProfile, mode: Mode, now: Date): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("UPDATE shops SET settings = $2 WHERE domain = $1 AND settings = '{}'", [
      profile.domain,
      JSON.stringify({ seller: sellerOf(profile) }),
    ]);
    await client.query(
      `UPDATE capabilities SET mode = $2, go_live_at = $3, changed_at = $3, changed_by = 'demo'
       WHERE shop = (SELECT id FROM shops WHERE domain = $1) AND capability = ANY($4)
         AND changed_by = 'installation'`,
      [profile.domain, mode, now, [...CAPABILITIES]],
    );
  } finally {
    await client.end();
  }
}

/** The business is registered at its first location. */
function sellerOf({ name, locations: [first] }: ShopProfile): ShopSettings["seller"] {
  if (!first) throw new Error(`${name} has no location.`);
  const { name: city, zip, countryCode } = cityOf(first.city);
  return { name, address1: first.street, zip, city, countryCode, vatId: vatIds[countryCode] ?? null };
}
