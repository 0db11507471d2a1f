import { countWaiting, saveHistoryImport } from "#app/db/history-rows.ts";
import { insertMessages, type IncomingMessage } from "#app/db/inbox-writer.ts";
import type { OrderRead } from "#app/domain/orders/change.ts";
import { ownMessage } from "#app/pipeline/own-messages.ts";
import { chunksOf } from "#app/shopify/query-points.ts";
import { saveJob, type HistoryJob } from "#app/worker/import-history.ts";

const TOPIC = "switchyard/order_imported";
// In the platform's lane: what happens in the shop now waits behind a piece of its history at most, never behind it all.
const PLATFORM_LANE = 2;
const ORDERS_A_PART = 200;
// So many may wait to be recorded when the next part comes: about a second of the writer's work.
const MOST_WAITING = 200;
const LOOK_AGAIN_MS = 200;

/**
 * Puts a piece of the history into the inbox, part by part as the parts before are recorded, and beside each part how far
 * it reaches.
 *
 * @param ordersQueued how many orders of the result are in the inbox with the last part. Of a piece that was cut off in
 * the middle some come again, under the same webhook ids.
 * @returns whether the whole piece is there; false when the job has to give way first.
 */
export async function queueOrders(
  job: HistoryJob,
  reads: readonly OrderRead[],
  ordersQueued: number,
): Promise<boolean> {
  const { database, shop, row, wait } = job;
  let left = reads.length;
  for (const part of chunksOf(reads, ORDERS_A_PART)) {
    while ((await countRecorded(job)) > MOST_WAITING) {
      if (job.isOver()) return false;
      await wait(LOOK_AGAIN_MS);
    }
    left -= part.length;
    row.ordersQueued = Math.max(row.ordersQueued, ordersQueued - left);
    await database.inShop(shop.id, async (sql) => {
      await insertMessages(
        sql,
        part.map((read) => messageOf(job, read)),
      );
      await saveHistoryImport(sql, shop.id, { ordersQueued: row.ordersQueued });
    });
    await job.ring(shop.id);
  }
  if (reads.length === 0) await saveJob(job, { ordersQueued });
  return true;
}

function messageOf({ shop, row, clock }: HistoryJob, read: OrderRead): IncomingMessage {
  const webhookId = `history:${row.operationId}:${read.orderId}`;
  return ownMessage(shop.id, clock(), { topic: TOPIC, webhookId, body: read, lane: PLATFORM_LANE });
}

/**
 * Notes how many orders are recorded.
 *
 * @returns how many still wait for it.
 */
export async function countRecorded(job: HistoryJob): Promise<number> {
  const { database, shop, row } = job;
  const waiting = await database.inShop(shop.id, (sql) => countWaiting(sql, shop.id, TOPIC));
  const ordersLoaded = Math.max(row.ordersLoaded, row.ordersQueued - waiting);
  if (ordersLoaded !== row.ordersLoaded) await saveJob(job, { ordersLoaded });
  row.ordersLoaded = ordersLoaded;
  return waiting;
}
