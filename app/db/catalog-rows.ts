import type { VariantFacts } from "#app/domain/routing/location-facts.ts";
import { insertRows } from "./insert-rows.ts";
import type { Sql } from "./sql.ts";

const COLUMNS = `id, inventory_item_id AS "inventoryItemId", sku, title, is_tracked AS "isTracked",
  sells_beyond_zero AS "sellsBeyondZero", requires_shipping AS "requiresShipping", is_deleted AS "isDeleted"`;

/** The variants named, as far as they are known. */
export async function loadVariants(sql: Sql, shop: string, ids: readonly string[]): Promise<Map<string, VariantFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<VariantFacts>(
    `SELECT ${COLUMNS} FROM variants WHERE shop = $1 AND id = ANY($2::bigint[])`,
    [shop, [...ids]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A product webhook knows neither tracking nor shipping: those stand on the inventory item. */
export type VariantRow = Omit<VariantFacts, "isTracked" | "requiresShipping"> & {
  productId: string;
  updatedAt: string | null;
  isTracked?: boolean;
  requiresShipping?: boolean;
};

/** Writes variants; an older description than the known one changes nothing. What stands on the inventory item stays. */
export async function saveVariants(sql: Sql, shop: string, variants: readonly VariantRow[]) {
  const byId = new Map(variants.map((variant) => [variant.id, variant]));
  await insertRows(
    sql,
    "variants",
    [
      { name: "shop" },
      { name: "id" },
      { name: "product_id" },
      { name: "inventory_item_id" },
      { name: "sku" },
      { name: "title" },
      { name: "sells_beyond_zero" },
      { name: "requires_shipping" },
      { name: "is_tracked" },
      { name: "updated_at" },
    ],
    [...byId.values()].map((v) => [
      shop,
      v.id,
      v.productId,
      v.inventoryItemId,
      v.sku,
      v.title,
      v.sellsBeyondZero,
      v.requiresShipping ?? true,
      v.isTracked ?? true,
      v.updatedAt,
    ]),
    `ON CONFLICT (shop, id) DO UPDATE SET product_id = excluded.product_id, inventory_item_id = excluded.inventory_item_id,
       sku = excluded.sku, title = excluded.title, sells_beyond_zero = excluded.sells_beyond_zero,
       is_deleted = false, updated_at = excluded.updated_at
     WHERE variants.updated_at IS NULL OR excluded.updated_at >= variants.updated_at`,
  );
}

/** Variants of a product that the product no longer names are gone; orders that name them are told so. */
export async function dropVariantsBut(sql: Sql, shop: string, productId: string, keptIds: readonly string[]) {
  await sql.query(
    `UPDATE variants SET is_deleted = true WHERE shop = $1 AND product_id = $2 AND NOT id = ANY($3::bigint[])`,
    [shop, productId, [...keptIds]],
  );
}

/** What the inventory item says: whether it is counted and shipped. */
export async function saveInventoryItem(
  sql: Sql,
  shop: string,
  item: { inventoryItemId: string; sku: string | null; isTracked: boolean; requiresShipping: boolean },
) {
  await sql.query(
    `UPDATE variants SET is_tracked = $3, requires_shipping = $4, sku = coalesce($5, sku)
     WHERE shop = $1 AND inventory_item_id = $2`,
    [shop, item.inventoryItemId, item.isTracked, item.requiresShipping, item.sku],
  );
  await sql.query("UPDATE inventory_levels SET is_tracked = $3 WHERE shop = $1 AND inventory_item_id = $2", [
    shop,
    item.inventoryItemId,
    item.isTracked,
  ]);
}

/** An item that was deleted is held nowhere any more. */
export async function dropInventoryItem(sql: Sql, shop: string, inventoryItemId: string) {
  await sql.query("UPDATE variants SET is_deleted = true WHERE shop = $1 AND inventory_item_id = $2", [
    shop,
    inventoryItemId,
  ]);
  await sql.query("UPDATE inventory_levels SET is_connected = false WHERE shop = $1 AND inventory_item_id = $2", [
    shop,
    inventoryItemId,
  ]);
}
