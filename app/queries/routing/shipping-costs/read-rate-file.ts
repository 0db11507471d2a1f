import { loadRateCards } from "#app/db/shops/rate-card-rows.ts";
import { database, forShop } from "#app/db.server.ts";
import { writeRateFile, writeTemplate } from "#app/domain/routing/prices/rate-file/write-rate-file.ts";

/**
 * The rate cards of a version as a file that imports as the same cards, or a template to begin with. Undefined where there is
 * no such version.
 *
 * @param name "template", or the number of a version
 */
export async function readRateFileOf(shop: string, name: string): Promise<string | undefined> {
  const known = await forShop(shop, async (client) => ({
    ...(await client.shop.findUniqueOrThrow({ where: { id: BigInt(shop) }, select: { currency: true } })),
    locations: await client.location.findMany({ where: { shop: BigInt(shop) }, select: { id: true, name: true } }),
  }));
  if (name === "template") return writeTemplate(known.currency);
  // Versions are counted from 1: more digits than these nobody has saved.
  if (!/^[1-9]\d{0,8}$/.test(name)) return undefined;
  const held = await database.inShop(shop, (sql) => loadRateCards(sql, shop, Number(name)));
  const locations = known.locations.map((location) => ({ ...location, id: String(location.id) }));
  return held && writeRateFile(held.cards, { currency: known.currency, locations });
}
