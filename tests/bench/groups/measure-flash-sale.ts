import type pg from "pg";
import type { Measure } from "#tests/bench/bench.ts";
import { sayCpuTime, watchCpuTime } from "#tests/bench/cpu-time.ts";
import { openBenchShop, placeBenchOrder } from "./bench-shops.ts";
import { placeFor } from "./place-for.ts";
import { openLoop } from "./run-loop.ts";

const SECONDS = 30;
const ARTICLES = 5;
// Four locations of 400 units: at 150 orders/s of three units, half of what is asked for in that time.
const UNITS = 400;

/**
 * A flash sale: one shop, five hot articles, more sold than is there (Shopify goes on selling). Every order is decided
 * against the same few levels by the shop's one writer; afterwards the rows must hold no promise beyond what lies there.
 */
export const measureFlashSale: Measure = async (bench) => {
  const url = await bench.database("bench_flash_sale");
  const owner = await bench.connect(url);
  const loop = await openLoop(bench, owner, url, {
    openShops: async (world) => [
      await openBenchShop(owner, world, {
        domain: "flash-sale.myshopify.com",
        plan: "ENTERPRISE",
        articles: ARTICLES,
        units: UNITS,
        policy: "CONTINUE",
      }),
    ],
    topics: ["orders/create"],
  });
  try {
    bench.say(`${SECONDS} s`);
    const readCpu = watchCpuTime({ PostgreSQL: await bench.postgresPid(), ...loop.pids });
    const run = await placeFor(loop, SECONDS, (index) => {
      const articles = [index, index + 1, index + 2].map((place) => place % ARTICLES);
      placeBenchOrder(loop.world, loop.shops[0]!, { articles, quantity: 1 });
    });
    const cpu = sayCpuTime(readCpu(), 2);
    await loop.untilQuiet();
    const stock = await countPromises(owner);
    if (stock.oversold > 0) throw new Error(`${stock.oversold} levels are promised beyond what lies there.`);
    if (stock.invoices !== run.placed) throw new Error(`${run.placed} orders were placed, ${stock.invoices} invoiced.`);
    const asked = 3 * run.placed;
    const remarks = [
      `${run.decided} orders in ${run.seconds.toFixed(1)} s; ${run.placed} placed in all, for ${asked} units of ${ARTICLES} articles at 20 levels`,
      `${stock.allocated} units promised of ${stock.onHand} on hand, ${asked - stock.allocated} wait, 0 oversold: counted from the rows`,
      cpu,
    ];
    return [{ name: "flash_sale_orders_per_s", value: run.decided / run.seconds, unit: "orders/s", remarks }];
  } finally {
    await loop.close();
  }
};

type Promises = { oversold: number; allocated: number; onHand: number; invoices: number };

/** What was promised, from the claims themselves, against the units that the sandbox's shelves really hold. */
async function countPromises(owner: pg.Client): Promise<Promises> {
  const { rows } = await owner.query<Record<keyof Promises, string>>(
    `WITH promised AS (
       SELECT shop, inventory_item_id, location_id, sum(quantity) AS units FROM allocations GROUP BY 1, 2, 3)
     SELECT count(*) FILTER (WHERE coalesce(p.units, 0) > $1 OR coalesce(p.units, 0) <> l.allocated) AS oversold,
       coalesce(sum(p.units), 0) AS allocated, $1 * count(*) AS "onHand",
       (SELECT count(*) FROM documents WHERE kind = 'invoice') AS invoices
     FROM inventory_levels l LEFT JOIN promised p USING (shop, inventory_item_id, location_id)`,
    [UNITS],
  );
  const [row] = rows;
  return {
    oversold: Number(row!.oversold),
    allocated: Number(row!.allocated),
    onHand: Number(row!.onHand),
    invoices: Number(row!.invoices),
  };
}
