import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "#app/db/sql.ts";
import { runBatch } from "#app/pipeline/run-batch.ts";
import { sendOutbox } from "#app/pipeline/send-outbox.ts";
import type { AdminCall, AdminClient } from "#app/shopify/admin-client.ts";
import { AnswerLost, CallRefused, NotSent, ShopSilent, Throttled, TokenRefused } from "#app/shopify/admin-errors.ts";
import { openShop, openTestDatabase } from "#tests/support/open-test-database.ts";
import { emptyTables } from "#tests/support/test-database.ts";
import { deliver, furnish, heldByUs, mugOrder, readOf, setModes, START } from "./play-messages.ts";

const DOMAIN = "mugs.myshopify.com";
let database: Database;
let shop: string;
let now: Date;
let calls: AdminCall[];

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await emptyTables();
  now = new Date(START.getTime() + 60_000);
  calls = [];
  shop = await openShop(database, DOMAIN, START);
  await furnish(database, shop, "act");
  await deliver(database, shop, "switchyard/order_read", readOf(badOrder(), { available: 8, committed: 2 }));
  await runBatch(database, shop, () => now);
});
afterAll(() => database.close());

function badOrder() {
  const order = mugOrder("1001", 2);
  order.shippingAddress = { ...order.shippingAddress!, address1: "Marienplatz" };
  return order;
}

const refused = (...errors: object[]) => ({ fulfillmentOrderHold: { fulfillmentHold: null, userErrors: errors } });
const held = (...errors: object[]) => ({
  fulfillmentOrderHold: { fulfillmentHold: { id: "gid://shopify/FulfillmentHold/1" }, userErrors: errors },
});

