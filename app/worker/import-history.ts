/**
 * The import of a shop's last 60 days of orders. A state machine whose state is a row, so that any worker goes on where
 * another was cut off:
 *
 *   starting  count the orders and start the bulk operation (or find the one whose start was answered to nobody)
 *   running   ask Shopify how far it is
 *   loading   stream the result, put its orders into the inbox in pieces, wait until the shop's one writer has recorded them
 *   assessing what Watch would have done about them
 *   done, or failed with a sentence why
 *
 * The bulk query is the only mutation it ever sends. Nothing is done twice: the result of an operation never changes, a
 * message of it has a webhook id of its own, and how many of its orders are in the inbox is written with them.
 */
import {
  beginHistoryImport,
  loadHistoryImport,
  saveHistoryImport,
  type HistoryImport,
  type HistoryState,
} from "#app/db/history-rows.ts";
import { loadShop, type ShopState } from "#app/db/shop-rows.ts";
import type { Database } from "#app/db/sql.ts";
import type { AdminClient, Send } from "#app/shopify/admin-client.ts";
import { AnswerLost, CallRefused, NotSent, ShopSilent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";
import { UnreadableAnswer } from "#app/shopify/answer-values.ts";
import {
  bulkOperationCall,
  findRunningBulk,
  ordersCountCall,
  parseBulkOperation,
  parseBulkStart,
  parseOrdersCount,
  recentBulkOperationsCall,
  runBulkCall,
} from "#app/shopify/history/bulk-operation.ts";
import { historyQuery, historySearch } from "#app/shopify/history/history-query.ts";
import { UnreadableResult } from "#app/shopify/history/read-result-lines.ts";
import { askPatiently } from "./ask-patiently.ts";
import { assessHistory } from "./assess-history.ts";
import { loadResult } from "./import-history/load-result.ts";
import { countRecorded } from "./import-history/queue-orders.ts";

export type HistoryServices = {
  database: Database;
  admin: AdminClient;
  /** Fetches the result, which lies outside the Admin API. */
  fetchPort: typeof fetch;
  clock: () => Date;
  wait: (ms: number) => Promise<unknown>;
  /** Wakes the shop's writer for what was put into the inbox. */
  ring: (shop: string) => Promise<void>;
  /** Whether the process is to end: an import then gives way at its next step. */
  isStopping: () => boolean;
};

/** One import at work: what it is for, and a way to ask Shopify that waits while it is told to. */
export type HistoryJob = HistoryServices & {
  shop: ShopState;
  row: HistoryImport;
  send: Send;
  /** Whether the job has to give way; it is rung for again. */
  isOver: () => boolean;
};

const MOST_ATTEMPTS = 3;
const POLL_MS = 1_000;
// A job is taken over when it lasts far longer than this: see the queue's expiry.
const STRETCH_MS = 60_000;
// With the stretch it stays well below that expiry.
const PATIENCE_MS = 5 * 60_000;

type Step = (job: HistoryJob) => Promise<"on" | "wait" | "rest">;
const STEPS: Readonly<Record<HistoryState, Step | null>> = {
  starting: start,
  running: follow,
  loading: load,
  assessing: assess,
  done: null,
  failed: null,
};

/**
 * Takes an import as far as it comes in a stretch. Begins one for a shop that was installed (again) since the last.
 *
 * @returns "more" when the shop must be rung for again at once; otherwise it is done, or the sweep rings later.
 */
export async function importHistory(services: HistoryServices, shopId: string): Promise<"more" | "rest"> {
  const { database, clock } = services;
  const until = clock().getTime() + STRETCH_MS;
  const isOver = () => services.isStopping() || clock().getTime() >= until;
  for (;;) {
    const job = await openJob(services, shopId, isOver);
    const step = job && STEPS[job.row.state];
    if (!step) return "rest";
    const outcome = await attempt(job, step);
    if (outcome === "rest") return "rest";
    if (outcome === "wait") await services.wait(POLL_MS);
    if (isOver()) return "more";
  }

  async function attempt(job: HistoryJob, step: Step): ReturnType<Step> {
    try {
      return await step(job);
    } catch (error) {
      if ([Throttled, NotSent, AnswerLost, TokenRefused, ShopSilent].some((kind) => error instanceof kind))
        return "rest";
      // What came of the download may be the half of it: Shopify is asked to prepare it again, a few times.
      if (error instanceof UnreadableResult) return startAgain(job, error.message);
      if (![CallRefused, UnreadableAnswer].some((kind) => error instanceof kind)) throw error;
      await database.inShop(shopId, (sql) =>
        saveHistoryImport(sql, shopId, failure((error as Error).message, clock())),
      );
      return "rest";
    }
  }
}

async function openJob(services: HistoryServices, shopId: string, isOver: () => boolean): Promise<HistoryJob | null> {
  const { database, clock } = services;
  return database.inShop(shopId, async (sql) => {
    const shop = await loadShop(sql, shopId);
    const isReady = shop?.status === "installed" && (shop.catalogReadAt?.getTime() ?? 0) >= shop.installedAt.getTime();
    if (!shop || !isReady) return null;
    const known = await loadHistoryImport(sql, shopId);
    if (!known || known.startedAt < shop.installedAt) await beginHistoryImport(sql, shopId, clock());
    const row = (await loadHistoryImport(sql, shopId))!;
    return { ...services, shop, row, send: askPatiently(services, shop.domain, PATIENCE_MS), isOver };
  });
}

export function saveJob({ database, shop }: HistoryJob, changes: Partial<HistoryImport>): Promise<void> {
  return database.inShop(shop.id, (sql) => saveHistoryImport(sql, shop.id, changes));
}

function failure(reason: string, now: Date): Partial<HistoryImport> {
  const sentence = `The orders of your last 60 days could not be read: ${reason}`;
  return { state: "failed", finishedAt: now, reason: /[.!?]$/.test(sentence) ? sentence : `${sentence}.` };
}

async function start(job: HistoryJob): ReturnType<Step> {
  const { row, shop, send, clock } = job;
  const query = historyQuery(row.fromAt, shop.installedAt);
  const ordersExpected = parseOrdersCount(await send(ordersCountCall(historySearch(row.fromAt, shop.installedAt))));
  await saveJob(job, { ordersExpected });
  const known = findRunningBulk(await send(recentBulkOperationsCall()), query);
  const started = known === null ? parseBulkStart(await send(runBulkCall(query))) : { operationId: known };
  if ("operationId" in started) {
    const { operationId } = started;
    await saveJob(job, { state: "running", operationId, attempts: row.attempts + 1, ordersRead: 0, ordersQueued: 0 });
    return "on";
  }
  if (!started.isLimit) await saveJob(job, failure(started.refusal, clock()));
  return "rest";
}

async function follow(job: HistoryJob): ReturnType<Step> {
  const operation = parseBulkOperation(await job.send(bulkOperationCall(job.row.operationId!)));
  switch (operation?.status) {
    case "CREATED":
    case "RUNNING":
    case "CANCELING":
      await saveJob(job, { ordersRead: operation.rootObjectCount });
      return "wait";
    case "COMPLETED":
      await saveJob(job, { state: "loading", ordersRead: operation.rootObjectCount });
      return "on";
    default:
      return startAgain(job, gaveUp(operation ? (operation.errorCode ?? operation.status) : "it was forgotten"));
  }
}

function gaveUp(why: string): string {
  const word = why.toLowerCase().replaceAll("_", " ");
  return `Shopify gave up preparing them ${MOST_ATTEMPTS} times, most recently with "${word}"`;
}

/** An operation that came to nothing is started again, a few times: Shopify's own trouble passes. */
async function startAgain(job: HistoryJob, reason: string): ReturnType<Step> {
  const isLast = job.row.attempts >= MOST_ATTEMPTS;
  await saveJob(job, isLast ? failure(reason, job.clock()) : { state: "starting", operationId: null });
  return isLast ? "rest" : "wait";
}

async function load(job: HistoryJob): ReturnType<Step> {
  const operation = parseBulkOperation(await job.send(bulkOperationCall(job.row.operationId!)));
  if (operation?.status !== "COMPLETED") return startAgain(job, gaveUp(operation?.status ?? "it was forgotten"));
  const isAllQueued = operation.url === null || (await loadResult(job, operation.url, operation.createdAt));
  if (!isAllQueued) return "on";
  const waiting = await countRecorded(job);
  if (waiting > 0) return "wait";
  await saveJob(job, { state: "assessing" });
  return "on";
}

async function assess(job: HistoryJob): ReturnType<Step> {
  await assessHistory(job.database, job.shop.id, job.clock());
  await saveJob(job, { state: "done", finishedAt: job.clock() });
  return "on";
}
