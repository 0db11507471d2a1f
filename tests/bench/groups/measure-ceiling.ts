import type pg from "pg";
import type { Bench, Measure } from "#tests/bench/bench.ts";
import { measureWriting, type Ceiling } from "#tests/bench/rows/measure-writing.ts";
import { bytesByTable, readRecordedRows } from "#tests/bench/rows/recorded-rows.ts";
import { fiftyShops, openLoop } from "./run-loop.ts";
import { placeBenchOrder } from "./bench-shops.ts";

export type LoopCeiling = {
  ordersPerSecond: number;
  results: readonly Ceiling[];
  orders: number;
  rowsAnOrder: number;
  bytesAnOrder: { name: string; bytes: number }[];
  ordersACommit: number;
};

/** Orders of the group's own, when no loop was measured before it. */
const ORDERS = 1_000;

/**
 * How many orders a second the same rows could be written with by bulk SQL and no logic at all, on the same cluster, in
 * commits of as many orders as the loop's batches had.
 */
export const measureCeiling: Measure = async (bench) => {
  const url = await bench.database("bench_ceiling_rows");
  const owner = await bench.connect(url);
  const loop = await openLoop(bench, owner, url, fiftyShops(owner));
  for (let index = 0; index < ORDERS; index += 1) placeBenchOrder(loop.world, loop.shops[index % loop.shops.length]!);
  await loop.untilQuiet();
  await loop.close();
  const ceiling = await measureCeilingOfLoop(bench, owner);
  const remarks = sayCeiling(ceiling);
  return [{ name: "ceiling_orders_per_s", value: ceiling.ordersPerSecond, unit: "orders/s", remarks }];
};

/** Takes the rows that a loop has left in a database and writes them again elsewhere, every way there is. */
export async function measureCeilingOfLoop(bench: Bench, owner: pg.Client): Promise<LoopCeiling> {
  const tables = await readRecordedRows(owner);
  const { rows } = await owner.query<{ orders: string; batches: string }>(
    `SELECT count(DISTINCT (shop, order_id)) AS orders, count(DISTINCT (shop, batch_id)) AS batches FROM decisions`,
  );
  const orders = Number(rows[0]!.orders);
  const batches = Number(rows[0]!.batches);
  const results = await measureWriting(await bench.database("bench_ceiling"), tables, batches);
  return {
    ordersPerSecond: orders / results[0]!.seconds,
    results,
    orders,
    rowsAnOrder: tables.reduce((sum, table) => sum + table.rows.length, 0) / orders,
    bytesAnOrder: bytesByTable(tables).map(({ name, bytes }) => ({ name, bytes: bytes / orders })),
    ordersACommit: orders / batches,
  };
}

export function sayCeiling(ceiling: LoopCeiling): string[] {
  const { ordersPerSecond, results, orders, rowsAnOrder, bytesAnOrder, ordersACommit } = ceiling;
  const each = results.map(({ writer, seconds }) => `${writer} ${Math.round(orders / seconds)}`);
  const total = bytesAnOrder.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = bytesAnOrder.slice(0, 5).map(({ name, bytes }) => `${name} ${(bytes / 1000).toFixed(1)}`);
  return [
    `ceiling ${Math.round(ordersPerSecond)} orders/s (${each.join(", ")})`,
    `${rowsAnOrder.toFixed(1)} rows and ${Math.round(total / 1000)} KB an order (${largest.join(", ")}), ${ordersACommit.toFixed(2)} orders a commit, one connection`,
  ];
}
