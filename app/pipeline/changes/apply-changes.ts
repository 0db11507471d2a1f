import type { WaitingPlace } from "#app/db/level-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import { assertNever } from "#app/domain/basics/assert.ts";
import { compareIds } from "#app/domain/basics/ids.ts";
import type { Change } from "#app/domain/orders/change.ts";
import { applyCatalogChange, isCatalogChange } from "./apply-catalog-change.ts";
import { applyLevelChange, observeLevels } from "./apply-level-change.ts";
import { applyImportedOrder } from "./apply-imported-order.ts";
import { applyOrderChange } from "./apply-order-change.ts";
import { applyPersonAct } from "./apply-person-act.ts";
import { applyShopChange, isShopChange } from "./apply-shop-change.ts";
import type { Batch, UnderstoodMessage } from "#app/pipeline/batch.ts";
import { wantHintedRead } from "./want-hinted-read.ts";

/** Folds every change of every message into the batch, in the order of the messages, and settles each message. */
export async function applyChanges(sql: Sql, batch: Batch, understood: readonly UnderstoodMessage[]) {
  for (const entry of understood) {
    for (const change of entry.changes) await applyChange(sql, batch, entry, change);
    batch.settled.push({ id: entry.message.id, state: "done", reason: null, orderId: entry.orderId });
  }
}

async function applyChange(sql: Sql, batch: Batch, entry: UnderstoodMessage, change: Change): Promise<void> {
  if (isCatalogChange(change)) return applyCatalogChange(sql, batch, entry, change);
  if (isShopChange(change)) return applyShopChange(sql, batch, entry, change);
  switch (change.kind) {
    case "order_read":
      observeLevels(batch, change.read.levels, "read with an order", entry.message);
      return applyOrderChange(batch, entry, change, change.read.orderId);
    case "order_imported":
      return applyImportedOrder(batch, entry, change);
    case "order":
      return applyOrderChange(batch, entry, change, change.order.id);
    case "order_deleted":
    case "refund":
    case "transaction":
    case "fulfillment":
    case "fulfillment_event":
      return applyOrderChange(batch, entry, change, change.orderId);
    case "read_wanted":
      return wantHintedRead(batch, entry, change);
    case "level":
    case "levels_read":
    case "level_disconnected":
      return applyLevelChange(batch, entry, change);
    case "person":
      return applyPersonAct(sql, batch, entry, change.act);
    case "goods_freed":
      for (const itemId of change.inventoryItemIds) offerBehind(batch, itemId, change.after);
      return;
    case "timer": {
      const order = batch.orders.get(change.orderId);
      if (order) order.isWanted = true;
      return;
    }
    case "ignored":
      return;
    default:
      return assertNever(change);
  }
}

/** Units are offered to whoever waits behind a place, unless this batch offers them to everybody, or from an earlier place on. */
function offerBehind({ freedItems }: Batch, itemId: string, after: WaitingPlace): void {
  const known = freedItems.get(itemId);
  if (known === undefined || (known !== null && isBefore(after, known))) freedItems.set(itemId, after);
}

function isBefore(left: WaitingPlace, right: WaitingPlace): boolean {
  const order = Date.parse(left.placedAt) - Date.parse(right.placedAt) || compareIds(left.orderId, right.orderId);
  return order < 0;
}
