import { sayMoney } from "#app/domain/basics/phrase.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { totalOf, type Amount } from "./amount.ts";
import { countedRefunds } from "./counted-refunds.ts";
import { keptBackOf, worthOfRefund } from "./judge-refund.ts";
import { readAmounts } from "./order-amounts.ts";
import { ROUNDING_PER_LINE } from "./settle-rounding.ts";

/**
 * What the documents of an order must sum to: the lines as we compute them, the total as Shopify states it (a rounding
 * apart), and in a sentence what is in the way if the two do not belong together.
 */
export type Target = { byKey: Map<string, Amount>; totalMinor: number; tolerance: number; obstacle: string | null };

/**
 * Our lines must sum to Shopify's current total in presentment currency, but for a rounding of at most one minor unit for
 * each line. The documents' total is Shopify's, less what was given back without goods, plus what it took off for refunds
 * whose money has not gone back.
 */
export function readTarget(facts: OrderFacts): Target {
  const { currentTotalMinor } = facts.totals.presentment;
  const computed = sumOf(readAmounts(facts, "platform").values());
  const tolerance = ROUNDING_PER_LINE * (facts.lines.length + facts.shippingLines.length);
  const stated = withoutGoodwill(facts, currentTotalMinor, computed, tolerance);
  const byKey = readAmounts(facts, "documents");
  const totalMinor = stated + documentedRefunds(facts);
  const isApart =
    Math.abs(stated - computed) > tolerance || Math.abs(totalMinor - sumOf(byKey.values())) > 2 * tolerance;
  return { byKey, totalMinor, tolerance, obstacle: isApart ? sayApart(facts, currentTotalMinor, computed) : null };
}

/**
 * The current total as if nothing had been given back without goods. Shopify leaves that out of its total; a total that
 * only makes sense with it counted is understood too.
 */
function withoutGoodwill(facts: OrderFacts, statedMinor: number, computed: number, tolerance: number): number {
  const goodwill = facts.refunds.reduce((sum, refund) => sum + keptBackOf(facts, refund), 0);
  const isCounted =
    Math.abs(statedMinor - computed) > tolerance && Math.abs(statedMinor - goodwill - computed) <= tolerance;
  return isCounted ? statedMinor - goodwill : statedMinor;
}

/** What our documents count of the refunds otherwise than the platform's total does. */
function documentedRefunds(facts: OrderFacts): number {
  const counted = countedRefunds(facts);
  let difference = 0;
  for (const refund of facts.refunds) {
    difference += counted.includes(refund) ? keptBackOf(facts, refund) : worthOfRefund(facts, refund);
  }
  return difference;
}

function sumOf(amounts: Iterable<Amount>): number {
  let sum = 0;
  for (const amount of amounts) sum += totalOf(amount);
  return sum;
}

function sayApart(facts: OrderFacts, statedMinor: number, computed: number): string {
  const [theirs, ours] = [statedMinor, computed].map((minor) => sayMoney(minor, facts.presentmentCurrency));
  return `Shopify states a total of ${theirs}, the lines we know come to ${ours}: duties, fees or a change we have not seen may be missing.`;
}
