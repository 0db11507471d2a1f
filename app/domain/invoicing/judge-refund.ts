import type { OrderFacts, RefundFacts } from "#app/domain/orders/order-facts.ts";

/**
 * Whether a refund changes what the order amounts to on our documents:
 * - settled: its money went back, or it is a removal without money (an edit, an unpaid order), so it counts;
 * - waiting: its refund transaction is pending or not known yet;
 * - without_money: its transaction failed, or goods came back and nothing was refunded: it leaves no document.
 */
export type RefundStanding = "settled" | "waiting" | "without_money";

const PAID: ReadonlySet<OrderFacts["financialStatus"]> = new Set([
  "paid",
  "partially_paid",
  "partially_refunded",
  "refunded",
]);

/**
 * Shopify writes a refund record for every removal, also for edits that lower a quantity; only those that give money back
 * have transactions. A refund paid back by several ways waits until none of them is pending. Goods that come back to an
 * unpaid order need no money back to be credited.
 */
export function judgeRefund(
  facts: Pick<OrderFacts, "transactions" | "financialStatus">,
  refund: RefundFacts,
): RefundStanding {
  if (refund.transactionIds.length === 0) {
    const isReturn = refund.lines.some((line) => line.restockKind === "return");
    return isReturn && PAID.has(facts.financialStatus) ? "without_money" : "settled";
  }
  let hasSucceeded = false;
  for (const id of refund.transactionIds) {
    const transaction = facts.transactions.find((each) => each.id === id);
    if (transaction === undefined || transaction.status === "pending" || transaction.status === "unknown")
      return "waiting";
    if (transaction.status === "success") hasSucceeded = true;
  }
  return hasSucceeded ? "settled" : "without_money";
}

/** What a refund's goods and shipping are worth, tax included, in presentment minor units as the platform states them. */
export function worthOfRefund(facts: Pick<OrderFacts, "taxesIncluded">, refund: RefundFacts): number {
  let worth = refund.shipping.amount.presentmentMinor;
  for (const line of refund.lines) worth += line.subtotal.presentmentMinor;
  if (facts.taxesIncluded) return worth;
  worth += refund.shipping.tax.presentmentMinor;
  for (const line of refund.lines) worth += line.tax.presentmentMinor;
  return worth;
}

/**
 * What a refund kept back from the worth of its goods (positive) or gave beyond it (negative), tax included. Shopify states it as
 * adjustments when the refund is made, counting only money that had moved by then; in the facts they are what was given.
 * Money that came through later shows as more than the worth less what was kept back, and lessens that.
 */
export function keptBackOf(facts: Pick<OrderFacts, "taxesIncluded" | "transactions">, refund: RefundFacts): number {
  let given = 0;
  for (const { amount, tax } of refund.adjustments) given += amount.presentmentMinor + tax.presentmentMinor;
  if (given >= 0) return 0 - given;
  let moved = 0;
  for (const { id, status, amount } of facts.transactions) {
    if (status === "success" && refund.transactionIds.includes(id)) moved += amount.presentmentMinor;
  }
  return -given - Math.max(0, moved - (worthOfRefund(facts, refund) + given));
}
