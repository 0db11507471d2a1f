import { handsOver } from "#app/domain/orders/open-work.ts";
import { checkAddress } from "#app/domain/validation/check-address.ts";
import { checkHouseNumber } from "#app/domain/validation/check-house-number.ts";
import { isNeverHeld } from "#app/domain/validation/is-never-held.ts";
import type { HistoryFinding } from "./finding.ts";
import { asPlaced, contextOf, type PastOrder, type PastShop } from "./past-order.ts";

/**
 * Parcels whose address would have stopped them, by the checks that live orders pass. No money is put on it: whether the
 * parcel came back, and at what cost, nobody recorded.
 */
export function findBadAddress({ facts }: PastOrder, shop: PastShop): HistoryFinding | null {
  if (isNeverHeld(facts)) return null;
  const methods = facts.fulfillmentOrders.map((each) => each.deliveryMethod);
  if (methods.length > 0 && methods.every(handsOver)) return null;
  const context = contextOf(asPlaced(facts), [], shop);
  const lacking = checkAddress(context);
  const problem = lacking ?? checkHouseNumber(context);
  if (problem === null) return null;
  return {
    orderId: facts.id,
    kind: "bad_address",
    amountMinor: null,
    currency: facts.shopCurrency,
    // A parcel cannot do without a city; a street may do without a number, if a person knows the place.
    confidence: lacking === null ? "likely" : "certain",
    sentence: `${problem.sentence} The order would have been held before a label was bought.`,
    details: { code: problem.code },
  };
}
