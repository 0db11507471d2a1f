import type { RateCard, RateCards } from "#app/domain/routing/prices/rate-card.ts";
import type { Sql } from "#app/db/sql.ts";

/**
 * The rate cards of a shop: those that hold now, or those of a version, as they were then. Undefined where there are none.
 *
 * @param version null for the newest
 */
export async function loadRateCards(
  sql: Sql,
  shop: string,
  version: number | null = null,
): Promise<RateCards | undefined> {
  const [row] = await sql.query<{ version: number; body: RateCard[] }>(
    `SELECT version, body FROM rate_cards WHERE shop = $1 AND ($2::integer IS NULL OR version = $2)
     ORDER BY version DESC LIMIT 1`,
    [shop, version],
  );
  return row && { version: row.version, cards: row.body };
}
