import { assert } from "#app/domain/basics/assert.ts";
import type { PlanState } from "#app/domain/decision.ts";
import { lineQuantities, needsWork, type LineQuantities } from "./line-quantities.ts";
import { isCalledOff, openFulfillmentOrders, type OpenFulfillmentOrder } from "./open-work.ts";
import type { LineItemFacts, OrderFacts } from "./order-facts.ts";
import { isCarriedLine, shopperParcels, type PackedParcel, type ShopperParcel } from "./shopper-parcels.ts";
import type { TrackingState } from "./tracking-state.ts";

/**
 * Where units of a line are, in what a buyer may know of it. `checking` is any hold, and never says why: a reason may be a
 * suspicion. From what needs patience to what is over, as a line shows them.
 */
export const SHOPPER_STATES = [
  "checking",
  "placed",
  "waiting_for_stock",
  "scheduled",
  "preparing",
  "packed",
  "not_delivered",
  "shipped",
  "delivered",
  "handed_over",
  "nothing_to_ship",
  "refunded",
  "cancelled",
] as const;
export type ShopperState = (typeof SHOPPER_STATES)[number];

/** Units of a line that are in one state at one place or in one parcel. */
export type ShopperPart = {
  state: ShopperState;
  units: number;
  /** Name of the location that prepares them; null when it is not known or not ours to name. */
  place: string | null;
  /** Number of the parcel they are in. */
  parcel: number | null;
  /** Day on which scheduled units are due, YYYY-MM-DD in UTC. */
  dueDay: string | null;
};

/** A line of the order; the units of its parts sum to its quantity. */
export type ShopperLine = {
  id: string;
  title: string;
  variantTitle: string | null;
  quantity: number;
  parts: ShopperPart[];
};

/** The order in one word: where its least advanced units are, or that a part of it has left and a part has not. */
export const SHOPPER_HEADLINES = [...SHOPPER_STATES, "part_shipped"] as const;
export type ShopperHeadline = (typeof SHOPPER_HEADLINES)[number];

export type ShopperProgress = {
  name: string;
  headline: ShopperHeadline;
  lines: ShopperLine[];
  parcels: ShopperParcel[];
  /** Nothing of it will change by itself any more. */
  isOver: boolean;
};

export type ShopperView = {
  facts: OrderFacts;
  /** The state of the plan of each open fulfillment order, by its id. */
  planStateByFulfillmentOrder: Readonly<Record<string, string>>;
  locationNameById: Readonly<Record<string, string>>;
  /** Whether the buyer has signed in: tracking leads to a door, so it is for them alone. */
  isSignedIn: boolean;
};

/**
 * The progress of one order for its buyer, line by line. Told from what is so at Shopify alone: what Switchyard only
 * watches, plans or suspects is not said. The law: the units of a line's parts sum to its quantity as ordered.
 */
export function shopperProgress(view: ShopperView): ShopperProgress {
  const { facts } = view;
  const parcels = shopperParcels(facts);
  const open = openFulfillmentOrders(facts);
  // The claims on stock only tell allocated units from backordered ones, which makes no difference to what is shown here.
  const quantitiesByLine = new Map(lineQuantities(facts, []).map((each) => [each.lineItemId, each]));
  const lines = facts.lines.map((line) => ({
    id: line.id,
    title: line.title,
    variantTitle: line.variantTitle,
    quantity: line.quantity,
    parts: partsOf(view, line, quantitiesByLine.get(line.id)!, parcels, open),
  }));
  const states = new Set(lines.flatMap((line) => line.parts.map((part) => part.state)));
  return {
    name: facts.name,
    headline: headlineOf(states),
    lines,
    parcels: parcels.map(({ parcel }) => (view.isSignedIn ? parcel : { ...parcel, tracking: [] })),
    isOver: [...states].every((state) => OVER.has(state)),
  };
}

function headlineOf(states: ReadonlySet<ShopperState>): ShopperHeadline {
  const hasLeft = states.has("shipped") || states.has("not_delivered") || states.has("delivered");
  const first = SHOPPER_STATES.find((state) => states.has(state)) ?? "nothing_to_ship";
  return hasLeft && TO_BE_SENT.has(first) ? "part_shipped" : first;
}

const TO_BE_SENT: ReadonlySet<ShopperState> = new Set([
  "checking",
  "placed",
  "waiting_for_stock",
  "scheduled",
  "preparing",
  "packed",
]);
const OVER: ReadonlySet<ShopperState> = new Set([
  "delivered",
  "handed_over",
  "nothing_to_ship",
  "refunded",
  "cancelled",
]);

const NOWHERE = { place: null, parcel: null, dueDay: null };

function partsOf(
  view: ShopperView,
  line: LineItemFacts,
  quantities: LineQuantities,
  parcels: readonly PackedParcel[],
  open: readonly OpenFulfillmentOrder[],
): ShopperPart[] {
  const refunded = refundedUnits(view.facts, quantities);
  const parts: ShopperPart[] = [
    ...goneParts(view.facts, line, quantities.fulfilled - refunded.fulfilled, refunded.fulfilled, parcels),
    ...openParts(view, line, quantities, open),
    { ...NOWHERE, state: "nothing_to_ship", units: quantities.noWork },
    { ...NOWHERE, state: "refunded", units: refunded.fulfilled + refunded.removed },
    { ...NOWHERE, state: "cancelled", units: quantities.removed - refunded.removed },
  ];
  const united = uniteParts(parts);
  const units = united.reduce((sum, part) => sum + part.units, 0);
  assert(units === line.quantity, `the units a buyer is shown of line ${line.id} sum to what was ordered`);
  return united;
}

