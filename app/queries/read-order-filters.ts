import { forShop } from "#app/db.server.ts";

export type OrderFilters = {
  countryCodes: string[];
  sourceNames: string[];
  /** Orders that need a person, over all filters. */
  needsPersonCount: number;
  hasAnyOrder: boolean;
};

// What the newest orders show is what a person filters by; a list of every value that ever was would read every order.
const LOOKED_AT = 2_000;

/** What the list of orders can be filtered by. */
export function readOrderFilters(shop: string): Promise<OrderFilters> {
  return forShop(shop, async (client) => {
    const rows = await client.$queryRaw<{ countryCodes: string[]; sourceNames: string[]; isAny: boolean }[]>`
      SELECT coalesce(array_agg(DISTINCT country_code) FILTER (WHERE country_code IS NOT NULL), '{}') AS "countryCodes",
        coalesce(array_agg(DISTINCT source_name) FILTER (WHERE source_name <> ''), '{}') AS "sourceNames",
        count(*) > 0 AS "isAny"
      FROM (SELECT country_code, source_name FROM orders WHERE shop = ${BigInt(shop)}
            ORDER BY created_at DESC, id DESC LIMIT ${LOOKED_AT}) AS newest`;
    const needsPersonCount = await client.order.count({ where: { shop: BigInt(shop), needsPerson: true } });
    const { countryCodes, sourceNames, isAny } = rows[0]!;
    return { countryCodes, sourceNames, needsPersonCount, hasAnyOrder: isAny };
  });
}
