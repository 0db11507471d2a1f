import { z } from "zod";
import { flag, optionalInstant, optionalInteger, optionalText, platformId, instant } from "./platform-values.ts";

/** `inventory_levels/update` and `connect`: `available` alone, and null where the item is not counted. */
export const inventoryLevelBody = z.object({
  inventory_item_id: platformId,
  location_id: platformId,
  available: optionalInteger,
  updated_at: instant,
});

/** `inventory_levels/disconnect`: the item is no longer held at the location. */
export const levelDisconnectedBody = z.object({ inventory_item_id: platformId, location_id: platformId });

/** `inventory_items/create` and `update`. */
export const inventoryItemBody = z.object({
  id: platformId,
  sku: optionalText,
  tracked: flag(true),
  requires_shipping: flag(true),
  updated_at: optionalInstant,
});
