import type { OrderFacts, RefundFacts } from "#app/domain/orders/order-facts.ts";
import { judgeRefund, keptBackOf, worthOfRefund } from "./judge-refund.ts";
import { netPayment } from "./net-payment.ts";

/**
 * The refunds that our documents count. One whose money has not gone back does not count: what it took off the order is
 * still paid for, and stays documented. But where what was paid does not reach so far, because the goods it took off were
 * not paid for or that money went towards goods added since, nobody is owed any, and it counts as a removal without money.
 */
export function countedRefunds(facts: OrderFacts): readonly RefundFacts[] {
  const settled: RefundFacts[] = [];
  let documentedMinor = facts.totals.presentment.currentTotalMinor;
  for (const refund of facts.refunds) {
    if (judgeRefund(facts, refund) === "settled") {
      settled.push(refund);
      documentedMinor += keptBackOf(facts, refund);
    } else documentedMinor += worthOfRefund(facts, refund);
  }
  if (settled.length === facts.refunds.length) return settled;
  const paid = netPayment(facts);
  return paid !== null && paid < documentedMinor ? facts.refunds : settled;
}
