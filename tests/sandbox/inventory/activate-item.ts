import type { World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { InventoryLevel } from "#tests/sandbox/state/catalog.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { done, refused, type Outcome } from "#tests/sandbox/state/user-error.ts";
import { levelAt, shiftQuantities } from "./shift-quantities.ts";
import { refusePlace, stockedLevel } from "./write-quantities.ts";

export type ActivateRequest = {
  inventoryItemId: string;
  locationId: string;
  available: number | null;
  onHand: number | null;
};

/** Lets a location stock an item. Quantities may only be given while it does not stock it yet; a second activation changes nothing. */
export function activateItem(
  world: World,
  shop: Shop,
  request: ActivateRequest,
  actor: Actor,
): Outcome<InventoryLevel> {
  const errors = refusePlace(shop, request, []);
  if (errors.length > 0) return { isDone: false, errors };
  const existing = stockedLevel(shop, request);
  const hasQuantity = request.available !== null || request.onHand !== null;
  if (existing && hasQuantity) {
    const message = "Not allowed to set available quantity when the item is already active at the location.";
    return refused(message, [request.available === null ? "onHand" : "available"]);
  }
  if (existing) return done(existing);
  if (!shop.locations.get(request.locationId)?.isActive) {
    return refused("The location is not active.", ["locationId"]);
  }
  const level = levelAt(world, shop, request.inventoryItemId, request.locationId, actor);
  const opening = request.available ?? request.onHand ?? 0;
  const cause = { actor, reason: "inventory activated", subject: gid("InventoryItem", request.inventoryItemId) };
  shiftQuantities(world, shop, level, { available: opening }, cause);
  return done(level);
}
