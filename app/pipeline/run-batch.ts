/**
 * READ FIRST. What happens to a shop's waiting messages: they are claimed, understood, folded into facts, decided and
 * recorded in one transaction, all or nothing. Nothing here waits for the network: what must be read from Shopify is
 * wished for in wanted_reads, what Shopify must hear in outbox_messages; both are fetched and sent after the commit.
 *
 *   claim -> understand -> fold facts -> decide -> record -> settle
 */
import {
  claimThese,
  claimWaiting,
  lockWriter,
  noteBatch,
  noteFailure,
  settleMessages,
  type ClaimedMessage,
} from "#app/db/inbox-claims.ts";
import { loadShop } from "#app/db/shop-rows.ts";
import { forgetBodies } from "#app/db/shops/erase-customer.ts";
import type { Database, Sql } from "#app/db/sql.ts";
import { applyChanges } from "./changes/apply-changes.ts";
import type { Batch } from "./batch.ts";
import { decideOrders } from "./decide-orders.ts";
import { isOperational } from "./errors.ts";
import { forgottenMessages } from "./forgotten-messages.ts";
import { judgeDocuments } from "./documents/judge-documents.ts";
import { loadMentioned } from "./load-facts.ts";
import { recordDecisions } from "./record-decisions.ts";
import { understand } from "./understand.ts";

// About 250 ms of work at the measured rate, so that a person's click never waits long behind the platform.
export const MOST_MESSAGES = 100;
// A message that failed for a reason of its own is parked; one that met a passing trouble is tried again this often.
const MOST_ATTEMPTS = 5;

export type BatchResult = {
  /** "busy": another worker holds the shop. */
  outcome: "busy" | "empty" | "done";
  settled: number;
  parked: number;
  orders: number;
  /** Ids of documents issued, whose files are to be rendered. */
  documentIds: string[];
};

const NOTHING: Omit<BatchResult, "outcome"> = { settled: 0, parked: 0, orders: 0, documentIds: [] };

/**
 * Decides the next waiting messages of a shop. A message that breaks the batch is found by halving and parked with its
 * reason; the others are decided.
 *
 * @param topics which messages; null for all of them.
 * @throws operational errors (a lost connection, a deadlock) after the rollback: the messages still wait.
 */
export async function runBatch(
  database: Database,
  shop: string,
  clock: () => Date,
  topics: readonly string[] | null = null,
): Promise<BatchResult> {
  let claimed: string[] = [];
  try {
    return await inOneTransaction(database, shop, clock, async (sql) => {
      const messages = await claimWaiting(sql, shop, MOST_MESSAGES, topics);
      claimed = messages.map((message) => message.id);
      return messages;
    });
  } catch (error) {
    if (isOperational(error) || claimed.length === 0) throw error;
    return isolate(database, shop, clock, claimed, error);
  }
}

async function isolate(
  database: Database,
  shop: string,
  clock: () => Date,
  ids: string[],
  error: unknown,
): Promise<BatchResult> {
  if (ids.length === 1) return park(database, shop, clock, ids[0]!, error);
  const half = Math.ceil(ids.length / 2);
  const total: BatchResult = { outcome: "done", ...NOTHING, documentIds: [] };
  for (const part of [ids.slice(0, half), ids.slice(half)]) {
    const result = await runThese(database, shop, clock, part);
    total.settled += result.settled;
    total.parked += result.parked;
    total.orders += result.orders;
    total.documentIds.push(...result.documentIds);
  }
  return total;
}

async function runThese(database: Database, shop: string, clock: () => Date, ids: string[]): Promise<BatchResult> {
  try {
    return await inOneTransaction(database, shop, clock, (sql) => claimThese(sql, shop, ids));
  } catch (error) {
    if (isOperational(error)) throw error;
    return isolate(database, shop, clock, ids, error);
  }
}

async function park(
  database: Database,
  shop: string,
  clock: () => Date,
  id: string,
  error: unknown,
): Promise<BatchResult> {
  const reason = `It could not be processed: ${(error as Error).message}`;
  await database.inShop(shop, (sql) => noteFailure(sql, shop, id, clock(), reason, true));
  return { outcome: "done", ...NOTHING, settled: 1, parked: 1 };
}

async function inOneTransaction(
  database: Database,
  shop: string,
  clock: () => Date,
  claim: (sql: Sql) => Promise<ClaimedMessage[]>,
): Promise<BatchResult> {
  return database.inShop(shop, async (sql) => {
    // One after the other on the server, but in one round trip: what is claimed without the lock is dropped.
    const [writer, messages, state] = await Promise.all([lockWriter(sql, shop), claim(sql), loadShop(sql, shop)]);
    if (writer === null) return { outcome: "busy", ...NOTHING };
    if (messages.length === 0) return { outcome: "empty", ...NOTHING };
    if (!state) throw new Error(`shop ${shop} is not in the database`);
    const batch: Batch = {
      id: writer.batchId,
      shop: state,
      now: timeOfBatch(clock(), writer.lastBatchAt),
      isShopErased: false,
      orders: new Map(),
      levels: new Map(),
      touchedLevels: new Set(),
      disconnectedLevels: new Set(),
      freedItems: new Map(),
      shortLevels: new Set(),
      seenLevels: new Map(),
      allocations: new Map(),
      outbox: new Map(),
      postings: [],
      timeline: [],
      hints: [],
      notices: [],
      wantedReads: [],
      settled: [],
    };
    const understood = understand(batch, messages);
    await loadMentioned(sql, batch, understood);
    await applyChanges(sql, batch, understood);
    const decided = await decideOrders(sql, batch);
    const documents = judgeDocuments(batch, decided);
    const [documentIds] = await Promise.all([
      recordDecisions(sql, batch, decided, documents),
      settleMessages(sql, shop, batch.id, batch.now, batch.settled),
      noteBatch(sql, shop, batch.id, batch.now),
      forgetBodies(sql, shop, forgottenMessages(batch, understood)),
    ]);
    const parked = batch.settled.filter((message) => message.state === "parked").length;
    return { outcome: "done", settled: batch.settled.length, parked, orders: decided.length, documentIds };
  });
}

/** The clocks of two workers differ by a little: of one shop, what is decided later never bears an earlier time. */
function timeOfBatch(now: Date, lastBatchAt: Date | null): Date {
  return lastBatchAt !== null && lastBatchAt > now ? lastBatchAt : now;
}

export { MOST_ATTEMPTS };