/** Units whose money went back, whether they had left or not. Those of an order that was called off count as cancelled. */
function refundedUnits(facts: OrderFacts, quantities: LineQuantities): { fulfilled: number; removed: number } {
  const stated = facts.refunds
    .flatMap((refund) => refund.lines)
    .filter((line) => line.lineItemId === quantities.lineItemId)
    .reduce((sum, line) => sum + line.quantity, 0);
  const beyondRemoved = Math.max(quantities.returned, stated - quantities.removed);
  const fulfilled = Math.max(0, Math.min(quantities.fulfilled, beyondRemoved));
  if (isCalledOff(facts)) return { fulfilled, removed: 0 };
  return { fulfilled, removed: Math.max(0, Math.min(quantities.removed, stated - fulfilled)) };
}

/**
 * Units that have left, by parcel. Refunded ones are taken from what left first, since it is there that a buyer had the
 * goods in hand.
 */
function goneParts(
  facts: OrderFacts,
  line: LineItemFacts,
  units: number,
  refunded: number,
  parcels: readonly PackedParcel[],
): ShopperPart[] {
  if (units === 0) return [];
  if (!isCarriedLine(facts, line.id)) {
    return [{ ...NOWHERE, state: needsWork(facts, line) ? "handed_over" : "nothing_to_ship", units }];
  }
  const parts: ShopperPart[] = [];
  let [left, skipped] = [units, refunded];
  for (const { fulfillment, parcel } of parcels) {
    const packed = fulfillment.lines.reduce((sum, part) => sum + (part.lineItemId === line.id ? part.quantity : 0), 0);
    const skippedHere = Math.min(skipped, packed);
    const shown = Math.min(left, packed - skippedHere);
    skipped -= skippedHere;
    left -= shown;
    parts.push({ ...NOWHERE, state: STATE_BY_TRACKING[parcel.state], units: shown, parcel: parcel.number });
  }
  return [...parts, { ...NOWHERE, state: "shipped", units: left }];
}

const STATE_BY_TRACKING: Record<TrackingState, ShopperState> = {
  unknown: "shipped",
  labelled: "packed",
  ready_for_pickup: "shipped",
  in_transit: "shipped",
  out_for_delivery: "shipped",
  attempted: "shipped",
  delayed: "shipped",
  delivered: "delivered",
  failed: "not_delivered",
  returned: "not_delivered",
};

/** Units still to be sent, by the fulfillment order they stand in; those in none yet are placed. */
function openParts(
  view: ShopperView,
  line: LineItemFacts,
  quantities: LineQuantities,
  open: readonly OpenFulfillmentOrder[],
): ShopperPart[] {
  const parts: ShopperPart[] = [];
  let left = quantities.scheduled + quantities.backordered + quantities.allocated;
  for (const work of open) {
    const stated = work.lines.reduce((sum, part) => sum + (part.line.lineItemId === line.id ? part.quantity : 0), 0);
    const units = Math.min(left, stated);
    left -= units;
    parts.push({ ...openState(view, work), units });
  }
  return [...parts, { ...NOWHERE, state: "placed", units: left }];
}

function openState(view: ShopperView, { fulfillmentOrder }: OpenFulfillmentOrder): Omit<ShopperPart, "units"> {
  const { id, status, holds, fulfillAt, locationId } = fulfillmentOrder;
  const place = locationId === null ? null : (view.locationNameById[locationId] ?? null);
  if (status === "SCHEDULED") return { ...NOWHERE, state: "scheduled", dueDay: fulfillAt?.slice(0, 10) ?? null };
  if (status === "ON_HOLD") {
    const waitsForStock = holds.length > 0 && holds.every((hold) => hold.reason === "INVENTORY_OUT_OF_STOCK");
    return { ...NOWHERE, state: waitsForStock ? "waiting_for_stock" : "checking" };
  }
  const plan = view.planStateByFulfillmentOrder[id] as PlanState | undefined;
  if (status === "IN_PROGRESS" || plan === "ready") return { ...NOWHERE, state: "preparing", place };
  // Another service prepares it: the name of its location is not a place a buyer knows.
  return { ...NOWHERE, state: plan === "elsewhere" ? "preparing" : "placed" };
}

/** Parts that say the same are one; from not begun to over. */
function uniteParts(parts: readonly ShopperPart[]): ShopperPart[] {
  const united: ShopperPart[] = [];
  for (const part of parts.filter(({ units }) => units > 0)) {
    const same = united.find(
      (each) =>
        each.state === part.state &&
        each.place === part.place &&
        each.parcel === part.parcel &&
        each.dueDay === part.dueDay,
    );
    if (same) same.units += part.units;
    else united.push({ ...part });
  }
  return united.sort((a, b) => SHOPPER_STATES.indexOf(a.state) - SHOPPER_STATES.indexOf(b.state));
}
