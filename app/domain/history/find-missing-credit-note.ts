import { count, sayMoney } from "#app/domain/basics/phrase.ts";
import { judgeInvoicing } from "#app/domain/invoicing/judge-invoicing.ts";
import { judgeRefund } from "#app/domain/invoicing/judge-refund.ts";
import type { OrderFacts, RefundFacts } from "#app/domain/orders/order-facts.ts";
import type { HistoryFinding } from "./finding.ts";
import { contextOf, type PastOrder, type PastShop } from "./past-order.ts";

/**
 * Refunds whose money went back: it had been captured, so an invoice was due before, and each takes a credit note. Orders
 * that we never invoice (from a till, from a marketplace that invoices itself) have none. The money is what went back.
 */
export function findMissingCreditNote({ facts }: PastOrder, shop: PastShop): HistoryFinding | null {
  if (judgeInvoicing(contextOf(facts, [], withoutGoLive(shop)), false).due === "never") return null;
  const paidBack = facts.refunds
    .filter((refund) => judgeRefund(facts, refund) === "settled")
    .map((refund) => ({ id: refund.id, amountMinor: paidBackMinor(facts, refund) }))
    .filter((refund) => refund.amountMinor > 0);
  if (paidBack.length === 0) return null;
  const amountMinor = paidBack.reduce((sum, refund) => sum + refund.amountMinor, 0);
  const money = sayMoney(amountMinor, facts.shopCurrency);
  const how = paidBack.length === 1 ? "one refund" : count(paidBack.length, "refund");
  return {
    orderId: facts.id,
    kind: "missing_credit_note",
    amountMinor,
    currency: facts.shopCurrency,
    confidence: "certain",
    sentence: `${money} went back in ${how}: ${paidBack.length === 1 ? "a credit note is" : "a credit note for each is"} due, and Switchyard would have drawn it up.`,
    details: { refundIds: paidBack.map((refund) => refund.id) },
  };
}

/** What a refund's payments gave back, in the shop's currency. */
function paidBackMinor(facts: OrderFacts, refund: RefundFacts): number {
  return facts.transactions
    .filter(({ id, kind, status }) => kind === "refund" && status === "success" && refund.transactionIds.includes(id))
    .reduce((sum, transaction) => sum + transaction.amount.shopMinor, 0);
}

/** The past is before any go-live: asked is what would have been due had the capability been there. */
function withoutGoLive(shop: PastShop): PastShop {
  const { capabilities } = shop.settings;
  const invoice = { ...capabilities.invoice, goLiveAt: null };
  return { ...shop, settings: { ...shop.settings, capabilities: { ...capabilities, invoice } } };
}
