import { nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type {
  InventoryAdjustmentGroup,
  InventoryChange,
  InventoryItem,
  InventoryLevel,
  QuantityName,
  StoredQuantityName,
} from "#tests/sandbox/state/catalog.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { findLevel, onHandOf, type Shop } from "#tests/sandbox/state/shop.ts";
import type { UserError } from "#tests/sandbox/state/user-error.ts";
import { shiftQuantities } from "./shift-quantities.ts";

/** Reasons the platform accepts for an inventory write (observed in three code bases; the schema does not list them). */
export const adjustmentReasons = new Set([
  "correction",
  "cycle_count_available",
  "damaged",
  "movement_created",
  "movement_updated",
  "movement_received",
  "movement_canceled",
  "other",
  "promotion",
  "quality_control",
  "received",
  "reservation_created",
  "reservation_deleted",
  "reservation_updated",
  "restock",
  "safety_stock",
  "shrinkage",
]);

/** One planned change of a state at a level; a group of them is carried out whole or not at all. */
export type PlannedChange = {
  level: InventoryLevel;
  name: StoredQuantityName;
  delta: number;
  ledgerDocumentUri: string | null;
};

export function quantityOf(level: InventoryLevel, name: QuantityName): number {
  return name === "on_hand" ? onHandOf(level) : level.quantities[name].quantity;
}

export function userError(message: string, field: string[] | null, code: string | null): UserError {
  return { message, field, code };
}

/** A URI of any scheme, such as `gid://switchyard/PurchaseOrder/1`, `https://...` or `logistics://...`. */
export function isDocumentUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(text);
}

export function refuseReason(reason: string, referenceDocumentUri: string | null): UserError[] {
  if (!adjustmentReasons.has(reason)) {
    return [userError("The specified reason is invalid.", ["input", "reason"], "INVALID_REASON")];
  }
  if (referenceDocumentUri === null || isDocumentUri(referenceDocumentUri)) return [];
  const field = ["input", "referenceDocumentUri"];
  return [userError("The specified reference document is invalid.", field, "INVALID_REFERENCE_DOCUMENT")];
}

export type Place = { inventoryItemId: string; locationId: string };

/** Errors of an item and location that are unknown, or of an item whose stock is that of its components. */
export function refusePlace(shop: Shop, place: Place, field: string[]): UserError[] {
  const item = shop.inventoryItems.get(place.inventoryItemId);
  if (!item) {
    const message = "The specified inventory item could not be found.";
    return [userError(message, [...field, "inventoryItemId"], "INVALID_INVENTORY_ITEM")];
  }
  if (!shop.locations.has(place.locationId)) {
    return [userError("The specified location could not be found.", [...field, "locationId"], "INVALID_LOCATION")];
  }
  if (!isOfComponents(shop, item)) return [];
  const message = "The specified inventory item is not allowed to be adjusted via API.";
  return [userError(message, [...field, "inventoryItemId"], "NON_MUTABLE_INVENTORY_ITEM")];
}

function isOfComponents(shop: Shop, item: InventoryItem): boolean {
  return (shop.variants.get(item.variantId)?.components.length ?? 0) > 0;
}

/** The compare of compare-and-set: `expected` null opts out. The quantity that must match is the one being written. */
export function refuseStale(actual: number, expected: number | null, field: string[]): UserError[] {
  if (expected === null || expected === actual) return [];
  const message = "The changeFromQuantity argument no longer matches the persisted quantity.";
  return [userError(message, [...field, "changeFromQuantity"], "CHANGE_FROM_QUANTITY_STALE")];
}

/** The level, if the location stocks the item; the platform passes over a write to one that does not, without an error. */
export function stockedLevel(shop: Shop, place: Place): InventoryLevel | undefined {
  const level = findLevel(shop, place.inventoryItemId, place.locationId);
  return level?.isActive ? level : undefined;
}

/**
 * Carries planned changes out and keeps their receipt. Each change of a state that counts as on hand is listed with its mirror in
 * on_hand unless `mirrorsOnHand` is false (a move between two states leaves on hand alone). Nothing changed: no receipt.
 */
export function applyChanges(
  world: World,
  shop: Shop,
  changes: readonly PlannedChange[],
  terms: { reason: string; referenceDocumentUri: string | null; actor: Actor; mirrorsOnHand: boolean },
): InventoryAdjustmentGroup | null {
  const real = changes.filter(({ delta }) => delta !== 0);
  if (real.length === 0) return null;
  const group: InventoryAdjustmentGroup = {
    id: nextId(world, "InventoryAdjustmentGroup"),
    createdAt: nowOf(world),
    reason: terms.reason,
    referenceDocumentUri: terms.referenceDocumentUri,
    apiKey: terms.actor.kind === "app" ? terms.actor.apiKey : null,
    changes: [],
  };
  const cause = { actor: terms.actor, reason: terms.reason, subject: gid("InventoryAdjustmentGroup", group.id) };
  for (const { level, name, delta, ledgerDocumentUri } of real) {
    shiftQuantities(world, shop, level, { [name]: delta }, cause);
    const change = receiptLine(level, name, delta, ledgerDocumentUri);
    group.changes.push(change);
    if (terms.mirrorsOnHand && name !== "incoming") group.changes.push(receiptLine(level, "on_hand", delta, null));
  }
  shop.inventoryAdjustmentGroups.set(group.id, group);
  return group;
}

/** The quantity after the change is left out of the receipt, as in every recorded answer. */
function receiptLine(
  level: InventoryLevel,
  name: QuantityName,
  delta: number,
  ledgerDocumentUri: string | null,
): InventoryChange {
  const { inventoryItemId, locationId } = level;
  return { inventoryItemId, locationId, name, delta, quantityAfterChange: null, ledgerDocumentUri };
}
