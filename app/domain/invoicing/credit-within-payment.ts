import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { totalOf, type Amount } from "./amount.ts";
import { judgeRefund } from "./judge-refund.ts";
import { netPayment } from "./net-payment.ts";

/**
 * What may be credited while something that was added waits for its payment. The goods an edit took away were paid for,
 * and that money goes towards what the edit added: crediting them at once would leave money that no document explains. So
 * credit notes go no further than down to what was paid; the rest is netted when the payment comes. Goods whose money
 * went back come first.
 *
 * @param credited positive amounts that the documents have too many, negative ones that were kept back of them
 * @param documentedMinor what the documents come to now
 * @param totalMinor what they are to come to in the end
 */
export function creditWithinPayment(
  facts: OrderFacts,
  credited: readonly Amount[],
  documentedMinor: number,
  totalMinor: number,
): Amount[] {
  const floor = Math.min(netPayment(facts) ?? 0, totalMinor);
  const refunded = keysOfRefundedMoney(facts);
  const byUrgency = credited.toSorted((a, b) => Number(refunded.has(b.key)) - Number(refunded.has(a.key)));
  const chosen: Amount[] = [];
  let remaining = documentedMinor;
  for (const amount of byUrgency) {
    if (totalOf(amount) <= 0 ? chosen.length === 0 : remaining - totalOf(amount) < floor) continue;
    chosen.push(amount);
    remaining -= totalOf(amount);
  }
  return chosen;
}

function keysOfRefundedMoney(facts: OrderFacts): Set<string> {
  const keys = new Set<string>();
  for (const refund of facts.refunds) {
    if (refund.transactionIds.length === 0 || judgeRefund(facts, refund) !== "settled") continue;
    for (const line of refund.lines) keys.add(`line:${line.lineItemId}`);
    keys.add(`adjustment:${refund.id}`);
    if (refund.shipping.amount.presentmentMinor !== 0)
      for (const line of facts.shippingLines) keys.add(`shipping:${line.id}`);
  }
  return keys;
}
