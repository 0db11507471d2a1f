import { planActions } from "./actions/plan-actions.ts";
import { isAutomaticHold } from "./actions/hold-handles.ts";
import type { LevelBook, OrderContext, OrderDecision, Problem } from "./decision.ts";
import { nextDocuments } from "./invoicing/next-documents.ts";
import { isActive, isCalledOff } from "./orders/open-work.ts";
import { findUnroutable } from "./routing/find-unroutable.ts";
import { withMoves } from "./routing/order-stock.ts";
import { routeAndClaim } from "./route-and-claim.ts";
import { sayDecision } from "./say-decision.ts";
import { isNeverHeld } from "./validation/is-never-held.ts";
import { validate } from "./validation/validate.ts";

/**
 * The story of one order: is it in order, where does each unit leave from, which stock is claimed for that, which documents are
 * due, and what must Shopify hear next. Pure: the same context, levels and time give the same decision.
 *
 * Actions are named whatever the modes: the pipeline sends, asks or only shows them. Applied and decided again they come
 * to an end: the plan is then reached.
 *
 * @param levels as they are before this order; `allocated` contains its own claims. Never changed
 * @param now ISO 8601, for what waits only for a while
 */
export function decideOrder(context: OrderContext, levels: LevelBook, now: string): OrderDecision {
  const { facts } = context;
  const found = validate(context, now);
  if (isCalledOff(facts) || facts.isTest) return decideNothing(context, found);
  if (facts.fulfillmentOrdersReadAt === null) return decideLater(context, found);

  const { work, route, claims, backordered } = routeAndClaim(context, levels);
  const isClaiming = !context.isImported;
  const problems = withUnroutable(context, found, findUnroutable(context, work));
  const steps = planActions(context, work, claims.served, backordered, problems);
  const invoicing = nextDocuments(context, isHeld(context, problems));

  return {
    orderId: facts.id,
    problems,
    // An imported order is decided to be shown: the opening balance has its stock, so it claims and waits for nothing.
    route: isClaiming ? route : null,
    allocations: isClaiming ? withMoves(claims.allocations, work) : [],
    ...steps,
    ...invoicing,
    sentence: sayDecision(context, { problems, work, served: claims.served, backordered }, invoicing.documentSentence),
  };
}

/** A test order is recorded and a cancelled one is over: nothing is claimed or planned; credit notes may still be due. */
function decideNothing(context: OrderContext, problems: Problem[]): OrderDecision {
  const { facts } = context;
  const why = facts.isTest ? "Test order: recorded, nothing is sent" : "Cancelled: nothing is sent";
  const plan = { state: "done" as const, sentence: `${why}.` };
  const invoicing = nextDocuments(context, false);
  return {
    orderId: facts.id,
    problems,
    route: null,
    allocations: [],
    planByFulfillmentOrder: Object.fromEntries(facts.fulfillmentOrders.map(({ id }) => [id, plan])),
    actions: [],
    ...invoicing,
    sentence: `${why}; ${invoicing.documentSentence}.`,
  };
}

/** Until the fulfillment orders have been read once, only the order itself can be judged; claims stay as they are. */
function decideLater(context: OrderContext, problems: Problem[]): OrderDecision {
  const documentSentence = "documents wait for that too";
  return {
    orderId: context.facts.id,
    problems,
    route: null,
    allocations: context.allocations,
    planByFulfillmentOrder: {},
    actions: [],
    documents: [],
    documentSentence,
    documentObstacle: null,
    sentence: `Waiting for Shopify to say what leaves from where; ${documentSentence}.`,
  };
}

function withUnroutable(context: OrderContext, problems: Problem[], unroutable: Problem | null): Problem[] {
  if (unroutable === null) return problems;
  const holds = !isNeverHeld(context.facts) && !context.passedProblems.includes(unroutable.code);
  return [...problems, { ...unroutable, holds }];
}

/**
 * Whether the order is stopped: by a problem, where the merchant lets problems stop orders, or by a hold that somebody else
 * placed. Where holding is only watched, goods leave all the same and so must their invoice; missing stock only delays.
 */
function isHeld({ facts, settings }: OrderContext, problems: readonly Problem[]): boolean {
  const { mode } = settings.capabilities.hold;
  if ((mode === "suggest" || mode === "act") && problems.some((problem) => problem.holds)) return true;
  return facts.fulfillmentOrders.some((each) => isActive(each) && each.holds.some((hold) => !isAutomaticHold(hold)));
}
