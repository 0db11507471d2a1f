import type pg from "pg";

/**
 * A shop with very many orders, written by the server itself: two years of them, in the mix of states, countries and sources
 * of a large merchant. Their facts are empty: a list never reads them, and PostgreSQL keeps long ones out of the row anyway.
 * Indexes are dropped for the writing and made again as they were, which gives the same database several times as fast.
 *
 * @returns the shop's id.
 */
export async function seedOrders(owner: pg.Client, count: number): Promise<string> {
  const { rows } = await owner.query<{ shop: string }>(
    "SELECT open_shop('lists.myshopify.com', 'Lists', now() - interval '2 years') AS shop",
  );
  const { shop } = rows[0]!;
  const indexes = await owner.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE tablename = 'orders' AND indexname <> 'orders_pkey'`,
  );
  for (const { name } of indexes.rows) await owner.query(`DROP INDEX "${name}"`);
  await owner.query(INSERT, [shop, count]);
  await owner.query("SET maintenance_work_mem = '256MB'");
  for (const { definition } of indexes.rows) await owner.query(definition);
  await owner.query(INSERT_WORK, [shop, SMALL_LOCATION, LARGE_LOCATION]);
  await owner.query("VACUUM (ANALYZE) orders, fulfillment_orders");
  await owner.query("CHECKPOINT");
  return shop;
}

/** Locations where every third order, and where one in three thousand, has work. */
export const LARGE_LOCATION = "11";
export const SMALL_LOCATION = "12";

const INSERT_WORK = `
  INSERT INTO fulfillment_orders (shop, id, order_id, status, location_id, plan_state, updated_at)
  SELECT shop, id, id, 'CLOSED',
    CASE WHEN id % 3000 = 17 THEN $2::bigint WHEN id % 3 = 0 THEN $3::bigint ELSE 13 END, 'done', created_at
  FROM orders WHERE shop = $1`;

// One order in a hundred needs a person and one in fifty is held; most were delivered long ago. The multipliers only spread
// the values: neighbours in time differ in all of them.
const INSERT = `
  INSERT INTO orders (shop, id, name, created_at, updated_at, version, facts, headline, needs_person, problems, sentence,
    search_text, customer_key, basket, address_key, currency, total_minor, line_count, country_code, source_name, is_test,
    passed_problems, decided_at)
  SELECT $1, 5000000000000 + n, '#' || (1000000 + n), placed_at, placed_at, 3, '{}',
    CASE WHEN n % 50 = 7 THEN 'held' WHEN n > $2::bigint - 2000 THEN 'ready' WHEN n > $2::bigint - 10000 THEN 'shipped' ELSE 'delivered' END,
    n % 100 = 7, '{}', 'Hamburg has everything and is nearest (38 km).',
    '#' || (1000000 + n) || ' buyer ' || (n * 7919 % 400000) || ' buyer-' || (n * 7919 % 400000) || '@example.com 20095 hamburg',
    'mail buyer-' || (n * 7919 % 400000), 'v' || (n % 30) || 'x1', 'de/20095/hamburg/', 'EUR', 1000 + n % 9000, (1 + n % 4)::int,
    CASE WHEN n % 3000 = 11 THEN 'LU' ELSE (ARRAY['DE', 'DE', 'DE', 'DE', 'DE', 'DE', 'AT', 'AT', 'CH', 'FR'])[(1 + n * 31 % 10)::int] END,
    CASE WHEN n % 12 = 5 THEN 'pos' ELSE 'web' END, n % 5000 = 9, '{}', placed_at
  FROM (SELECT n, now() - interval '730 days' * (1 - n::float / $2::bigint) AS placed_at
        FROM generate_series(1, $2::bigint) AS n) AS orders_to_be`;
