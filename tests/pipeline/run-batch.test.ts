import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { lockWriter } from "#app/db/inbox-claims.ts";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { deliver, furnish, heldByUs, ITEM, LOCATION, mugOrder, readOf, setModes, START } from "./play-messages.ts";

let database: Database;
let owner: pg.Client;
let shop: string;
let now: Date;

beforeAll(async () => {
  database = await openTestDatabase();
  owner = new pg.Client({ connectionString: (await testDatabase()).url });
  await owner.connect();
});

beforeEach(async () => {
  await emptyTables();
  now = new Date(START.getTime() + 60_000);
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
});

afterAll(async () => {
  await owner.end();
  await database.close();
});

const run = () => runBatch(database, shop, () => now);
const rows = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));
const level = async () =>
  (
    await rows<{ available: number; committed: number; allocated: number; outside: number }>(
      "SELECT available, committed, allocated, outside FROM inventory_levels",
    )
  )[0];

test("one read decides an order: facts, claim, ledger, invoice and decision are there together", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  const result = await run();
  expect(result).toMatchObject({ outcome: "done", settled: 1, parked: 0, orders: 1 });
  expect(result.documentIds).toHaveLength(1);
  expect(await rows("SELECT name, version, headline, needs_person FROM orders")).toEqual([
    { name: "#1001", version: 1, headline: "Ready", needs_person: false },
  ]);
  expect(await level()).toEqual({ available: 8, committed: 2, allocated: 2, outside: -10 });
  expect(await rows("SELECT sum(delta)::int AS sum FROM ledger_entries")).toEqual([{ sum: 0 }]);
  expect(await rows("SELECT quantity FROM allocations")).toEqual([{ quantity: 2 }]);
  expect(await rows("SELECT label, total_minor FROM documents")).toEqual([
    { label: "INV-2026-00001", total_minor: "2000" },
  ]);
  expect(await rows("SELECT version FROM decisions")).toEqual([{ version: 1 }]);
});

test("the same read again changes nothing and issues nothing", async () => {
  const read = readOf(mugOrder("1001", 2), { available: 8, committed: 2 });
  await deliver(database, shop, "switchyard/order_read", read);
  await run();
  await deliver(database, shop, "switchyard/order_read", read);
  await run();
  expect(await rows("SELECT version FROM orders")).toEqual([{ version: 1 }]);
  expect(await rows("SELECT count(*)::int AS n FROM documents")).toEqual([{ n: 1 }]);
  expect(await level()).toMatchObject({ allocated: 2 });
});

test("in Watch everything is decided and shown, and nothing is sent or numbered", async () => {
  await setModes(database, shop, "watch");
  const bad = mugOrder("1001", 2);
  bad.shippingAddress = { ...bad.shippingAddress!, address1: "Marienplatz" };
  await deliver(database, shop, "switchyard/order_read", readOf(bad, { available: 8, committed: 2 }));
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1002", 1), { available: 8, committed: 3 }));
  await run();
  expect(await rows("SELECT kind, state FROM outbox_messages")).toEqual([{ kind: "hold", state: "watched" }]);
  expect(await rows("SELECT id FROM documents")).toEqual([]);
  const [decision] = await rows<{ documents: unknown[] }>(
    "SELECT decision->'documents' AS documents FROM decisions WHERE order_id = 1002",
  );
  expect(decision!.documents).toHaveLength(1);
});

