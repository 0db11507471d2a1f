import { count } from "#app/domain/basics/phrase.ts";
import type { OrderContext, PlannedQuantity, Problem } from "#app/domain/decision.ts";
import type { HoldFacts } from "#app/domain/orders/order-facts.ts";
import { unitsOf, type WorkItem } from "#app/domain/routing/survey-work.ts";
import type { ActionWish } from "./action-key.ts";
import { handleOf, isAutomaticHold, STOCK_HANDLE } from "./hold-handles.ts";
import type { WorkShare, WorkStep } from "./plan-actions.ts";
import { sayGoods, sayHeldByOthers, sayPlace } from "./say-work.ts";

/** Delivery methods whose goods are handed over together: they wait for each other instead of being split. */
const HANDED_OVER_TOGETHER = new Set(["PICK_UP", "PICKUP_POINT", "LOCAL"]);

// Units that are moved or split off by a guess would have to be moved or split again.
const WAITING_FOR_READ: WorkStep = {
  state: "deciding",
  sentence: "Units were taken off the order: Shopify is asked which of its work they belonged to.",
  wish: null,
};

/** Shopify shows a hold's notes in one line; longer ones are cut. */
const NOTES_LENGTH = 255;

/**
 * The next step of one fulfillment order. A problem of the order stops everything else. Then its goods decide: with none of
 * them in stock it waits on a hold; otherwise a hold of ours is lifted, units that another location serves move there, and
 * units that are missing are split off, to wait on a hold of their own. With nothing left to do it is ready.
 */
export function planWork(context: OrderContext, share: WorkShare, holding: readonly Problem[]): WorkStep {
  const { item } = share;
  const resting = planResting(item);
  if (resting) return resting;
  if (holding.length > 0) return planProblemHold(share, holding);
  const others = item.fulfillmentOrder.holds.filter((hold) => !isAutomaticHold(hold));
  if (others.length > 0) return planHeldByOthers(share, others);
  if (mustWait(context, share)) return planStockHold(context, share);
  const ours = item.fulfillmentOrder.holds.filter(isAutomaticHold);
  if (ours.length > 0)
    return {
      state: "held",
      sentence: "Nothing stands in its way any more: the hold is lifted.",
      wish: release(item, ours),
    };
  const isToSplit = share.backordered.length > 0 && !isUnderWay(context, item);
  if (item.isInDoubt && (share.away.length > 0 || isToSplit)) return WAITING_FOR_READ;
  if (share.away.length > 0) return planMove(context, share);
  if (isToSplit) return planSplit(context, share);
  return planReady(context, share);
}

/** Work that is not, not yet or no longer ours to plan. */
function planResting(item: WorkItem): WorkStep | null {
  switch (item.standing) {
    case "done":
      return { state: "done", sentence: "Nothing is left to send.", wish: null };
    case "elsewhere":
      return { state: "elsewhere", sentence: `It is left to ${sayPlace(item)}.`, wish: null };
    case "scheduled":
      return {
        state: "deciding",
        sentence: `Scheduled for ${item.fulfillmentOrder.fulfillAt?.slice(0, 10) ?? "later"}: decided then.`,
        wish: null,
      };
    default:
      return null;
  }
}

/**
 * One hold of ours with a reason that still stands; a hold whose reason is gone makes room for it first. A hold for stock
 * that is still missing is such a reason too: it does for as long as it stands.
 */
function planProblemHold(share: WorkShare, holding: readonly Problem[]): WorkStep {
  const first = holding[0]!;
  const notes = holding.map((problem) => problem.sentence).join(" ");
  const standing = new Set(holding.map(handleOf));
  if (share.here.length + share.away.length === 0) standing.add(STOCK_HANDLE);
  const wish = swapHold(share.item, standing, { holdReason: first.holdReason, handle: handleOf(first), notes });
  return { state: "held", sentence: notes, wish };
}

function planHeldByOthers(share: WorkShare, others: readonly HoldFacts[]): WorkStep {
  const ours = share.item.fulfillmentOrder.holds.filter(isAutomaticHold);
  const wish = ours.length > 0 && share.backordered.length === 0 ? release(share.item, ours) : null;
  return { state: "held", sentence: sayHeldByOthers(others), wish };
}

/** Nothing of it can leave, or not all of what is handed over together, or it cannot be split. */
function mustWait(context: OrderContext, share: WorkShare): boolean {
  if (share.backordered.length === 0 || isUnderWay(context, share.item)) return false;
  if (share.here.length + share.away.length === 0) return true;
  if (HANDED_OVER_TOGETHER.has(share.item.fulfillmentOrder.deliveryMethod)) return true;
  const { status, supportedActions } = share.item.fulfillmentOrder;
  return share.away.length === 0 && status !== "ON_HOLD" && !supportedActions.includes("SPLIT");
}

