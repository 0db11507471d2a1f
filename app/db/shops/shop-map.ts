import type { Sql } from "#app/db/sql.ts";

export type KnownShop = { id: string; status: "installed" | "uninstalled" };

export type ShopMap = { find(domain: string): Promise<KnownShop | undefined> };

// Long enough to spare the database a question for each webhook, short enough that an uninstalled shop's late
// deliveries stop filling the inbox soon. Only installed shops are remembered: a shop that has just been installed must
// not lose its first webhook to a remembered "no".
const REMEMBERED_MS = 5_000;

/** The map of domains to shops, as ingest may read it. */
export function createShopMap(sql: Sql, clock: () => Date): ShopMap {
  const remembered = new Map<string, { shop: KnownShop; until: number }>();
  return {
    async find(domain) {
      const now = clock().getTime();
      const known = remembered.get(domain);
      if (known && known.until > now) return known.shop;
      const [shop] = await sql.query<KnownShop>("SELECT id, status FROM shops WHERE domain = $1", [domain]);
      if (shop?.status === "installed") remembered.set(domain, { shop, until: now + REMEMBERED_MS });
      else remembered.delete(domain);
      return shop;
    },
  };
}
