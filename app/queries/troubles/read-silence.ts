import { forShop } from "#app/db.server.ts";

/** Since when Shopify has not answered for a shop, and when it is tried again. */
export type ShownSilence = { since: string; tryAgainAt: string; isTokenRefused: boolean };

/** Null while Shopify answers. */
export function readSilence(shop: string): Promise<ShownSilence | null> {
  return forShop(shop, async (client) => {
    const silence = await client.silence.findUnique({ where: { shop: BigInt(shop) } });
    if (silence === null) return null;
    const { since, tryAgainAt, isTokenRefused } = silence;
    return { since: since.toISOString(), tryAgainAt: tryAgainAt.toISOString(), isTokenRefused };
  });
}