function planStockHold(context: OrderContext, share: WorkShare): WorkStep {
  const missing = sayGoods(context.facts, share.backordered);
  const notes = `Waiting for stock: ${missing}.`;
  const wish = swapHold(share.item, new Set([STOCK_HANDLE]), {
    holdReason: "INVENTORY_OUT_OF_STOCK",
    handle: STOCK_HANDLE,
    notes,
  });
  return { state: "backordered", sentence: notes, wish };
}

function planMove(context: OrderContext, share: WorkShare): WorkStep {
  const { item } = share;
  const locationId = share.away[0]!.locationId;
  const parts = share.away.filter((part) => part.locationId === locationId);
  const isWhole = sumOf(parts) === unitsOf(item);
  const name = context.locations.find((location) => location.id === locationId)?.name ?? `location ${locationId}`;
  const sentence = `${isWhole ? "All of it" : sayGoods(context.facts, parts)} moves from ${sayPlace(item)} to ${name}.`;
  const lines = isWhole ? null : linesOf(parts);
  return {
    state: "moving",
    sentence,
    wish: { kind: "move", capability: "route", fulfillmentOrderId: item.fulfillmentOrder.id, locationId, lines },
  };
}

function planSplit(context: OrderContext, share: WorkShare): WorkStep {
  const { id, supportedActions } = share.item.fulfillmentOrder;
  const sentence = `${count(sumOf(share.here), "unit")} can leave from ${sayPlace(share.item)} now; ${sayGoods(context.facts, share.backordered)} is split off and waits.`;
  const canSplit = supportedActions.includes("SPLIT");
  const lines = linesOf(share.backordered);
  return {
    state: "backordered",
    sentence,
    wish: canSplit ? { kind: "split", capability: "route", fulfillmentOrderId: id, lines } : null,
  };
}

function planReady(context: OrderContext, share: WorkShare): WorkStep {
  const missing =
    share.backordered.length > 0 ? `; ${sayGoods(context.facts, share.backordered)} is missing there` : "";
  const verb = isUnderWay(context, share.item) ? "Under way at" : "Ready at";
  return {
    state: "ready",
    sentence: `${verb} ${sayPlace(share.item)}: ${count(unitsOf(share.item), "unit")}${missing}.`,
    wish: null,
  };
}

/** Handed to the warehouse or begun: its plan is frozen, only a problem of the order may still stop it. */
function isUnderWay(context: OrderContext, item: WorkItem): boolean {
  const { id, status } = item.fulfillmentOrder;
  return status === "IN_PROGRESS" || context.frozenFulfillmentOrderIds.includes(id);
}

/**
 * Makes `wanted` the one hold of ours: nothing to do while a hold with a standing reason is there, else first the stale
 * ones go, then the new one comes.
 */
function swapHold(
  item: WorkItem,
  standingHandles: ReadonlySet<string>,
  wanted: { holdReason: Problem["holdReason"]; handle: string; notes: string },
): ActionWish | null {
  const { id, holds, supportedActions } = item.fulfillmentOrder;
  const ours = holds.filter(isAutomaticHold);
  const stale = ours.filter((hold) => !standingHandles.has(hold.handle!));
  if (stale.length > 0) return release(item, stale);
  if (ours.length > 0 || !supportedActions.includes("HOLD")) return null;
  return {
    kind: "hold",
    capability: "hold",
    fulfillmentOrderId: id,
    ...wanted,
    notes: wanted.notes.slice(0, NOTES_LENGTH),
  };
}

function release(item: WorkItem, holds: readonly HoldFacts[]): ActionWish | null {
  if (!item.fulfillmentOrder.supportedActions.includes("RELEASE_HOLD")) return null;
  const holdIds = holds.map((hold) => hold.id).sort();
  return { kind: "release_hold", capability: "hold", fulfillmentOrderId: item.fulfillmentOrder.id, holdIds };
}

function linesOf(parts: readonly PlannedQuantity[]): { fulfillmentOrderLineId: string; quantity: number }[] {
  return parts.map(({ fulfillmentOrderLineId, quantity }) => ({ fulfillmentOrderLineId, quantity }));
}

function sumOf(parts: readonly PlannedQuantity[]): number {
  return parts.reduce((sum, { quantity }) => sum + quantity, 0);
}
