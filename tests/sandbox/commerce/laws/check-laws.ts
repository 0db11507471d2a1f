import { currentTotals, orderedTotals, orderTaxLines } from "#tests/sandbox/orders/order-totals.ts";
import { totalOutstanding, totalReceived, totalRefunded } from "#tests/sandbox/orders/order-payments.ts";
import {
  activeFulfillmentOrdersOf,
  fulfilledQuantity,
  unfulfilledQuantity,
} from "#tests/sandbox/orders/order-fulfillment.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

type Side = "shopMinor" | "presentmentMinor";

/**
 * The laws of an order's money, stated from the order's own parts without the functions that compute the totals' parts.
 *
 * @returns a sentence for each law that is broken
 */
export function brokenMoneyLaws(order: Order): string[] {
  return (["shopMinor", "presentmentMinor"] as const).flatMap((side) => [
    ...brokenWholeLaws(order, side),
    ...brokenCurrentLaws(order, side),
  ]);
}

function brokenWholeLaws(order: Order, side: Side): string[] {
  const totals = orderedTotals(order);
  const lines = [...order.lineItems, ...order.shippingLines];
  const discounts = sum(lines.flatMap((line) => line.discountAllocations.map(({ amount }) => amount[side])));
  const taxes = sum(lines.flatMap((line) => line.taxLines.map(({ price }) => price[side])));
  const gross =
    sum(order.lineItems.map((line) => line.unitPrice[side] * line.quantity)) +
    sum(order.shippingLines.map((line) => line.price[side]));
  const total = gross - discounts + (order.taxesIncluded ? 0 : taxes);
  return [
    ...unless(
      totals.total[side] === total,
      `${order.name}: ${side} total ${totals.total[side]} is not the sum of its parts ${total}`,
    ),
    ...unless(
      totals.tax[side] === taxes,
      `${order.name}: ${side} tax ${totals.tax[side]} is not the sum of the tax lines ${taxes}`,
    ),
    ...unless(
      totals.discounts[side] === discounts,
      `${order.name}: ${side} discounts are not the sum of the allocations`,
    ),
    ...lines.flatMap((line) =>
      unless(
        line.discountAllocations.every(({ amount }) => amount[side] >= 0),
        `${order.name}: a discount adds to a price`,
      ),
    ),
  ];
}

function brokenCurrentLaws(order: Order, side: Side): string[] {
  const current = currentTotals(order);
  const taxLines = sum(orderTaxLines(order, "current").map(({ price }) => price[side]));
  const outstanding = totalOutstanding(order)[side];
  const adjustments = sum(order.refunds.flatMap((refund) => refund.adjustments.map(({ amount }) => amount[side])));
  const paid = totalReceived(order)[side] - totalRefunded(order)[side];
  return [
    ...unless(current.total[side] >= 0, `${order.name}: ${side} current total ${current.total[side]} is below nothing`),
    ...unless(
      taxLines === current.tax[side],
      `${order.name}: ${side} current tax lines ${taxLines} do not add up to ${current.tax[side]}`,
    ),
    ...unless(
      outstanding === current.total[side] - paid + adjustments,
      `${order.name}: ${side} outstanding does not follow from total and payments`,
    ),
    ...unless(
      order.lineItems.some((line) => line.currentQuantity > 0) ||
        order.shippingLines.some((line) => !line.isRemoved) ||
        current.total[side] === 0,
      `${order.name}: ${side} nothing is left but ${current.total[side]} is charged`,
    ),
  ];
}

/**
 * The laws of a shop's stock: what is committed at a level is exactly what open work there still has to send, and no line is
 * sent or owed more often than it was ordered.
 */
export function brokenStockLaws(shop: Shop): string[] {
  const owed = new Map<string, number>();
  const problems: string[] = [];
  for (const order of shop.orders.values()) {
    addOwedUnits(owed, shop, order);
    problems.push(...order.lineItems.flatMap((line) => brokenQuantityLaws(shop, order, line)));
  }
  for (const [key, level] of shop.inventoryLevels) {
    const committed = level.quantities.committed.quantity;
    const sentence = `level ${key}: ${committed} committed, but open work has ${owed.get(key) ?? 0}`;
    problems.push(...unless(committed === (owed.get(key) ?? 0), sentence));
  }
  return problems;
}

function addOwedUnits(owed: Map<string, number>, shop: Shop, order: Order): void {
  const lines = activeFulfillmentOrdersOf(shop, order).flatMap((work) => work.lines.map((line) => ({ work, line })));
  for (const { work, line } of lines) {
    if (!order.lineItems.find(({ id }) => id === line.lineItemId)?.isStockCommitted) continue;
    const key = `${line.inventoryItemId}:${work.assignedLocationId}`;
    owed.set(key, (owed.get(key) ?? 0) + line.remainingQuantity);
  }
}

function brokenQuantityLaws(shop: Shop, order: Order, line: LineItem): string[] {
  const units = fulfilledQuantity(shop, order, line) + unfulfilledQuantity(shop, order, line);
  const isWithin = line.currentQuantity >= 0 && line.currentQuantity <= line.quantity;
  return [
    ...unless(units <= line.quantity, `${order.name}: ${units} units of work for ${line.quantity} ordered`),
    ...unless(isWithin, `${order.name}: ${line.currentQuantity} of ${line.quantity} units are left`),
  ];
}

function unless(isTrue: boolean, sentence: string): string[] {
  return isTrue ? [] : [sentence];
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
