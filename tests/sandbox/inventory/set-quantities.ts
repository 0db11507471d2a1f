import type { World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { InventoryAdjustmentGroup } from "#tests/sandbox/state/catalog.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, type Outcome, type UserError } from "#tests/sandbox/state/user-error.ts";
import {
  applyChanges,
  quantityOf,
  refusePlace,
  refuseReason,
  refuseStale,
  stockedLevel,
  userError,
  type Place,
  type PlannedChange,
} from "./write-quantities.ts";

export type SetRequest = {
  name: string;
  reason: string;
  referenceDocumentUri: string | null;
  quantities: (Place & { quantity: number; changeFromQuantity: number | null })[];
};

const limit = 1_000_000_000;

/** Sets available or on hand to absolute values. On hand is reached by changing available: the other states are facts. */
export function setQuantities(
  world: World,
  shop: Shop,
  request: SetRequest,
  actor: Actor,
): Outcome<InventoryAdjustmentGroup | null> {
  const { name } = request;
  if (name !== "available" && name !== "on_hand") {
    const message = "The quantity name must be either 'available' or 'on_hand'.";
    return { isDone: false, errors: [userError(message, ["input", "name"], "INVALID_NAME")] };
  }
  const errors = refuseReason(request.reason, request.referenceDocumentUri);
  const changes: PlannedChange[] = [];
  const seen = new Set<string>();
  for (const [index, quantity] of request.quantities.entries()) {
    const field = ["input", "quantities", String(index)];
    const key = `${quantity.inventoryItemId}:${quantity.locationId}`;
    const refusal = seen.has(key) ? [duplicate(field)] : refuseQuantity(shop, quantity, field);
    seen.add(key);
    errors.push(...refusal);
    const level = refusal.length > 0 ? undefined : stockedLevel(shop, quantity);
    if (!level) continue;
    const current = quantityOf(level, name);
    errors.push(...refuseStale(current, quantity.changeFromQuantity, field));
    changes.push({ level, name: "available", delta: quantity.quantity - current, ledgerDocumentUri: null });
  }
  if (errors.length > 0) return { isDone: false, errors };
  const { reason, referenceDocumentUri } = request;
  return done(applyChanges(world, shop, changes, { reason, referenceDocumentUri, actor, mirrorsOnHand: true }));
}

function duplicate(field: string[]): UserError {
  const message = "The combination of inventoryItemId and locationId must be unique.";
  return userError(message, [...field, "locationId"], "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR");
}

function refuseQuantity(shop: Shop, quantity: SetRequest["quantities"][number], field: string[]): UserError[] {
  const place = refusePlace(shop, quantity, field);
  if (place.length > 0) return place;
  if (quantity.quantity > limit) {
    const message = "The total quantity can't be higher than 1,000,000,000.";
    return [userError(message, [...field, "quantity"], "INVALID_QUANTITY_TOO_HIGH")];
  }
  if (quantity.quantity >= -limit) return [];
  const message = "The total quantity can't be lower than -1,000,000,000.";
  return [userError(message, [...field, "quantity"], "INVALID_QUANTITY_TOO_LOW")];
}
