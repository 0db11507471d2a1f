import { cancelFulfillmentOrder } from "#tests/sandbox/fulfillment-orders/cancel-fulfillment-order.ts";
import { holdFulfillmentOrder } from "#tests/sandbox/fulfillment-orders/hold-fulfillment-order.ts";
import { mergeFulfillmentOrders } from "#tests/sandbox/fulfillment-orders/merge-fulfillment-orders.ts";
import { moveFulfillmentOrder } from "#tests/sandbox/fulfillment-orders/move-fulfillment-order.ts";
import { preparePickup } from "#tests/sandbox/fulfillment-orders/prepare-pickup.ts";
import { releaseHolds } from "#tests/sandbox/fulfillment-orders/release-holds.ts";
import {
  openForWork,
  reportProgress,
  reschedule,
  setDeadline,
} from "#tests/sandbox/fulfillment-orders/report-progress.ts";
import { splitFulfillmentOrders } from "#tests/sandbox/fulfillment-orders/split-fulfillment-orders.ts";
import type { HoldReason } from "#tests/sandbox/state/fulfillment.ts";
import { instantOf } from "#tests/sandbox/state/instant.ts";
import { idOf, idsOf } from "#tests/sandbox/graphql/ids-of.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import { answer, demandFulfillmentOrder, lineRequests, refusal, type LineInput } from "./answer.ts";

type HoldInput = {
  reason: HoldReason;
  reasonNotes?: string | null;
  handle?: string | null;
  externalId?: string | null;
  notifyMerchant?: boolean | null;
  fulfillmentOrderLineItems?: LineInput[] | null;
};

function hold(_: unknown, args: { id: string; fulfillmentHold: HoldInput }, context: RequestContext) {
  const { world, shop, actor } = context;
  const input = args.fulfillmentHold;
  const request = {
    reason: input.reason,
    reasonNotes: input.reasonNotes ?? null,
    handle: input.handle ?? "",
    externalId: input.externalId ?? null,
    notifyMerchant: input.notifyMerchant ?? false,
    lines: lineRequests(input.fulfillmentOrderLineItems),
  };
  const target = demandFulfillmentOrder(context, args.id);
  return answer(holdFulfillmentOrder(world, shop, target, request, actor), (held) => ({
    fulfillmentHold: held.hold,
    fulfillmentOrder: held.fulfillmentOrder,
    remainingFulfillmentOrder: held.remaining,
  }));
}

function releaseHold(_: unknown, args: { id: string; holdIds?: string[] | null }, context: RequestContext) {
  const { world, shop, actor } = context;
  const target = demandFulfillmentOrder(context, args.id);
  const holdIds = args.holdIds ? idsOf("FulfillmentHold", args.holdIds) : null;
  const outcome = releaseHolds(world, shop, target, holdIds, actor);
  return answer(outcome, (fulfillmentOrder) => ({ fulfillmentOrder }));
}

type MoveArguments = { id: string; newLocationId: string; fulfillmentOrderLineItems?: LineInput[] | null };

function move(_: unknown, args: MoveArguments, context: RequestContext) {
  const { world, shop, actor } = context;
  const target = demandFulfillmentOrder(context, args.id);
  const request = {
    locationId: idOf("Location", args.newLocationId),
    lines: lineRequests(args.fulfillmentOrderLineItems),
  };
  return answer(moveFulfillmentOrder(world, shop, target, request, actor), ({ moved, original, remaining }) => ({
    movedFulfillmentOrder: moved,
    originalFulfillmentOrder: original,
    remainingFulfillmentOrder: remaining,
  }));
}

type SplitInput = { fulfillmentOrderId: string; fulfillmentOrderLineItems: LineInput[] };

function split(_: unknown, args: { fulfillmentOrderSplits: SplitInput[] }, { world, shop, actor }: RequestContext) {
  const requests = args.fulfillmentOrderSplits.map((input) => ({
    fulfillmentOrderId: idOf("FulfillmentOrder", input.fulfillmentOrderId),
    lines: lineRequests(input.fulfillmentOrderLineItems),
  }));
  return answer(splitFulfillmentOrders(world, shop, requests, actor), (splits) => ({
    fulfillmentOrderSplits: splits.map(({ fulfillmentOrder, remaining }) => ({
      fulfillmentOrder,
      remainingFulfillmentOrder: remaining,
      replacementFulfillmentOrder: null,
    })),
  }));
}

