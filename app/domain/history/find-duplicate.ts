import { minutesBetween } from "#app/domain/basics/instant.ts";
import { sayMoney } from "#app/domain/basics/phrase.ts";
import { hasLeft, isCalledOff } from "#app/domain/orders/open-work.ts";
import { checkDuplicate } from "#app/domain/validation/check-duplicate.ts";
import { isNeverHeld } from "#app/domain/validation/is-never-held.ts";
import type { HistoryFinding } from "./finding.ts";
import { contextOf, type PastOrder, type PastShop } from "./past-order.ts";

/** A second click follows within minutes; who comes back later more often means it. */
const SECOND_CLICK_MINUTES = 10;

/**
 * Orders that repeat an earlier one within the shop's window, by the check that live orders pass. One that was cancelled or
 * refunded whole has been seen to by somebody and is none. The money is what the repeated order comes to.
 */
export function findDuplicate({ facts, similarOrders }: PastOrder, shop: PastShop): HistoryFinding | null {
  const amountMinor = facts.totals.shop.currentTotalMinor;
  if (isNeverHeld(facts) || isCalledOff(facts) || amountMinor <= 0) return null;
  const problem = checkDuplicate(contextOf(facts, similarOrders, shop));
  if (problem === null) return null;
  const originalId = problem.subject?.replace("order ", "") ?? "";
  const original = similarOrders.find((other) => other.id === originalId);
  const minutes = original === undefined ? Infinity : minutesBetween(original.createdAt, facts.createdAt);
  const fate = facts.fulfillments.some(hasLeft) ? "It was sent all the same" : "It would have been held";
  return {
    orderId: facts.id,
    kind: "duplicate",
    amountMinor,
    currency: facts.shopCurrency,
    confidence: minutes <= SECOND_CLICK_MINUTES ? "likely" : "possible",
    sentence: `${problem.sentence} ${fate}; it comes to ${sayMoney(amountMinor, facts.shopCurrency)}.`,
    details: { originalId },
  };
}
