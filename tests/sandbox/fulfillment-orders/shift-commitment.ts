import type { World } from "#tests/sandbox/state.ts";
import { levelAt, shiftQuantities } from "#tests/sandbox/inventory/shift-quantities.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { findLevel, type Shop } from "#tests/sandbox/state/shop.ts";
import { orderOf } from "./act-on-fulfillment-order.ts";
import type { LineShare } from "./cut-lines.ts";

/** Whether units of a line are committed stock: a tracked item that the checkout took stock for. */
export function isCommitted(shop: Shop, fulfillmentOrder: FulfillmentOrder, share: LineShare): boolean {
  const { inventoryItemId, lineItemId } = share.line;
  if (inventoryItemId === null || !shop.inventoryItems.get(inventoryItemId)?.tracked) return false;
  const lineItem = orderOf(shop, fulfillmentOrder).lineItems.find(({ id }) => id === lineItemId);
  return lineItem?.isStockCommitted === true;
}

/**
 * Moves the platform's own commitment along with units that change location: freed where they leave, committed where they go.
 * Nothing leaves a shelf, so on hand stays as it is at both.
 */
export function shiftCommitment(
  world: World,
  shop: Shop,
  fulfillmentOrder: FulfillmentOrder,
  shares: readonly LineShare[],
  route: { from: string | null; to: string; actor: Actor },
): void {
  const subject = gid("FulfillmentOrder", fulfillmentOrder.id);
  const cause = { actor: route.actor, reason: "fulfillment order moved", subject };
  for (const share of shares) {
    if (!isCommitted(shop, fulfillmentOrder, share)) continue;
    const itemId = share.line.inventoryItemId ?? "";
    const { quantity } = share;
    const source = route.from === null ? undefined : findLevel(shop, itemId, route.from);
    if (source) shiftQuantities(world, shop, source, { committed: -quantity, available: quantity }, cause);
    const target = levelAt(world, shop, itemId, route.to, route.actor);
    shiftQuantities(world, shop, target, { committed: quantity, available: -quantity }, cause);
  }
}
