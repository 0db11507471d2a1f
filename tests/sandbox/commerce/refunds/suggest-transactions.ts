import { addMoney, nothing, subtractMoney, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Transaction } from "#tests/sandbox/state/order-changes.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { RefundTransactionRequest } from "#tests/sandbox/commerce/refund-order.ts";

/**
 * Through which payments a sum goes back: the latest first, gift cards (always taken first) last, each up to what is left of it.
 * Never more than the buyer is owed, so that an unpaid order gives nothing back.
 */
export function suggestTransactions(order: Order, worth: MoneyBag, surplus: MoneyBag): RefundTransactionRequest[] {
  let left = smaller(worth, surplus);
  const requests: RefundTransactionRequest[] = [];
  for (const payment of paymentsOf(order).reverse()) {
    if (left.presentmentMinor <= 0) break;
    const amount = smaller(left, refundable(order, payment));
    if (amount.presentmentMinor <= 0) continue;
    left = subtractMoney(left, amount);
    requests.push({ amount, parentId: payment.id, gateway: payment.gateway });
  }
  return requests;
}

function paymentsOf(order: Order): Transaction[] {
  return order.transactions.filter(
    ({ kind, status }) => status === "SUCCESS" && (kind === "SALE" || kind === "CAPTURE"),
  );
}

/** What is left of a payment after earlier refunds of it; a pending refund counts, a failed one does not. */
export function refundable(order: Order, payment: Transaction): MoneyBag {
  const refunds = order.transactions.filter(
    (each) =>
      each.kind === "REFUND" &&
      each.parentId === payment.id &&
      (each.status === "SUCCESS" || each.status === "PENDING"),
  );
  return subtractMoney(payment.amount, addMoney(...refunds.map((each) => each.amount)));
}

function smaller(a: MoneyBag, b: MoneyBag): MoneyBag {
  const lesser = a.presentmentMinor <= b.presentmentMinor ? a : b;
  return lesser.presentmentMinor <= 0 ? { ...nothing } : lesser;
}
