import { compareIds } from "#app/domain/basics/ids.ts";
import { compareText } from "./compare-facts.ts";
import { needsWork } from "./line-quantities.ts";
import { hasLeft } from "./open-work.ts";
import type { FulfillmentFacts, OrderFacts } from "./order-facts.ts";
import { trackingState, type TrackingState } from "./tracking-state.ts";

/** A parcel as its buyer sees it. */
export type ShopperParcel = {
  /** Counted from 1 in the order in which they were packed; lines say in which parcel their units are. */
  number: number;
  state: TrackingState;
  /** When the carrier said so; null while nothing was heard of it. */
  stateAt: string | null;
  carrier: string | null;
  /** Numbers and addresses that lead to the buyer's door: empty for whoever has not signed in. */
  tracking: { number: string; url: string | null }[];
};

/** A fulfillment that left as a parcel, with what its buyer sees of it. */
export type PackedParcel = { fulfillment: FulfillmentFacts; parcel: ShopperParcel };

/** Delivery methods whose goods are handed over to the buyer, so that no parcel is on its way. */
const HANDED_OVER = new Set(["PICK_UP", "RETAIL"]);

/** The parcels of an order, oldest first. What was handed over, or has nothing to carry, is none. */
export function shopperParcels(facts: OrderFacts): PackedParcel[] {
  const parcels = facts.fulfillments.filter((fulfillment) => hasLeft(fulfillment) && isCarried(facts, fulfillment));
  parcels.sort((a, b) => compareText(a.createdAt, b.createdAt) || compareIds(a.id, b.id));
  return parcels.map((fulfillment, index) => ({ fulfillment, parcel: describeParcel(fulfillment, index + 1) }));
}

function describeParcel(fulfillment: FulfillmentFacts, number: number): ShopperParcel {
  const { state, at } = trackingState(fulfillment);
  return { number, state, stateAt: at, carrier: fulfillment.trackingCompany, tracking: trackingOf(fulfillment) };
}

function isCarried(facts: OrderFacts, fulfillment: FulfillmentFacts): boolean {
  return fulfillment.lines.some((part) => isCarriedLine(facts, part.lineItemId));
}

/** Whether units of this line travel: it has something to carry, and not all of it is handed over. */
export function isCarriedLine(facts: OrderFacts, lineItemId: string): boolean {
  const line = facts.lines.find((each) => each.id === lineItemId);
  if (!line || !needsWork(facts, line)) return false;
  const works = facts.fulfillmentOrders.filter((work) => work.lines.some((part) => part.lineItemId === lineItemId));
  return works.length === 0 || works.some((work) => !HANDED_OVER.has(work.deliveryMethod));
}

/** Any app may write a tracking address: only one that a browser opens as a page is passed on. */
function trackingOf({ trackingNumbers, trackingUrls }: FulfillmentFacts): ShopperParcel["tracking"] {
  return trackingNumbers.map((number, index) => {
    const url = trackingUrls[index] ?? null;
    return { number, url: url !== null && /^https?:\/\//i.test(url) ? url : null };
  });
}
