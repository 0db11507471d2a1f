import type { PlanState } from "#app/domain/decision.ts";
import type { Allocation } from "#app/domain/inventory/allocation.ts";
import { lineQuantities } from "./line-quantities.ts";
import type { FulfillmentOrderStatus, OrderFacts } from "./order-facts.ts";
import { isPlaceholder } from "./placeholder-facts.ts";
import { trackingState, type TrackingState } from "./tracking-state.ts";

/** What the headline looks like: from nothing to do, through done, to somebody must act. */
export type HeadlineTone = "neutral" | "info" | "success" | "attention" | "warning" | "critical";
export type Headline = { status: HeadlineStatus; tone: HeadlineTone };

export type HeadlineStatus = keyof typeof TONE_BY_STATUS;

// In the trade's words, as a badge shows them.
const TONE_BY_STATUS = {
  Arriving: "info",
  Deleted: "neutral",
  Cancelled: "neutral",
  Refunded: "neutral",
  Returned: "neutral",
  "Part returned": "neutral",
  "Not delivered": "critical",
  Delivered: "success",
  Shipped: "success",
  "Part shipped": "info",
  Held: "warning",
  Backordered: "attention",
  "Part backordered": "attention",
  Scheduled: "info",
  Moving: "info",
  Ready: "info",
  "Nothing to ship": "success",
  Placed: "neutral",
} as const satisfies Record<string, HeadlineTone>;

export type Progress = {
  facts: OrderFacts;
  /** Units that are promised: see promisedUnits. */
  allocations: readonly Pick<Allocation, "lineItemId" | "quantity">[];
  /** The state of the plan of each open fulfillment order, by its id; empty before the first decision. */
  planByFulfillmentOrder: Readonly<Record<string, { state: PlanState }>>;
};

/** Every word a headline may be, for filters and tabs. */
export const HEADLINE_STATUSES = Object.keys(TONE_BY_STATUS) as HeadlineStatus[];

/** What a headline that was stored for a list looks like; a word of an earlier version is neutral. */
export function headlineTone(status: string): HeadlineTone {
  return status in TONE_BY_STATUS ? TONE_BY_STATUS[status as HeadlineStatus] : "neutral";
}

/** The one word an order is shown with: derived from its facts, its claims and its plan, never stored as truth. */
export function headlineStatus(progress: Progress): Headline {
  const status = nameStatus(progress);
  return { status, tone: TONE_BY_STATUS[status] };
}

function nameStatus({ facts, allocations, planByFulfillmentOrder }: Progress): HeadlineStatus {
  if (facts.isDeleted) return "Deleted";
  if (isPlaceholder(facts)) return "Arriving";
  const units = sumUnits(facts, allocations);
  if (facts.cancelledAt !== null && units.fulfilled === 0) return "Cancelled";
  if (units.open > 0) return nameOpen(facts, planByFulfillmentOrder, units);
  if (units.fulfilled > 0) return nameShipped(facts, units);
  if (facts.financialStatus === "refunded" || facts.financialStatus === "voided") return "Refunded";
  return units.removed > 0 && units.noWork === 0 ? "Cancelled" : "Nothing to ship";
}

type Units = {
  open: number;
  fulfilled: number;
  returned: number;
  removed: number;
  noWork: number;
  backordered: number;
  scheduled: number;
};

function sumUnits(facts: OrderFacts, allocations: Progress["allocations"]): Units {
  const units: Units = { open: 0, fulfilled: 0, returned: 0, removed: 0, noWork: 0, backordered: 0, scheduled: 0 };
  for (const line of lineQuantities(facts, allocations)) {
    units.open += line.scheduled + line.backordered + line.allocated;
    units.fulfilled += line.fulfilled;
    units.returned += line.returned;
    units.removed += line.removed;
    units.noWork += line.noWork;
    units.backordered += line.backordered;
    units.scheduled += line.scheduled;
  }
  return units;
}

const NOT_NOW: readonly FulfillmentOrderStatus[] = ["CLOSED", "CANCELLED", "SCHEDULED"];

/** Something is still to be shipped. */
function nameOpen(facts: OrderFacts, plans: Progress["planByFulfillmentOrder"], units: Units): HeadlineStatus {
  // What is scheduled for later does not keep the rest from being ready.
  const open = facts.fulfillmentOrders.filter((work) => !NOT_NOW.includes(work.status));
  const states = open.flatMap((work) => plans[work.id]?.state ?? []);
  // A hold that only waits for stock says "backordered", which says more.
  const isHeld = open.some((work) => work.status === "ON_HOLD" && plans[work.id]?.state !== "backordered");
  if (isHeld || states.includes("held")) return "Held";
  if (units.fulfilled > 0) return "Part shipped";
  if (units.scheduled === units.open) return "Scheduled";
  if (states.includes("backordered"))
    return units.backordered >= units.open - units.scheduled ? "Backordered" : "Part backordered";
  if (states.includes("moving")) return "Moving";
  return states.length > 0 && states.every((state) => state === "ready" || state === "done" || state === "elsewhere")
    ? "Ready"
    : "Placed";
}

const DONE: readonly TrackingState[] = ["delivered", "returned"];

/** All that was to be shipped has left. */
function nameShipped(facts: OrderFacts, units: Units): HeadlineStatus {
  const parcels = facts.fulfillments.filter(
    (fulfillment) => fulfillment.status !== "cancelled" && fulfillment.lines.length > 0,
  );
  const states = parcels.map((parcel) => trackingState(parcel).state);
  if (units.returned >= units.fulfilled) return "Returned";
  if (states.some((state) => state === "failed" || state === "returned")) return "Not delivered";
  if (units.returned > 0) return "Part returned";
  return states.length > 0 && states.every((state) => DONE.includes(state)) ? "Delivered" : "Shipped";
}
