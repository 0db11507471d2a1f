import type { FulfillmentHold, FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { Happenings, LineRequest } from "#tests/sandbox/state/happenings.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { App } from "#tests/sandbox/state.ts";
import type { Json } from "#tests/sandbox/webhooks/write-json.ts";
import { idOf, zonedOrNull } from "./parts.ts";

/** Bodies of `fulfillment_orders/*` and `fulfillment_holds/*`: hints that bear ids and states, no times and no totals. */

const reference = (fulfillmentOrder: FulfillmentOrder): { id: string; status: string } => ({
  id: gid("FulfillmentOrder", fulfillmentOrder.id),
  status: fulfillmentOrder.status.toLowerCase(),
});

const referenceOrNull = (fulfillmentOrder: FulfillmentOrder | null): Json =>
  fulfillmentOrder === null ? null : reference(fulfillmentOrder);

const withRequest = (fulfillmentOrder: FulfillmentOrder): Json => ({
  ...reference(fulfillmentOrder),
  request_status: fulfillmentOrder.requestStatus.toLowerCase(),
});

const requestedLines = (lines: readonly LineRequest[]): Json =>
  lines.map((line) => ({
    id: gid("FulfillmentOrderLineItem", line.fulfillmentOrderLineItemId),
    quantity: line.quantity,
  }));

/** Only the id and the state. */
export function statusPayload(fulfillmentOrder: FulfillmentOrder): Json {
  return { fulfillment_order: reference(fulfillmentOrder) };
}

export function movedPayload(subject: Happenings["fulfillment_orders/moved"]): Json {
  const location = (id: string | null): Json => (id === null ? null : gid("Location", id));
  return {
    original_fulfillment_order: {
      ...reference(subject.original),
      assigned_location_id: location(subject.original.assignedLocationId),
    },
    moved_fulfillment_order: {
      ...reference(subject.moved),
      assigned_location_id: location(subject.moved.assignedLocationId),
    },
    destination_location_id: gid("Location", subject.destinationLocationId),
    fulfillment_order_line_items_requested: requestedLines(subject.requested),
    source_location: { id: gid("Location", subject.sourceLocationId) },
  };
}

export function splitPayload(subject: Happenings["fulfillment_orders/split"]): Json {
  return {
    split_line_items: requestedLines(subject.splitLines),
    fulfillment_order: reference(subject.fulfillmentOrder),
    remaining_fulfillment_order: reference(subject.remaining),
    replacement_fulfillment_order: referenceOrNull(subject.replacement),
  };
}

export function mergedPayload(subject: Happenings["fulfillment_orders/merged"]): Json {
  return {
    merge_intents: subject.intents.map((intent) => ({
      fulfillment_order_id: idOf(intent.fulfillmentOrderId),
      fulfillment_order_line_items: intent.lines.map((line) => ({
        id: idOf(line.fulfillmentOrderLineItemId),
        quantity: line.quantity,
      })),
    })),
    fulfillment_order_merges: { fulfillment_order: reference(subject.fulfillmentOrder) },
  };
}

/** `held_by_requesting_app` says whether it was the app that this body is sent to. */
function holdPayload(apps: ReadonlyMap<string, App>, receiver: App, hold: FulfillmentHold): Json {
  const holder = hold.apiKey === null ? undefined : apps.get(hold.apiKey);
  return {
    id: gid("FulfillmentHold", hold.id),
    reason: hold.reason.toLowerCase(),
    reason_notes: hold.reasonNotes,
    held_by_requesting_app: hold.apiKey === receiver.apiKey,
    handle: hold.handle,
    held_by_app: holder ? { id: gid("App", holder.id) } : null,
  };
}

export function holdChangePayload(
  apps: ReadonlyMap<string, App>,
  receiver: App,
  subject: Happenings["fulfillment_holds/added"],
): Json {
  return {
    fulfillment_order: { id: gid("FulfillmentOrder", subject.fulfillmentOrder.id) },
    fulfillment_hold: holdPayload(apps, receiver, subject.hold),
  };
}

export function placedOnHoldPayload(
  apps: ReadonlyMap<string, App>,
  receiver: App,
  { fulfillmentOrder, remaining, heldLines }: Happenings["fulfillment_orders/placed_on_hold"],
): Json {
  const created = fulfillmentOrder.holds.at(-1);
  return {
    fulfillment_order: {
      ...reference(fulfillmentOrder),
      fulfillment_holds: fulfillmentOrder.holds.map((hold) => holdPayload(apps, receiver, hold)),
    },
    remaining_fulfillment_order: referenceOrNull(remaining),
    held_fulfillment_order_line_items: requestedLines(heldLines),
    created_fulfillment_hold: created ? holdPayload(apps, receiver, created) : null,
  };
}

export function cancelledPayload(subject: Happenings["fulfillment_orders/cancelled"]): Json {
  return {
    fulfillment_order: reference(subject.fulfillmentOrder),
    replacement_fulfillment_order: referenceOrNull(subject.replacement),
  };
}

export function rescheduledPayload(shop: Shop, fulfillmentOrder: FulfillmentOrder): Json {
  return {
    fulfillment_order: {
      ...reference(fulfillmentOrder),
      fulfill_at: zonedOrNull(fulfillmentOrder.fulfillAt, shop.ianaTimezone),
    },
  };
}

export function progressPayload(
  apps: ReadonlyMap<string, App>,
  { fulfillmentOrder, initialStatus }: Happenings["fulfillment_orders/progress_reported"],
): Json {
  const reporter = apps.get(fulfillmentOrder.progress?.apiKey ?? "");
  return {
    fulfillment_order: reference(fulfillmentOrder),
    progress_report: {
      reason_notes: fulfillmentOrder.progress?.reasonNotes ?? null,
      progress_reported_by_app: reporter ? { id: gid("App", reporter.id) } : null,
      progress_reported_by_user: null,
    },
    initial_status: initialStatus.toLowerCase(),
  };
}

export function progressStoppedPayload(fulfillmentOrder: FulfillmentOrder): Json {
  return {
    fulfillment_order: reference(fulfillmentOrder),
    progress_stopped_by_app: null,
    progress_stopped_by_user: null,
  };
}

export function preparedPayload(fulfillmentOrder: FulfillmentOrder, methodType: "pickup" | "local"): Json {
  return {
    fulfillment_order: {
      ...reference(fulfillmentOrder),
      preparable: true,
      delivery_method: { method_type: methodType },
    },
  };
}

export function requestSubmittedPayload(subject: Happenings["fulfillment_orders/fulfillment_request_submitted"]): Json {
  return {
    original_fulfillment_order: withRequest(subject.original),
    submitted_fulfillment_order: withRequest(subject.submitted),
    fulfillment_order_merchant_request: merchantRequest(subject.submitted),
  };
}

export function cancellationSubmittedPayload(fulfillmentOrder: FulfillmentOrder): Json {
  return {
    fulfillment_order: withRequest(fulfillmentOrder),
    fulfillment_order_merchant_request: merchantRequest(fulfillmentOrder),
  };
}

function merchantRequest(fulfillmentOrder: FulfillmentOrder): Json {
  const request = fulfillmentOrder.merchantRequests.at(-1);
  return request ? { id: gid("FulfillmentOrderMerchantRequest", request.id), message: request.message } : null;
}

/** Answers of a fulfillment service: accepted, rejected, and the same for cancellations. */
export function answerPayload(fulfillmentOrder: FulfillmentOrder, message: string): Json {
  return { fulfillment_order: withRequest(fulfillmentOrder), message };
}
