import type { Instant } from "#tests/sandbox/state/instant.ts";
import { addMoney, nothing, subtractMoney, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Refund, Transaction } from "#tests/sandbox/state/order-changes.ts";
import type { FinancialStatus, Order } from "#tests/sandbox/state/order.ts";
import { currentTotals } from "./order-totals.ts";

/** Captured money, refunded or not. */
export function totalReceived(order: Order): MoneyBag {
  return sumTransactions(order, (transaction) => transaction.kind === "SALE" || transaction.kind === "CAPTURE");
}

/** Money given back by refund transactions that succeeded. */
export function totalRefunded(order: Order): MoneyBag {
  return sumTransactions(order, (transaction) => transaction.kind === "REFUND");
}

export function netPayment(order: Order): MoneyBag {
  return subtractMoney(totalReceived(order), totalRefunded(order));
}

/**
 * Money given back that no returned unit or shipping line accounts for; negative when less was given back than they are worth. An
 * adjustment states the opposite, as on the platform: what the refund's lines are worth less what was really refunded.
 */
export function goodwillOf(order: Order): MoneyBag {
  const adjustments = order.refunds.flatMap((refund) => refund.adjustments.map((adjustment) => adjustment.amount));
  return subtractMoney(nothing, addMoney(...adjustments));
}

/** What the buyer still owes; negative when the shop owes the buyer. */
export function totalOutstanding(order: Order): MoneyBag {
  return subtractMoney(subtractMoney(currentTotals(order).total, goodwillOf(order)), netPayment(order));
}

/** The money one refund gave back. */
export function refundTotal(order: Order, refund: Refund): MoneyBag {
  const ids = new Set(refund.transactionIds);
  return sumTransactions(order, (transaction) => ids.has(transaction.id));
}

/** Authorised money that was neither captured nor voided. An authorisation ends with its first capture. */
export function openAuthorizations(order: Order): Transaction[] {
  const closed = new Set(
    order.transactions
      .filter(
        (transaction) => isSuccess(transaction) && (transaction.kind === "CAPTURE" || transaction.kind === "VOID"),
      )
      .map((transaction) => transaction.parentId),
  );
  return order.transactions.filter(
    (transaction) => transaction.kind === "AUTHORIZATION" && isSuccess(transaction) && !closed.has(transaction.id),
  );
}

/** What a capture may still take: an authorised amount once, in full or in part. */
export function totalCapturable(order: Order): MoneyBag {
  return addMoney(...openAuthorizations(order).map((transaction) => transaction.amount));
}

/**
 * The financial status the platform displays, or null for an order that an app created without saying anything about payment.
 * `now` decides whether an authorisation has expired.
 */
export function financialStatus(order: Order, now: Instant): FinancialStatus | null {
  if (order.transactions.length === 0) return statusWithoutPayments(order);
  const received = totalReceived(order).presentmentMinor;
  const refunded = totalRefunded(order).presentmentMinor;
  if (refunded > 0) return refunded >= received ? "REFUNDED" : "PARTIALLY_REFUNDED";
  if (received > 0) return received >= currentTotals(order).total.presentmentMinor ? "PAID" : "PARTIALLY_PAID";
  const open = openAuthorizations(order);
  if (open.length > 0) {
    return open.every((each) => each.authorizationExpiresAt !== null && each.authorizationExpiresAt <= now)
      ? "EXPIRED"
      : "AUTHORIZED";
  }
  const isVoided = order.transactions.some((transaction) => transaction.kind === "VOID" && isSuccess(transaction));
  if (isVoided || order.cancelledAt !== null) return "VOIDED";
  return currentTotals(order).total.presentmentMinor === 0 ? "PAID" : "PENDING";
}

function statusWithoutPayments(order: Order): FinancialStatus | null {
  if (order.statedFinancialStatus !== null) return order.statedFinancialStatus;
  if (order.apiKey !== null) return null;
  if (order.cancelledAt !== null) return "VOIDED";
  return currentTotals(order).total.presentmentMinor === 0 ? "PAID" : "PENDING";
}

/** Gateways that took part, each once, in order of first use. */
export function gatewayNames(order: Order): string[] {
  return [...new Set(order.transactions.map((transaction) => transaction.gateway))];
}

function sumTransactions(order: Order, isMeant: (transaction: Transaction) => boolean): MoneyBag {
  let sum: MoneyBag = nothing;
  for (const transaction of order.transactions) {
    if (isSuccess(transaction) && isMeant(transaction)) sum = addMoney(sum, transaction.amount);
  }
  return sum;
}

function isSuccess(transaction: Transaction): boolean {
  return transaction.status === "SUCCESS";
}
