import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelOrder } from "#tests/sandbox/commerce/cancel-order.ts";
import { annotateOrder } from "#tests/sandbox/commerce/change-order.ts";
import { editOrder } from "#tests/sandbox/commerce/edit-order.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import type { Instant } from "#tests/sandbox/state/instant.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Transport, WebhookRequest } from "#tests/sandbox/webhooks/delivery.ts";
import { postOverHttp } from "#tests/sandbox/webhooks/post-over-http.ts";
import { buy } from "#tests/scenarios/contention/buy.ts";
import { installOn } from "#tests/scenarios/stage/install-app.ts";
import { makeBareWorld } from "#tests/scenarios/stage/make-bare-world.ts";
import { openShop, type StagedShop } from "#tests/scenarios/stage/open-shop.ts";
import { openStage, type Stage } from "#tests/scenarios/stage/stage.ts";
import { testDatabase } from "#tests/support/test-database.ts";

let stage: Stage;
let staged: StagedShop;
/** Set while webhooks are kept back instead of being sent. */
let kept: WebhookRequest[] | undefined;

const keepOrSend: Transport = (request) => {
  if (!kept) return postOverHttp(request);
  kept.push(request);
  return Promise.resolve(200);
};

beforeAll(async () => {
  const { url } = await testDatabase();
  stage = await openStage({
    databaseUrl: url,
    start: new Date("2026-11-20T08:00:00.000Z"),
    seed: 5,
    faults: {},
    transport: keepOrSend,
    makeWorld: (options) => {
      const world = makeBareWorld(options);
      staged = openShop(
        world,
        { domain: "second.myshopify.com", currency: "EUR" },
        ["Hamburg"],
        [{ title: "mug", priceMinor: 1999, policy: "DENY", units: { Hamburg: 100 } }],
      );
      return world;
    },
  });
  await installOn(stage.owner, stage.world, shopOf(stage.world, staged.shop.domain), "watch");
  await stage.live(10_000);
});

afterAll(() => stage?.close());

/** Two notes within one second of Shopify's clock; their webhooks, in the order in which they were triggered. */
async function noteTwice(order: Order, notes: readonly [string, string]): Promise<WebhookRequest[]> {
  kept = [];
  for (const note of notes)
    annotateOrder(stage.world, staged.shop, order, { note }, { kind: "staff", staffMemberId: null });
  await stage.scheduler.advance(2_000);
  const updates = kept.filter(({ headers }) => headers["X-Shopify-Topic"] === "orders/updated");
  kept = undefined;
  return updates;
}

async function countWholeReads(order: Order): Promise<number> {
  const { rows } = await stage.owner.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM inbox_messages WHERE topic = 'switchyard/order_read' AND order_id = $1
       AND convert_from(body, 'UTF8')::jsonb->'order' <> 'null'`,
    [order.id],
  );
  return rows[0]!.count;
}

// Without a read an arbitrary but constant order of bodies would decide: it is right in one of the two, whichever it is.
test.each<[string, [string, string], boolean]>([
  ["a before b, told in this order", ["a", "b"], false],
  ["a before b, told the other way round", ["a", "b"], true],
  ["b before a, told in this order", ["b", "a"], false],
  ["b before a, told the other way round", ["b", "a"], true],
])("two bodies of the same second are settled by reading the order: %s", async (_how, notes, isTurned) => {
  const order = buy(stage.world, staged, { title: "mug", units: 1, city: "Hamburg" });
  expect(await stage.untilQuiet(60_000)).toBe(true);
  const before = await countWholeReads(order);
  const updates = await noteTwice(order, notes);
  const bodies = updates.map(({ body }) => JSON.parse(body.toString()) as { note: string; updated_at: string });
  expect(bodies.map(({ note }) => note)).toEqual(notes);
  expect(bodies[0]!.updated_at).toBe(bodies[1]!.updated_at);
  for (const update of isTurned ? [...updates].reverse() : updates) {
    expect(await postOverHttp(update)).toBe(200);
    await stage.live(250);
  }
  expect(await stage.untilQuiet(60_000)).toBe(true);
  const { rows } = await stage.owner.query<{ note: string }>(
    "SELECT facts->>'note' AS note FROM orders WHERE id = $1",
    [order.id],
  );
  expect(rows).toEqual([{ note: order.note }]);
  expect(order.note).toBe(notes[1]);
  expect(await countWholeReads(order)).toBeGreaterThan(before);
});

const staff = { kind: "staff", staffMemberId: null } as const;
/** The comparison comes every five minutes, and leaves out the last. */
const COMPARED_WITHIN_MS = 7 * 60_000;

/** Lets something happen to an order in the second in which it was placed, and nobody hear of it. */
async function loseWhatFollows(act: (order: Order) => unknown): Promise<Order> {
  await stage.live(1_000 - (stage.scheduler.nowMs() % 1_000));
  const order = buy(stage.world, staged, { title: "mug", units: 3, city: "Hamburg" });
  await stage.live(500);
  kept = [];
  act(order);
  await stage.live(2_000);
  kept = undefined;
  await stage.live(COMPARED_WITHIN_MS);
  expect(await stage.untilQuiet(60_000)).toBe(true);
  return order;
}

async function knownOf(order: Order) {
  const { rows } = await stage.owner.query<{ units: number; isCancelled: boolean }>(
    `SELECT (facts->'lines'->0->>'currentQuantity')::int AS units, facts->>'cancelledAt' IS NOT NULL AS "isCancelled"
     FROM orders WHERE id = $1`,
    [order.id],
  );
  return rows[0]!;
}

const restockAll = { reason: "CUSTOMER", restock: true, refund: true } as const;

test.each<[string, (order: Order) => unknown, { units: number; isCancelled: boolean }]>([
  [
    "an edit",
    (order) => {
      const setQuantities = [{ lineItemId: order.lineItems[0]!.id, quantity: 2 }];
      return editOrder(stage.world, staged.shop, order, { setQuantities }, staff);
    },
    { units: 2, isCancelled: false },
  ],
  [
    "a cancellation",
    (order) => cancelOrder(stage.world, staged.shop, order, restockAll, staff),
    { units: 0, isCancelled: true },
  ],
])(
  "the comparison finds %s of the second of the order's last update whose webhooks are lost",
  async (_what, act, known) => {
    const order = await loseWhatFollows(act);
    expect(secondOf(order.updatedAt)).toBe(secondOf(order.createdAt));
    expect(await knownOf(order)).toEqual(known);
  },
);

const secondOf = (instant: Instant) => instant.slice(0, 19);
