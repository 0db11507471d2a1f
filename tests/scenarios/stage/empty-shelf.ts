import { adjustStock } from "#tests/sandbox/commerce/adjust-stock.ts";
import { activeFulfillmentOrdersOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { findLevel, onHandOf, type Shop } from "#tests/sandbox/state/shop.ts";

const staff: Actor = { kind: "staff", staffMemberId: null };

/**
 * Somebody goes to the shelf for an order and finds nothing: the count takes away all that the books said was there, what
 * was sold from it included. The order has to leave from somewhere else, or wait.
 *
 * @returns how to find the goods again, somewhere else in the building; undefined when there was no shelf to be found empty.
 */
export function findShelfEmpty(world: World, shop: Shop, order: Order): (() => void) | undefined {
  for (const work of activeFulfillmentOrdersOf(shop, order)) {
    for (const { inventoryItemId, remainingQuantity } of work.lines) {
      const level = findLevel(shop, inventoryItemId ?? "", work.assignedLocationId ?? "");
      const isTracked = shop.inventoryItems.get(inventoryItemId ?? "")?.tracked === true;
      if (!level || !isTracked || remainingQuantity === 0 || onHandOf(level) <= 0) continue;
      const { locationId } = level;
      const count = (delta: number, reason: string) =>
        void adjustStock(world, shop, { inventoryItemId: level.inventoryItemId, locationId, delta, reason }, staff);
      const missing = onHandOf(level);
      count(-missing, "shrinkage");
      return () => count(missing, "correction");
    }
  }
  return undefined;
}
