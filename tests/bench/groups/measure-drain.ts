import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Measure } from "#tests/bench/bench.ts";
import { sayCpuTime, watchCpuTime } from "#tests/bench/cpu-time.ts";
import { openBenchShops, placeBenchOrder } from "./bench-shops.ts";
import { ALL_TOPICS, openLoop, requireDecided, type Loop } from "./run-loop.ts";

const SHOPS = 50;
/** `BENCH_DELIVERIES` asks for fewer while something is tried out; the figure's name then says so. */
const DELIVERIES = Number(process.env.BENCH_DELIVERIES ?? 100_000);
const MOST_OPEN = 2_000;

/**
 * A worker that was away: shops went on selling, and all the webhooks of their orders lie in the inbox (every topic that
 * the app subscribes to, in the mix in which Shopify sends them). How long until nothing waits any more: all decided, what
 * must be read read, what must be said said.
 */
export const measureDrain: Measure = async (bench) => {
  const url = await bench.database("bench_drain");
  const owner = await bench.connect(url);
  const plan = { openShops: (world: Loop["world"]) => openBenchShops(owner, world, SHOPS), topics: ALL_TOPICS };
  const loop = await openLoop(bench, owner, url, plan);
  try {
    await loop.stopWorker();
    bench.say(`${DELIVERIES} deliveries come in while no worker is there`);
    const orders = await queueDeliveries(loop);
    const queued = await countWaiting(owner);
    bench.say("the worker comes back");
    const worker = await loop.restartWorker();
    const begunAt = performance.now();
    const readCpu = watchCpuTime({ PostgreSQL: await bench.postgresPid(), ...loop.pids, worker });
    let waiting = queued;
    while (waiting > 0) {
      await sleep(500);
      waiting = await countWaiting(owner);
    }
    const inboxSeconds = (performance.now() - begunAt) / 1000;
    await loop.untilQuiet();
    const seconds = (performance.now() - begunAt) / 1000;
    await requireDecided(owner, orders);
    const remarks = [
      `${queued} deliveries of ${orders} orders at ${SHOPS} shops, ${Math.round(queued / seconds)} a second; the inbox was empty after ${inboxSeconds.toFixed(0)} s`,
      sayCpuTime(readCpu(), 2),
    ];
    const name = DELIVERIES === 100_000 ? "drain_100k_s" : `drain_${DELIVERIES}_s`;
    return [{ name, value: seconds, unit: "s", remarks }];
  } finally {
    await loop.close();
  }
};

/** @returns how many orders it took. */
async function queueDeliveries(loop: Loop): Promise<number> {
  let orders = 0;
  for (let placedAt = 0; loop.bodies().count < DELIVERIES; placedAt += 1) {
    placeBenchOrder(loop.world, loop.shops[placedAt % loop.shops.length]!);
    orders += 1;
    while (loop.open() > MOST_OPEN) await sleep(5);
  }
  await loop.untilDelivered();
  return orders;
}

async function countWaiting(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ count: string }>("SELECT count(*) FROM inbox_messages WHERE state = 'waiting'");
  return Number(rows[0]!.count);
}
