import type pg from "pg";

export type ShopTable = { table: string; key: "shop" | "id" };

/** Every table that holds rows of a shop, from the catalog: a new one is among them by itself. */
export async function listShopTables(owner: pg.Client): Promise<ShopTable[]> {
  const { rows } = await owner.query<ShopTable>(
    `SELECT c.relname AS table, CASE c.relname WHEN 'shops' THEN 'id' ELSE 'shop' END AS key
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
       AND a.attname = CASE c.relname WHEN 'shops' THEN 'domain' ELSE 'shop' END ORDER BY 1`,
  );
  return rows;
}

export type ShopRows = Readonly<Record<string, { count: number; hash: string }>>;

/** A hash over each table's rows of one shop, byte for byte. */
export async function hashRows(owner: pg.Client, shop: string, domain: string): Promise<ShopRows> {
  const tables = await listShopTables(owner);
  const parts = tables.map(
    ({ table, key }) =>
      `SELECT '${table}' AS name, count(*)::int AS count, md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) AS hash
       FROM ${table} t WHERE ${key}::text = ${table === "session" ? "$2" : "$1"}::text`,
  );
  const { rows } = await owner.query<{ name: string; count: number; hash: string }>(parts.join(" UNION ALL "), [
    shop,
    domain,
  ]);
  return Object.fromEntries(rows.map(({ name, count, hash }) => [name, { count, hash }]));
}
