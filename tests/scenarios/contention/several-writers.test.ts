import { afterAll, beforeAll, expect, test } from "vitest";
import pg from "pg";
import { insertMessages } from "#app/db/inbox-writer.ts";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { furnish, mugOrder, readOf, START } from "#tests/pipeline/play-messages.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { claimsSeen, watchClaims } from "./watch-claims.ts";

/** The queue lets one worker at a time into a shop; should it ever let in more, the writer's row is what keeps them apart. */
const WRITERS = 4;
const BUYERS = 250;
const ON_HAND = 7;
const NOW = new Date(START.getTime() + 60_000);

let writers: Database[];
let owner: pg.Client;
let shop: string;

beforeAll(async () => {
  writers = await Promise.all(Array.from({ length: WRITERS }, openTestDatabase));
  owner = new pg.Client({ connectionString: (await testDatabase()).url });
  await owner.connect();
  await watchClaims(owner);
  shop = await openShop(writers[0]!, "twins.myshopify.com", START);
  await furnish(writers[0]!, shop, "act");
  const bought = { available: ON_HAND - BUYERS, committed: BUYERS };
  const messages = Array.from({ length: BUYERS }, (_, index) => ({
    shop,
    lane: 2,
    topic: "switchyard/order_read",
    webhookId: `read-${index}`,
    eventId: null,
    apiVersion: null,
    triggeredAt: null,
    receivedAt: START,
    body: Buffer.from(JSON.stringify(readOf(mugOrder(String(5_001 + index), 1), bought))),
  }));
  await writers[0]!.inShop(shop, (sql) => insertMessages(sql, messages));
});

afterAll(async () => {
  await owner?.end();
  await Promise.all((writers ?? []).map((writer) => writer.close()));
});

/** Takes batches until none is left; meets others at work and lets them. */
async function write(database: Database): Promise<{ batches: number; busy: number }> {
  const met = { batches: 0, busy: 0 };
  for (;;) {
    const { outcome } = await runBatch(database, shop, () => NOW);
    if (outcome === "empty") return met;
    if (outcome === "busy") met.busy += 1;
    else met.batches += 1;
  }
}

test("several writers in one shop at the same moment decide each message once and promise what is there, no more", async () => {
  const met = await Promise.all(writers.map(write));
  expect(
    met.reduce((sum, { busy }) => sum + busy, 0),
    "times that one met another",
  ).toBeGreaterThan(0);
  const { rows } = await owner.query(
    `SELECT (SELECT count(*) FROM orders WHERE version = 1)::int AS decided, (SELECT count(*) FROM decisions)::int AS decisions,
       (SELECT sum(quantity) FROM allocations)::int AS promised, (SELECT sum(units) FROM backorder_lines)::int AS waiting,
       (SELECT count(*) FROM inbox_messages WHERE state <> 'done')::int AS open`,
  );
  expect(rows).toEqual([{ decided: BUYERS, decisions: BUYERS, promised: ON_HAND, waiting: BUYERS - ON_HAND, open: 0 }]);
  const seen = await claimsSeen(owner);
  expect(seen.tooMany).toEqual([]);
  expect([...seen.claimantsByItem.values()]).toEqual([ON_HAND]);
});
