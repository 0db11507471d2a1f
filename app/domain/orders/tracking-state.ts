import { compareIds } from "#app/domain/basics/ids.ts";
import { compareText } from "./compare-facts.ts";
import type { FulfillmentFacts } from "./order-facts.ts";

/** Where a parcel is. `returned`: it was delivered and came back; `failed`: the carrier could not deliver it. */
export type TrackingState =
  | "unknown"
  | "labelled"
  | "ready_for_pickup"
  | "in_transit"
  | "out_for_delivery"
  | "attempted"
  | "delayed"
  | "delivered"
  | "failed"
  | "returned";

/** Shopify's words for events (FulfillmentEventStatus of the Admin API 2026-10, and the older `picked_up`). */
const STATE_BY_EVENT: Record<string, TrackingState> = {
  label_purchased: "labelled",
  label_printed: "labelled",
  confirmed: "labelled",
  ready_for_pickup: "ready_for_pickup",
  carrier_picked_up: "in_transit",
  picked_up: "in_transit",
  in_transit: "in_transit",
  delayed: "delayed",
  out_for_delivery: "out_for_delivery",
  attempted_delivery: "attempted",
  delivered: "delivered",
  failure: "failed",
};

// How far along a parcel is, for events that bear the same time.
const PROGRESS: readonly TrackingState[] = [
  "labelled",
  "ready_for_pickup",
  "in_transit",
  "delayed",
  "out_for_delivery",
  "attempted",
  "delivered",
  "failed",
];

export type Tracking = { state: TrackingState; at: string | null };

/**
 * Where a parcel is: a function of the set of its events in the order of the carrier's time, never of their arrival. A
 * delivered parcel stays delivered whatever scan is told later, unless the carrier later says that it failed after all:
 * then it came back.
 */
export function trackingState(fulfillment: FulfillmentFacts): Tracking {
  let tracking: Tracking = { state: "unknown", at: null };
  for (const event of eventsInOrder(fulfillment)) tracking = follow(tracking, event);
  return tracking;
}

type Step = { id: string; state: TrackingState; at: string };

function eventsInOrder(fulfillment: FulfillmentFacts): Step[] {
  const steps = fulfillment.events.flatMap((event): Step[] => {
    const state = STATE_BY_EVENT[event.status];
    return state ? [{ id: event.id, state, at: event.happenedAt }] : [];
  });
  // The platform's own summary stands in for an event that never came.
  const summary = STATE_BY_EVENT[fulfillment.shipmentStatus ?? ""];
  if (summary && !steps.some((step) => step.state === summary))
    steps.push({ id: "", state: summary, at: fulfillment.updatedAt });
  return steps.sort(
    (a, b) =>
      compareText(a.at, b.at) || PROGRESS.indexOf(a.state) - PROGRESS.indexOf(b.state) || compareIds(a.id, b.id),
  );
}

function follow(tracking: Tracking, step: Step): Tracking {
  if (tracking.state !== "delivered" && tracking.state !== "returned") return { state: step.state, at: step.at };
  if (step.state === "failed" && tracking.state === "delivered") return { state: "returned", at: step.at };
  if (step.state === "delivered" && tracking.state === "returned") return { state: "delivered", at: step.at };
  return tracking;
}
