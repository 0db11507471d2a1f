import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { atelierNord, harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { fault } from "#tests/sandbox/state/faults.ts";
import { createRandom, nextInteger } from "#tests/sandbox/state/random.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import { auditDatabase } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { testDatabase } from "#tests/support/test-database.ts";
import { signalGroup } from "#tests/sandbox/demo/child-process.ts";
import { startWorkerProcess, type AppProcess } from "./stage/app-processes.ts";
import { credentials, installOn } from "./stage/install-app.ts";
import { openLiveStage, type LiveStage } from "./stage/open-live-stage.ts";
import { playTraffic } from "./stage/play-traffic.ts";
import { timeUntilWorkGoesOn } from "./stage/time-until-work-goes-on.ts";

// `KILLS=50 npm test -- kill-worker` kills fifty times; every run of the tests does it a few times. KILL_SEED repeats a run.
const kills = Number(process.env["KILLS"] ?? 3);
const seed = Number(process.env["KILL_SEED"] ?? Date.now() % 1_000_000);
const ORDER_EVERY_MS = 250;
/** A worker lives so long before it is killed: from its first batch to the middle of its work. */
const LIFE_MS = [300, 4_000] as const;
/** What Shopify is told takes its time, so that a kill finds calls under way: carried out, and nobody there to hear it. */
const SLOW_ANSWER_MS = 400;
const ACTS = ["fulfillmentOrderHold", "fulfillmentOrderReleaseHold", "fulfillmentOrderMove", "fulfillmentOrderSplit"];
/** Every other kill waits for such a call; longer than this it does not wait. */
const PATIENCE_MS = 15_000;

let stage: LiveStage;
let worker: AppProcess | undefined;
const idleMs: number[] = [];
const underWay: number[] = [];

beforeAll(
  async () => {
    const { url } = await testDatabase();
    stage = await openLiveStage({
      databaseUrl: url,
      seed,
      faults: { duplicatesSameId: 0.1, duplicatesNewId: 0.1, disorder: 0.2, disorderMs: 2_000 },
      makeWorld: (options) => createMerchantWorld({ ...options, stockFactor: 20, historyOrders: 4 }),
    });
    const { world, owner, scheduler } = stage;
    await installOn(owner, world, shopOf(world, harbourAndPine.domain), "act");
    await installOn(owner, world, shopOf(world, mesaPaper.domain), "act");
    await installOn(owner, world, shopOf(world, atelierNord.domain), "watch");
    for (const operation of ACTS) {
      world.faults.push(fault("slow", { operation, remaining: Infinity, delayMs: SLOW_ANSWER_MS, isWorkDone: true }));
    }
    worker = await startWorkerProcess({ databaseUrl: url, sandboxUrl: stage.sandbox.url });
    await stage.untilQuiet(60_000);
    const random = createRandom(seed);
    const livesMs = Array.from({ length: kills }, () => nextInteger(random, ...LIFE_MS));
    // As many orders as keep coming in until the last worker is dead, each with what is done to it soon after.
    const orders = Math.ceil((livesMs.reduce((sum, ms) => sum + ms, 0) + kills * 4_000) / ORDER_EVERY_MS);
    const domains = [harbourAndPine, mesaPaper, harbourAndPine, atelierNord].map(({ domain }) => domain);
    playTraffic({ world, scheduler, seed, domains, orders, everyMs: ORDER_EVERY_MS, pauseMs: [500, 5_000] });
    for (const [index, lifeMs] of livesMs.entries()) {
      await sleep(lifeMs);
      if (index % 2 === 0) await untilCallIsUnderWay();
      const killed = worker;
      signalGroup(killed.pid, "SIGKILL");
      underWay.push(await countUnderWay());
      await killed.ended;
      const begunAt = performance.now();
      worker = await startWorkerProcess({ databaseUrl: url, sandboxUrl: stage.sandbox.url });
      idleMs.push(await timeUntilWorkGoesOn(owner, begunAt));
    }
    const isQuiet = await stage.untilOver(orders * ORDER_EVERY_MS + 180_000);
    expect(isQuiet, "everything comes to rest after the last kill").toBe(true);
  },
  300_000 + kills * 30_000,
);

afterAll(async () => {
  await worker?.stop();
  await stage?.close();
});

/** Resolves as soon as Shopify has carried out something that the worker has not heard of yet. */
async function untilCallIsUnderWay(): Promise<void> {
  const { log } = stage.world;
  const isAct = (index: number) => {
    const entry = log[index];
    return entry?.kind === "call" && entry.isMutation;
  };
  const until = performance.now() + PATIENCE_MS;
  for (let seen = log.length; performance.now() < until; await sleep(10)) {
    for (; seen < log.length; seen += 1) if (isAct(seen)) return;
  }
}

/** Outbox messages that a worker had taken when it died: nobody knows whether Shopify has heard them. */
async function countUnderWay(): Promise<number> {
  const { rows } = await stage.owner.query<{ count: string }>(
    "SELECT count(*) FROM outbox_messages WHERE state = 'sending'",
  );
  return Number(rows[0]!.count);
}

test("a worker killed again and again in the middle of its work loses nothing and does nothing twice", async () => {
  const { url } = await testDatabase();
  const { world, engine } = stage;
  const sum = underWay.reduce((total, count) => total + count, 0);
  const orders = [...world.shops.values()].reduce((total, shop) => total + shop.orders.size, 0);
  process.stdout.write(
    `${kills} kills, seed ${seed}: ${orders} orders, ${engine.state.log.length} deliveries, ${sum} outbox calls in flight at ` +
      `a kill; work went on after ${idleMs.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(", ")}\n`,
  );
  const violations = await auditDatabase(url, { world, apiKey: credentials.apiKey, deliveries: engine.state.log });
  expect(violations.map(describeViolation)).toEqual([]);
});
