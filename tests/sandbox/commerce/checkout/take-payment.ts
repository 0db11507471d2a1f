import { nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import { instantAfter } from "#tests/sandbox/state/instant.ts";
import { subtractMoney, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Transaction } from "#tests/sandbox/state/order-changes.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { nextHex } from "#tests/sandbox/state/random.ts";
import { orderedTotals } from "#tests/sandbox/orders/order-totals.ts";
import { gateways, type Checkout, type Gateway } from "./checkout.ts";
import { bagOfPresentment, type Exchange } from "#tests/sandbox/commerce/pricing/exchange.ts";
import { fractionOf, timesFraction } from "#tests/sandbox/commerce/pricing/fraction.ts";

/** Shopify Payments holds an authorisation for seven days (help.shopify.com, "Payment authorization"). */
const authorizationSeconds = 7 * 24 * 3600;

/** The transactions that a checkout leaves behind: gift cards first, then what the chosen payment says of the rest. */
export function takePayment(world: World, order: Order, exchange: Exchange, checkout: Checkout): Transaction[] {
  const total = orderedTotals(order).total;
  const transactions: Transaction[] = [];
  const giftMinor = Math.min(checkout.giftCardMinor ?? 0, total.presentmentMinor);
  const gift = giftMinor === total.presentmentMinor ? total : bagOfPresentment(exchange, giftMinor);
  if (giftMinor > 0)
    transactions.push(transactionOf(world, order, { kind: "SALE", gateway: "gift_card", amount: gift }));
  const rest = subtractMoney(total, gift);
  if (rest.presentmentMinor <= 0) return transactions;
  const payment = checkout.payment;
  switch (payment.kind) {
    case "paid":
      transactions.push(transactionOf(world, order, { kind: "SALE", gateway: payment.gateway, amount: rest }));
      break;
    case "authorized":
      transactions.push(transactionOf(world, order, { kind: "AUTHORIZATION", gateway: payment.gateway, amount: rest }));
      break;
    case "pending":
      transactions.push(
        transactionOf(world, order, { kind: "SALE", status: "PENDING", gateway: payment.gateway, amount: rest }),
      );
      break;
    case "deposit": {
      const { numerator, denominator } = fractionOf(payment.percent);
      const depositMinor = timesFraction(rest.presentmentMinor, { numerator, denominator: denominator * 100n });
      const amount = bagOfPresentment(exchange, depositMinor);
      transactions.push(transactionOf(world, order, { kind: "SALE", gateway: payment.gateway, amount }));
      break;
    }
    case "terms":
      break;
  }
  return transactions;
}

export type TransactionParts = {
  kind: Transaction["kind"];
  gateway: string;
  amount: MoneyBag;
  status?: Transaction["status"];
  parentId?: string | null;
  message?: string;
  errorCode?: string;
};

/** A transaction of now; success unless stated. It is not yet on the order. */
export function transactionOf(world: World, order: Order, parts: TransactionParts): Transaction {
  const now = nowOf(world);
  return {
    id: nextId(world, "OrderTransaction"),
    parentId: parts.parentId ?? null,
    kind: parts.kind,
    status: parts.status ?? "SUCCESS",
    gateway: parts.gateway,
    formattedGateway: gateways[parts.gateway as Gateway] ?? parts.gateway,
    amount: parts.amount,
    isTest: order.isTest,
    paymentId: `${order.name}.${nextHex(world.random, 8)}`,
    errorCode: parts.errorCode ?? null,
    message: parts.message ?? null,
    authorizationExpiresAt: parts.kind === "AUTHORIZATION" ? instantAfter(now, authorizationSeconds) : null,
    createdAt: now,
    processedAt: now,
  };
}
