import type {
  OrderContext,
  OrderDecision,
  PlannedAction,
  PlannedQuantity,
  PlanState,
  Problem,
} from "#app/domain/decision.ts";
import { isCalledOff } from "#app/domain/orders/open-work.ts";
import { isNeverHeld } from "#app/domain/validation/is-never-held.ts";
import type { WorkItem } from "#app/domain/routing/survey-work.ts";
import { withKey, type ActionWish } from "./action-key.ts";
import { planWork } from "./plan-work.ts";

/** What is decided for one fulfillment order's units: those that leave from where it is, from elsewhere, and not now. */
export type WorkShare = {
  item: WorkItem;
  here: PlannedQuantity[];
  away: PlannedQuantity[];
  backordered: PlannedQuantity[];
};

/** The state of one fulfillment order's plan with its sentence, and the next step towards it, if any. */
export type WorkStep = { state: PlanState; sentence: string; wish: ActionWish | null };

/**
 * Compares what is wanted with what Shopify says and names the next step for each fulfillment order, one at most: after
 * each step the order is read and decided again, and when nothing is left to do no step is named. Whether a step is taken,
 * asked or only shown is the mode's affair (with its go-live); what is never acted on is settled here.
 */
export function planActions(
  context: OrderContext,
  work: readonly WorkItem[],
  served: readonly PlannedQuantity[],
  backordered: readonly PlannedQuantity[],
  problems: readonly Problem[],
): Pick<OrderDecision, "planByFulfillmentOrder" | "actions"> {
  const planByFulfillmentOrder: OrderDecision["planByFulfillmentOrder"] = {};
  const actions: PlannedAction[] = [];
  const holding = problems.filter((problem) => problem.holds);
  for (const item of work) {
    const step = planWork(context, shareOf(item, served, backordered), holding);
    planByFulfillmentOrder[item.fulfillmentOrder.id] = { state: step.state, sentence: step.sentence };
    if (step.wish && isActedOn(context, step.wish)) actions.push(withKey(step.wish, item.fulfillmentOrder));
  }
  return { planByFulfillmentOrder, actions };
}

function shareOf(
  item: WorkItem,
  served: readonly PlannedQuantity[],
  backordered: readonly PlannedQuantity[],
): WorkShare {
  const { id, locationId } = item.fulfillmentOrder;
  const own = served.filter((part) => part.fulfillmentOrderId === id);
  return {
    item,
    here: own.filter((part) => part.locationId === locationId),
    away: own.filter((part) => part.locationId !== locationId),
    backordered: backordered.filter((part) => part.fulfillmentOrderId === id),
  };
}

/** Never for imported, test or cancelled orders; never a hold on what was sold at a till. */
function isActedOn({ facts, isImported }: OrderContext, wish: ActionWish): boolean {
  if (isImported || facts.isTest || isCalledOff(facts)) return false;
  return wish.kind !== "hold" || !isNeverHeld(facts);
}
