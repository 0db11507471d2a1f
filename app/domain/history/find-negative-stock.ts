import { count, listInWords, sayMoney } from "#app/domain/basics/phrase.ts";
import { share } from "#app/domain/basics/money.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";
import { openFulfillmentOrders } from "#app/domain/orders/open-work.ts";
import type { LineItemFacts } from "#app/domain/orders/order-facts.ts";
import type { HistoryFinding } from "./finding.ts";
import type { PastOrder, PastShop } from "./past-order.ts";

/** Units that each level is below zero, by "inventoryItemId/locationId", less those that newer orders account for. */
export type OversoldUnits = ReadonlyMap<string, number>;

type Missing = { line: LineItemFacts; locationId: string; units: number };

/**
 * Open work at a location whose available is below zero. The oldest order is served first, so the newest go without: asked
 * newest first, each order takes its units off what is oversold. The money is what the buyer paid for those units.
 */
export function findNegativeStock(
  { facts }: PastOrder,
  shop: PastShop,
  oversold: OversoldUnits,
): { finding: HistoryFinding | null; oversold: OversoldUnits } {
  const rest = new Map(oversold);
  const missing: Missing[] = [];
  for (const { fulfillmentOrder, lines } of oversold.size === 0 ? [] : openFulfillmentOrders(facts)) {
    for (const { line: part, quantity } of lines) {
      const { locationId } = fulfillmentOrder;
      const line = facts.lines.find((each) => each.id === part.lineItemId);
      if (part.inventoryItemId === null || locationId === null || line === undefined) continue;
      const key = levelKey(part.inventoryItemId, locationId);
      const units = Math.min(quantity, rest.get(key) ?? 0);
      if (units === 0) continue;
      rest.set(key, rest.get(key)! - units);
      missing.push({ line, locationId, units });
    }
  }
  if (missing.length === 0) return { finding: null, oversold };
  const amountMinor = missing.reduce((sum, each) => sum + paidMinor(each), 0);
  const finding: HistoryFinding = {
    orderId: facts.id,
    kind: "negative_stock",
    amountMinor: amountMinor > 0 ? amountMinor : null,
    currency: facts.shopCurrency,
    // That the level is below zero is a fact; that this order is the one to wait is our rule, oldest first.
    confidence: "likely",
    sentence: say(missing, shop, amountMinor, facts.shopCurrency),
    details: { units: missing.reduce((sum, each) => sum + each.units, 0) },
  };
  return { finding, oversold: rest };
}

/** Price less discounts, for the units in question. */
function paidMinor({ line, units }: Missing): number {
  const discount = share(line.discount.shopMinor, units, Math.max(1, line.quantity));
  return line.unitPrice.shopMinor * units - discount;
}

function say(missing: readonly Missing[], shop: PastShop, amountMinor: number, currency: string): string {
  const clauses = missing.map(({ line, locationId, units }) => {
    const name = shop.locations.find((location) => location.id === locationId)?.name ?? "its location";
    return `${count(units, "unit")} of ${line.title} at ${name}`;
  });
  const paid = amountMinor > 0 ? ` The buyer paid ${sayMoney(amountMinor, currency)} for them.` : "";
  return `Sold below zero: ${listInWords(clauses)}. Older orders are served first, so this one goes without.${paid}`;
}
