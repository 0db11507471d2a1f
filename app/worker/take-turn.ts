import { findWork, type ShopWork } from "#app/db/dispatch-rows.ts";
import { giveUpReads } from "#app/db/read-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { loadShop, type ShopState } from "#app/db/shop-rows.ts";
import { fetchReads } from "#app/pipeline/fetch-reads.ts";
import { runBatch, type BatchResult } from "#app/pipeline/run-batch.ts";
import { sendOutbox } from "#app/pipeline/send-outbox.ts";
import { TOPICS_WITHOUT_CATALOG } from "#app/pipeline/topics/shop-topics.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { ringTimers } from "./ring-timers.ts";

export type TurnServices = {
  database: Database;
  admin: AdminClient;
  clock: () => Date;
  wait: (ms: number) => Promise<void>;
  /** Asks for the files of documents that were issued. */
  onIssued: (shop: string, documentIds: readonly string[]) => Promise<void>;
  /** Reads a stretch of the locations, variants and levels of a shop that was just installed. */
  importCatalog: (shop: { id: string; domain: string }) => Promise<"more" | "rest">;
  /** Hears of every batch that was committed. */
  onBatch?: (batch: BatchResult) => void;
};

// A shop with much to do gives way to the others after this long and is rung for again.
const TURN_MS = 2_000;
// What is due within this time is waited for: one act of Shopify is told in several webhooks.
const WORTH_WAITING_MS = 400;

// However much waits to be decided, Shopify is heard and told at least this often.
const SILENCE_MS = 250;
// Another worker holds the shop: its batch takes about this long.
const BUSY_MS = 250;

/**
 * One shop's turn: decide what waits, tell Shopify, read what is wanted, until nothing is left or the turn is over.
 *
 * @returns "more" when the shop must be rung for again.
 */
export async function takeTurn(services: TurnServices, shop: string): Promise<"more" | "rest"> {
  const { database, clock } = services;
  const until = clock().getTime() + TURN_MS;
  const known = await database.inShopAtOnce(shop, (sql) => loadShop(sql, shop));
  if (!known) return "rest";
  const isInstalled = known.status === "installed";
  if (isInstalled && (known.catalogReadAt === null || known.catalogReadAt < known.installedAt))
    return learnCatalog(services, known);
  const look = () => database.inShopAtOnce(shop, (sql) => findWork(sql, shop));
  let work = await look();
  if (isDue(work.timerAt, clock())) {
    await ringTimers(database, shop, clock());
    work = await look();
  }
  const begunAt = clock().getTime();
  let talkedAt: number | null = null;
  for (; clock().getTime() < until; work = await look()) {
    const isSilenceOver = clock().getTime() - (talkedAt ?? begunAt) >= SILENCE_MS;
    if (work.hasMessages && !(isSilenceOver && isInstalled && isTalkDue(work, clock()))) {
      const outcome = await decide(services, shop);
      if (outcome !== "busy") continue;
      await services.wait(BUSY_MS);
      return "more";
    }
    if (!isInstalled) {
      // A late message, or a call that was under way when the shop left, may still have wished for something.
      await database.inShop(shop, (sql) => giveUpReads(sql, shop));
      return "rest";
    }
    if (isTalkDue(work, clock())) {
      const didMore = await talkToShopify(services, known, work);
      talkedAt = clock().getTime();
      if (didMore) continue;
      work = await look();
    }
    const inMs = untilDue(work, clock());
    if (inMs > WORTH_WAITING_MS) return "rest";
    if (!work.hasMessages) await services.wait(Math.max(10, inMs));
  }
  // However slow its batches are, each turn of a shop says what is to be said.
  if (talkedAt === null && isInstalled && isTalkDue(work, clock())) await talkToShopify(services, known, work);
  return "more";
}

function isTalkDue({ sendAt, readAt }: ShopWork, now: Date): boolean {
  return isDue(sendAt, now) || isDue(readAt, now);
}

function isDue(at: Date | null, now: Date): boolean {
  return at !== null && at <= now;
}

/** How long until there is something to decide, to send or to read; Infinity where nothing is planned. */
function untilDue({ hasMessages, sendAt, readAt }: ShopWork, now: Date): number {
  if (hasMessages) return 0;
  return Math.min(...[sendAt, readAt].map((at) => (at === null ? Infinity : at.getTime() - now.getTime())));
}

/**
 * Orders wait for the catalogue: without locations nothing can be routed. What concerns the shop as a whole does not, for a
 * shop may leave before its catalogue is there, or never let us read it.
 */
async function learnCatalog(services: TurnServices, shop: ShopState): Promise<"more" | "rest"> {
  const outcome = await decide(services, shop.id, TOPICS_WITHOUT_CATALOG);
  if (outcome === "empty") return services.importCatalog(shop);
  if (outcome === "busy") await services.wait(BUSY_MS);
  // The shop may have left with what was decided: its next turn looks anew.
  return "more";
}

async function decide(
  services: TurnServices,
  shop: string,
  topics: readonly string[] | null = null,
): Promise<BatchResult["outcome"]> {
  const batch = await runBatch(services.database, shop, services.clock, topics);
  if (batch.outcome === "done") services.onBatch?.(batch);
  if (batch.documentIds.length > 0) await services.onIssued(shop, batch.documentIds);
  return batch.outcome;
}

/** @returns whether something was done, after which there may be more to decide. */
async function talkToShopify(
  services: TurnServices,
  shop: { id: string; domain: string },
  { sendAt }: ShopWork,
): Promise<boolean> {
  const { database, admin, clock } = services;
  const isSendDue = isDue(sendAt, clock());
  const sending = isSendDue ? await sendOutbox(database, admin, shop, clock) : { sent: 0, backOffMs: null };
  if (sending.backOffMs !== null) return false;
  const reading = await fetchReads(database, admin, shop, clock);
  return sending.sent > 0 || reading.answered > 0;
}
