import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { Mode } from "#app/domain/settings.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { deliver, furnish, mugOrder, readOf, setModes, START } from "./play-messages.ts";

let database: Database;
let shop: string;
let minutes: number;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await emptyTables();
  minutes = 0;
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
  await setModes(database, shop, "suggest", "invoice");
  await hearOf(2);
  await run();
});
afterAll(() => database.close());

const rows = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));
const suggestions = () =>
  rows<{ key: string; state: string; reason: string | null }>(
    "SELECT key, state, reason FROM outbox_messages WHERE kind = 'issue' ORDER BY id",
  );
const states = async () => (await suggestions()).map(({ state }) => state);
const totals = async () =>
  (await rows<{ total: number }>("SELECT total_minor::int AS total FROM documents ORDER BY id")).map(
    ({ total }) => total,
  );
const isAsking = async () => (await rows<{ asks: boolean }>("SELECT needs_person AS asks FROM orders"))[0]!.asks;

const run = () => runBatch(database, shop, () => new Date(START.getTime() + (minutes + 1) * 60_000));

/** Shopify tells of the order, a minute after it did last, when it is of so many mugs at 10 EUR. */
async function hearOf(mugs: number, changes: Partial<OrderFacts> = {}) {
  minutes += 1;
  const at = new Date(START.getTime() + minutes * 60_000);
  const facts = mugOrder("1001", mugs, { updatedAt: at.toISOString(), ...changes });
  await deliver(database, shop, "switchyard/order_read", readOf(facts, { available: 8, committed: 2 }, at));
}

/** Somebody clicks on the nth suggestion; answers what the click is told once the batch is over. */
async function click(act: "approve_action" | "dismiss_action", nth: number): Promise<() => Promise<string | null>> {
  const body = { act, orderId: "1001", outboxKey: (await suggestions())[nth - 1]!.key, person: "Ada" };
  const webhookId = await deliver(database, shop, "switchyard/person", body, { lane: 0 });
  return async () => {
    const [message] = await rows<{ state: string; reason: string | null }>(
      `SELECT state, reason FROM inbox_messages WHERE webhook_id = '${webhookId}'`,
    );
    expect(message!.state).toBe("done");
    return message!.reason;
  };
}

async function approve(nth: number): Promise<string | null> {
  const told = await click("approve_action", nth);
  await run();
  return told();
}

async function setInvoicing(mode: Mode) {
  await setModes(database, shop, mode, "invoice");
  await deliver(database, shop, "switchyard/timer", { orderId: "1001", what: "a mode was changed" }, { lane: 1 });
  await run();
}

test("an order that is edited has one suggestion open, of the invoice that is due now", async () => {
  await hearOf(1);
  await run();
  expect(await suggestions()).toMatchObject([
    { state: "obsolete", reason: "No longer wished: the order has changed since." },
    { state: "suggested", reason: expect.stringContaining("10.00") as string },
  ]);
  expect(await isAsking()).toBe(true);
  expect(await approve(2)).toBeNull();
  expect(await totals()).toEqual([1000]);
  expect(await states()).toEqual(["obsolete", "sent"]);
  expect(await isAsking()).toBe(false);
});

test("who approves a suggestion that the order has outgrown is told so, and nothing is issued", async () => {
  await hearOf(1);
  const told = await click("approve_action", 1);
  await run();
  const why = await told();
  expect(why).toMatch(/^Nothing was issued: the order has changed since this was suggested \(now: .*10\.00.*\)\.$/);
  expect(await totals()).toEqual([]);
  expect(await states()).toEqual(["obsolete", "suggested"]);
  expect(await rows("SELECT sentence FROM timeline_entries WHERE sentence LIKE 'Nothing%'")).toEqual([
    { sentence: why },
  ]);
  // The same for a click that comes after the suggestion was given up.
  expect(await approve(1)).toBe(why);
  expect(await states()).toEqual(["obsolete", "suggested"]);
});

test("an order that is cancelled takes its suggestion with it", async () => {
  await hearOf(2, { cancelledAt: START.toISOString() });
  await run();
  expect(await states()).toEqual(["obsolete"]);
  expect(await isAsking()).toBe(false);
  expect(await approve(1)).toMatch(/^Nothing was issued: .*cancelled/);
  expect(await totals()).toEqual([]);
});

test("an order that returns to what was suggested once is asked about again", async () => {
  for (const mugs of [1, 2]) {
    await hearOf(mugs);
    await run();
  }
  expect(await states()).toEqual(["obsolete", "obsolete", "suggested"]);
  expect(await isAsking()).toBe(true);
  expect(await approve(3)).toBeNull();
  expect(await totals()).toEqual([2000]);
});

test("a suggestion that is still due stays the same one, whatever else changes", async () => {
  await hearOf(2, { note: "please hurry" });
  await run();
  expect(await states()).toEqual(["suggested"]);
});

test("what a person dismissed is not asked about again, and its order no longer needs a person for it", async () => {
  await click("dismiss_action", 1);
  await run();
  await hearOf(2, { note: "please hurry" });
  await run();
  expect(await states()).toEqual(["dismissed"]);
  expect(await isAsking()).toBe(false);
  expect(await approve(1)).toBe("Nothing was issued: somebody has dismissed it before.");
});

test("of two people who answer at once the first is heard", async () => {
  await click("approve_action", 1);
  await click("dismiss_action", 1);
  await run();
  expect(await totals()).toEqual([2000]);
  expect(await states()).toEqual(["sent"]);
});

test("a suggestion follows the mode: in Watch it is only shown, back in Suggest it asks again", async () => {
  await setInvoicing("watch");
  expect(await states()).toEqual(["watched"]);
  expect(await isAsking()).toBe(false);
  expect(await approve(1)).toBe("Nothing was issued: it was pulled back before it was approved.");
  await setInvoicing("suggest");
  expect(await suggestions()).toMatchObject([
    { state: "suggested", reason: expect.stringContaining("20.00") as string },
  ]);
  expect(await isAsking()).toBe(true);
});

test("in Act the document is issued, and nobody is asked about it any more", async () => {
  await setInvoicing("act");
  expect(await totals()).toEqual([2000]);
  expect(await states()).toEqual(["obsolete"]);
});
