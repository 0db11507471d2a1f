import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { lockWriter, noteBatch } from "#app/db/inbox-claims.ts";
import { database, forShop, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeEffect, placeOrder } from "#tests/support/place-rows.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { clickAs, readActs } from "#tests/commands/click-as.ts";
import { stopEverything } from "#app/commands/stop-everything.ts";

async function setMode(shop: string, capability: string, mode: string) {
  const where = { shop_capability: { shop: BigInt(shop), capability } };
  await forShop(shop, (client) => client.capability.update({ where, data: { mode } }));
}

async function readModes(shop: string) {
  const rows = await forShop(shop, (client) => client.capability.findMany());
  return Object.fromEntries(rows.map(({ capability, mode, changedBy }) => [capability, `${mode} by ${changedBy}`]));
}

test("Stop sets what acts or asks to Watch and leaves what is off", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  await setMode(shop, "hold", "act");
  await setMode(shop, "route", "suggest");
  await setMode(shop, "stock", "off");
  await setMode(other, "hold", "act");
  expect(await stopEverything(shop, clickAs())).toEqual({ messageIds: [] });
  expect(await readModes(shop)).toEqual({
    hold: "watch by Staff member 7",
    route: "watch by Staff member 7",
    stock: "off by installation",
    invoice: "watch by installation",
    notify: "watch by installation",
  });
  expect((await readModes(other)).hold).toBe("act by installation");
  expect((await readActs(shop)).log).toEqual([
    { person: "Staff member 7", action: "stop_everything", subject: "capabilities" },
  ]);
});

test("Stop pulls back what was queued but not taken, whatever was stopped before, and has its orders decided again", async () => {
  const shop = await openTestShop();
  await setMode(shop, "hold", "act");
  await placeOrder(shop, "1");
  await placeOrder(shop, "2");
  const states = ["waiting", "suggested", "sending", "sent", "needs_person"];
  for (const state of states) await placeEffect(shop, "1", state, { state, capability: "hold" });
  await placeEffect(shop, "2", "left over from an earlier stop", { state: "waiting", capability: "route" });
  expect(await stopEverything(shop, clickAs())).toEqual({ messageIds: [expect.any(String), expect.any(String)] });
  const rows = await forShop(shop, (client) => client.outboxMessage.findMany({ orderBy: { id: "asc" } }));
  expect(rows.map((row) => row.state)).toEqual(["watched", "watched", "sending", "sent", "needs_person", "watched"]);
  expect(rows[0]?.settledAt).toEqual(NOW);
  expect(await toBeDecided(shop)).toEqual(["1", "2"]);
});

test("Stop does not depend on how much is queued", async () => {
  const shop = await openTestShop();
  await setMode(shop, "hold", "act");
  await queueHolds(shop, MANY);
  const outcome = await stopEverything(shop, clickAs());
  // A page waits for some of the orders only.
  expect(outcome).toEqual({ messageIds: Array.from({ length: 100 }, () => expect.any(String) as unknown) });
  expect(await countStates(shop)).toEqual({ watched: MANY });
  expect(await toBeDecided(shop)).toHaveLength(MANY);
  expect((await readModes(shop)).hold).toBe("watch by Staff member 7");
});

test("when the queue cannot be pulled back everything is stopped all the same, and the next press finishes it", async () => {
  const shop = await openTestShop();
  await setMode(shop, "hold", "act");
  await queueHolds(shop, 2);
  const owner = new pg.Client({ connectionString: (await testDatabase()).url });
  await owner.connect();
  try {
    await owner.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'the queue is stuck'; END $$;
      CREATE TRIGGER refuse BEFORE UPDATE ON outbox_messages FOR EACH ROW EXECUTE FUNCTION refuse()`);
    await expect(stopEverything(shop, clickAs())).rejects.toThrow("the queue is stuck");
  } finally {
    await owner.query("DROP TRIGGER IF EXISTS refuse ON outbox_messages; DROP FUNCTION IF EXISTS refuse()");
    await owner.end();
  }
  expect((await readModes(shop)).hold).toBe("watch by Staff member 7");
  expect(await countStates(shop)).toEqual({ waiting: 2 });
  expect(await stopEverything(shop, clickAs())).toMatchObject({ messageIds: [expect.any(String), expect.any(String)] });
  expect(await countStates(shop)).toEqual({ watched: 2 });
});

const MANY = 20_000;

/** Holds that wait to be sent, each of another order. */
async function queueHolds(shop: string, holds: number) {
  await forShop(
    shop,
    (client) => client.$executeRaw`
      INSERT INTO outbox_messages (shop, key, order_id, capability, kind, payload, state, created_at, due_at)
      SELECT ${BigInt(shop)}, 'hold:' || n, n, 'hold', 'hold', '{}', 'waiting', ${NOW}, ${NOW}
      FROM generate_series(1, ${holds}::int) AS n`,
  );
}

async function countStates(shop: string) {
  const groups = await forShop(shop, (client) => client.outboxMessage.groupBy({ by: ["state"], _count: true }));
  return Object.fromEntries(groups.map(({ state, _count }) => [state, _count]));
}

/** The orders that are to be decided again behind what people ask for, oldest message first. */
async function toBeDecided(shop: string): Promise<string[]> {
  const messages = await forShop(shop, (client) =>
    client.inboxMessage.findMany({ where: { topic: "switchyard/timer", lane: 1 }, orderBy: { id: "asc" } }),
  );
  return messages.map(({ body }) => (JSON.parse(Buffer.from(body).toString()) as { orderId: string }).orderId);
}

test("where nothing acts there is nothing to stop", async () => {
  const shop = await openTestShop();
  expect(await stopEverything(shop, clickAs())).toEqual({
    refused: "Nothing acts or asks: every capability is at Watch or off.",
  });
  expect((await readActs(shop)).log).toEqual([]);
});

const laterBy = (ms: number) => new Date(NOW.getTime() + ms);

test.each([
  ["bears no earlier time than it", laterBy(20), NOW, laterBy(20)],
  ["bears the time from which it held", laterBy(20), laterBy(40_000), laterBy(40_000)],
])("Stop waits for the batch that is under way, and %s", async (_what, decidedAt, heldAt, changedAt) => {
  const shop = await openTestShop();
  await setMode(shop, "invoice", "act");
  const held = Promise.withResolvers<undefined>();
  const release = Promise.withResolvers<undefined>();
  const batch = database.inShop(shop, async (sql) => {
    await lockWriter(sql, shop);
    held.resolve(undefined);
    await release.promise;
    await noteBatch(sql, shop, "1", decidedAt);
  });
  await held.promise;
  const stopped = stopEverything(shop, { ...clickAs(), clock: () => heldAt });
  expect(await Promise.race([waitsForLock(), stopped.then(() => "stopped beside the batch")])).toBe("waits");
  release.resolve(undefined);
  await Promise.all([batch, stopped]);
  const capability = await forShop(shop, (client) =>
    client.capability.findFirstOrThrow({ where: { capability: "invoice" } }),
  );
  expect(capability).toMatchObject({ mode: "watch", changedAt });
});

/** Resolves when some transaction waits for the end of another. */
async function waitsForLock(): Promise<"waits"> {
  for (;;) {
    const waiting = await database.app.query("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'");
    if (waiting.length > 0) return "waits";
    await setTimeout(10);
  }
}
