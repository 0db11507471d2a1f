import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditDatabase } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import { playTraffic } from "#tests/scenarios/stage/play-traffic.ts";
import { timeUntilWorkGoesOn } from "#tests/scenarios/stage/time-until-work-goes-on.ts";
import { domains, openTroubledStage, type TroubledStage } from "./open-troubled-stage.ts";
import { deadlock, refuseNoCommits, refuseSomeCommits, takeAllConnections } from "./troubles.ts";

// `TROUBLE_ROUNDS=10 npm test -- database-trouble` goes through all troubles ten times; TROUBLE_SEED repeats a run.
const rounds = Number(process.env["TROUBLE_ROUNDS"] ?? 1);
const seed = Number(process.env["TROUBLE_SEED"] ?? Date.now() % 1_000_000);
const ORDER_EVERY_MS = 250;
/** So many orders are planned at a time, one after the other until the last trouble has passed. */
const ORDERS_AT_A_TIME = 10;
/** Connections are cut until each kind of cut has happened again, at most so long. */
const CUTTING_MS = 30_000;
const ENDS_WITHIN_MS = 180_000;
const REFUSING_MS = 1_500;
const HOLDING_MS = 1_500;
const CUT_SHARE = 0.2;

const cuts = [
  "not committed, transaction",
  "committed, transaction",
  "not committed, group commit",
  "committed, group commit",
] as const;

let stage: TroubledStage;
let isQuiet = false;
const backAfterMs: Record<string, number[]> = {};
const deadlocks: boolean[] = [];
let refusedCommits = 0;
let greed = 0;

/** A trouble under load, and how long after its end it takes until the next batch is committed. */
async function live(name: string, trouble: () => Promise<void>): Promise<void> {
  await sleep(500);
  await trouble();
  const begunAt = performance.now();
  const ms = await stage
    .asOwner((owner) => timeUntilWorkGoesOn(owner, begunAt))
    .catch((error: Error) => {
      const ends = stage.processes.map((each) => `${each.name}: ${each.endedBy() ?? `runs\n${each.lastLines()}`}`);
      throw new Error(`After "${name}": ${error.message}\n${ends.join("\n")}`, { cause: error });
    });
  (backAfterMs[name] ??= []).push(ms);
}

/** Buyers who keep coming for as long as nobody says that it is enough. */
function keepBuying(): () => Promise<void> {
  const { world, scheduler } = stage;
  let isEnough = false;
  const buying = (async () => {
    for (let part = 0; !isEnough; part += 1) {
      const plan = { orders: ORDERS_AT_A_TIME, everyMs: ORDER_EVERY_MS, pauseMs: [500, 4_000] as const };
      playTraffic({ world, scheduler, seed: seed + part, domains, ...plan });
      await sleep(ORDERS_AT_A_TIME * ORDER_EVERY_MS);
    }
  })();
  return () => {
    isEnough = true;
    return buying;
  };
}

async function cutUntilEachHasHappened(): Promise<void> {
  const { proxy } = stage;
  const before = { ...proxy.counts };
  const isMissing = () => cuts.some((cut) => proxy.counts[cut] === before[cut]);
  const until = performance.now() + CUTTING_MS;
  proxy.share = CUT_SHARE;
  while (isMissing() && performance.now() < until) await sleep(50);
  proxy.share = 0;
}

async function liveOneRound(): Promise<void> {
  const { cluster, asOwner } = stage;
  await live("restart", () => cluster.restart());
  await live("crash", () => cluster.crash());
  await live("connections cut in COMMIT", cutUntilEachHasHappened);
  await live("commits refused with 40001 and 40P01", async () => {
    await asOwner(refuseSomeCommits);
    await sleep(REFUSING_MS);
    refusedCommits += await asOwner(refuseNoCommits);
    await asOwner((owner) => owner.query("DROP FUNCTION refuse_commit; DROP SEQUENCE refused_commits"));
  });
  await live("a real deadlock", async () => {
    deadlocks.push(await asOwner(deadlock));
  });
  await live("no connection left", async () => {
    greed = await takeAllConnections(stage, HOLDING_MS);
  });
}

beforeAll(
  async () => {
    // Two connections for sixteen shops' turns at once: the pool itself is exhausted all the time.
    stage = await openTroubledStage(seed, { DATABASE_POOL: "2" });
    expect(await stage.untilQuiet(60_000), "the shops are read").toBe(true);
    const haveEnough = keepBuying();
    try {
      for (let round = 0; round < rounds; round += 1) await liveOneRound();
    } finally {
      await haveEnough();
    }
    isQuiet = await stage.untilOver(ENDS_WITHIN_MS);
  },
  400_000 + rounds * 120_000,
);

afterAll(async () => {
  await stage?.close();
});

test("a database that falls, refuses commits or has no connection left loses nothing and doubles nothing", async () => {
  const { world, engine, cluster, insistence } = stage;
  const orders = [...world.shops.values()].reduce((total, shop) => total + shop.orders.size, 0);
  const times = Object.entries(backAfterMs).map(
    ([name, ms]) => `${name} ${ms.map((each) => `${(each / 1000).toFixed(1)} s`).join(", ")}`,
  );
  process.stdout.write(
    `${rounds} rounds, seed ${seed}: ${orders} orders, ${engine.state.log.length} deliveries, answers ` +
      `${[...insistence.answers].map(([answer, count]) => `${answer}: ${count}`).join(", ")}; ` +
      `${refusedCommits} commits refused, ${greed} connections taken; cuts ${JSON.stringify(stage.proxy.counts)}; ` +
      `the next batch after ${times.join("; ")}\n`,
  );
  expect(isQuiet, "everything comes to rest").toBe(true);
  const evidence = { world, apiKey: credentials.apiKey, deliveries: engine.state.log };
  expect((await auditDatabase(cluster.url, evidence)).map(describeViolation)).toEqual([]);
  const parked = await stage.asOwner(async (owner) => {
    const { rows } = await owner.query<{ topic: string; reason: string }>(
      "SELECT topic, reason FROM inbox_messages WHERE state = 'parked'",
    );
    return rows;
  });
  expect(parked, "messages that a trouble of the database was blamed on").toEqual([]);
});

test("neither process ends because the database does", () => {
  expect(stage.processes.map(({ name, endedBy }) => `${name}: ${endedBy() ?? "runs"}`)).toEqual([
    "web: runs",
    "worker: runs",
  ]);
});

test("connections were broken on both sides of a commit, in transactions and in the inbox's group commit", () => {
  for (const cut of cuts) expect(stage.proxy.counts[cut], cut).toBeGreaterThanOrEqual(rounds);
  expect(refusedCommits).toBeGreaterThan(0);
  expect(deadlocks).not.toContain(false);
});

test("no webhook is answered 200 before it is in the inbox, and what could not be stored is told as 503", async () => {
  const { answers } = stage.insistence;
  expect([...answers.keys()].filter((answer) => answer !== 200 && answer !== 503 && answer !== "no answer")).toEqual(
    [],
  );
  expect(answers.get(503)).toBeGreaterThan(0);
  const kept = await stage.asOwner(async (owner) => {
    const { rows } = await owner.query<{ webhookId: string }>(`SELECT webhook_id AS "webhookId" FROM inbox_messages`);
    return new Set(rows.map(({ webhookId }) => webhookId));
  });
  const acknowledged = stage.engine.state.log.filter(({ answer }) => answer === 200);
  expect(acknowledged.length).toBeGreaterThan(100);
  expect(acknowledged.filter(({ webhookId }) => !kept.has(webhookId))).toEqual([]);
});
