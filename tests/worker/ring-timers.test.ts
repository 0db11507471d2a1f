import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findDueShops } from "#app/db/dispatch-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { ringTimers } from "#app/worker/ring-timers.ts";
import { deliver, furnish, mugOrder, readOf, START } from "#tests/pipeline/play-messages.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";

let database: Database;
let shop: string;
let now: Date;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await emptyTables();
  now = new Date(START.getTime() + 60_000);
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
});
afterAll(() => database.close());

const rows = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));

test("an order that waits for the fraud analysis goes on by itself when the wait is over, and rings once", async () => {
  const pending = mugOrder("1001", 2, { risk: { level: "PENDING", recommendation: "NONE" } });
  await deliver(database, shop, "switchyard/order_read", readOf(pending, { available: 8, committed: 2 }));
  await runBatch(database, shop, () => now);
  expect(await rows("SELECT problems, needs_person FROM orders")).toEqual([
    { problems: ["risk_pending"], needs_person: false },
  ]);
  const ringing = async () => {
    await ringTimers(database, shop, now);
    return rows<{ topic: string }>("SELECT topic FROM inbox_messages WHERE state = 'waiting'");
  };
  await rows("DELETE FROM wanted_reads");
  expect(await ringing()).toEqual([]);
  now = new Date(START.getTime() + 61 * 60_000);
  expect(await findDueShops(database.dispatcher, now, START, 10)).toMatchObject({ withWork: [shop] });
  expect(await ringing()).toEqual([{ topic: "switchyard/timer" }]);
  expect(await ringing()).toHaveLength(1);
  await runBatch(database, shop, () => now);
  expect(await rows("SELECT problems, decide_at FROM orders")).toEqual([{ problems: [], decide_at: null }]);
  expect(await rows("SELECT count(*)::int AS n FROM documents")).toEqual([{ n: 1 }]);
});
