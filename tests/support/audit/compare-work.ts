import { fulfillmentOrdersOf, isActive } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { unitsByLine, type StoredFacts, type StoredFulfillmentOrder } from "./compare-facts.ts";

const ENDED = new Set(["CLOSED", "CANCELLED", "INCOMPLETE"]);

/**
 * What of an order's work, as we know it, differs from the fulfillment orders at Shopify. Ended ones may be forgotten;
 * those with work left must be there with their location, units and holds, and no others.
 */
export function compareWork(shop: Shop, order: Order, facts: StoredFacts, apiKey: string): string[] {
  const theirs = fulfillmentOrdersOf(shop, order);
  if (facts.fulfillmentOrdersReadAt === null) {
    return theirs.some(isActive) ? ["its fulfillment orders were never read"] : [];
  }
  const differences: string[] = [];
  const ours = new Map(facts.fulfillmentOrders.map((each) => [each.id, each]));
  for (const there of theirs.filter(isActive)) {
    const here = ours.get(there.id);
    if (!here) differences.push(`fulfillment order ${there.id} is unknown here`);
    else differences.push(...compareOne(here, there, apiKey));
  }
  const active = new Set(theirs.filter(isActive).map(({ id }) => id));
  for (const here of ours.values()) {
    if (!ENDED.has(here.status) && !active.has(here.id)) {
      differences.push(`fulfillment order ${here.id} is ${here.status} here and has no work left at Shopify`);
    }
  }
  return differences;
}

function compareOne(here: StoredFulfillmentOrder, there: FulfillmentOrder, apiKey: string): string[] {
  const differences: string[] = [];
  const compare = (what: string, ours: unknown, theirs: unknown) => {
    const [left, right] = [JSON.stringify(ours), JSON.stringify(theirs)];
    if (left !== right)
      differences.push(`fulfillment order ${here.id}: ${what} is ${left} here and ${right} at Shopify`);
  };
  compare("status", here.status, there.status);
  compare("location", here.locationId, there.assignedLocationId);
  compare("open units", openUnits(here.lines), openUnits(there.lines));
  const ownHolds = there.holds.map(({ id, apiKey: placedBy }) => ({ id, isOurs: placedBy === apiKey }));
  compare("holds", holdsOf(here.holds), holdsOf(ownHolds));
  return differences;
}

function openUnits(lines: readonly { lineItemId: string; remainingQuantity: number }[]): string[] {
  const open = lines.filter((line) => line.remainingQuantity > 0);
  return unitsByLine(open.map(({ lineItemId, remainingQuantity }) => ({ lineItemId, quantity: remainingQuantity })));
}

function holdsOf(holds: readonly { id: string; isOurs: boolean }[]): string[] {
  return holds.map(({ id, isOurs }) => `${id}${isOurs ? " of ours" : ""}`).sort();
}
