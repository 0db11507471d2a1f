import { emit, nextId, nowOf, recordEffect, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { addMoney, nothing, subtractMoney, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Refund, RefundLine, RestockType, Transaction } from "#tests/sandbox/state/order-changes.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { unfulfilledQuantity } from "#tests/sandbox/orders/order-fulfillment.ts";
import { totalOutstanding } from "#tests/sandbox/orders/order-payments.ts";
import { touchOrder } from "#tests/sandbox/orders/touch-order.ts";
import { transactionOf } from "./checkout/take-payment.ts";
import { refundShipping, type ShippingRefund } from "./refunds/refund-shipping.ts";
import { discrepancyOf } from "./refunds/refund-discrepancy.ts";
import { suggestTransactions } from "./refunds/suggest-transactions.ts";
import { putBack, removeUnits, removeWork } from "./remove-work.ts";

export type RefundLineRequest = {
  lineItemId: string;
  quantity: number;
  restockType: RestockType;
  /** Where the goods go back on the shelf; left out, where they were assigned. */
  locationId?: string | null;
};

export type RefundTransactionRequest = {
  amount: MoneyBag;
  parentId?: string | null;
  gateway?: string;
  /** "FAILURE" and "PENDING" leave the money with the merchant. */
  outcome?: Transaction["status"];
};

export type RefundRequest = {
  note?: string | null;
  lines: RefundLineRequest[];
  shipping?: ShippingRefund;
  /** Left out: what lines and shipping are worth, as far as it was paid. An empty list moves no money. */
  transactions?: RefundTransactionRequest[];
  returnId?: string | null;
  notifyCustomer?: boolean;
  /** Refunding an order that is being cancelled takes "no restock" units off the work too: nobody will ship them. */
  isCancellation?: boolean;
};

/**
 * Gives money back, and takes units off the order:
 * - CANCEL: units not yet sent; their work and their commitment end, and they are available again.
 * - RETURN: units that came back; they are available at the location stated. Units never sent are treated like CANCEL.
 * - NO_RESTOCK: units that were sent leave the order and no stock moves. Units not yet sent stay on the order, are still to be sent
 *   and count as worth nothing (recorded on a development store): the money is then a discrepancy.
 */
export function refundOrder(world: World, shop: Shop, order: Order, request: RefundRequest, actor: Actor): Refund {
  const { refund, transactions } = makeRefund(world, shop, order, request, actor);
  announceRefund(world, shop, order, refund, transactions, actor);
  touchOrder(world, shop, order, actor);
  return refund;
}

/** The change of state alone; `announceRefund` must follow. */
export function makeRefund(
  world: World,
  shop: Shop,
  order: Order,
  request: RefundRequest,
  actor: Actor,
): { refund: Refund; transactions: Transaction[] } {
  const lines = request.lines.map((each) =>
    refundLine(world, shop, order, each, request.isCancellation === true, actor),
  );
  const shippingLines = refundShipping(order, request.shipping);
  const now = nowOf(world);
  const refund: Refund = {
    id: nextId(world, "Refund"),
    createdAt: now,
    processedAt: now,
    note: request.note ?? null,
    staffMemberId: actor.kind === "staff" ? actor.staffMemberId : null,
    lines,
    shippingLines,
    adjustments: [],
    transactionIds: [],
    returnId: request.returnId ?? null,
  };
  order.refunds.push(refund);
  const worth = worthOf(order, refund);
  // Taken after the units left: the surplus is what the buyer paid beyond what is now on the order.
  const surplus = subtractMoney(nothing, totalOutstanding(order));
  const wanted = request.transactions ?? suggestTransactions(order, worth, surplus);
  const transactions = wanted.map((each) => refundTransaction(world, order, each));
  order.transactions.push(...transactions);
  refund.transactionIds = transactions.map(({ id }) => id);
  const paidBack = addMoney(...transactions.filter(({ status }) => status === "SUCCESS").map(({ amount }) => amount));
  const adjustment = discrepancyOf(worth, surplus, paidBack);
  if (adjustment.shopMinor !== 0 || adjustment.presentmentMinor !== 0) {
    const id = nextId(world, "RefundAdjustment");
    refund.adjustments.push({
      id,
      kind: "REFUND_DISCREPANCY",
      reason: "Refund discrepancy",
      amount: adjustment,
      tax: { ...nothing },
    });
  }
  countOnReturn(order, refund);
  if (request.notifyCustomer) {
    recordEffect(world, shop, {
      actor,
      name: "customer notified of refund",
      subject: gid("Refund", refund.id),
      details: { orderId: order.id },
    });
  }
  recordMoney(world, shop, order, transactions, actor);
  return { refund, transactions };
}

/** What a refund's lines and shipping are worth to the buyer, tax included. */
export function worthOf(order: Order, refund: Refund): MoneyBag {
  const parts = [...refund.lines, ...refund.shippingLines];
  const taxes = order.taxesIncluded ? [] : parts.map((part) => part.tax);
  return addMoney(...parts.map((part) => part.subtotal), ...taxes);
}

export function announceRefund(
  world: World,
  shop: Shop,
  order: Order,
  refund: Refund,
  transactions: readonly Transaction[],
  actor: Actor,
): void {
  order.updatedAt = nowOf(world);
  emit(world, shop, "refunds/create", { order, refund }, actor);
  for (const transaction of transactions) emit(world, shop, "order_transactions/create", { order, transaction }, actor);
}

function refundLine(
  world: World,
  shop: Shop,
  order: Order,
  request: RefundLineRequest,
  isCancellation: boolean,
  actor: Actor,
): RefundLine {
  const lineItem = order.lineItems.find(({ id }) => id === request.lineItemId);
  if (!lineItem) throw new Error(`Order ${order.name} has no line ${request.lineItemId}.`);
  const open = unfulfilledQuantity(shop, order, lineItem);
  const sent = Math.max(lineItem.currentQuantity - open, 0);
  const fromSent = request.restockType === "CANCEL" || isCancellation ? 0 : Math.min(request.quantity, sent);
  const fromOpen = request.quantity - fromSent;
  const staysOpen = request.restockType === "NO_RESTOCK" && !isCancellation;
  const removed = staysOpen ? fromSent : request.quantity;
  const worth = removeUnits(lineItem, removed);
  const isRestocked = request.restockType !== "NO_RESTOCK";
  const restock = { restock: isRestocked, locationId: request.locationId };
  // A tip has no work to end, and what an order without fulfillment orders still "owes" is nobody's work either.
  const ending = staysOpen ? 0 : Math.min(fromOpen, open);
  const taken = ending > 0 ? removeWork(world, shop, order, lineItem, ending, restock, actor) : [];
  const locationId = request.locationId ?? taken[0]?.locationId ?? sentFrom(shop, order, lineItem);
  if (isRestocked && fromSent > 0 && locationId !== null)
    putBack(world, shop, order, lineItem, locationId, fromSent, actor);
  return {
    id: nextId(world, "RefundLineItem"),
    lineItemId: lineItem.id,
    quantity: request.quantity,
    restockType: request.restockType,
    isRestocked,
    locationId: isRestocked ? locationId : null,
    ...worth,
  };
}

function sentFrom(shop: Shop, order: Order, lineItem: LineItem): string | null {
  const fulfillments = order.fulfillmentIds.flatMap((id) => shop.fulfillments.get(id) ?? []);
  const parcel = fulfillments.find((each) => each.lines.some((line) => line.lineItemId === lineItem.id));
  return parcel?.locationId ?? null;
}

function refundTransaction(world: World, order: Order, request: RefundTransactionRequest): Transaction {
  const parent = order.transactions.find(({ id }) => id === request.parentId);
  const status = request.outcome ?? "SUCCESS";
  const failed = status === "FAILURE" || status === "ERROR";
  return transactionOf(world, order, {
    kind: "REFUND",
    gateway: request.gateway ?? parent?.gateway ?? "manual",
    amount: request.amount,
    status,
    parentId: parent?.id ?? null,
    ...(failed ? { message: "The refund was declined by the bank.", errorCode: "PROCESSING_ERROR" } : {}),
  });
}

function countOnReturn(order: Order, refund: Refund): void {
  const returned = order.returns.find(({ id }) => id === refund.returnId);
  for (const line of refund.lines) {
    const returnLine = returned?.lines.find(({ lineItemId }) => lineItemId === line.lineItemId);
    if (returnLine) returnLine.refundedQuantity += line.quantity;
  }
}

function recordMoney(world: World, shop: Shop, order: Order, transactions: readonly Transaction[], actor: Actor): void {
  for (const { id, status, amount } of transactions) {
    if (status !== "SUCCESS") continue;
    recordEffect(world, shop, {
      actor,
      name: "money refunded",
      subject: gid("OrderTransaction", id),
      details: { orderId: order.id, amount: { ...amount } },
    });
  }
}
