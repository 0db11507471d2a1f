import type { Allocation } from "#app/domain/inventory/allocation.ts";
import { isOnlyReadAgain } from "#app/domain/orders/fold-read.ts";
import type { Batch } from "./batch.ts";
import type { DecidedOrder } from "./decide-orders.ts";
import { OPEN_STATES } from "./next-round.ts";

/**
 * Whether an order was decided as it was before, for a reason that is nobody's news: free goods of which it got none, or
 * a read that showed nothing new where nothing is to be done. Such a decision is not recorded.
 */
export function isNoNews(batch: Batch, decided: DecidedOrder): boolean {
  const { order, context, decision } = decided;
  if (order.isWanted || order.before === null) return false;
  if (order.isChanged ? !isReadForNothing(batch, decided) : !order.isAwoken) return false;
  return decision.sentence === order.before.sentence && sayClaims(decision) === sayClaims(context);
}

/** What was wished of Shopify waits for reads: they are news, whatever they show, as long as a wish is open or made. */
function isReadForNothing(batch: Batch, { order, facts, decision }: DecidedOrder): boolean {
  const { version, facts: before } = order.before!;
  if (version === 0 || !isOnlyReadAgain(before, facts)) return false;
  const wishes = batch.outbox.get(order.id) ?? [];
  const isOpen = wishes.some((wish) => OPEN_STATES.includes(wish.state));
  return !isOpen && decision.actions.length === 0 && decision.documents.length === 0;
}

function sayClaims({ allocations }: { allocations: readonly Allocation[] }): string {
  return allocations
    .map((claim) => `${claim.lineItemId} ${claim.inventoryItemId}/${claim.locationId} ${claim.quantity}`)
    .sort()
    .join();
}