function shopifyAnswers(answer: unknown): AdminClient {
  return {
    call: (_domain, call) => {
      calls.push(call);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

const send = (answer: unknown) => sendOutbox(database, shopifyAnswers(answer), { id: shop, domain: DOMAIN }, () => now);
const rows = <Row extends object>(text: string) => database.inShop(shop, (sql) => sql.query<Row>(text));
const outbox = () =>
  rows<{ key: string; state: string; reason: string | null; due_at: Date }>(
    "SELECT key, state, reason, due_at FROM outbox_messages ORDER BY id",
  );
const wanted = () => rows<{ object_id: string }>("SELECT object_id FROM wanted_reads WHERE subject = 'order'");

async function decideAgain(changed: Parameters<typeof readOf>[0], secondsLater: number) {
  const readAt = new Date(START.getTime() + secondsLater * 1000);
  await deliver(database, shop, "switchyard/order_read", readOf(changed, { available: 8, committed: 2 }, readAt));
  now = readAt;
  await runBatch(database, shop, () => now);
}

test("a hold is sent once with its own handle, and the order is read afterwards", async () => {
  expect(await send(held())).toEqual({ sent: 1, backOffMs: null });
  expect(calls).toHaveLength(1);
  expect(calls[0]!.variables).toMatchObject({
    id: "gid://shopify/FulfillmentOrder/10015",
    hold: { handle: "switchyard-address", reason: "INCORRECT_ADDRESS" },
  });
  expect(await outbox()).toMatchObject([{ state: "sent", reason: null }]);
  expect(await wanted()).toEqual([{ object_id: "1001" }]);
  await send(held());
  expect(calls).toHaveLength(1);
});

test("a handle that is taken means that the hold is there already", async () => {
  await send(refused({ code: "DUPLICATE_FULFILLMENT_HOLD_HANDLE", field: null, message: "The handle is taken." }));
  expect(await outbox()).toMatchObject([{ state: "sent" }]);
});

test("a refusal because the order has changed gives the message up and reads the order", async () => {
  await send(refused({ code: null, field: ["id"], message: "Fulfillment order does not exist." }));
  expect(await outbox()).toMatchObject([{ state: "obsolete", reason: "Fulfillment order does not exist." }]);
  expect(await wanted()).toEqual([{ object_id: "1001" }]);
});

test("a refusal nobody has seen before goes to a person with Shopify's sentence", async () => {
  await send(refused({ code: null, field: null, message: "The moon is wrong." }));
  expect(await outbox()).toMatchObject([{ state: "needs_person", reason: "The moon is wrong." }]);
});

test("a wish that Shopify refuses again and again for what it sees goes to a person with its sentence", async () => {
  const sentence = "The fulfillment order is not in a holdable state.";
  for (let round = 1; round <= 5; round += 1) {
    await send(refused({ code: null, field: ["id"], message: sentence }));
    await decideAgain(badOrder(), 60 + 30 * round);
  }
  expect(calls).toHaveLength(5);
  expect((await outbox()).at(-1)).toMatchObject({
    state: "needs_person",
    reason: `Shopify was told 5 times, yet the order is as before. ${sentence}`,
  });
});

test("a call refused as a whole goes to a person too", async () => {
  await send(new CallRefused(["Access denied for fulfillmentOrderHold field."], ["ACCESS_DENIED"]));
  expect(await outbox()).toMatchObject([
    { state: "needs_person", reason: "Access denied for fulfillmentOrderHold field." },
  ]);
  // Decided again, the order counts among those that need a person.
  expect(await wanted()).toEqual([{ object_id: "1001" }]);
});

test.each([
  ["is throttled", new Throttled(700), 700],
  ["was never made", new NotSent("ECONNREFUSED"), 1000],
  ["has a dead token", new TokenRefused(), 1000],
  ["rests because Shopify is silent", new ShopSilent(7000, false), 7000],
])("a call that %s goes back unsent, and the shop is left alone for a while", async (_what, error, waitMs) => {
  expect(await send(error)).toEqual({ sent: 0, backOffMs: waitMs });
  const [message] = await outbox();
  expect(message).toMatchObject({ state: "waiting", reason: error.message });
  expect(message!.due_at.getTime() - now.getTime()).toBe(waitMs);
  expect(await rows("SELECT attempts FROM outbox_messages")).toEqual([{ attempts: 0 }]);
});

test("the shop's own trouble sends no message to a person, however long it lasts", async () => {
  for (let failure = 0; failure < 20; failure += 1) {
    await send(new TokenRefused());
    now = new Date(now.getTime() + 60_000);
  }
  expect(await outbox()).toMatchObject([{ state: "waiting" }]);
  expect(await send(held())).toMatchObject({ sent: 1 });
});

test("a refusal that asks for patience is tried again with growing pauses, and not for ever", async () => {
  const busy = refused({ code: null, field: null, message: "The fulfillment order is being processed, try again." });
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    expect(await send(busy)).toEqual({ sent: 0, backOffMs: null });
    const [message] = await outbox();
    pauses.push((message!.due_at.getTime() - now.getTime()) / 1000);
    now = message!.due_at;
  }
  expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60, 0]);
  expect(calls).toHaveLength(8);
  expect(await outbox()).toMatchObject([
    { state: "needs_person", reason: expect.stringContaining("try again") as string },
  ]);
});

test("what was done in part is never sent again, and the order is read", async () => {
  await send(held({ code: null, field: null, message: "Some lines are busy, try again." }));
  expect(await outbox()).toMatchObject([{ state: "obsolete" }]);
  expect(await wanted()).toEqual([{ object_id: "1001" }]);
});

test("an answer that neither did it nor refuses it is read as unknown, not as done", async () => {
  await send(refused());
  expect(await outbox()).toMatchObject([{ state: "obsolete" }]);
  expect(await wanted()).toEqual([{ object_id: "1001" }]);
});

test("a call that timed out may still be at work: what came of it is read half a minute after it began", async () => {
  await send(new AnswerLost("timed out", true));
  expect(await outbox()).toMatchObject([{ state: "sending" }]);
  // A read for another reason comes too early to tell, and nothing is wished again because of it.
  await decideAgain(badOrder(), 75);
  await send(held());
  expect(await outbox()).toHaveLength(1);
  now = new Date(now.getTime() + 21_000);
  await send(held());
  expect(calls).toHaveLength(1);
  expect(await outbox()).toMatchObject([{ state: "obsolete", reason: expect.stringContaining("timed out") as string }]);
  expect(await wanted()).toEqual([{ object_id: "1001" }]);
});

/** Another order with the same trouble, and so another hold. */
async function secondOrder() {
  const { lines, fulfillmentOrders } = mugOrder("1002", 2);
  const second = { ...badOrder(), id: "1002", name: "#1002", lines, fulfillmentOrders };
  await deliver(database, shop, "switchyard/order_read", readOf(second, { available: 6, committed: 4 }));
  await runBatch(database, shop, () => now);
  expect(await outbox()).toHaveLength(2);
}

