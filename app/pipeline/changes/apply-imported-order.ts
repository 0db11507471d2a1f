import type { Change } from "#app/domain/orders/change.ts";
import { isPlaceholder } from "#app/domain/orders/placeholder-facts.ts";
import { isOnlyReadAgain } from "#app/domain/orders/fold-read.ts";
import type { Batch, UnderstoodMessage } from "#app/pipeline/batch.ts";
import { applyOrderChange } from "./apply-order-change.ts";

/**
 * Folds an order of the shop's history. It is imported if it was placed before the app was installed and nothing told of
 * the order itself before; one that a webhook brought meanwhile is newer and stays what it is. Of an imported order
 * nothing is read: the import has shown it whole. One that is imported again and says nothing new is not decided again.
 */
export function applyImportedOrder(
  batch: Batch,
  entry: UnderstoodMessage,
  change: Extract<Change, { kind: "order_imported" }>,
): void {
  const order = batch.orders.get(change.read.orderId);
  if (!order) return;
  const { facts: before, isChanged } = order;
  const isFirst = before === null || isPlaceholder(before);
  if (isFirst && isBefore(change.read.order.createdAt, batch.shop.installedAt)) order.isImported = true;
  const wanted = batch.wantedReads.length;
  applyOrderChange(batch, entry, change, order.id);
  if (isFirst) batch.wantedReads.length = wanted;
  else if (isOnlyReadAgain(before, order.facts!)) Object.assign(order, { facts: before, isChanged });
}

/** By Shopify's clock, which has seconds: an order of the second of the installation counts as placed after it. */
function isBefore(createdAt: string, installedAt: Date): boolean {
  return Math.floor(Date.parse(createdAt) / 1000) < Math.floor(installedAt.getTime() / 1000);
}
