import { foldChange } from "#app/domain/orders/fold-order.ts";
import type { Change } from "#app/domain/orders/change.ts";
import type { Batch, UnderstoodMessage } from "#app/pipeline/batch.ts";
import { wantLeftLevels } from "./want-left-levels.ts";

/** Folds one change into its order's facts and notes it in the timeline, once for each message that changed something. */
export function applyOrderChange(batch: Batch, entry: UnderstoodMessage, change: Change, orderId: string): void {
  const order = batch.orders.get(orderId);
  if (!order) return;
  const before = order.facts;
  const folded = foldChange(before, change);
  order.facts = folded.facts;
  order.isChanged ||= folded.changed;
  for (const { sentence, at, what } of folded.entries) {
    batch.timeline.push({
      orderId,
      at: at === null ? entry.message.receivedAt : new Date(at),
      kind: "fact",
      sentence,
      details: { topic: entry.message.topic, what },
      inboxId: entry.message.id,
    });
  }
  for (const read of folded.wantsRead) batch.wantedReads.push({ ...read, dueAt: soonAfter(batch.now) });
  if (folded.facts !== null) wantLeftLevels(batch, entry, orderId, before, folded.facts);
}

// Shopify tells of one act in several webhooks within the same moment: waiting this long lets one read answer them all.
const SETTLING_MS = 150;

export function soonAfter(now: Date): Date {
  return new Date(now.getTime() + SETTLING_MS);
}
