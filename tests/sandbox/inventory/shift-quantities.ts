import { emit, nextId, nowOf, recordEffect, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { storedQuantityNames, type InventoryLevel, type StoredQuantityName } from "#tests/sandbox/state/catalog.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Instant } from "#tests/sandbox/state/instant.ts";
import { addInventoryLevel, findLevel, type Shop } from "#tests/sandbox/state/shop.ts";

/** How much each state of one level gains (or, negative, loses). A sale is `{ available: -2, committed: 2 }`. */
export type QuantityShift = Partial<Record<StoredQuantityName, number>>;

/** Why quantities move: who did it, and for the log which object caused it (an order, a fulfillment, an adjustment group). */
export type ShiftCause = { actor: Actor; reason: string; subject: string };

/**
 * Moves quantities of one level, writes the effect to the log and announces the level. The only place where quantities change. Nothing
 * is clamped: the platform lets available fall below zero and so does this. A shift that changes nothing leaves no trace.
 */
export function shiftQuantities(
  world: World,
  shop: Shop,
  level: InventoryLevel,
  shift: QuantityShift,
  cause: ShiftCause,
): void {
  const now = nowOf(world);
  const moved: QuantityShift = {};
  for (const name of storedQuantityNames) {
    const delta = shift[name] ?? 0;
    if (delta === 0) continue;
    const quantity = level.quantities[name];
    quantity.quantity += delta;
    quantity.updatedAt = now;
    moved[name] = delta;
  }
  if (Object.keys(moved).length === 0) return;
  level.updatedAt = now;
  recordEffect(world, shop, {
    actor: cause.actor,
    name: "inventory shifted",
    subject: levelGid(level),
    details: {
      inventoryItemId: level.inventoryItemId,
      locationId: level.locationId,
      shift: moved,
      reason: cause.reason,
      causedBy: cause.subject,
    },
  });
  emit(world, shop, "inventory_levels/update", { level }, cause.actor);
}

/** A level's gid bears the item as a parameter, as on the platform. */
export function levelGid(level: InventoryLevel): string {
  return `${gid("InventoryLevel", level.id)}?inventory_item_id=${level.inventoryItemId}`;
}

/** The level of an item at a location; one is connected first when the location does not stock the item yet. */
export function levelAt(
  world: World,
  shop: Shop,
  inventoryItemId: string,
  locationId: string,
  actor: Actor,
): InventoryLevel {
  const existing = findLevel(shop, inventoryItemId, locationId);
  if (existing?.isActive) return existing;
  const level = existing ?? emptyLevel(world, inventoryItemId, locationId);
  level.isActive = true;
  level.updatedAt = nowOf(world);
  if (!existing) addInventoryLevel(shop, level);
  emit(world, shop, "inventory_levels/connect", { level }, actor);
  return level;
}

/** A level with nothing in it. As on the platform only `available` bears a time until a state is first written. */
function emptyLevel(world: World, inventoryItemId: string, locationId: string): InventoryLevel {
  const now = nowOf(world);
  const zero = (updatedAt: Instant | null) => ({ quantity: 0, updatedAt });
  return {
    id: nextId(world, "InventoryLevel"),
    inventoryItemId,
    locationId,
    isActive: true,
    quantities: {
      available: zero(now),
      committed: zero(null),
      reserved: zero(null),
      damaged: zero(null),
      safety_stock: zero(null),
      quality_control: zero(null),
      incoming: zero(null),
    },
    createdAt: now,
    updatedAt: now,
  };
}
