import type pg from "pg";
import type { Database } from "#app/db/sql.ts";
import { insertMessages, type IncomingMessage } from "#app/db/inbox-writer.ts";
import { MOST_MESSAGES, runBatch } from "#app/pipeline/run-batch.ts";
import { renderDocument } from "#app/worker/render-document.ts";
import { furnish, START } from "#tests/pipeline/play-messages.ts";
import { createRandom, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import { openShop } from "#tests/support/open-test-database.ts";
import { auditStockAndDocuments } from "./audit-stock-and-documents.ts";
import { mutatePayload } from "./mutate-payload.ts";
import { neighbourPayloads, ownPayloads } from "./own-payloads.ts";
import type { SamplePayload } from "./sample-payloads.ts";

/** Tables are emptied after each chapter, so that it can be played again without those before it. */
export const CASES_OF_A_CHAPTER = 2_250;
const NEIGHBOURS = 10;
const MUTATED = MOST_MESSAGES - NEIGHBOURS;
const BATCHES = CASES_OF_A_CHAPTER / MUTATED;
const MOST_RENDERED = 4;
const ERASURE = "shop/redact";
const ENDINGS = 10;
const DOMAIN = "mugs.myshopify.com";

export type Counts = { cases: number; done: number; ignored: number; parked: number; documents: number };
/** What came of a chapter. Objections are sentences; without any, all was as it should be. */
export type Chapter = { counts: Counts; objections: string[] };
export type Place = { database: Database; owner: pg.Client; emptyTables: () => Promise<void> };

/**
 * Plays one chapter of broken bodies through the real path: inbox, batches, PostgreSQL, in batches that hold some sound
 * messages too. Everything follows from the seed and the chapter's number.
 *
 * @returns objections where a message waits on, is settled without a sentence or was parked by a crash, where a sound
 * neighbour is not done, where a stock or document law is broken, or where a document cannot be rendered.
 */
export async function playChapter(
  { database, owner, emptyTables }: Place,
  samples: readonly SamplePayload[],
  seed: number,
  chapter: number,
): Promise<Chapter> {
  const random = createRandom(seed + chapter * 7_919);
  await emptyTables();
  const shop = await openShop(database, DOMAIN, new Date(START.getTime() - 86_400_000));
  await furnish(database, shop, "act");
  const stage = { database, owner, shop, random, now: new Date(START.getTime() + 60_000) };
  const objections: string[] = [];
  for (let batch = 0; batch < BATCHES && objections.length === 0; batch += 1) {
    stage.now = new Date(stage.now.getTime() + 30_000);
    objections.push(...(await playBatch(stage, samples, batch)));
  }
  const counts = await countMessages(owner);
  if (objections.length === 0) {
    objections.push(...(await auditStockAndDocuments(owner)));
    objections.push(...(await renderSome(stage)));
    objections.push(...(await endShop(stage)));
  }
  return { counts, objections };
}

type Stage = { database: Database; owner: pg.Client; shop: string; random: SeededRandom; now: Date };

async function playBatch(stage: Stage, samples: readonly SamplePayload[], batch: number): Promise<string[]> {
  const { random, shop, now } = stage;
  const sound = neighbourPayloads(batch, NEIGHBOURS, now).map((each) => ({ ...each, id: `sound ${each.id}` }));
  const own = ownPayloads(batch, random, now);
  // The erasure of the shop is kept for the chapter's end.
  const lasting = samples.filter(({ topic }) => topic !== ERASURE);
  const broken = Array.from({ length: MUTATED }, (_, index) => {
    const sample = nextChoice(random, nextInteger(random, 0, 2) === 0 ? own : lasting);
    const text = spread(random, sample.text);
    return { topic: sample.topic, body: mutatePayload(random, text), id: `broken ${batch}-${index}` };
  });
  const all = shuffle(random, [...sound, ...broken]);
  await stage.database.inShop(shop, (sql) =>
    insertMessages(
      sql,
      all.map((each) => toMessage(stage, each)),
    ),
  );
  try {
    await runUntilEmpty(stage, all.length);
  } catch (error) {
    return [`The batch failed: ${(error as Error).message}`];
  }
  return findObjections(stage);
}

/** As often as the worker would: a batch that was split leaves nothing behind, so twice is always enough. */
async function runUntilEmpty({ database, shop, now }: Stage, messages: number): Promise<void> {
  for (let round = 0; round < messages; round += 1) {
    const { outcome } = await runBatch(database, shop, () => now);
    if (outcome === "empty") return;
    if (outcome === "busy") throw new Error("the shop's writer is held by nobody who is there");
  }
  throw new Error("messages still wait after as many batches as there were messages");
}

type Settled = { webhookId: string; topic: string; state: string; reason: string | null; body: Buffer };

// A reason of ours is one sentence: it begins with the topic or a capital letter and ends with a full stop.
const SENTENCE = /^[\p{Lu}a-z][^\n]*\.$/u;
const CRASHED = /^It could not be processed/;

async function findObjections({ owner }: Stage): Promise<string[]> {
  const { rows } = await owner.query<Settled>(
    `SELECT webhook_id AS "webhookId", topic, state, reason, body FROM inbox_messages
     WHERE state NOT IN ('done', 'ignored') OR webhook_id LIKE 'sound %' OR reason IS NOT NULL`,
  );
  return rows.flatMap((row) => {
    const complaint = complaintOf(row);
    if (complaint === undefined) return [];
    const body = row.body.toString("utf8");
    return [
      `${row.webhookId} (${row.topic}) ${complaint}\n${body.length > 3_000 ? `${body.slice(0, 3_000)}...` : body}`,
    ];
  });
}

function complaintOf({ webhookId, state, reason }: Settled): string | undefined {
  if (webhookId.startsWith("sound ") && state !== "done") return `is sound and is ${state}: ${reason}`;
  if (state === "waiting") return "still waits";
  if (!["done", "ignored", "parked"].includes(state)) return `is ${state}`;
  if (CRASHED.test(reason ?? "")) return `crashed: ${reason}`;
  return state !== "done" && !SENTENCE.test(reason ?? "") ? `is ${state} without a sentence: ${reason}` : undefined;
}

/** The platform's samples all speak of one order: spread over a few hundred they meet each other, and others, in turn. */
function spread(random: SeededRandom, text: string): string {
  const id = String(820_982_911_946_000_000n + BigInt(nextInteger(random, 1, 300)));
  return text.replaceAll("820982911946154508", id);
}

function toMessage(
  { shop, now }: Stage,
  { topic, body, id }: { topic: string; body: Buffer; id: string },
): IncomingMessage {
  // A leaving that is told from before the installation changes nothing; one that does comes at the chapter's end.
  const triggeredAt = topic === "app/uninstalled" ? new Date(0) : now;
  const nothing = { eventId: null, apiVersion: null };
  return { shop, lane: 2, topic, webhookId: id, ...nothing, triggeredAt, receivedAt: now, body };
}

async function renderSome({ database, owner, shop, now }: Stage): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `SELECT id FROM documents ORDER BY md5(id::text) LIMIT ${MOST_RENDERED}`,
  );
  const objections: string[] = [];
  for (const { id } of rows) {
    try {
      await renderDocument(database, shop, id, now);
    } catch (error) {
      objections.push(`Document ${id} cannot be rendered: ${(error as Error).message}`);
    }
  }
  return objections;
}

