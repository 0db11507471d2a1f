import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Bench, Measure } from "#tests/bench/bench.ts";
import { sayCpuTime, sayCpuTimeOfEach, watchCpuTime } from "#tests/bench/cpu-time.ts";
import type { Figure } from "#tests/bench/figure.ts";
import { placeBenchOrder } from "./bench-shops.ts";
import { sayCeiling, measureCeilingOfLoop } from "./measure-ceiling.ts";
import { placeFor } from "./place-for.ts";
import { countRows, fiftyShops, openLoop, requireDecided, type Loop } from "./run-loop.ts";

const WARM_UP_SECONDS = 8;
const SECONDS = 60;

/**
 * The whole loop: buyers buy at fifty shops as fast as orders are decided, each order's webhook is signed, sent, taken in,
 * understood, its work read from the sandbox, and it is validated, routed, allocated and invoiced in committed
 * transactions. The app runs as its two processes.
 */
export const measureLoop: Measure = async (bench) => {
  const url = await bench.database("bench_loop");
  const owner = await bench.connect(url);
  const loop = await openLoop(bench, owner, url, fiftyShops(owner));
  const place = (index: number) => void placeBenchOrder(loop.world, loop.shops[index % loop.shops.length]!);
  try {
    bench.say(`${WARM_UP_SECONDS} s to warm up, ${SECONDS} s that count`);
    const warmUp = await placeFor(loop, WARM_UP_SECONDS, place);
    const readCpu = watchCpuTime({ PostgreSQL: await bench.postgresPid(), ...loop.pids });
    const run = await placeFor(loop, SECONDS, place, warmUp.open);
    const cpu = readCpu();
    await loop.untilQuiet();
    const orders = warmUp.placed + run.placed;
    await requireDecided(owner, orders);
    const rows = sayRows(await countRows(owner), orders);
    const perSecond = run.decided / run.seconds;
    await loop.close();
    return await figures(bench, owner, perSecond, [
      `${run.decided} orders in ${run.seconds.toFixed(1)} s; all ${orders} placed, warm-up included, were counted after: routed, allocated, invoiced`,
      rows,
      sayCpuTime(cpu, 2),
      sayCpuTimeOfEach(cpu, perSecond),
      sayBytes(loop),
    ]);
  } finally {
    await loop.close();
  }
};

async function figures(bench: Bench, owner: pg.Client, perSecond: number, remarks: string[]): Promise<Figure[]> {
  bench.say("the same rows written by bulk SQL");
  // What the pages and queues still write must not slow it down.
  await sleep(500);
  const ceiling = await measureCeilingOfLoop(bench, owner);
  return [
    { name: "whole_loop_orders_per_s", value: perSecond, unit: "orders/s", remarks },
    {
      name: "whole_loop_share_of_ceiling",
      value: perSecond / ceiling.ordersPerSecond,
      unit: "",
      remarks: sayCeiling(ceiling),
    },
  ];
}

function sayRows(rows: ReadonlyMap<string, number>, orders: number): string {
  const words = [...rows].map(([table, count]) => `${table} ${(count / orders).toFixed(2)}`);
  return `rows for each order: ${words.join(", ")}`;
}

function sayBytes({ bodies, shops }: Loop): string {
  const { count, bytes } = bodies();
  return `${shops.length} shops of 6 locations, 3 lines in a body of ${Math.round(bytes / count)} bytes`;
}
