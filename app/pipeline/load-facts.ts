import { loadAllocations, loadLevels } from "#app/db/level-rows.ts";
import { loadOrders, ordersOfFulfillmentOrders } from "#app/db/order-rows.ts";
import { loadOutbox } from "#app/db/outbox-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import { assertNever } from "#app/domain/basics/assert.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";
import type { Change } from "#app/domain/orders/change.ts";
import type { Batch, UnderstoodMessage } from "./batch.ts";

/** Loads, set by set, everything the messages name: their orders, what was wished for those, and the levels they show. */
export async function loadMentioned(sql: Sql, batch: Batch, understood: readonly UnderstoodMessage[]) {
  const changes = understood.flatMap((entry) => entry.changes);
  await findOrdersOfHints(sql, batch, understood);
  const orderIds = [...new Set([...changes.flatMap(orderIdOf), ...understood.flatMap((entry) => entry.orderId ?? [])])];
  await Promise.all([
    loadOrdersInto(sql, batch, orderIds),
    loadLevelsInto(sql, batch, [...new Set(changes.flatMap(itemsOf))]),
  ]);
}

/** Loads orders that are not in the batch yet; one that does not exist is there without facts. */
export async function loadOrdersInto(sql: Sql, batch: Batch, orderIds: readonly string[]) {
  const missing = orderIds.filter((id) => !batch.orders.has(id));
  const [rows, outbox, allocations] = await Promise.all([
    loadOrders(sql, batch.shop.id, missing),
    loadOutbox(sql, batch.shop.id, missing),
    loadAllocations(sql, batch.shop.id, missing),
  ]);
  for (const id of missing) {
    const before = rows.get(id) ?? null;
    batch.orders.set(id, {
      id,
      before,
      facts: before?.facts ?? null,
      isChanged: false,
      isImported: before?.isImported ?? false,
      isWanted: false,
      isAwoken: false,
      givesWay: false,
      passedProblems: before?.passedProblems ?? [],
      routeWishes: before?.routeWishes ?? null,
      approvals: [],
    });
  }
  for (const row of outbox) {
    batch.outbox.set(row.orderId, [...(batch.outbox.get(row.orderId) ?? []), row]);
  }
  for (const allocation of allocations) {
    batch.allocations.set(allocation.orderId, [...(batch.allocations.get(allocation.orderId) ?? []), allocation]);
  }
}

/** Loads every level of items that are not in the batch yet. */
export async function loadLevelsInto(sql: Sql, batch: Batch, inventoryItemIds: readonly string[]) {
  const known = new Set([...batch.levels.values()].map((level) => level.inventoryItemId));
  const missing = inventoryItemIds.filter((id) => !known.has(id));
  for (const level of await loadLevels(sql, batch.shop.id, missing)) {
    batch.levels.set(levelKey(level.inventoryItemId, level.locationId), level);
  }
}

/** Hints name a fulfillment order by its id alone: its order is looked up, and the message then belongs to it. */
async function findOrdersOfHints(sql: Sql, batch: Batch, understood: readonly UnderstoodMessage[]) {
  const hinted = understood.flatMap((entry) =>
    entry.changes.flatMap((change) =>
      change.kind === "read_wanted" && change.subject === "fulfillment_order" ? [change.id] : [],
    ),
  );
  const orderByFulfillmentOrder = await ordersOfFulfillmentOrders(sql, batch.shop.id, [...new Set(hinted)]);
  for (const entry of understood) {
    for (const change of entry.changes) {
      if (change.kind !== "read_wanted" || change.subject !== "fulfillment_order") continue;
      entry.orderId ??= orderByFulfillmentOrder.get(change.id) ?? null;
    }
  }
}

function orderIdOf(change: Change): string[] {
  switch (change.kind) {
    case "order":
      return [change.order.id];
    case "order_read":
    case "order_imported":
      return [change.read.orderId];
    case "person":
      return [change.act.orderId];
    case "order_deleted":
    case "refund":
    case "transaction":
    case "fulfillment":
    case "fulfillment_event":
    case "timer":
      return [change.orderId];
    case "read_wanted":
      return change.subject === "order" || change.subject === "whole_order" ? [change.id] : [];
    case "customer_redacted":
    case "customer_data_requested":
      return change.orderIds;
    case "level":
    case "levels_read":
    case "level_disconnected":
    case "location":
    case "location_deleted":
    case "variants":
    case "product_deleted":
    case "inventory_item":
    case "inventory_item_deleted":
    case "shop":
    case "app_uninstalled":
    case "scopes":
    case "shop_redacted":
    case "goods_freed":
    case "ignored":
      return [];
    default:
      return assertNever(change);
  }
}

function itemsOf(change: Change): string[] {
  if (change.kind === "level") return [change.observation.inventoryItemId];
  if (change.kind === "level_disconnected") return [change.inventoryItemId];
  if (change.kind === "inventory_item" || change.kind === "inventory_item_deleted") return [change.inventoryItemId];
  if (change.kind === "levels_read") return change.observations.map((observation) => observation.inventoryItemId);
  if (change.kind === "order_read") return change.read.levels.map((observation) => observation.inventoryItemId);
  return [];
}
