import { afterEach, expect, test } from "vitest";
import { findDueShops } from "#app/db/dispatch-rows.ts";
import { beginHistoryImport } from "#app/db/history-rows.ts";
import { insertMessages } from "#app/db/inbox-writer.ts";
import { wantReads } from "#app/db/read-rows.ts";
import { AnswerLost } from "#app/shopify/admin-errors.ts";
import type { HistoryServices } from "#app/worker/import-history.ts";
import { drawCheckout } from "#tests/sandbox/merchant/draw-checkout.ts";
import { actOnOrder, possibleActs, type OrderAct } from "#tests/sandbox/merchant/follow-ups.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { uninstallApp } from "#tests/sandbox/oauth/install-app.ts";
import { fulfillmentsOf } from "#tests/sandbox/orders/order-fulfillment.ts";
import { fault } from "#tests/sandbox/state/faults.ts";
import { createRandom } from "#tests/sandbox/state/random.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { openHistoryStage, type HistoryStage } from "./history-stage.ts";

const ORDERS = 60;
const PAID = { kind: "paid", gateway: "shopify_payments" } as const;
let stage: HistoryStage;

afterEach(async () => {
  await stage.close();
  await emptyTables();
});

async function ask<Row extends object>(text: string): Promise<Row[]> {
  return (await stage.owner.query<Row>(text)).rows;
}

const bulkQueries = () => stage.calls().filter((call) => call.rootFields.includes("bulkOperationRunQuery"));
const shopsToImport = async () =>
  (await findDueShops(stage.database.dispatcher, stage.clock(), stage.clock(), 10)).toImport;
const recorded = () => ask("SELECT id, version, facts, headline, is_imported FROM orders ORDER BY id");

async function objections(): Promise<string[]> {
  const { owner, world } = stage;
  const violations = await audit({ client: owner, world, apiKey: credentials.apiKey, deliveries: [] });
  return violations.map(describeViolation);
}

/** A buyer buys now; the app hears of it by a read, as when the webhook came. Answers the order's id. */
async function sellNow(isHeard = true): Promise<string> {
  const { world, truth, shop, database, clock } = stage;
  const checkout = drawCheckout(world, truth, createRandom(truth.orders.size), { oddities: [], payment: PAID });
  const placement = placeOrder(world, truth, checkout);
  if (placement.outcome === "refused") throw new Error("the buyer could not pay");
  const { id } = placement.order;
  await stage.pass(1_000);
  if (isHeard) {
    const wish = { subject: "whole_order" as const, id, dueAt: clock() };
    await database.inShop(shop, (sql) => wantReads(sql, shop, clock(), [wish]));
    await stage.decide();
    await stage.pass(5_000);
    await stage.decide();
  }
  return id;
}

/** The merchant removes the app, something happens, and a day passes. */
async function leaveForADay(meanwhile = () => {}): Promise<void> {
  const { world, truth, shop, database, clock } = stage;
  uninstallApp(world, truth, credentials.apiKey);
  const farewell = {
    shop,
    lane: 2,
    topic: "app/uninstalled",
    webhookId: "farewell",
    eventId: null,
    apiVersion: null,
    triggeredAt: clock(),
    receivedAt: clock(),
    body: Buffer.from("{}"),
  };
  await database.inShop(shop, (sql) => insertMessages(sql, [farewell]));
  await stage.decide();
  meanwhile();
  await stage.pass(86_400_000);
}

/** Dies at the n-th part of the history that is in the inbox, as a process does between two steps. */
function dyingAt(part: number): Partial<HistoryServices> {
  let parts = 0;
  return {
    ring: async () => {
      parts += 1;
      if (parts === part) throw new Error("killed");
      await stage.decide();
    },
  };
}

test("an import that is killed in the middle goes on where it was, and records the same as one that was not", async () => {
  stage = await openHistoryStage(500);
  await expect(stage.importAll(dyingAt(2))).rejects.toThrow("killed");
  expect(await stage.row()).toMatchObject({ state: "loading", orders_queued: 400 });
  expect(await shopsToImport()).toEqual([stage.shop]);
  await stage.importAll();
  const row = await stage.row();
  expect(row).toMatchObject({ state: "done", orders_loaded: row["orders_expected"] });
  expect(await shopsToImport()).toEqual([]);
  expect(bulkQueries()).toHaveLength(1);
  expect(await ask("SELECT count(*)::int AS n FROM inbox_messages WHERE topic = 'switchyard/order_imported'")).toEqual([
    { n: row["orders_expected"] },
  ]);
  expect(await objections()).toEqual([]);
  const before = await recorded();
  await stage.database.inShop(stage.shop, (sql) => beginHistoryImport(sql, stage.shop, stage.clock()));
  await stage.importAll();
  expect(await recorded()).toEqual(before);
}, 120_000);

test("a start whose answer was lost is found again: the orders are asked for once", async () => {
  stage = await openHistoryStage(ORDERS);
  stage.world.faults.push(fault("reset", { operation: "bulkOperationRunQuery", isWorkDone: true }));
  await stage.importAll();
  expect(await stage.row()).toMatchObject({ state: "starting", operation_id: null });
  await stage.importAll();
  expect(await stage.row()).toMatchObject({ state: "done" });
  expect(bulkQueries()).toHaveLength(1);
});

