import { fulfill, type Tracking } from "#tests/sandbox/commerce/fulfill.ts";
import { addFulfillmentEvent, cancelFulfillment, updateTracking } from "#tests/sandbox/commerce/track-fulfillment.ts";
import type { Fulfillment, FulfillmentEventStatus, FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import { instantOf } from "#tests/sandbox/state/instant.ts";
import { idOf } from "#tests/sandbox/graphql/ids-of.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import { lineRequests, refusal, type LineInput, type Payload } from "./answer.ts";

type TrackingInput = {
  company?: string | null;
  number?: string | null;
  numbers?: string[] | null;
  url?: string | null;
  urls?: string[] | null;
};

/** One number or several; the platform takes the plural when both are given. */
function trackingOf(input: TrackingInput | null | undefined): Tracking {
  return {
    company: input?.company ?? null,
    numbers: input?.numbers ?? (input?.number ? [input.number] : []),
    urls: input?.urls ?? (input?.url ? [input.url] : []),
  };
}

type WorkInput = { fulfillmentOrderId: string; fulfillmentOrderLineItems?: LineInput[] | null };
type FulfillArguments = {
  fulfillment: {
    lineItemsByFulfillmentOrder: WorkInput[];
    trackingInfo?: TrackingInput | null;
    notifyCustomer?: boolean | null;
  };
};

/** What stands against sending so much of a fulfillment order; null when nothing does. */
function objectionTo(target: FulfillmentOrder | undefined, input: WorkInput): string | null {
  if (!target) return "Fulfillment order does not exist.";
  if (target.status !== "OPEN" && target.status !== "IN_PROGRESS") {
    return `Fulfillment order ${target.id} has an unfulfillable status= ${target.status.toLowerCase()}.`;
  }
  const isValid = lineRequests(input.fulfillmentOrderLineItems).every(({ fulfillmentOrderLineItemId, quantity }) => {
    const line = target.lines.find(({ id }) => id === fulfillmentOrderLineItemId);
    return line !== undefined && quantity > 0 && quantity <= line.remainingQuantity;
  });
  return isValid ? null : "Invalid fulfillment order line item quantity requested.";
}

function create(_: unknown, { fulfillment: input }: FulfillArguments, { world, shop, actor }: RequestContext): Payload {
  const field = ["fulfillment"];
  const work = input.lineItemsByFulfillmentOrder;
  if (work.length === 0) return refusal("At least one fulfillment order must be given.", field);
  const targets = work.map((each) => shop.fulfillmentOrders.get(idOf("FulfillmentOrder", each.fulfillmentOrderId)));
  for (const [index, each] of work.entries()) {
    const objection = objectionTo(targets[index], each);
    if (objection !== null) return refusal(objection, field);
  }
  if (new Set(targets.map((target) => target?.orderId)).size > 1) {
    return refusal("All fulfillment orders must belong to the same order.", field);
  }
  if (new Set(targets.map((target) => target?.assignedLocationId)).size > 1) {
    return refusal("All fulfillment orders must be assigned to the same location.", field);
  }
  const fulfillmentOrders = work.map((each) => {
    const lines = lineRequests(each.fulfillmentOrderLineItems);
    const id = idOf("FulfillmentOrder", each.fulfillmentOrderId);
    if (lines.length === 0) return { id };
    return { id, lines: lines.map((line) => ({ id: line.fulfillmentOrderLineItemId, quantity: line.quantity })) };
  });
  const tracking = trackingOf(input.trackingInfo);
  const request = { fulfillmentOrders, tracking, notifyCustomer: input.notifyCustomer ?? false };
  return { fulfillment: fulfill(world, shop, request, actor), userErrors: [] };
}

function find({ shop }: RequestContext, gid: string): Fulfillment | undefined {
  return shop.fulfillments.get(idOf("Fulfillment", gid));
}

type TrackArguments = { fulfillmentId: string; trackingInfoInput: TrackingInput; notifyCustomer?: boolean | null };

function track(_: unknown, args: TrackArguments, context: RequestContext): Payload {
  const { world, shop, actor } = context;
  const fulfillment = find(context, args.fulfillmentId);
  if (!fulfillment) return refusal("Fulfillment does not exist.", ["fulfillmentId"]);
  if (fulfillment.status === "CANCELLED") return refusal("Fulfillment is cancelled.", ["fulfillmentId"]);
  updateTracking(world, shop, fulfillment, trackingOf(args.trackingInfoInput), args.notifyCustomer ?? false, actor);
  return { fulfillment, userErrors: [] };
}

type EventInput = {
  fulfillmentId: string;
  status: FulfillmentEventStatus;
  happenedAt?: Date | null;
  estimatedDeliveryAt?: Date | null;
  message?: string | null;
  address1?: string | null;
  city?: string | null;
  province?: string | null;
  country?: string | null;
  zip?: string | null;
  latitude?: number | null;
  longitude?: number | null;
};

function createEvent(
  _: unknown,
  { fulfillmentEvent: input }: { fulfillmentEvent: EventInput },
  context: RequestContext,
): Payload {
  const { world, shop, actor, now } = context;
  const fulfillment = find(context, input.fulfillmentId);
  if (!fulfillment) return refusal("Fulfillment does not exist.", ["fulfillmentEvent", "fulfillmentId"]);
  const { fulfillmentId: _id, happenedAt, estimatedDeliveryAt, ...parts } = input;
  const event = {
    ...parts,
    happenedAt: happenedAt ? instantOf(happenedAt) : now,
    estimatedDeliveryAt: estimatedDeliveryAt ? instantOf(estimatedDeliveryAt) : null,
  };
  return { fulfillmentEvent: addFulfillmentEvent(world, shop, fulfillment, event, actor), userErrors: [] };
}

function cancel(_: unknown, args: { id: string }, context: RequestContext): Payload {
  const { world, shop, actor } = context;
  const fulfillment = find(context, args.id);
  if (!fulfillment) return refusal("Fulfillment does not exist.", ["id"]);
  if (fulfillment.status === "CANCELLED") return refusal("Fulfillment is already cancelled.", ["id"]);
  cancelFulfillment(world, shop, fulfillment, actor);
  return { fulfillment, userErrors: [] };
}

export const fulfillmentMutations = {
  fulfillmentCreate: create,
  fulfillmentTrackingInfoUpdate: track,
  fulfillmentEventCreate: createEvent,
  fulfillmentCancel: cancel,
};
