import { forShop } from "#app/db.server.ts";
import type { Person } from "#app/domain/people/person.ts";
import { sightOf } from "#app/domain/people/sight.ts";
import { inSight } from "./in-sight/orders-in-sight.ts";

export type OrderFilters = {
  countryCodes: string[];
  sourceNames: string[];
  /** Orders that need a person, over all filters. */
  needsPersonCount: number;
  hasAnyOrder: boolean;
};

// What the newest orders show is what a person filters by; a list of every value that ever was would read every order.
const LOOKED_AT = 2_000;

/** What the list of orders can be filtered by, among the orders that a person may see. */
export function readOrderFilters(shop: string, by: Person): Promise<OrderFilters> {
  const seen = inSight(shop, sightOf(by));
  return forShop(shop, async (client) => {
    const rows = await client.$queryRaw<{ countryCodes: string[]; sourceNames: string[]; isAny: boolean }[]>`
      SELECT coalesce(array_agg(DISTINCT country_code) FILTER (WHERE country_code IS NOT NULL), '{}') AS "countryCodes",
        coalesce(array_agg(DISTINCT source_name) FILTER (WHERE source_name <> ''), '{}') AS "sourceNames",
        count(*) > 0 AS "isAny"
      FROM (SELECT country_code, source_name FROM orders WHERE shop = ${BigInt(shop)} AND ${seen}
            ORDER BY created_at DESC, id DESC LIMIT ${LOOKED_AT}) AS newest`;
    const [needing] = await client.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM orders WHERE shop = ${BigInt(shop)} AND needs_person AND ${seen}`;
    const { countryCodes, sourceNames, isAny } = rows[0]!;
    return { countryCodes, sourceNames, needsPersonCount: needing!.count, hasAnyOrder: isAny };
  });
}
