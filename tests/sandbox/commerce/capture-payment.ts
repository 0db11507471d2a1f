import { emit, nowOf, recordEffect, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Transaction } from "#tests/sandbox/state/order-changes.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { financialStatus, openAuthorizations, totalOutstanding } from "#tests/sandbox/orders/order-payments.ts";
import { touchOrder } from "#tests/sandbox/orders/touch-order.ts";
import { transactionOf, type TransactionParts } from "./checkout/take-payment.ts";

/** Takes authorised money: the oldest open authorisation unless one is named, all of it unless an amount is. */
export function capturePayment(
  world: World,
  shop: Shop,
  order: Order,
  request: { parentId?: string | null; amount?: MoneyBag },
  actor: Actor,
): Transaction {
  const open = openAuthorizations(order);
  const parent = request.parentId ? open.find(({ id }) => id === request.parentId) : open[0];
  if (!parent) throw new Error(`${order.name} has no authorised payment to capture.`);
  const amount = request.amount ?? parent.amount;
  return book(world, shop, order, { kind: "CAPTURE", gateway: parent.gateway, amount, parentId: parent.id }, actor);
}

/** The bank says the money came, or staff says so: everything still owed is paid. */
export function markAsPaid(world: World, shop: Shop, order: Order, actor: Actor): Transaction {
  return receivePayment(world, shop, order, { amount: totalOutstanding(order) }, actor);
}

/** Part (or all) of what a buyer owes arrives by a means that needs no authorisation, such as a bank transfer. */
export function receivePayment(
  world: World,
  shop: Shop,
  order: Order,
  request: { amount: MoneyBag; gateway?: string },
  actor: Actor,
): Transaction {
  if (request.amount.presentmentMinor <= 0) throw new Error(`${order.name} has nothing left to pay.`);
  const pending = order.transactions.find(({ kind, status }) => kind === "SALE" && status === "PENDING");
  const gateway = request.gateway ?? pending?.gateway ?? "manual";
  return book(
    world,
    shop,
    order,
    { kind: "SALE", gateway, amount: request.amount, parentId: pending?.id ?? null },
    actor,
  );
}

/** Releases authorised money without taking it. */
export function voidPayment(world: World, shop: Shop, order: Order, actor: Actor): Transaction {
  const parent = openAuthorizations(order)[0];
  if (!parent) throw new Error(`${order.name} has no authorised payment to void.`);
  return book(
    world,
    shop,
    order,
    { kind: "VOID", gateway: parent.gateway, amount: parent.amount, parentId: parent.id },
    actor,
  );
}

function book(world: World, shop: Shop, order: Order, parts: TransactionParts, actor: Actor): Transaction {
  const before = financialStatus(order, nowOf(world));
  const transaction = transactionOf(world, order, parts);
  order.transactions.push(transaction);
  order.updatedAt = nowOf(world);
  const isPaid = financialStatus(order, nowOf(world)) === "PAID";
  if (isPaid && order.paymentTerms) order.paymentTerms.completedAt = nowOf(world);
  recordEffect(world, shop, {
    actor,
    name: parts.kind === "VOID" ? "payment voided" : "payment received",
    subject: gid("OrderTransaction", transaction.id),
    details: { orderId: order.id, amount: { ...transaction.amount } },
  });
  emit(world, shop, "order_transactions/create", { order, transaction }, actor);
  if (isPaid && before !== "PAID") emit(world, shop, "orders/paid", { order }, actor);
  touchOrder(world, shop, order, actor);
  return transaction;
}
