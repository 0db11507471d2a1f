import { assert } from "#app/domain/basics/assert.ts";
import type { Allocation } from "#app/domain/inventory/allocation.ts";
import type { FulfillmentFacts, LineItemFacts, OrderFacts } from "./order-facts.ts";

/**
 * Where the units of one line are. The law, which holds for every order at every moment:
 *
 *   ordered = removed + noWork + scheduled + backordered + allocated + fulfilled
 *   returned <= fulfilled,  restocked <= returned + removed
 */
export type LineQuantities = {
  lineItemId: string;
  /** As first ordered or added by an edit. */
  ordered: number;
  /** Taken off before they left: by an edit, a refund or the order's cancellation. */
  removed: number;
  /** To be handed over without picking: gift card, digital good, tip, taken along at the counter. */
  noWork: number;
  /** In a fulfillment order that is due at a later date. */
  scheduled: number;
  /** To be shipped, and no stock is promised to them. */
  backordered: number;
  allocated: number;
  /** Left in a fulfillment that was not cancelled. */
  fulfilled: number;
  /** Left and came back. */
  returned: number;
  /** Put back on a shelf, whether they had left or not. */
  restocked: number;
};

/** The quantities of every line, from the order's facts and its claims on stock. */
export function lineQuantities(
  facts: OrderFacts,
  allocations: readonly Pick<Allocation, "lineItemId" | "quantity">[],
): LineQuantities[] {
  const fulfilledByLine = sumByLine(facts.fulfillments.filter(hasLeft).flatMap((fulfillment) => fulfillment.lines));
  const allocatedByLine = sumByLine(allocations);
  const scheduledByLine = sumByLine(
    facts.fulfillmentOrders
      .filter((work) => work.status === "SCHEDULED")
      .flatMap((work) => work.lines.map((line) => ({ lineItemId: line.lineItemId, quantity: line.remainingQuantity }))),
  );
  return facts.lines.map((line) => {
    const fulfilled = Math.min(fulfilledByLine.get(line.id) ?? 0, line.quantity);
    const refunded = refundedUnits(facts, line.id);
    const returned = Math.min(fulfilled, refunded.returned);
    const removed = removedUnits(facts, line, fulfilled, refunded);
    const open = line.quantity - fulfilled - removed;
    const noWork = needsWork(facts, line) ? 0 : open;
    const scheduled = Math.min(scheduledByLine.get(line.id) ?? 0, open - noWork);
    const allocated = Math.min(allocatedByLine.get(line.id) ?? 0, open - noWork - scheduled);
    const backordered = open - noWork - scheduled - allocated;
    const restocked = Math.min(refunded.cancelled + refunded.returned, returned + removed);
    const quantities = {
      lineItemId: line.id,
      ordered: line.quantity,
      removed,
      noWork,
      scheduled,
      backordered,
      allocated,
      fulfilled,
      returned,
      restocked,
    };
    assertLaw(quantities);
    return quantities;
  });
}

/** Whether somebody must pick, pack or hand out the units of a line. */
export function needsWork(facts: OrderFacts, line: LineItemFacts): boolean {
  if (!line.requiresShipping || line.isGiftCard || line.isTip) return false;
  const work = facts.fulfillmentOrders.filter((fulfillmentOrder) =>
    fulfillmentOrder.lines.some((part) => part.lineItemId === line.id),
  );
  if (work.length > 0) return work.some((fulfillmentOrder) => fulfillmentOrder.deliveryMethod !== "RETAIL");
  return facts.sourceName !== "pos" || facts.shippingLines.length > 0;
}

function hasLeft(fulfillment: FulfillmentFacts): boolean {
  return fulfillment.status !== "cancelled" && fulfillment.status !== "error" && fulfillment.status !== "failure";
}

type Refunded = { cancelled: number; returned: number; notRestocked: number };

/** Refunds of a line by what became of the goods. A restock of the old kind is a return if anything has left. */
function refundedUnits(facts: OrderFacts, lineItemId: string): Refunded {
  const units: Refunded = { cancelled: 0, returned: 0, notRestocked: 0 };
  for (const refunded of facts.refunds.flatMap((refund) => refund.lines)) {
    if (refunded.lineItemId !== lineItemId) continue;
    if (refunded.restockKind === "cancel") units.cancelled += refunded.quantity;
    else if (refunded.restockKind === "no_restock") units.notRestocked += refunded.quantity;
    else units.returned += refunded.quantity;
  }
  return units;
}

/**
 * Units that will never leave. The platform states how many remain of a line (`currentQuantity`, less every refund) but
 * not whether a refund without restocking met goods that had left; then what it still expects to be fulfilled decides.
 * Its snapshot may be older than the refunds and fulfillments beside it, so it is held between what those alone prove.
 */
function removedUnits(facts: OrderFacts, line: LineItemFacts, fulfilled: number, refunded: Refunded): number {
  const unfulfilled = line.quantity - fulfilled;
  if (facts.cancelledAt !== null || facts.isDeleted) return unfulfilled;
  const gone = line.quantity - line.currentQuantity - Math.min(refunded.returned, fulfilled);
  const least = Math.min(unfulfilled, Math.max(refunded.cancelled, gone - refunded.notRestocked, 0));
  const most = Math.max(least, Math.min(unfulfilled, gone));
  const expected = unfulfilled - Math.min(line.fulfillableQuantity, unfulfilled);
  return Math.min(most, Math.max(least, expected));
}

function sumByLine(parts: readonly { lineItemId: string; quantity: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const part of parts) sums.set(part.lineItemId, (sums.get(part.lineItemId) ?? 0) + part.quantity);
  return sums;
}

function assertLaw(line: LineQuantities) {
  const parts = [line.removed, line.noWork, line.scheduled, line.backordered, line.allocated, line.fulfilled];
  const sum = parts.reduce((total, part) => total + part, 0);
  assert(
    sum === line.ordered && Math.min(...parts, line.returned, line.restocked) >= 0,
    `the units of line ${line.lineItemId} sum to what was ordered`,
  );
  assert(line.returned <= line.fulfilled, `no more of line ${line.lineItemId} came back than left`);
  assert(
    line.restocked <= line.returned + line.removed,
    `no more of line ${line.lineItemId} was restocked than did not stay away`,
  );
}
