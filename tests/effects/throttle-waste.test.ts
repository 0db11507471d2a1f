import { expect, test } from "vitest";
import { createAdminClient } from "#app/shopify/admin-client.ts";
import { Throttled } from "#app/shopify/admin-errors.ts";
import { fetchOrders, fetchWholeOrders } from "#app/shopify/fetch-orders.ts";
import { createThrottle, withThrottle } from "#app/shopify/with-throttle.ts";
import { fullBucket } from "#tests/sandbox/graphql/cost/cost-bucket.ts";
import { openTestApi, type TestApi } from "#tests/sandbox/graphql/open-test-api.ts";
import { buy } from "#tests/sandbox/commerce/test-market.ts";
import type { CallEntry } from "#tests/sandbox/state/call-log.ts";
import { struckFetch, type Strikes } from "./stage/struck-fetch.ts";

const MOST_WASTED = 0.05;
const RUSH_MS = 60_000;
const ORDERS = 20;

/** One worker process in a rush: it reads as much as it may, for as long as the rush lasts. */
async function workThrough(api: TestApi, orderIds: readonly string[], isWhole: boolean): Promise<void> {
  const { scheduler, world, shop, token } = api;
  const clock = () => scheduler.clock();
  // Time passes for all processes alike, so each waits by a timer of the one clock.
  const wait = (ms: number) => new Promise<void>((done) => void scheduler.after(ms, done));
  const strikes: Strikes = { activity: "rush", calls: new Map(), struck: new Map(), trouble: null };
  const throttle = createThrottle(clock, wait);
  const tokens = { get: async () => token, drop: () => {} };
  const client = createAdminClient(struckFetch(world, wait, strikes), tokens, throttle.report);
  const admin = withThrottle(client, throttle);
  const until = scheduler.nowMs() + RUSH_MS;
  const read = isWhole ? fetchWholeOrders : fetchOrders;
  while (scheduler.nowMs() < until) {
    try {
      await read((call) => admin.call(shop.domain, call), orderIds, clock);
    } catch (error) {
      if (!(error instanceof Throttled)) throw error;
      await wait(error.retryAfterMs);
    }
  }
}

test.each([1, 2, 4])(
  "%i worker processes that read as fast as they may are hardly ever refused for it",
  async (processes) => {
    const api = openTestApi();
    // The smallest plan: its bucket is what is fought for.
    api.shop.plan = "BASIC";
    api.installation.bucket = fullBucket(api.shop.plan, api.scheduler.nowMs());
    const orders = Array.from({ length: ORDERS }, () => buy(api, { STOVE: 1 }, {}).id);
    const rush = Promise.all(
      Array.from({ length: processes }, (_, index) => workThrough(api, orders, index % 2 === 1)),
    );
    let isOver = false;
    void rush.finally(() => (isOver = true));
    while (!isOver) {
      await api.scheduler.advance(20);
      await new Promise((next) => setImmediate(next));
    }
    await rush;
    const calls = api.world.log.filter((entry): entry is CallEntry => entry.kind === "call");
    const refused = calls.filter(({ status, errorCodes }) => status === 429 || errorCodes.includes("THROTTLED"));
    expect(calls.length).toBeGreaterThan(100);
    expect(refused.length / calls.length).toBeLessThan(MOST_WASTED);
    process.stdout.write(`${processes} processes: ${calls.length} calls, ${refused.length} refused\n`);
  },
);
