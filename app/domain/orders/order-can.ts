import type { Problem } from "#app/domain/decision.ts";
import type { OrderFacts } from "./order-facts.ts";
import { isPlaceholder } from "./placeholder-facts.ts";

/** What a person may do with an order. */
export const ORDER_ACTS = [
  "pass_problems",
  "release_hold",
  "approve_action",
  "dismiss_action",
  "decide_again",
  "steer_route",
] as const;
export type OrderAct = (typeof ORDER_ACTS)[number];

/** What is looked at to say whether an act is possible now. */
export type OrderSituation = {
  facts: OrderFacts;
  /** Problems of the last decision. */
  problems: readonly Pick<Problem, "code" | "holds">[];
  passedProblems: readonly string[];
  /** Steps that wait for a person's click. */
  suggestions: number;
  /** Imported, or from before go-live: shown, never acted on. */
  isImported: boolean;
};

export type Permission = { allowed: true } | { allowed: false; reason: string };

type Check = { fails: (situation: OrderSituation) => boolean; reason: string };

const isThere: Check = { fails: ({ facts }) => isPlaceholder(facts), reason: "The order itself has not arrived yet." };
const isKept: Check = { fails: ({ facts }) => facts.isDeleted, reason: "The order was deleted in Shopify." };
const isLive: Check = { fails: ({ facts }) => facts.cancelledAt !== null, reason: "The order is cancelled." };
const isReal: Check = {
  fails: ({ facts }) => facts.isTest,
  reason: "It is a test order: it is recorded, never acted on.",
};
const isOurs: Check = {
  fails: ({ isImported }) => isImported,
  reason: "The order is from before Switchyard was set live.",
};
const hasOpenWork: Check = {
  fails: ({ facts }) => !facts.fulfillmentOrders.some(isOpen),
  reason: "Nothing of this order is left to be shipped.",
};
const hasProblem: Check = {
  fails: ({ problems, passedProblems }) =>
    !problems.some((problem) => problem.holds && !passedProblems.includes(problem.code)),
  reason: "No problem stops this order.",
};
const hasOurHold: Check = {
  fails: ({ facts }) => !facts.fulfillmentOrders.some((work) => work.holds.some((hold) => hold.isOurs)),
  reason: "There is no hold of ours. Holds of other apps are released where they were placed.",
};
const hasSuggestion: Check = {
  fails: ({ suggestions }) => suggestions === 0,
  reason: "No suggestion waits for an answer.",
};

/** For each act, what must be in order; the first check that fails says why not. Pages, commands and the sandbox obey it. */
const CHECKS: Record<OrderAct, readonly Check[]> = {
  pass_problems: [isThere, isKept, isLive, hasProblem],
  release_hold: [isThere, isKept, isLive, isReal, isOurs, hasOpenWork, hasOurHold],
  approve_action: [isThere, isKept, isLive, isReal, isOurs, hasSuggestion],
  dismiss_action: [isThere, isKept, hasSuggestion],
  decide_again: [isThere, isKept],
  steer_route: [isThere, isKept, isLive, isReal, isOurs, hasOpenWork],
};

function isOpen(work: OrderFacts["fulfillmentOrders"][number]): boolean {
  return work.status !== "CLOSED" && work.status !== "CANCELLED";
}

/** Whether an act is possible now and, if not, why, in the words the disabled button shows. */
export function orderCan(act: OrderAct, situation: OrderSituation): Permission {
  const failed = CHECKS[act].find((check) => check.fails(situation));
  return failed ? { allowed: false, reason: failed.reason } : { allowed: true };
}
