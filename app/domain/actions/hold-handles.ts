import type { Problem, ProblemCode } from "#app/domain/decision.ts";
import type { HoldFacts } from "#app/domain/orders/order-facts.ts";

/**
 * The handles of the holds that decisions place. A handle is unique for each app and fulfillment order at Shopify, tells our own
 * echo from somebody else's hold, and says in the merchant's admin why the work stands still.
 */
const HANDLE_BY_PROBLEM: Readonly<Record<ProblemCode, string>> = {
  address_missing: "switchyard-address",
  address_incomplete: "switchyard-address",
  house_number_missing: "switchyard-address",
  contact_missing: "switchyard-contact",
  variant_unknown: "switchyard-variant",
  duplicate_suspected: "switchyard-duplicate",
  risk_high: "switchyard-risk",
  risk_pending: "switchyard-risk-pending",
  payment_pending: "switchyard-payment",
  unroutable: "switchyard-unroutable",
};

/** The hold of a fulfillment order whose goods are not in stock anywhere. */
export const STOCK_HANDLE = "switchyard-stock";

const AUTOMATIC_HANDLES: ReadonlySet<string> = new Set([...Object.values(HANDLE_BY_PROBLEM), STOCK_HANDLE]);

export function handleOf(problem: Problem): string {
  return HANDLE_BY_PROBLEM[problem.code];
}

/**
 * Whether a decision placed this hold, so that a decision may lift it. All others, also those a person places through us,
 * are left to whoever placed them.
 */
export function isAutomaticHold(hold: HoldFacts): boolean {
  return hold.isOurs && hold.handle !== null && AUTOMATIC_HANDLES.has(hold.handle);
}
