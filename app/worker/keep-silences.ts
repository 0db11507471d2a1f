import { clearSilence, loadSilence, saveSilence } from "#app/db/shops/silence-rows.ts";
import type { Database, Sql } from "#app/db/sql.ts";
import type { SilenceStore } from "#app/shopify/with-pauses.ts";

/** Keeps in the database for which shops Shopify does not answer. A shop that left has nothing kept. */
export function keepSilences(database: Database): SilenceStore {
  const inShopOf = async <T>(domain: string, work: (sql: Sql, shop: string) => Promise<T>): Promise<T | null> => {
    const [row] = await database.app.query<{ shop: string | null }>("SELECT shop_of_domain($1) AS shop", [domain]);
    const shop = row?.shop;
    return shop ? database.inShop(shop, (sql) => work(sql, shop)) : null;
  };
  return {
    load: (domain) => inShopOf(domain, loadSilence),
    save: async (domain, silence) => {
      await inShopOf(domain, (sql, shop) => saveSilence(sql, shop, silence));
    },
    clear: async (domain) => {
      await inShopOf(domain, clearSilence);
    },
  };
}
