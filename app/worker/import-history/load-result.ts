import { AnswerLost } from "#app/shopify/admin-errors.ts";
import { fetchHistoryDetails } from "#app/shopify/history/fetch-history-details.ts";
import { parseHistoryOrder, type HistoryOrder } from "#app/shopify/history/history-order.ts";
import { readResultOrders } from "#app/shopify/history/read-result-lines.ts";
import type { HistoryJob } from "#app/worker/import-history.ts";
import { queueOrders } from "./queue-orders.ts";

// Of so many orders, those that need details usually fill one call's largest page.
const ORDERS_A_PIECE = 800;
const DOWNLOAD_MS = 15 * 60_000;

/**
 * Puts the orders of a result into the inbox piece by piece, from where an earlier load was cut off.
 *
 * @returns whether all of them are there; false when the stretch is over first.
 * @throws AnswerLost when the result breaks off, UnreadableResult, and what `send` throws.
 */
export async function loadResult(job: HistoryJob, url: string, createdAt: string): Promise<boolean> {
  const readAt = new Date(createdAt).toISOString();
  let index = 0;
  let queued = job.row.ordersQueued;
  if (queued >= job.row.ordersRead) return true;
  let piece: HistoryOrder[] = [];
  const queuePiece = async () => {
    const reads = await fetchHistoryDetails(job.send, piece, job.clock);
    queued += piece.length;
    const isQueued = await queueOrders(job, reads, queued);
    piece = [];
    return isQueued && !job.isOver();
  };
  for await (const raw of readResultOrders(await download(job, url))) {
    index += 1;
    if (index <= queued) continue;
    piece.push(parseHistoryOrder(raw, readAt));
    if (piece.length < ORDERS_A_PIECE) continue;
    if (!(await queuePiece())) return false;
  }
  return piece.length === 0 || queuePiece();
}

/** A result that is cut off or refused may be whole the next time: it is asked for again with a new address. */
async function download({ fetchPort }: HistoryJob, url: string): Promise<AsyncIterable<Uint8Array>> {
  const answer = await fetchPort(url, { signal: AbortSignal.timeout(DOWNLOAD_MS) }).catch((error: Error) => {
    throw new AnswerLost(error.message);
  });
  if (!answer.ok || !answer.body) throw new AnswerLost(`the result's address answered ${answer.status}`);
  return readBody(answer.body);
}

async function* readBody(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const next = await reader.read().catch((error: Error) => {
        throw new AnswerLost(error.message);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