test("a result that breaks off is fetched again", async () => {
  stage = await openHistoryStage(ORDERS);
  let downloads = 0;
  const fetchPort: typeof fetch = async () => {
    downloads += 1;
    throw new AnswerLost("cut off");
  };
  await stage.importAll({ fetchPort });
  expect([downloads, (await stage.row())["state"]]).toEqual([1, "loading"]);
  await stage.importAll();
  expect(await stage.row()).toMatchObject({ state: "done" });
});

test("an operation that Shopify gives up is started three times, then the reason is said; started again it succeeds", async () => {
  stage = await openHistoryStage(ORDERS);
  const wait = async (ms: number) => {
    for (const operation of stage.truth.bulkOperations.values()) {
      if (operation.status === "RUNNING") operation.errorCode = "TIMEOUT";
    }
    await stage.pass(ms);
  };
  await stage.importAll({ wait });
  expect(bulkQueries()).toHaveLength(3);
  const row = await stage.row();
  expect(row["state"]).toBe("failed");
  expect(row["reason"]).toBe(
    'The orders of your last 60 days could not be read: Shopify gave up preparing them 3 times, most recently with "timeout".',
  );
  await stage.database.inShop(stage.shop, (sql) => beginHistoryImport(sql, stage.shop, stage.clock()));
  await stage.importAll();
  expect(await stage.row()).toMatchObject({ state: "done", reason: null, attempts: 1 });
}, 60_000);

test("progress rises from row to row and survives its worker", async () => {
  stage = await openHistoryStage(500);
  const seen: unknown[] = [];
  let asked = 0;
  const wait = async (ms: number) => {
    seen.push((await stage.row())["orders_read"]);
    asked += 1;
    if (asked === 2) throw new Error("killed");
    await stage.pass(Math.min(ms, 300));
  };
  const look = async () => stage.importAll({ wait }).catch((error: Error) => expect(error.message).toBe("killed"));
  await look();
  await look();
  const figures = seen.map(Number);
  expect(figures.length).toBeGreaterThan(3);
  expect(figures).toEqual([...figures].sort((one, other) => one - other));
  expect(figures.some((figure) => figure > 0 && figure < 490)).toBe(true);
  expect(await stage.row()).toMatchObject({ state: "done" });
});

test("an order that is placed after the installation is no history, and one that was heard of before stays what it is", async () => {
  stage = await openHistoryStage(ORDERS);
  const [old] = [...stage.truth.orders.values()].slice(-1);
  const { database, shop, clock } = stage;
  await database.inShop(shop, (sql) =>
    wantReads(sql, shop, clock(), [{ subject: "whole_order", id: old!.id, dueAt: clock() }]),
  );
  await stage.decide();
  const placed = await sellNow();
  await stage.importAll();
  const own = await ask<{ id: string }>("SELECT id FROM orders WHERE NOT is_imported ORDER BY id");
  expect(own.map(({ id }) => id)).toEqual([old!.id, placed].sort());
});

test("a shop that comes back gets what it missed as history, and its invoices go on with the next number", async () => {
  stage = await openHistoryStage(ORDERS);
  await stage.owner.query(
    `UPDATE shops SET settings = '{"seller":{"name":"Mesa Paper","address1":"1801 Wazee Street","zip":"80202","city":"Denver","countryCode":"US","vatId":null}}'`,
  );
  await stage.importAll();
  const first = await sellNow();
  const numbers = () =>
    ask<{ order_id: string; number: string }>("SELECT order_id, number FROM documents ORDER BY number");
  expect(await numbers()).toEqual([{ order_id: first, number: "1" }]);

  await leaveForADay();
  const missed = await sellNow(false);

  const { shop } = stage;
  await stage.install();
  expect(stage.shop).toBe(shop);
  await stage.decide();
  expect(await shopsToImport()).toEqual([shop]);
  await stage.importAll();
  expect(await ask(`SELECT id, is_imported FROM orders WHERE id IN (${first}, ${missed}) ORDER BY id`)).toEqual([
    { id: first, is_imported: false },
    { id: missed, is_imported: true },
  ]);
  const next = await sellNow();
  expect(await numbers()).toEqual([
    { order_id: first, number: "1" },
    { order_id: next, number: "2" },
  ]);
}, 60_000);

test("what carriers told while the app was removed is read of an order that was ours, also when all has arrived since", async () => {
  stage = await openHistoryStage(ORDERS);
  await stage.importAll();
  const { world, truth } = stage;
  const order = truth.orders.get(await sellNow())!;
  const actOn = (act: OrderAct) => {
    while (possibleActs(truth, order).includes(act)) actOnOrder(world, truth, order, act, createRandom(1));
  };
  const headline = () => ask(`SELECT headline, is_imported FROM orders WHERE id = ${order.id}`);
  const told = () =>
    ask<{ ids: string[] }>(
      `SELECT jsonb_path_query_array(facts, '$.fulfillments[*].events[*].id') AS ids FROM orders WHERE id = ${order.id}`,
    );
  actOn("fulfill");
  await stage.compare();
  await stage.decide();
  expect(await headline()).toEqual([{ headline: "Shipped", is_imported: false }]);

  await leaveForADay(() => actOn("deliver"));
  await stage.install();
  await stage.decide();
  await stage.importAll();
  expect(await headline()).toEqual([{ headline: "Delivered", is_imported: false }]);
  expect(await told()).toEqual([{ ids: [] }]);
  await stage.compare();
  await stage.decide();
  const events = fulfillmentsOf(truth, order).flatMap((parcel) => parcel.events.map(({ id }) => id));
  expect(events.length).toBeGreaterThan(1);
  expect(await told()).toEqual([{ ids: events }]);
});
