import { forShop } from "#app/db.server.ts";

/** Why the catalogue of a shop that was just installed cannot be read, in Shopify's words, and when it is tried again. */
export type CatalogTrouble = { reason: string; tryAgainAt: string };

/** Null while it is read, and once it is there. */
export function readCatalogTrouble(shop: string): Promise<CatalogTrouble | null> {
  return forShop(shop, async (client) => {
    const [row] = await client.$queryRaw<{ reason: string; tryAgainAt: Date }[]>`
      SELECT reason, try_again_at AS "tryAgainAt" FROM catalog_imports
      WHERE shop = ${BigInt(shop)} AND reason IS NOT NULL AND try_again_at IS NOT NULL`;
    return row ? { reason: row.reason, tryAgainAt: row.tryAgainAt.toISOString() } : null;
  });
}
