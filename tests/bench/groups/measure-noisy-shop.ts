import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Measure } from "#tests/bench/bench.ts";
import { percentile } from "#tests/bench/figure.ts";
import type { StagedShop } from "#tests/scenarios/stage/open-shop.ts";
import { openBenchShop, placeBenchOrder } from "./bench-shops.ts";
import { ALL_TOPICS, openLoop, type Loop } from "./run-loop.ts";

const NOISY = "noisy.myshopify.com";
const QUIET_SHOPS = 8;
const ARTICLES = 30;
const UNITS = 1_000_000;
/** The quiet shops together; the noisy one has nine times as many and so nine tenths of the load. */
const QUIET_ORDERS_A_SECOND = 1;
const TIMES_AS_MANY = 9;
const PHASE_MS = 30_000;
/** Alone and beside the noisy shop in turn, since a shared machine is not the same from one minute to the next. */
const ROUNDS = 3;

/**
 * What one shop in a rush does to the others: how long their webhooks lie in the inbox until they are decided, alone and
 * while the noisy shop has nine tenths of all orders; with every webhook, in the app's own two processes.
 */
export const measureNoisyShop: Measure = async (bench) => {
  const url = await bench.database("bench_noisy_shop");
  const owner = await bench.connect(url);
  const domains = [NOISY, ...Array.from({ length: QUIET_SHOPS }, (_, index) => `quiet-${index + 1}.myshopify.com`)];
  const loop = await openLoop(bench, owner, url, {
    openShops: async (world) => {
      const shops: StagedShop[] = [];
      const options = { plan: "ENTERPRISE", articles: ARTICLES, units: UNITS, policy: "DENY" } as const;
      for (const domain of domains) shops.push(await openBenchShop(owner, world, { domain, ...options }));
      return shops;
    },
    topics: ALL_TOPICS,
  });
  try {
    const alone: number[] = [];
    const beside: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      bench.say(`round ${round} of ${ROUNDS}: the quiet shops alone, then beside the noisy one`);
      alone.push(...(await waitsOfQuietShops(loop, owner, false)));
      beside.push(...(await waitsOfQuietShops(loop, owner, true)));
    }
    const [p99Alone, p99Beside] = [percentile(alone, 0.99), percentile(beside, 0.99)];
    const remarks = [
      `from inbox to decided at ${QUIET_SHOPS} quiet shops: alone p50 ${say(alone, 0.5)}, p99 ${say(alone, 0.99)} (${alone.length} webhooks); beside a shop with nine tenths of the orders p50 ${say(beside, 0.5)}, p99 ${say(beside, 0.99)} (${beside.length} webhooks)`,
    ];
    return [{ name: "noisy_shop_p99_ratio", value: p99Beside / p99Alone, unit: "x", remarks }];
  } finally {
    await loop.close();
  }
};

function say(waitsMs: readonly number[], share: number): string {
  return `${percentile(waitsMs, share).toFixed(0)} ms`;
}

/** Places a phase's orders at an even pace, and answers how long each webhook of the quiet shops waited, in milliseconds. */
async function waitsOfQuietShops(loop: Loop, owner: pg.Client, isNoisy: boolean): Promise<number[]> {
  const [noisy, ...quiet] = loop.shops;
  const begunAt = Date.now();
  const everyMs = 1_000 / (QUIET_ORDERS_A_SECOND * (isNoisy ? TIMES_AS_MANY + 1 : 1));
  let quietOrders = 0;
  for (let index = 0; index * everyMs < PHASE_MS; index += 1) {
    await sleep(Math.max(0, begunAt + index * everyMs - Date.now()));
    const isQuietsTurn = !isNoisy || index % (TIMES_AS_MANY + 1) === 0;
    const shop = isQuietsTurn ? quiet[quietOrders++ % quiet.length]! : noisy!;
    placeBenchOrder(loop.world, shop);
  }
  await loop.untilQuiet();
  const { rows } = await owner.query<{ ms: number }>(
    `SELECT extract(epoch FROM m.settled_at - m.received_at)::float8 * 1000 AS ms
     FROM inbox_messages m JOIN shops s ON s.id = m.shop
     WHERE m.state = 'done' AND m.received_at >= $1 AND s.domain <> $2 AND m.topic NOT LIKE 'switchyard/%'`,
    [new Date(begunAt), NOISY],
  );
  return rows.map(({ ms }) => ms);
}
