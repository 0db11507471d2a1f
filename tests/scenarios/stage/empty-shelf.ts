import { adjustStock } from "#tests/sandbox/commerce/adjust-stock.ts";
import { activeFulfillmentOrdersOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { findLevel, onHandOf, type Shop } from "#tests/sandbox/state/shop.ts";

/**
 * Somebody goes to the shelf for an order and finds nothing: the count takes away all that the books said was there, what
 * was sold from it included. The order has to leave from somewhere else, or wait.
 *
 * @returns whether there was a shelf to be found empty.
 */
export function findShelfEmpty(world: World, shop: Shop, order: Order): boolean {
  for (const work of activeFulfillmentOrdersOf(shop, order)) {
    for (const { inventoryItemId, remainingQuantity } of work.lines) {
      const level = findLevel(shop, inventoryItemId ?? "", work.assignedLocationId ?? "");
      const isTracked = shop.inventoryItems.get(inventoryItemId ?? "")?.tracked === true;
      if (!level || !isTracked || remainingQuantity === 0 || onHandOf(level) <= 0) continue;
      const shortfall = {
        inventoryItemId: level.inventoryItemId,
        locationId: level.locationId,
        delta: -onHandOf(level),
      };
      adjustStock(world, shop, { ...shortfall, reason: "shrinkage" }, { kind: "staff", staffMemberId: null });
      return true;
    }
  }
  return false;
}
