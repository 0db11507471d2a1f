import { nowOf, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { subtractMoney, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { levelAt, shiftQuantities } from "#tests/sandbox/inventory/shift-quantities.ts";
import { activeFulfillmentOrdersOf, remainingUnits } from "#tests/sandbox/orders/order-fulfillment.ts";
import { lineSubtotal, lineTax } from "#tests/sandbox/orders/order-totals.ts";

/**
 * Takes units off a line's price. Each step is the difference of two shares of the whole line, so that any sequence of
 * removals adds up to what the line cost.
 *
 * @returns what they were worth: after discounts, and the tax on that (contained in it when prices include tax)
 */
export function removeUnits(line: LineItem, units: number): { subtotal: MoneyBag; tax: MoneyBag } {
  if (units < 0 || units > line.currentQuantity) throw new Error(`Line ${line.id} has no ${units} units to remove.`);
  const left = line.currentQuantity - units;
  const subtotal = subtractMoney(lineSubtotal(line, line.currentQuantity), lineSubtotal(line, left));
  const tax = subtractMoney(lineTax(line, line.currentQuantity), lineTax(line, left));
  line.currentQuantity = left;
  return { subtotal, tax };
}

export type Restock = { restock: boolean; /** Left out: where the work was assigned. */ locationId?: string | null };

/**
 * Takes units off the work that is still open, the newest fulfillment order first. What the sale committed for them is freed:
 * back to available when it is restocked, gone from the books otherwise.
 *
 * @returns where they were taken from; throws when so many units are not open
 */
export function removeWork(
  world: World,
  shop: Shop,
  order: Order,
  lineItem: LineItem,
  units: number,
  restock: Restock,
  actor: Actor,
): { locationId: string | null; quantity: number }[] {
  let missing = units;
  const taken: { locationId: string | null; quantity: number }[] = [];
  for (const fulfillmentOrder of activeFulfillmentOrdersOf(shop, order).reverse()) {
    for (const line of fulfillmentOrder.lines) {
      if (line.lineItemId !== lineItem.id || missing === 0) continue;
      const quantity = Math.min(missing, line.remainingQuantity);
      line.remainingQuantity -= quantity;
      line.totalQuantity -= quantity;
      missing -= quantity;
      if (quantity > 0) {
        taken.push({ locationId: fulfillmentOrder.assignedLocationId, quantity });
        freeStock(world, shop, order, lineItem, fulfillmentOrder, line.inventoryItemId, quantity, restock, actor);
      }
    }
    closeIfDone(world, fulfillmentOrder);
  }
  if (missing > 0) throw new Error(`Line ${lineItem.id} has ${missing} units fewer open than should be removed.`);
  return taken;
}

function freeStock(
  world: World,
  shop: Shop,
  order: Order,
  lineItem: LineItem,
  fulfillmentOrder: FulfillmentOrder,
  inventoryItemId: string | null,
  quantity: number,
  { restock, locationId }: Restock,
  actor: Actor,
): void {
  const from = fulfillmentOrder.assignedLocationId;
  if (!lineItem.isStockCommitted || inventoryItemId === null || from === null) return;
  const cause = { actor, reason: restock ? "restocked" : "removed", subject: gid("Order", order.id) };
  const to = restock ? (locationId ?? from) : null;
  const level = levelAt(world, shop, inventoryItemId, from, actor);
  shiftQuantities(
    world,
    shop,
    level,
    to === from ? { committed: -quantity, available: quantity } : { committed: -quantity },
    cause,
  );
  if (to !== null && to !== from) {
    shiftQuantities(world, shop, levelAt(world, shop, inventoryItemId, to, actor), { available: quantity }, cause);
  }
}

/** Work without units left is closed; holds on it have nothing to hold any more. */
function closeIfDone(world: World, fulfillmentOrder: FulfillmentOrder): void {
  if (remainingUnits(fulfillmentOrder) > 0) return;
  fulfillmentOrder.status = "CLOSED";
  fulfillmentOrder.holds = [];
  fulfillmentOrder.updatedAt = nowOf(world);
}

/** Returned goods go back on the shelf of a location; nothing happens for goods that are not counted. */
export function putBack(
  world: World,
  shop: Shop,
  order: Order,
  lineItem: LineItem,
  locationId: string,
  quantity: number,
  actor: Actor,
): boolean {
  const variant = lineItem.variantId === null ? undefined : shop.variants.get(lineItem.variantId);
  const item = variant ? shop.inventoryItems.get(variant.inventoryItemId) : undefined;
  if (!item?.tracked) return false;
  const level = levelAt(world, shop, item.id, locationId, actor);
  const cause = { actor, reason: "restocked", subject: gid("Order", order.id) };
  shiftQuantities(world, shop, level, { available: quantity }, cause);
  return true;
}