test("a sender that dies leaves only the message behind that was under way", async () => {
  await secondOrder();
  const never: AdminClient = { call: () => Promise.reject(new Error("killed")) };
  await expect(sendOutbox(database, never, { id: shop, domain: DOMAIN }, () => now)).rejects.toThrow("killed");
  expect(await outbox()).toMatchObject([{ state: "sending" }, { state: "waiting" }]);
});

test("when the shop must not be bothered, one call says so for everything that waits", async () => {
  await secondOrder();
  await send(new Throttled(7_000));
  expect(calls).toHaveLength(1);
  const dueInMs = (await outbox()).map((row) => row.due_at.getTime() - now.getTime());
  expect(dueInMs).toEqual([7_000, 7_000]);
});

test("a message that was taken too long ago for its lease goes back unsent", async () => {
  // The database takes its time: four seconds pass between any two looks at the clock.
  const slow = () => (now = new Date(now.getTime() + 4_000));
  await sendOutbox(database, shopifyAnswers(held()), { id: shop, domain: DOMAIN }, slow);
  expect(calls).toHaveLength(0);
  expect(await rows("SELECT state, attempts FROM outbox_messages")).toEqual([{ state: "waiting", attempts: 0 }]);
  expect(await send(held())).toEqual({ sent: 1, backOffMs: null });
});

test("a sender that was away longer than its lease no longer settles what another one has judged", async () => {
  const stalled: AdminClient = {
    call: async () => {
      now = new Date(now.getTime() + 60_000);
      await send(held());
      return held();
    },
  };
  await sendOutbox(database, stalled, { id: shop, domain: DOMAIN }, () => now);
  expect(await outbox()).toMatchObject([{ state: "obsolete" }]);
  expect(calls).toHaveLength(0);
});

