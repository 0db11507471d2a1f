import { emit, nowOf, recordEffect, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Refund, Transaction } from "#tests/sandbox/state/order-changes.ts";
import type { CancelReason, Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { fulfillmentsOf, unfulfilledQuantity } from "#tests/sandbox/orders/order-fulfillment.ts";
import { openAuthorizations } from "#tests/sandbox/orders/order-payments.ts";
import { touchOrder } from "#tests/sandbox/orders/touch-order.ts";
import { transactionOf } from "./checkout/take-payment.ts";
import { announceRefund, makeRefund } from "./refund-order.ts";

export type Cancellation = {
  reason: CancelReason;
  /** False leaves the units out of the books: they are neither committed nor available any more. */
  restock: boolean;
  /** Whether what was paid goes back. Authorised money is released in any case. */
  refund: boolean;
  notifyCustomer?: boolean;
  staffNote?: string | null;
};

/** What stands against cancelling an order; null when nothing does. */
export function whyNotCancel(shop: Shop, order: Order): string | null {
  if (order.cancelledAt !== null) return "Order has already been cancelled";
  const hasLeft = fulfillmentsOf(shop, order).some(
    ({ status, service }) => status === "SUCCESS" && service !== "gift_card",
  );
  return hasLeft ? "Cannot cancel a fulfilled or partially fulfilled order" : null;
}

/** Ends an order: its work, its commitments, its authorisations; the order is closed and comes to nothing. */
export function cancelOrder(world: World, shop: Shop, order: Order, cancellation: Cancellation, actor: Actor): void {
  const objection = whyNotCancel(shop, order);
  if (objection !== null) throw new Error(`${order.name}: ${objection}.`);
  const voids = voidAuthorizations(world, order);
  const { refund, transactions } = refundEverything(world, shop, order, cancellation, actor);
  const now = nowOf(world);
  order.cancelledAt = now;
  order.closedAt = now;
  order.cancelReason = cancellation.reason;
  order.updatedAt = now;
  if (cancellation.notifyCustomer) {
    recordEffect(world, shop, {
      actor,
      name: "customer notified of cancellation",
      subject: gid("Order", order.id),
      details: {},
    });
  }
  recordEffect(world, shop, {
    actor,
    name: "order cancelled",
    subject: gid("Order", order.id),
    details: { reason: cancellation.reason, staffNote: cancellation.staffNote ?? null },
  });
  emit(world, shop, "orders/cancelled", { order }, actor);
  for (const transaction of voids) emit(world, shop, "order_transactions/create", { order, transaction }, actor);
  announceRefund(world, shop, order, refund, transactions, actor);
  touchOrder(world, shop, order, actor);
}

function voidAuthorizations(world: World, order: Order): Transaction[] {
  const voids = openAuthorizations(order).map((authorization) =>
    transactionOf(world, order, {
      kind: "VOID",
      gateway: authorization.gateway,
      amount: authorization.amount,
      parentId: authorization.id,
    }),
  );
  order.transactions.push(...voids);
  return voids;
}

function refundEverything(
  world: World,
  shop: Shop,
  order: Order,
  { restock, refund }: Cancellation,
  actor: Actor,
): { refund: Refund; transactions: Transaction[] } {
  const lines = order.lineItems
    .filter((line) => line.currentQuantity > 0)
    .map((line) => {
      const isOpen = unfulfilledQuantity(shop, order, line) > 0;
      const restockType = restock && isOpen ? ("CANCEL" as const) : ("NO_RESTOCK" as const);
      return { lineItemId: line.id, quantity: line.currentQuantity, restockType };
    });
  const money = refund ? {} : { transactions: [] };
  const request = { lines, shipping: { full: true as const }, isCancellation: true, ...money };
  return makeRefund(world, shop, order, request, actor);
}
