import { database } from "#app/db.server.ts";
import { clearSilence } from "#app/db/shops/silence-rows.ts";

/**
 * Opens a shop at installation, opens it again after a reinstallation, and stores the scopes that were granted. Doing it
 * for an open shop changes only the scopes and the moment: a farewell that is older and comes late does not close it.
 *
 * @param domain the myshopify domain that a token has just proven.
 * @returns our id of the shop.
 */
export async function openShop(domain: string, scopes: string[], now: Date): Promise<string> {
  // Until the shop's own name is read from Shopify, the first part of its domain is what the merchant recognises.
  const name = domain.replace(/\.myshopify\.com$/, "");
  const [opened] = await database.app.query<{ shop: string }>("SELECT open_shop($1, $2, $3) AS shop", [
    domain,
    name,
    now,
  ]);
  const shop = opened!.shop;
  await database.inShop(shop, async (sql) => {
    await sql.query("UPDATE shops SET scopes = $2, authorized_at = $3 WHERE id = $1", [shop, scopes, now]);
    // There is another token now: what Shopify refused the last one for is over.
    await clearSilence(sql, shop);
  });
  return shop;
}
