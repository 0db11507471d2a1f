import type { OrderContext } from "#app/domain/decision.ts";
import { compareIds } from "#app/domain/basics/ids.ts";
import { isAutomaticHold } from "#app/domain/actions/hold-handles.ts";
import { isParcelWork, openFulfillmentOrders, type OpenLine } from "#app/domain/orders/open-work.ts";
import type { FulfillmentOrderFacts } from "#app/domain/orders/order-facts.ts";
import type { LocationFacts } from "./location-facts.ts";

/**
 * What may be done with a fulfillment order:
 * - done: closed, cancelled, or nothing left to send;
 * - elsewhere: another app's fulfillment service has it, or a location we do not know: left untouched;
 * - scheduled: its time has not come, Shopify opens it then;
 * - fixed: it is worked on where it is (pick-up, local delivery, frozen, in progress, held by someone else, not movable);
 * - movable: we may choose its location.
 */
export type Standing = "done" | "elsewhere" | "scheduled" | "fixed" | "movable";

export type WorkItem = {
  fulfillmentOrder: FulfillmentOrderFacts;
  /** Lines with units left, after what fulfillments and refunds already took away. */
  lines: OpenLine[];
  /** How many units it has left is not known for sure until it is read again. */
  isInDoubt: boolean;
  standing: Standing;
  /** Null when Shopify names none (it was deleted) or one we do not know. */
  location: LocationFacts | null;
};

/** Requests that a fulfillment service has before it or has accepted: the work is no longer the merchant's. */
const REQUESTED = new Set(["SUBMITTED", "ACCEPTED", "CANCELLATION_REQUESTED", "CANCELLATION_REJECTED"]);

/**
 * Every fulfillment order of the order with what may be done with it. Those we do not hold come first, then the older ones:
 * where stock is short, work that could go on keeps its units and work that waits goes on waiting.
 */
export function surveyWork(context: OrderContext): WorkItem[] {
  const openById = new Map(openFulfillmentOrders(context.facts).map((each) => [each.fulfillmentOrder.id, each]));
  const locationById = new Map(context.locations.map((location) => [location.id, location]));
  return [...context.facts.fulfillmentOrders]
    .sort((a, b) => Number(isHeldByUs(a)) - Number(isHeldByUs(b)) || compareIds(a.id, b.id))
    .map((fulfillmentOrder) => {
      const { lines = [], isInDoubt = false } = openById.get(fulfillmentOrder.id) ?? {};
      const location = locationById.get(fulfillmentOrder.locationId ?? "") ?? null;
      const standing = standingOf(context, fulfillmentOrder, lines, location);
      return { fulfillmentOrder, lines, isInDoubt, location, standing };
    });
}

function standingOf(
  context: OrderContext,
  fulfillmentOrder: FulfillmentOrderFacts,
  lines: OpenLine[],
  location: LocationFacts | null,
): Standing {
  if (lines.length === 0) return "done";
  if (REQUESTED.has(fulfillmentOrder.requestStatus) || location?.isFulfillmentService) return "elsewhere";
  if (location === null && fulfillmentOrder.locationId !== null) return "elsewhere";
  if (fulfillmentOrder.status === "SCHEDULED") return "scheduled";
  const isFixed =
    fulfillmentOrder.status === "IN_PROGRESS" ||
    !isParcelWork(context.facts, fulfillmentOrder) ||
    context.frozenFulfillmentOrderIds.includes(fulfillmentOrder.id) ||
    fulfillmentOrder.holds.some((hold) => !isAutomaticHold(hold)) ||
    !fulfillmentOrder.supportedActions.includes("MOVE");
  return isFixed ? "fixed" : "movable";
}

/** Whether a hold of ours stands on it. */
export function isHeldByUs(fulfillmentOrder: FulfillmentOrderFacts): boolean {
  return fulfillmentOrder.holds.some(isAutomaticHold);
}

/** Units left of a work item. */
export function unitsOf(item: Pick<WorkItem, "lines">): number {
  return item.lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
