import { dropInventoryItem, dropVariantsBut, saveInventoryItem, saveVariants } from "#app/db/catalog-rows.ts";
import { unitsClaimed, type ClaimedUnits } from "#app/db/level-rows.ts";
import { closeLocation, saveLocation } from "#app/db/shop-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import { assertNever } from "#app/domain/basics/assert.ts";
import type { Change } from "#app/domain/orders/change.ts";
import type { Batch, UnderstoodMessage } from "#app/pipeline/batch.ts";
import { disconnectLevel, isShort } from "./apply-level-change.ts";
import { soonAfter } from "./apply-order-change.ts";

const KINDS = [
  "location",
  "location_deleted",
  "variants",
  "product_deleted",
  "inventory_item",
  "inventory_item_deleted",
] as const;
type CatalogChange = Extract<Change, { kind: (typeof KINDS)[number] }>;

export function isCatalogChange(change: Change): change is CatalogChange {
  return (KINDS as readonly string[]).includes(change.kind);
}

/** What is sold and where it lies: written at once, for the orders of this batch are decided with it. */
export async function applyCatalogChange(
  sql: Sql,
  batch: Batch,
  { message }: UnderstoodMessage,
  change: CatalogChange,
): Promise<void> {
  const shop = batch.shop.id;
  switch (change.kind) {
    case "location":
      return noteLocation(sql, batch, change);
    case "location_deleted":
      batch.shop.locations = batch.shop.locations.map((known) =>
        known.id === change.locationId ? { ...known, isActive: false } : known,
      );
      return closeLocation(sql, shop, change.locationId);
    case "variants":
      await saveVariants(
        sql,
        shop,
        change.variants.map((v) => ({ ...v, productId: change.productId, updatedAt: change.updatedAt })),
      );
      return dropVariantsBut(sql, shop, change.productId, change.allVariantIds);
    case "product_deleted":
      return dropVariantsBut(sql, shop, change.productId, []);
    case "inventory_item":
      await saveInventoryItem(sql, shop, change);
      return noteTracking(batch, change, await unitsClaimed(sql, shop, change.inventoryItemId));
    case "inventory_item_deleted":
      for (const [key, level] of batch.levels)
        if (level.inventoryItemId === change.inventoryItemId) disconnectLevel(batch, key, message);
      return dropInventoryItem(sql, shop, change.inventoryItemId);
    default:
      return assertNever(change);
  }
}

/** A webhook states a location without its coordinates or whether it serves online orders: those are read. */
async function noteLocation(
  sql: Sql,
  batch: Batch,
  change: Extract<CatalogChange, { kind: "location" }>,
): Promise<void> {
  const known = batch.shop.locations.find((location) => location.id === change.location.id);
  const unread = {
    latitude: null,
    longitude: null,
    fulfillsOnlineOrders: false,
    priority: batch.shop.locations.length,
  };
  const location = { ...unread, ...known, ...change.location };
  await saveLocation(sql, batch.shop.id, location, change.updatedAt);
  batch.shop.locations = [...batch.shop.locations.filter(({ id }) => id !== location.id), location];
  batch.wantedReads.push({ subject: "location", id: location.id, dueAt: soonAfter(batch.now) });
}

/**
 * An item that is not counted any more is allocated without a limit, and no level of it is oversold; one that is counted
 * again owes what was claimed meanwhile, of what is really there.
 */
function noteTracking(
  batch: Batch,
  { inventoryItemId, isTracked }: Extract<CatalogChange, { kind: "inventory_item" }>,
  unitsByLocation: ReadonlyMap<string, ClaimedUnits>,
): void {
  for (const [key, known] of batch.levels) {
    if (known.inventoryItemId !== inventoryItemId || known.isTracked === isTracked) continue;
    const claimed = (isTracked && unitsByLocation.get(known.locationId)) || { allocated: 0, movingUnits: 0 };
    const level = { ...known, isTracked, ...claimed };
    batch.levels.set(key, level);
    batch.touchedLevels.add(key);
    if (isShort(level)) batch.shortLevels.add(key);
  }
}
