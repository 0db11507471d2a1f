import type { InventoryLevel, StoredQuantityName } from "#tests/sandbox/state/catalog.ts";
import { findLevel } from "#tests/sandbox/state/shop.ts";
import type { AuditedShop, Law } from "#tests/support/audit/evidence.ts";
import type { Violation } from "#tests/support/audit/violation.ts";

type LevelRow = { item: string; location: string; isConnected: boolean; isTracked: boolean } & Record<
  StoredQuantityName,
  number
>;

/** I2: what the balance rows say is what Shopify has, state by state. */
export const checkLevelsAtShopify: Law = async ({ ask, shops }) => {
  const violations: Violation[] = [];
  for (const shop of shops) {
    const rows = await ask<LevelRow>(
      `SELECT inventory_item_id AS item, location_id AS location, is_connected AS "isConnected", is_tracked AS "isTracked",
         available, committed, reserved, safety_stock, damaged, quality_control, incoming
       FROM inventory_levels WHERE shop = $1 ORDER BY 1, 2`,
      [shop.row.id],
    );
    const differences = [...rows.flatMap((row) => compareRow(shop, row)), ...findUnknown(shop, rows)];
    violations.push(...differences.map((each) => ({ invariant: "I2" as const, shop: shop.row.domain, ...each })));
  }
  return violations;
};

type Difference = { subject: string; sentence: string };

function compareRow({ truth }: AuditedShop, row: LevelRow): Difference[] {
  const subject = `level ${row.item}/${row.location}`;
  const level = findLevel(truth, row.item, row.location);
  if (!level?.isActive) return row.isConnected ? [{ subject, sentence: "is connected here and not at Shopify" }] : [];
  if (!row.isConnected) return [{ subject, sentence: "is connected at Shopify and not here" }];
  const differences: Difference[] = [];
  const isTracked = truth.inventoryItems.get(row.item)?.tracked ?? false;
  if (isTracked !== row.isTracked) {
    differences.push({ subject, sentence: `tracked is ${row.isTracked} here and ${isTracked} at Shopify` });
  }
  for (const [name, { quantity }] of Object.entries(level.quantities)) {
    const ours = row[name as StoredQuantityName];
    if (ours !== quantity)
      differences.push({ subject, sentence: `${name} is ${ours} here and ${quantity} at Shopify` });
  }
  return differences;
}

/** Levels that Shopify has and a shop whose catalogue was read does not. */
function findUnknown({ row: shop, truth }: AuditedShop, rows: readonly LevelRow[]): Difference[] {
  if (shop.catalogReadAt === null) return [];
  const known = new Set(rows.map(({ item, location }) => `${item}/${location}`));
  return [...truth.inventoryLevels.values()]
    .filter((level) => level.isActive && !known.has(nameOf(level)))
    .map((level) => ({ subject: `level ${nameOf(level)}`, sentence: "is held at Shopify and unknown here" }));
}

function nameOf({ inventoryItemId, locationId }: InventoryLevel): string {
  return `${inventoryItemId}/${locationId}`;
}
