import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findWork } from "#app/db/dispatch-rows.ts";
import { queueMessages } from "#app/db/outbox-rows.ts";
import { wantReads } from "#app/db/read-rows.ts";
import type { Database } from "#app/db/sql.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { NotSent } from "#app/shopify/admin-errors.ts";
import { takeTurn, type TurnServices } from "#app/worker/take-turn.ts";
import { createSweep } from "#app/worker/sweep.ts";
import { deliver, furnish, mugOrder, readOf, setModes, START } from "#tests/pipeline/play-messages.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";

let nowMs: number;
let database: Database;
let shop: string;
const clock = () => new Date(nowMs);

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await emptyTables();
  nowMs = START.getTime() + 60_000;
  shop = await openShop(database, "mugs.myshopify.com", START);
  await furnish(database, shop, "act");
});
afterAll(() => database.close());

/** A worker that reaches nobody, and whose clock goes on by so much with each batch and each pause. */
function workerWhoseBatchesTake(batchMs: number) {
  const calls: string[] = [];
  const admin: AdminClient = {
    call: async (_domain, { document }) => {
      calls.push(document);
      throw new NotSent("there is no network");
    },
  };
  const pass = async (ms: number) => void (nowMs += ms);
  const services: TurnServices = {
    ...{ database, admin, clock, wait: pass },
    onIssued: async () => {},
    importCatalog: async () => "rest",
    onBatch: () => void (nowMs += batchMs),
  };
  return { services, calls };
}

async function fillInbox(messages: number): Promise<void> {
  for (let at = 0; at < messages; at += 1) {
    const read = readOf(mugOrder(String(1001 + at), 1), { available: 500, committed: 0 });
    await deliver(database, shop, "switchyard/order_read", read);
  }
}

const wishRead = () =>
  database.inShop(shop, (sql) =>
    wantReads(sql, shop, clock(), [{ subject: "order", id: "77", dueAt: new Date(nowMs - 1_000) }]),
  );

test("a shop whose batches take longer than a turn is heard by Shopify in each of its turns", async () => {
  await fillInbox(250);
  await wishRead();
  const { services, calls } = workerWhoseBatchesTake(2_100);
  expect(await takeTurn(services, shop)).toBe("more");
  expect(calls).toHaveLength(1);
});

test("a quarter of a second of decisions is enough before Shopify is heard", async () => {
  await fillInbox(250);
  await wishRead();
  const { services, calls } = workerWhoseBatchesTake(260);
  let heardAfter = 0;
  await takeTurn(
    { ...services, onBatch: () => void ((nowMs += 260), (heardAfter += calls.length === 0 ? 1 : 0)) },
    shop,
  );
  expect(heardAfter).toBe(1);
});

test("a message of a capability that was stopped does not keep a turn busy", async () => {
  const payload = {
    key: "hold:1",
    capability: "hold",
    kind: "release_hold",
    fulfillmentOrderId: "1",
    holdIds: [],
  } as const;
  await fillInbox(1);
  const { services } = workerWhoseBatchesTake(10);
  await takeTurn(services, shop);
  const message = {
    key: "hold:1#1",
    orderId: "1001",
    capability: "hold",
    kind: "release_hold",
    payload,
    state: "waiting",
  };
  await database.inShop(shop, (sql) => queueMessages(sql, shop, clock(), [{ ...message, reason: null } as never]));
  expect((await database.inShop(shop, (sql) => findWork(sql, shop))).sendAt).not.toBeNull();
  await setModes(database, shop, "watch");
  expect((await database.inShop(shop, (sql) => findWork(sql, shop))).sendAt).toBeNull();
  expect(await takeTurn(services, shop)).toBe("rest");
});

test("of more shops than one sweep rings for, the next ring for the others", async () => {
  const shops = [shop];
  for (const name of ["a", "b", "c", "d"]) shops.push(await openShop(database, `${name}.myshopify.com`, START));
  const rung: string[][] = [];
  const deaf = { ring: async () => {} };
  const bell = { ring: async (some: readonly string[]) => void rung.push([...some]) };
  const sweep = createSweep(database, { bell, historyBell: deaf, reconcileBell: deaf }, clock, 2);
  for (let at = 0; at < 3; at += 1) await sweep();
  // The first is furnished and at rest; the others were never read.
  expect(rung).toEqual([
    [shops[1], shops[2]],
    [shops[3], shops[4]],
    [shops[1], shops[2]],
  ]);
});

test("what is to be read at once writes nothing", async () => {
  const write = database.inShopAtOnce(shop, (sql) => sql.query("DELETE FROM wanted_reads WHERE shop = $1", [shop]));
  await expect(write).rejects.toThrow(/read-only transaction/);
});
