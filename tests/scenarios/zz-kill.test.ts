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
const kills = Number(process.env["KILLS"] ?? 5);
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
    const isQuiet = await stage.untilQuiet(orders * ORDER_EVERY_MS + 180_000);
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
  for (const v of violations) {
    const call = /call (\d+)/.exec(v.subject); const ids: string[] = [];
    if (call) { const e = world.log.find((x) => x.sequence === Number(call[1]))!; process.stdout.write(JSON.stringify(e) + "\n"); const fo = /FulfillmentOrder\/(\d+)/.exec(JSON.stringify((e as any).variables))![1]!;
      for (const x of world.log) if (JSON.stringify(x).includes(fo) && ((x as any).isMutation || x.kind === "effect")) process.stdout.write("LOG " + JSON.stringify(x) + "\n");
      for (const sh of world.shops.values()) { const f = sh.fulfillmentOrders.get(fo); if (f) ids.push(f.orderId); } }
    const o = /order (\d+)/.exec(v.subject); if (o) { ids.push(o[1]!); for (const sh of world.shops.values()) { const t = sh.orders.get(o[1]!); if (t) process.stdout.write("ORDER " + JSON.stringify(t) + "\n"); } }
    for (const id of ids) {
      const d = await stage.owner.query("SELECT id, key, kind, state, attempts, created_at, settled_at, reason FROM outbox_messages WHERE order_id=$1 ORDER BY id", [id]); for (const r of d.rows) process.stdout.write("OUT " + JSON.stringify(r) + "\n");
      const t = await stage.owner.query("SELECT at, kind, sentence, inbox_id, xmin FROM timeline_entries WHERE order_id=$1 ORDER BY id", [id]); for (const r of t.rows) process.stdout.write("TL " + JSON.stringify(r) + "\n");
      const m = await stage.owner.query("SELECT id, topic, received_at, settled_at, state, batch_id FROM inbox_messages WHERE order_id=$1 ORDER BY id", [id]); for (const r of m.rows) process.stdout.write("IN " + JSON.stringify(r) + "\n");
      const f = await stage.owner.query("SELECT version, facts, sentence FROM orders WHERE id=$1", [id]); for (const r of f.rows) process.stdout.write("FACTS " + JSON.stringify(r) + "\n");
      const c = await stage.owner.query("SELECT version, decided_at, batch_id, decision->'documents' docs, decision->>'documentSentence' ds, decision->'actions' acts FROM decisions WHERE order_id=$1 ORDER BY version", [id]); for (const r of c.rows) process.stdout.write("DEC " + JSON.stringify(r) + "\n");
      const q = await stage.owner.query("SELECT label, kind, total_minor, issued_at FROM documents WHERE order_id=$1 ORDER BY id", [id]); for (const r of q.rows) process.stdout.write("DOC " + JSON.stringify(r) + "\n");
    }
  }
  expect(violations.map(describeViolation)).toEqual([]);
});
