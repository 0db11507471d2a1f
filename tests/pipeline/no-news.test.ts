import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { loadOrders } from "#app/db/order-rows.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { Mode } from "#app/domain/settings.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { deliver, furnish, mugOrder, readOf, START } from "./play-messages.ts";

const after = (seconds: number) => new Date(START.getTime() + seconds * 1_000);
let database: Database;
let shop: string;

beforeAll(async () => {
  database = await openTestDatabase();
});

beforeEach(async () => {
  await emptyTables();
  shop = await openShop(database, "mugs.myshopify.com", START);
});

afterAll(() => database.close());

/** An order is read at these seconds; answers what was recorded of it by then. */
async function readAt(order: OrderFacts, mode: Mode, seconds: readonly number[]) {
  await furnish(database, shop, mode);
  for (const second of seconds) {
    const read = readOf(order, { available: 8, committed: 2 }, after(second));
    await deliver(database, shop, "switchyard/order_read", read, { at: after(second) });
    await runBatch(database, shop, () => after(second));
  }
  return database.inShop(shop, async (sql) => {
    const stored = (await loadOrders(sql, shop, [order.id])).get(order.id)!;
    const told = await sql.query("SELECT version FROM decisions");
    const entries = await sql.query("SELECT sentence FROM timeline_entries WHERE kind = 'decision'");
    const { fulfillmentOrdersReadAt, snapshotReadAt } = stored.facts;
    return { decisions: told.length, entries: entries.length, fulfillmentOrdersReadAt, snapshotReadAt };
  });
}

test("an order that is read again and is as it was keeps its decision, and the moment of the read is known", async () => {
  const readTime = after(240).toISOString();
  // The second decision says that the invoice, due in the first, has been issued; the later reads say nothing.
  expect(await readAt(mugOrder("1001", 2), "act", [0, 60, 120, 180, 240])).toEqual({
    decisions: 2,
    entries: 2,
    fulfillmentOrdersReadAt: readTime,
    snapshotReadAt: readTime,
  });
});

test("a read of an order for which something is wished is news, for the wish waits for it", async () => {
  const held = mugOrder("1001", 2, { shippingAddress: null });
  expect(await readAt(held, "suggest", [0, 60])).toMatchObject({
    decisions: 2,
    fulfillmentOrdersReadAt: after(60).toISOString(),
  });
});