test("a call whose answer is lost is never sent again: the order is read, and only what is still missing is wished anew", async () => {
  await send(new AnswerLost("status 502"));
  expect(await outbox()).toMatchObject([{ state: "obsolete" }]);
  expect(await wanted()).toEqual([{ object_id: "1001" }]);
  await send(held());
  expect(calls).toHaveLength(1);
  await decideAgain(badOrder(), 90);
  expect((await outbox()).map((row) => row.state)).toEqual(["obsolete", "waiting"]);
  expect((await outbox())[1]!.key).toMatch(/#2$/);
});

test("when the lost call had reached Shopify after all, nothing more is wished", async () => {
  await send(new AnswerLost("connection reset"));
  const bad = badOrder();
  await decideAgain({ ...bad, fulfillmentOrders: [heldByUs(bad.fulfillmentOrders[0]!, "switchyard-address")] }, 90);
  expect((await outbox()).map((row) => row.state)).toEqual(["obsolete"]);
});

test("a sender that is lost on the way leaves a message whose outcome is unknown", async () => {
  const never: AdminClient = { call: () => Promise.reject(new Error("killed")) };
  await expect(sendOutbox(database, never, { id: shop, domain: DOMAIN }, () => now)).rejects.toThrow("killed");
  expect(await outbox()).toMatchObject([{ state: "sending" }]);
  await send(held());
  expect(calls).toHaveLength(0);
  now = new Date(now.getTime() + 16_000);
  await send(held());
  expect(calls).toHaveLength(0);
  expect(await outbox()).toMatchObject([{ state: "obsolete" }]);
  expect(await wanted()).toEqual([{ object_id: "1001" }]);
});

test("what a lost sender had under way is looked up, though its capability was stopped meanwhile", async () => {
  await database.inShop(shop, (sql) =>
    sql.query("UPDATE outbox_messages SET state = 'sending', lease_until = $2, attempts = 1 WHERE shop = $1", [
      shop,
      new Date(now.getTime() - 1),
    ]),
  );
  await setModes(database, shop, "watch");
  await send(held());
  expect(calls).toEqual([]);
  expect((await outbox())[0]!.state).toBe("obsolete");
  expect(await wanted()).toEqual([{ object_id: "1001" }]);
});

test("a hold that somebody lifted in Shopify is not fought over: a person is asked", async () => {
  await send(held());
  const bad = badOrder();
  await decideAgain({ ...bad, fulfillmentOrders: [heldByUs(bad.fulfillmentOrders[0]!, "switchyard-address")] }, 90);
  await decideAgain(bad, 120);
  expect((await outbox()).map((row) => row.state)).toEqual(["sent", "suggested"]);
  expect(await rows("SELECT needs_person FROM orders")).toEqual([{ needs_person: true }]);
});

test("what was queued before the Stop button was pressed is not sent", async () => {
  await setModes(database, shop, "watch");
  await send(held());
  expect(calls).toHaveLength(0);
});

test("a wish that the order has outgrown is given up unsent", async () => {
  await decideAgain(mugOrder("1001", 2, { updatedAt: new Date(START.getTime() + 70_000).toISOString() }), 80);
  await send(held());
  expect(calls).toHaveLength(0);
  expect(await outbox()).toMatchObject([{ state: "obsolete" }]);
});

/** Resolves when some transaction waits for the end of another. */
async function waitsForLock(): Promise<"waits"> {
  for (;;) {
    const waiting = await rows("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'");
    if (waiting.length > 0) return "waits";
    await setTimeout(10);
  }
}

/** Shopify answers so, and while it was asked a person has set the capabilities to another mode. */
async function sendWhileSetTo(mode: "watch" | "off" | "suggest", answer: unknown) {
  const stopped: AdminClient = {
    call: async (domain, call) => {
      await setModes(database, shop, mode);
      return shopifyAnswers(answer).call(domain, call);
    },
  };
  await sendOutbox(database, stopped, { id: shop, domain: DOMAIN }, () => now);
}

const busy = refused({ code: null, field: null, message: "The fulfillment order is being processed, try again." });

test.each([
  ["throttled, and set to Watch", "watch", new Throttled(700), "watched"],
  ["throttled, and turned off", "off", new Throttled(700), "watched"],
  ["refused for now, and set to Watch", "watch", busy, "watched"],
  ["throttled, and set to Suggest", "suggest", new Throttled(700), "suggested"],
] as const)("what was %s while it was under way, waits no more", async (_what, mode, answer, state) => {
  await sendWhileSetTo(mode, answer);
  expect(await outbox()).toMatchObject([{ state, reason: "Pulled back before it was sent." }]);
  // Acting again does not send it: the order is decided anew first, and it is asked to be.
  await setModes(database, shop, "act");
  now = new Date(now.getTime() + 60_000);
  await send(held());
  expect(calls).toHaveLength(1);
  expect(await runBatch(database, shop, () => now)).toMatchObject({ settled: 1, orders: 1 });
});

test("what a stop took back on its way is sent once its capability acts again and the order was decided", async () => {
  await sendWhileSetTo("watch", new Throttled(700));
  await setModes(database, shop, "act");
  now = new Date(now.getTime() + 60_000);
  await runBatch(database, shop, () => now);
  expect(await send(held())).toMatchObject({ sent: 1 });
});

test("what a person has approved in Suggest still waits when Shopify asks for patience", async () => {
  await setModes(database, shop, "suggest");
  await send(new Throttled(700));
  expect(await outbox()).toMatchObject([{ state: "waiting" }]);
});

test("a stop waits for a message that goes back at this moment, and so finds it waiting", async () => {
  const settling = Promise.withResolvers<undefined>();
  const proceed = Promise.withResolvers<undefined>();
  // The sender's transaction has put the message back and is not committed when the person stops everything.
  const slow: Database = {
    ...database,
    inShop: (id, work) =>
      database.inShop(id, async (sql) => {
        const result = await work(sql);
        if (calls.length > 0) {
          settling.resolve(undefined);
          await proceed.promise;
        }
        return result;
      }),
  };
  const sending = sendOutbox(slow, shopifyAnswers(new Throttled(700)), { id: shop, domain: DOMAIN }, () => now);
  await settling.promise;
  const stopping = setModes(database, shop, "watch");
  expect(await Promise.race([waitsForLock(), stopping.then(() => "stopped beside it")])).toBe("waits");
  proceed.resolve(undefined);
  await Promise.all([sending, stopping]);
  expect(await outbox()).toMatchObject([{ state: "waiting" }]);
});
