import { nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { InventoryAdjustmentGroup, StoredQuantityName } from "#tests/sandbox/state/catalog.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { levelAt, shiftQuantities } from "#tests/sandbox/inventory/shift-quantities.ts";

export type StockAdjustment = {
  inventoryItemId: string;
  locationId: string;
  delta: number;
  /** "available" when left out. */
  name?: StoredQuantityName;
  reason?: string;
};

/** Staff counts, loses or receives goods by hand; the merchant's inventory history gets its receipt. */
export function adjustStock(
  world: World,
  shop: Shop,
  adjustment: StockAdjustment,
  actor: Actor,
): InventoryAdjustmentGroup {
  const { inventoryItemId, locationId, delta, name = "available", reason = "correction" } = adjustment;
  const level = levelAt(world, shop, inventoryItemId, locationId, actor);
  const group: InventoryAdjustmentGroup = {
    id: nextId(world, "InventoryAdjustmentGroup"),
    createdAt: nowOf(world),
    reason,
    referenceDocumentUri: null,
    apiKey: actor.kind === "app" ? actor.apiKey : null,
    changes: [
      {
        inventoryItemId,
        locationId,
        name,
        delta,
        quantityAfterChange: level.quantities[name].quantity + delta,
        ledgerDocumentUri: null,
      },
    ],
  };
  shop.inventoryAdjustmentGroups.set(group.id, group);
  shiftQuantities(
    world,
    shop,
    level,
    { [name]: delta },
    { actor, reason, subject: gid("InventoryAdjustmentGroup", group.id) },
  );
  return group;
}