type IntentInput = { fulfillmentOrderId: string; fulfillmentOrderLineItems?: LineInput[] | null };
type MergeInput = { mergeIntents: IntentInput[] };

function merge(
  _: unknown,
  args: { fulfillmentOrderMergeInputs: MergeInput[] },
  { world, shop, actor }: RequestContext,
) {
  const sets = args.fulfillmentOrderMergeInputs.map(({ mergeIntents }) =>
    mergeIntents.map((intent) => ({
      fulfillmentOrderId: idOf("FulfillmentOrder", intent.fulfillmentOrderId),
      lines: lineRequests(intent.fulfillmentOrderLineItems),
    })),
  );
  return answer(mergeFulfillmentOrders(world, shop, sets, actor), (merged) => ({
    fulfillmentOrderMerges: merged.map((fulfillmentOrder) => ({ fulfillmentOrder })),
  }));
}

type ProgressArguments = { id: string; progressReport?: { reasonNotes?: string | null } | null };

function progress(_: unknown, args: ProgressArguments, context: RequestContext) {
  const { world, shop, actor } = context;
  const target = demandFulfillmentOrder(context, args.id);
  const outcome = reportProgress(world, shop, target, args.progressReport?.reasonNotes ?? null, actor);
  return answer(outcome, (fulfillmentOrder) => ({ fulfillmentOrder }));
}

function open(_: unknown, args: { id: string }, context: RequestContext) {
  const { world, shop, actor } = context;
  const outcome = openForWork(world, shop, demandFulfillmentOrder(context, args.id), actor);
  return answer(outcome, (fulfillmentOrder) => ({ fulfillmentOrder }));
}

function putOff(_: unknown, args: { id: string; fulfillAt: Date }, context: RequestContext) {
  const { world, shop, actor } = context;
  const target = demandFulfillmentOrder(context, args.id);
  const outcome = reschedule(world, shop, target, instantOf(args.fulfillAt), actor);
  return answer(outcome, (fulfillmentOrder) => ({ fulfillmentOrder }));
}

/** Closing is for fulfillment services only, and the sandbox's locations are the merchant's own. */
function close(_: unknown, args: { id: string }, context: RequestContext) {
  demandFulfillmentOrder(context, args.id);
  return refusal("The fulfillment order's assigned fulfillment service must be of api type");
}

function cancel(_: unknown, args: { id: string }, context: RequestContext) {
  const { world, shop, actor } = context;
  const outcome = cancelFulfillmentOrder(world, shop, demandFulfillmentOrder(context, args.id), actor);
  return answer(outcome, ({ fulfillmentOrder, replacement }) => ({
    fulfillmentOrder,
    replacementFulfillmentOrder: replacement,
  }));
}

type DeadlineArguments = { fulfillmentOrderIds: string[]; fulfillmentDeadline: Date };

function deadline(_: unknown, args: DeadlineArguments, { world, shop, actor }: RequestContext) {
  const ids = idsOf("FulfillmentOrder", args.fulfillmentOrderIds);
  const outcome = setDeadline(world, shop, ids, instantOf(args.fulfillmentDeadline), actor);
  const payload = answer(outcome, () => ({ success: true }));
  return outcome.isDone ? payload : { ...payload, success: false };
}

type PickupArguments = { input: { lineItemsByFulfillmentOrder: { fulfillmentOrderId: string }[] } };

function prepared(_: unknown, args: PickupArguments, { world, shop, actor }: RequestContext) {
  const ids = args.input.lineItemsByFulfillmentOrder.map((each) => idOf("FulfillmentOrder", each.fulfillmentOrderId));
  return answer(preparePickup(world, shop, ids, actor), () => ({}));
}

export const fulfillmentOrderMutations = {
  fulfillmentOrderHold: hold,
  fulfillmentOrderReleaseHold: releaseHold,
  fulfillmentOrderMove: move,
  fulfillmentOrderSplit: split,
  fulfillmentOrderMerge: merge,
  fulfillmentOrderReportProgress: progress,
  fulfillmentOrderOpen: open,
  fulfillmentOrderReschedule: putOff,
  fulfillmentOrderClose: close,
  fulfillmentOrderCancel: cancel,
  fulfillmentOrdersSetFulfillmentDeadline: deadline,
  fulfillmentOrderLineItemsPreparedForPickup: prepared,
};
