import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Measure } from "#tests/bench/bench.ts";
import { percentile } from "#tests/bench/figure.ts";
import { findShelfEmpty } from "#tests/scenarios/stage/empty-shelf.ts";
import { openBenchShop, placeBenchOrder } from "./bench-shops.ts";
import { ALL_TOPICS, openLoop, type Loop } from "./run-loop.ts";

const ORDERS = 60;
/** One for each order, so that no order's shelf is another's. */
const ARTICLES = ORDERS;
/** Every so many orders the shelf is found empty, and the order has to be moved. */
const MOVED_EVERY = 5;

type Placed = { orderId: string; atMs: number; isMoved: boolean };

/**
 * How long a buyer's order takes until the warehouse may have it: one order a second at one shop with Shopify's standard
 * limit on calls and every webhook, from the moment of the purchase to the decision that finds it ready with nothing more
 * to be said to Shopify.
 */
export const measureReady: Measure = async (bench) => {
  const url = await bench.database("bench_ready");
  const owner = await bench.connect(url);
  const loop = await openLoop(bench, owner, url, {
    openShops: async (world) => [
      await openBenchShop(owner, world, {
        domain: "ready.myshopify.com",
        plan: "BASIC",
        articles: ARTICLES,
        units: 1_000,
        policy: "DENY",
      }),
    ],
    topics: ALL_TOPICS,
  });
  try {
    bench.say(`${ORDERS} orders, one a second`);
    const placed = await placeOnePerSecond(loop);
    await loop.untilQuiet();
    const readyAtMs = await readReadyTimes(owner);
    const seconds = placed.map(({ orderId, atMs, isMoved }) => {
      const readyAt = readyAtMs.get(orderId);
      if (readyAt === undefined) throw new Error(`Order ${orderId} did not become ready.`);
      return { isMoved, seconds: (readyAt - atMs) / 1000 };
    });
    const p95 = (some: typeof seconds) =>
      percentile(
        some.map((each) => each.seconds),
        0.95,
      ).toFixed(2);
    const moved = seconds.filter(({ isMoved }) => isMoved);
    const others = seconds.filter(({ isMoved }) => !isMoved);
    const remark = `${others.length} orders as Shopify assigned them: p95 ${p95(others)} s; ${moved.length} moved first: p95 ${p95(moved)} s`;
    const all = seconds.map((each) => each.seconds);
    return [{ name: "ready_p95_s", value: percentile(all, 0.95), unit: "s", remarks: [remark] }];
  } finally {
    await loop.close();
  }
};

async function placeOnePerSecond({ world, shops }: Loop): Promise<Placed[]> {
  const placed: Placed[] = [];
  const begunAt = Date.now();
  for (let index = 0; index < ORDERS; index += 1) {
    await sleep(Math.max(0, begunAt + 1_000 * index - Date.now()));
    const atMs = Date.now();
    const order = placeBenchOrder(world, shops[0]!, { articles: [index % ARTICLES], quantity: 1 });
    const isMoved = index % MOVED_EVERY === 0;
    if (isMoved) findShelfEmpty(world, shops[0]!.shop, order);
    placed.push({ orderId: order.id, atMs, isMoved });
  }
  return placed;
}

/** When each order became ready for good: the first of the decisions since which it has been ready with nothing to say. */
async function readReadyTimes(owner: pg.Client): Promise<Map<string, number>> {
  const { rows } = await owner.query<{ orderId: string; decidedAt: Date; isReady: boolean }>(
    `SELECT order_id AS "orderId", decided_at AS "decidedAt",
       jsonb_array_length(decision->'actions') = 0
         AND EXISTS (SELECT 1 FROM jsonb_each(decision->'planByFulfillmentOrder') WHERE value->>'state' = 'ready')
         AND NOT EXISTS (SELECT 1 FROM jsonb_each(decision->'planByFulfillmentOrder')
           WHERE value->>'state' NOT IN ('ready', 'done')) AS "isReady"
     FROM decisions ORDER BY order_id, version`,
  );
  const readyAtMs = new Map<string, number>();
  for (const { orderId, decidedAt, isReady } of rows) {
    if (!isReady) readyAtMs.delete(orderId);
    else if (!readyAtMs.has(orderId)) readyAtMs.set(orderId, decidedAt.getTime());
  }
  return readyAtMs;
}
