import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Bench, Measure } from "#tests/bench/bench.ts";
import { sayCpuTime, watchCpuTime } from "#tests/bench/cpu-time.ts";
import type { Figure } from "#tests/bench/figure.ts";
import { sayCeiling, measureCeilingOfLoop } from "./measure-ceiling.ts";
import { countRows, openLoop, requireDecided, type Loop } from "./run-loop.ts";
import { placeBenchOrder } from "./bench-shops.ts";

const SHOPS = 50;
const WARM_UP_ORDERS = 500;
const ORDERS = 4_000;
/** As many may be placed and not yet decided: enough that nobody ever waits for work, few enough to end soon. */
const MOST_OPEN = 1_500;

/**
 * The whole loop: buyers buy at fifty shops as fast as orders are decided, each order's webhook is signed, sent, taken in,
 * understood, its work read from the sandbox, and it is validated, routed, allocated and invoiced in committed
 * transactions. The app runs as its two processes.
 */
export const measureLoop: Measure = async (bench) => {
  const url = await bench.database("bench_loop");
  const owner = await bench.connect(url);
  const loop = await openLoop(bench, owner, url, SHOPS);
  try {
    bench.say(`${WARM_UP_ORDERS} orders to warm up, ${ORDERS} that count`);
    await placeAndWait(loop, WARM_UP_ORDERS);
    const before = await countRows(owner);
    const readCpu = watchCpuTime({ PostgreSQL: await bench.postgresPid(), ...loop.pids });
    const seconds = await placeAndWait(loop, ORDERS);
    const cpu = sayCpuTime(readCpu(), 2);
    await loop.untilQuiet();
    await requireDecided(owner, WARM_UP_ORDERS + ORDERS);
    const rows = sayRows(before, await countRows(owner));
    await loop.close();
    return await figures(bench, owner, seconds, [rows, cpu, sayBytes(loop)]);
  } finally {
    await loop.close();
  }
};

/** Seconds from the first order placed until the last is decided. */
async function placeAndWait(loop: Loop, orders: number): Promise<number> {
  const begunAt = performance.now();
  const decidedBefore = await loop.decided();
  let decided = 0;
  for (let placed = 0; decided < orders;) {
    while (placed < orders && placed - decided < MOST_OPEN) {
      placeBenchOrder(loop.world, loop.shops[placed % loop.shops.length]!);
      placed += 1;
      // Now and then the sandbox answers what it is asked.
      if (placed % 10 === 0) await sleep(0);
    }
    await sleep(20);
    decided = (await loop.decided()) - decidedBefore;
  }
  return (performance.now() - begunAt) / 1000;
}

async function figures(bench: Bench, owner: pg.Client, seconds: number, remarks: string[]): Promise<Figure[]> {
  bench.say("the same rows written by bulk SQL");
  const ceiling = await measureCeilingOfLoop(bench, owner);
  const perSecond = ORDERS / seconds;
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

function sayRows(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string {
  const words = [...after].map(
    ([table, rows]) => `${table} ${((rows - (before.get(table) ?? 0)) / ORDERS).toFixed(2)}`,
  );
  return `rows for each order: ${words.join(", ")}`;
}

function sayBytes({ bodies }: Loop): string {
  const { count, bytes } = bodies();
  return `${SHOPS} shops of 6 locations, 3 lines in a body of ${Math.round(bytes / count)} bytes`;
}
