import { levelKey } from "#app/domain/inventory/level-book.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { Batch, UnderstoodMessage } from "#app/pipeline/batch.ts";
import { levelReadDue } from "./apply-level-change.ts";

/**
 * Goods that leave lower what is committed and on hand, and no webhook of a level says so: `available` stays as it was.
 * Where we had claimed them the claim is given back and the level read for that; where they left before we had decided,
 * or from elsewhere than we thought, the level is wanted here.
 */
export function wantLeftLevels(
  batch: Batch,
  { message }: UnderstoodMessage,
  orderId: string,
  before: OrderFacts | null,
  after: OrderFacts,
): void {
  const known = before ? unitsLeft(before) : new Map<string, number>();
  const claims = batch.allocations.get(orderId) ?? [];
  const claimed = new Set(claims.map(({ inventoryItemId, locationId }) => levelKey(inventoryItemId, locationId)));
  for (const [key, units] of unitsLeft(after)) {
    if (units <= (known.get(key) ?? 0) || claimed.has(key)) continue;
    const dueAt = levelReadDue(batch.now);
    batch.wantedReads.push({ subject: "inventory_level", id: key, dueAt, wantedAt: message.receivedAt });
  }
}

/** Units that parcels took from each level, as far as the items of their lines are known. */
function unitsLeft({ fulfillments, fulfillmentOrders }: OrderFacts): Map<string, number> {
  const itemByLine = new Map<string, string>();
  for (const { lines } of fulfillmentOrders) {
    for (const { lineItemId, inventoryItemId } of lines) {
      if (inventoryItemId !== null) itemByLine.set(lineItemId, inventoryItemId);
    }
  }
  const units = new Map<string, number>();
  for (const { status, locationId, lines } of fulfillments) {
    if (status !== "success" || locationId === null) continue;
    for (const { lineItemId, quantity } of lines) {
      const item = itemByLine.get(lineItemId);
      if (item === undefined) continue;
      const key = levelKey(item, locationId);
      units.set(key, (units.get(key) ?? 0) + quantity);
    }
  }
  return units;
}
