import { isPlaceholder } from "#app/domain/orders/placeholder-facts.ts";
import { findBadAddress } from "./find-bad-address.ts";
import { findDuplicate } from "./find-duplicate.ts";
import { findMissingCreditNote } from "./find-missing-credit-note.ts";
import { findNegativeStock, type OversoldUnits } from "./find-negative-stock.ts";
import { findSplitCost } from "./find-split-cost.ts";
import type { HistoryFinding } from "./finding.ts";
import type { PastOrder, PastShop } from "./past-order.ts";

/**
 * What Watch would have said about orders of the past. Test orders, deleted ones and those of which only a part is known
 * say nothing.
 *
 * @param orders the newest first, and whoever pages goes on with the next older ones
 * @param oversold units below zero that no newer order accounts for yet; what is left of them comes back
 */
export function assessOrders(
  orders: readonly PastOrder[],
  shop: PastShop,
  oversold: OversoldUnits,
): { findings: HistoryFinding[]; oversold: OversoldUnits } {
  const findings: HistoryFinding[] = [];
  let rest = oversold;
  for (const order of orders) {
    const { facts } = order;
    if (facts.isTest || facts.isDeleted || isPlaceholder(facts)) continue;
    const stock = findNegativeStock(order, shop, rest);
    rest = stock.oversold;
    const found = [
      findSplitCost(order, shop),
      findDuplicate(order, shop),
      findBadAddress(order, shop),
      stock.finding,
      findMissingCreditNote(order, shop),
    ];
    findings.push(...found.filter((finding) => finding !== null));
  }
  return { findings, oversold: rest };
}