/**
 * The two topics that end a shop, first with broken bodies: they mean the same whatever they say, as far as they are JSON.
 * Afterwards nothing of the shop is left but its number series.
 */
async function endShop(stage: Stage): Promise<string[]> {
  const text = `{"shop_id":1,"shop_domain":"${DOMAIN}"}`;
  const ending = ["app/uninstalled", ERASURE].flatMap((topic) => [
    ...Array.from({ length: ENDINGS }, (_, index) => ({
      topic,
      body: mutatePayload(stage.random, text),
      id: `ending ${topic} ${index}`,
    })),
    { topic, body: Buffer.from(text), id: `sound ${topic}` },
  ]);
  await stage.database.inShop(stage.shop, (sql) =>
    insertMessages(
      sql,
      ending.map((each) => ({ ...toMessage(stage, each), triggeredAt: stage.now })),
    ),
  );
  await runUntilEmpty(stage, ending.length);
  const { rows } = await stage.owner.query<{ left: string }>(
    "SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM documents) + (SELECT count(*) FROM ledger_entries) AS left",
  );
  return [...(await findObjections(stage)), ...(rows[0]?.left === "0" ? [] : ["Rows of an erased shop are left."])];
}

async function countMessages(owner: pg.Client): Promise<Counts> {
  const { rows } = await owner.query<Counts>(
    `SELECT count(*)::int AS cases, count(*) FILTER (WHERE state = 'done')::int AS done,
       count(*) FILTER (WHERE state = 'ignored')::int AS ignored, count(*) FILTER (WHERE state = 'parked')::int AS parked,
       (SELECT count(*)::int FROM documents) AS documents
     FROM inbox_messages WHERE webhook_id LIKE 'broken %'`,
  );
  return rows[0]!;
}

function shuffle<T>(random: SeededRandom, list: readonly T[]): T[] {
  const shuffled = [...list];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = nextInteger(random, 0, last);
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled;
}
