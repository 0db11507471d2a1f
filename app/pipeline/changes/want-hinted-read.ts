import type { Change } from "#app/domain/orders/change.ts";
import { foldChange } from "#app/domain/orders/fold-order.ts";
import { soonAfter } from "./apply-order-change.ts";
import type { Batch, UnderstoodMessage } from "#app/pipeline/batch.ts";

type Hint = Extract<Change, { kind: "read_wanted" }>;

// The platform's clock and ours may differ by this much: a hint has to be older than a read by more to be stale.
const CLOCK_SKEW_MS = 2_000;

/**
 * A hint says only that something changed. It leads to a read, unless it tells us of our own act (whose answer we
 * have), or we have read the order since it was triggered: a delivery hours late changes nothing.
 */
export function wantHintedRead(batch: Batch, entry: UnderstoodMessage, hint: Hint): void {
  const order = entry.orderId === null ? undefined : batch.orders.get(entry.orderId);
  if (order && isOwnEcho(batch, order.id, hint)) {
    note(batch, entry, `Shopify confirms our own act: ${hint.what}`);
    return;
  }
  if (order) note(batch, entry, `Shopify says: ${hint.what}`);
  if (order && isStale(order.facts?.fulfillmentOrdersReadAt ?? null, entry.message.triggeredAt)) return;
  const { wantsRead } = foldChange(order?.facts ?? null, hint);
  for (const read of wantsRead) batch.wantedReads.push({ ...read, dueAt: soonAfter(batch.now) });
}

function isOwnEcho(batch: Batch, orderId: string, hint: Hint): boolean {
  if (hint.echoHandle === null) return false;
  const wishes = batch.outbox.get(orderId) ?? [];
  return wishes.some(
    (wish) =>
      wish.payload.kind === "hold" &&
      wish.payload.handle === hint.echoHandle &&
      (wish.state === "sent" || wish.state === "sending"),
  );
}

function isStale(readAt: string | null, triggeredAt: Date | null): boolean {
  return readAt !== null && triggeredAt !== null && triggeredAt.getTime() + CLOCK_SKEW_MS < Date.parse(readAt);
}

function note(batch: Batch, entry: UnderstoodMessage, sentence: string): void {
  const { id, topic, eventId, triggeredAt, receivedAt } = entry.message;
  const said = { orderId: entry.orderId!, at: triggeredAt ?? receivedAt, sentence, inboxId: id };
  if (eventId === null) batch.timeline.push({ ...said, kind: "fact", details: { topic } });
  else batch.hints.push({ ...said, topic, eventId });
}