test("a message that breaks the batch is parked with its reason, and the others are decided", async () => {
  await owner.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.order_id = 1007 THEN RAISE EXCEPTION 'order 1007 is poison'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION refuse()`);
  try {
    for (let id = 1001; id <= 1010; id += 1) {
      await deliver(
        database,
        shop,
        "switchyard/order_read",
        readOf(mugOrder(String(id), 1), { available: 80, committed: 10 }),
      );
    }
    expect(await run()).toMatchObject({ outcome: "done", settled: 10, parked: 1, orders: 9 });
  } finally {
    await owner.query("DROP TRIGGER refuse ON decisions; DROP FUNCTION refuse()");
  }
  const [parked] = await rows<{ reason: string; state: string }>(
    "SELECT state, reason FROM inbox_messages WHERE state <> 'done'",
  );
  expect(parked).toMatchObject({ state: "parked", reason: expect.stringContaining("order 1007 is poison") as string });
  // Numbers that the broken attempts had taken were given back: no gap.
  expect(await rows("SELECT array_agg(number::int ORDER BY number) AS numbers FROM documents")).toEqual([
    { numbers: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
  ]);
  expect(await level()).toMatchObject({ allocated: 9 });
});

test("malformed JSON is parked with a sentence, an unknown topic is kept and ignored", async () => {
  await deliver(database, shop, "orders/create", '{"id":');
  await deliver(database, shop, "themes/publish", { id: 1 });
  await run();
  const seen = await rows<{ state: string; reason: string }>("SELECT state, reason FROM inbox_messages ORDER BY id");
  expect(seen.map((row) => row.state)).toEqual(["parked", "ignored"]);
  expect(seen[0]!.reason).toMatch(/JSON/);
  expect(seen[1]!.reason).not.toBe("");
});

test("while one worker holds the shop, another leaves it alone", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await database.inShop(shop, async (sql) => {
    expect(await lockWriter(sql, shop)).not.toBeNull();
    expect(await run()).toMatchObject({ outcome: "busy", settled: 0 });
  });
  expect(await run()).toMatchObject({ outcome: "done" });
});

test("what is decided later bears no earlier time, though the clock of its worker is behind", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
  const ahead = await rows<{ decided_at: Date }>("SELECT decided_at FROM decisions");
  const behind = new Date(ahead[0]!.decided_at.getTime() - 1_500);
  await deliver(database, shop, "switchyard/timer", { orderId: "1001", what: "to be decided again" }, { lane: 1 });
  await runBatch(database, shop, () => behind);
  const decided = await rows<{ decided_at: Date }>("SELECT decided_at FROM decisions ORDER BY version");
  expect(decided.map(({ decided_at: at }) => at)).toEqual([ahead[0]!.decided_at, ahead[0]!.decided_at]);
});

test("people come before timers, and timers before the platform", async () => {
  const first = await deliver(database, shop, "themes/publish", {}, { lane: 2 });
  const second = await deliver(database, shop, "themes/publish", {}, { lane: 1 });
  const third = await deliver(database, shop, "themes/publish", {}, { lane: 0 });
  await database.inShop(shop, async (sql) => {
    const { claimWaiting } = await import("#app/db/inbox-claims.ts");
    const claimed = await claimWaiting(sql, shop, 10);
    expect(claimed.map((message) => message.webhookId)).toEqual([third, second, first]);
  });
});

test("two orders for the last units are decided in one batch without promising a unit twice", async () => {
  const later = new Date(START.getTime() + 5_000).toISOString();
  await deliver(
    database,
    shop,
    "switchyard/order_read",
    readOf(mugOrder("1002", 2, { createdAt: later }), { available: -1, committed: 4 }),
  );
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: -1, committed: 4 }));
  await run();
  expect(await rows("SELECT order_id, quantity FROM allocations ORDER BY order_id")).toEqual([
    { order_id: "1001", quantity: 2 },
    { order_id: "1002", quantity: 1 },
  ]);
  expect(await rows("SELECT order_id, units FROM backorder_lines")).toEqual([{ order_id: "1002", units: 1 }]);
  expect(await rows("SELECT units, closed_at FROM oversell_cases")).toEqual([{ units: 1, closed_at: null }]);
});

test("an order that waits for stock is decided again when some arrives", async () => {
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: -2, committed: 2 }));
  await run();
  expect(await rows("SELECT headline FROM orders")).toEqual([{ headline: "Backordered" }]);
  const quantities = {
    available: 8,
    committed: 2,
    reserved: 0,
    safetyStock: 0,
    damaged: 0,
    qualityControl: 0,
    incoming: 0,
  };
  const observedAt = new Date(START.getTime() + 60_000).toISOString();
  await deliver(database, shop, "switchyard/levels_read", [
    { inventoryItemId: ITEM, locationId: LOCATION, observedAt, quantities },
  ]);
  expect(await run()).toMatchObject({ orders: 1 });
  expect(await rows("SELECT quantity FROM allocations")).toEqual([{ quantity: 2 }]);
  expect(await rows("SELECT order_id FROM backorder_lines")).toEqual([]);
  expect(await rows("SELECT closed_at IS NOT NULL AS closed FROM oversell_cases")).toEqual([{ closed: true }]);
});

test("when a level holds less than was promised, the newest order gives way, and only once the level was read for itself", async () => {
  const later = new Date(START.getTime() + 5_000).toISOString();
  const second = mugOrder("1002", 2, { createdAt: later });
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 0, committed: 4 }));
  await deliver(database, shop, "switchyard/order_read", readOf(second, { available: 0, committed: 4 }));
  await run();
  const claims = () => rows("SELECT order_id, quantity FROM allocations ORDER BY order_id");
  const both = [
    { order_id: "1001", quantity: 2 },
    { order_id: "1002", quantity: 2 },
  ];
  expect(await claims()).toEqual(both);
  const observedAt = new Date(START.getTime() + 30_000).toISOString();
  const level = { inventoryItemId: ITEM, locationId: LOCATION, observedAt };
  await deliver(database, shop, "inventory_levels/update", {
    inventory_item_id: Number(ITEM),
    location_id: Number(LOCATION),
    available: -1,
    updated_at: observedAt,
  });
  await run();
  expect(await claims()).toEqual(both);
  expect(await rows("SELECT object_id FROM wanted_reads WHERE subject = 'inventory_level'")).toEqual([
    { object_id: `${ITEM}/${LOCATION}` },
  ]);
  const quantities = {
    available: -1,
    committed: 4,
    reserved: 0,
    safetyStock: 0,
    damaged: 0,
    qualityControl: 0,
    incoming: 0,
  };
  await deliver(database, shop, "switchyard/levels_read", [{ ...level, readAt: now.toISOString(), quantities }]);
  await run();
  expect(await claims()).toEqual([
    { order_id: "1001", quantity: 2 },
    { order_id: "1002", quantity: 1 },
  ]);
  expect(await rows("SELECT order_id, units FROM backorder_lines")).toEqual([{ order_id: "1002", units: 1 }]);
  expect(await rows("SELECT 1 AS one FROM wanted_reads WHERE subject = 'inventory_level'")).toEqual([]);
});

test("a part that arrives before its order is kept, and the whole order is wanted", async () => {
  const transaction = {
    id: 71,
    order_id: 1001,
    kind: "sale",
    status: "success",
    gateway: "bogus",
    amount: "20.00",
    currency: "EUR",
    created_at: START.toISOString(),
    processed_at: START.toISOString(),
  };
  await deliver(database, shop, "order_transactions/create", transaction);
  await run();
  expect(await rows("SELECT headline, version FROM orders")).toEqual([{ headline: "Arriving", version: 0 }]);
  expect(await rows("SELECT subject, object_id FROM wanted_reads")).toEqual([
    { subject: "whole_order", object_id: "1001" },
  ]);
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
  const [order] = await rows<{ version: number; payments: { id: string }[] }>(
    "SELECT version, facts->'transactions' AS payments FROM orders",
  );
  expect(order).toMatchObject({ version: 1, payments: [{ id: "71" }] });
});

test("a hint leads to one read, unless it tells of our own hold or is older than the last read", async () => {
  const bad = mugOrder("1001", 2);
  bad.shippingAddress = { ...bad.shippingAddress!, address1: "Marienplatz" };
  await deliver(
    database,
    shop,
    "switchyard/order_read",
    readOf(bad, { available: 8, committed: 2 }, new Date(START.getTime() + 30_000)),
  );
  await run();
  const hint = (handle: string | null) => ({
    fulfillment_order: { id: "gid://shopify/FulfillmentOrder/10015" },
    fulfillment_hold: {
      id: "gid://shopify/FulfillmentHold/1",
      reason: "other",
      handle,
      held_by_requesting_app: handle !== null,
    },
  });
  await owner.query("UPDATE outbox_messages SET state = 'sent', attempts = 1, settled_at = $1", [now]);
  const triggeredAt = new Date(START.getTime() + 40_000);
  await deliver(database, shop, "fulfillment_holds/added", hint("switchyard-address"), { triggeredAt });
  await deliver(database, shop, "fulfillment_holds/added", hint(null), { triggeredAt: START });
  await run();
  expect(await rows("SELECT 1 AS one FROM wanted_reads")).toEqual([]);
  await deliver(database, shop, "fulfillment_holds/added", hint(null), { triggeredAt });
  await deliver(
    database,
    shop,
    "fulfillment_orders/moved",
    { moved_fulfillment_order: { id: "gid://shopify/FulfillmentOrder/10015" } },
    { triggeredAt },
  );
  await run();
  expect(await rows("SELECT subject, object_id FROM wanted_reads")).toEqual([{ subject: "order", object_id: "1001" }]);
});

test("a problem a person passes holds no longer, and our hold is lifted", async () => {
  const bad = mugOrder("1001", 2);
  bad.shippingAddress = { ...bad.shippingAddress!, address1: "Marienplatz" };
  const held = { ...bad, fulfillmentOrders: [heldByUs(bad.fulfillmentOrders[0]!, "switchyard-address")] };
  await deliver(database, shop, "switchyard/order_read", readOf(held, { available: 8, committed: 2 }));
  await run();
  expect(await rows("SELECT problems, needs_person FROM orders")).toEqual([
    { problems: ["house_number_missing"], needs_person: true },
  ]);
  expect(await rows("SELECT id FROM documents")).toEqual([]);
  await deliver(
    database,
    shop,
    "switchyard/person",
    { act: "pass_problems", orderId: "1001", codes: ["house_number_missing"], person: "Ada" },
    { lane: 0 },
  );
  await run();
  expect(await rows("SELECT problems, needs_person FROM orders")).toEqual([{ problems: [], needs_person: false }]);
  expect(await rows("SELECT kind, state FROM outbox_messages ORDER BY id")).toEqual([
    { kind: "release_hold", state: "waiting" },
  ]);
});

test("a capability that reaches its hourly limit falls back to Suggest and says so", async () => {
  await database.inShop(shop, (sql) => sql.query("UPDATE capabilities SET hourly_limit = 2 WHERE capability = 'hold'"));
  for (const id of ["1001", "1002", "1003"]) {
    const bad = mugOrder(id, 1);
    bad.shippingAddress = { ...bad.shippingAddress!, address1: "Marienplatz", zip: `8033${id.at(-1)}` };
    await deliver(database, shop, "switchyard/order_read", readOf(bad, { available: 8, committed: 3 }));
  }
  await run();
  expect(await rows("SELECT state, count(*)::int AS n FROM outbox_messages GROUP BY state ORDER BY state")).toEqual([
    { state: "suggested", n: 1 },
    { state: "waiting", n: 2 },
  ]);
  expect(await rows("SELECT mode FROM capabilities WHERE capability = 'hold'")).toEqual([{ mode: "suggest" }]);
  expect(await rows("SELECT kind FROM notices")).toEqual([{ kind: "limit" }]);
});

test("in Suggest an invoice waits for one click and is issued by it", async () => {
  await setModes(database, shop, "suggest", "invoice");
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
  const [wish] = await rows<{ key: string; state: string }>("SELECT key, state FROM outbox_messages");
  expect(wish!.state).toBe("suggested");
  expect(await rows("SELECT needs_person FROM orders")).toEqual([{ needs_person: true }]);
  await deliver(
    database,
    shop,
    "switchyard/person",
    { act: "approve_action", orderId: "1001", outboxKey: wish!.key, person: "Ada" },
    { lane: 0 },
  );
  await run();
  expect(await rows("SELECT label FROM documents")).toEqual([{ label: "INV-2026-00001" }]);
  expect(await rows("SELECT state FROM outbox_messages")).toEqual([{ state: "sent" }]);
  expect(await rows("SELECT needs_person FROM orders")).toEqual([{ needs_person: false }]);
});

test("the date of an invoice is the seller's, not the server's", async () => {
  now = new Date("2026-12-31T23:30:00.000Z");
  await deliver(database, shop, "switchyard/order_read", readOf(mugOrder("1001", 2), { available: 8, committed: 2 }));
  await run();
  expect(await rows("SELECT label, issue_day FROM documents")).toEqual([
    { label: "INV-2027-00001", issue_day: "2027-01-01" },
  ]);
});
