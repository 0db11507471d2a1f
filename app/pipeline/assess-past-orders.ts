import { loadVariants } from "#app/db/catalog-rows.ts";
import { loadRepeatedOrders, saveFindings, type PastOrderRow } from "#app/db/finding-rows.ts";
import { loadLevels } from "#app/db/level-rows.ts";
import type { ShopState } from "#app/db/shop-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import { assessOrders } from "#app/domain/history/assess-orders.ts";
import type { OversoldUnits } from "#app/domain/history/find-negative-stock.ts";
import type { SimilarOrder } from "#app/domain/decision.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";

/**
 * Assesses one page of imported orders, the newest first, and writes what is found about them.
 *
 * @param oversold units below zero that no newer order accounts for; what is left of them is the answer
 */
export async function assessPastOrders(
  sql: Sql,
  shop: ShopState,
  rows: readonly PastOrderRow[],
  oversold: OversoldUnits,
): Promise<OversoldUnits> {
  const variantIds = new Set(rows.flatMap(({ facts }) => facts.lines.flatMap((line) => line.variantId ?? [])));
  const [variants, similar] = await Promise.all([
    loadVariants(sql, shop.id, [...variantIds]),
    findRepeated(sql, shop, rows),
  ]);
  const items = new Set<string>();
  for (const { inventoryItemId } of variants.values()) if (inventoryItemId !== null) items.add(inventoryItemId);
  const levels = await loadLevels(sql, shop.id, [...items]);
  const assessed = assessOrders(
    rows.map(({ id, facts }) => ({ facts, similarOrders: similar.get(id) ?? [] })),
    {
      settings: shop.settings,
      locations: shop.locations,
      rateCards: shop.rateCards.cards,
      variantById: Object.fromEntries(variants),
      levels: new Map(levels.map((level) => [levelKey(level.inventoryItemId, level.locationId), level])),
    },
    oversold,
  );
  await saveFindings(sql, shop.id, assessed.findings);
  return assessed.oversold;
}

async function findRepeated(
  sql: Sql,
  shop: ShopState,
  rows: readonly PastOrderRow[],
): Promise<Map<string, SimilarOrder[]>> {
  const ids = rows.map((row) => row.id);
  const found = await loadRepeatedOrders(sql, shop.id, ids, shop.settings.duplicateWindowMinutes);
  const byOrder = new Map<string, SimilarOrder[]>();
  for (const { orderId, createdAt, ...other } of found) {
    const earlier = byOrder.get(orderId) ?? [];
    earlier.push({ ...other, createdAt: createdAt.toISOString() });
    byOrder.set(orderId, earlier);
  }
  return byOrder;
}
