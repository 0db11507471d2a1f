import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { signalGroup } from "#tests/sandbox/demo/child-process.ts";
import { createRandom, nextChoice, nextInteger } from "#tests/sandbox/state/random.ts";
import { startWorkerProcess } from "#tests/scenarios/stage/app-processes.ts";
import { credentials, installOn } from "#tests/scenarios/stage/install-app.ts";
import { openLiveStage, type LiveStage } from "#tests/scenarios/stage/open-live-stage.ts";
import { makeBareWorld } from "#tests/scenarios/stage/make-bare-world.ts";
import { openShop, type Goods } from "#tests/scenarios/stage/open-shop.ts";
import { timeUntilWorkGoesOn } from "#tests/scenarios/stage/time-until-work-goes-on.ts";
import { auditDatabase } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { buy } from "./buy.ts";
import { claimsSeen, watchClaims } from "./watch-claims.ts";

// `HOT_ORDERS=640 HOT_RUNS=5 npm test -- hot-goods` is the whole figure; HOT_SEED repeats what is bought.
const orders = Number(process.env["HOT_ORDERS"] ?? 64);
const runs = Number(process.env["HOT_RUNS"] ?? 1);
const firstSeed = Number(process.env["HOT_SEED"] ?? Date.now() % 1_000_000);
/** As many webhooks are under way at one time. */
const CLIENTS = 64;
const WORKERS = 3;
const ARTICLES = 10;
/** All come in within so many milliseconds for each order: far faster than they can be decided. */
const ORDER_EVERY_MS = 12;
const CITIES = ["Hamburg", "Berlin"];

/** About a third of what will be wanted, in two places. */
function hotGoods(): Goods[] {
  const units = Math.max(2, Math.round(orders / ARTICLES / 4));
  return Array.from({ length: ARTICLES }, (_, index) => ({
    title: `hot article ${index + 1}`,
    priceMinor: 1999,
    policy: "CONTINUE",
    units: { Hamburg: units, Berlin: Math.ceil(units / 2) },
  }));
}

type Promised = { sku: string; promised: number; waiting: number };

/** One run: what each article's buyers were promised in the end, and what they wanted. */
async function sellHotGoods(stage: LiveStage, databaseUrl: string, seed: number) {
  const { world, owner, scheduler, sandbox } = stage;
  const goods = hotGoods();
  const staged = openShop(world, { domain: "hot.myshopify.com", currency: "EUR" }, CITIES, goods);
  await installOn(owner, world, staged.shop, "act");
  const workers = await Promise.all(
    Array.from({ length: WORKERS }, () => startWorkerProcess({ databaseUrl, sandboxUrl: sandbox.url })),
  );
  try {
    expect(await stage.untilQuiet(60_000), "the shop is read").toBe(true);
    const random = createRandom(seed);
    const wanted = new Map(goods.map(({ title }) => [title, 0]));
    for (let index = 0; index < orders; index += 1) {
      const { title } = nextChoice(random, goods);
      const units = nextInteger(random, 1, 2);
      wanted.set(title, wanted.get(title)! + units);
      const city = nextChoice(random, CITIES);
      scheduler.after(index * ORDER_EVERY_MS, () => void buy(world, staged, { title, units, city }));
    }
    await sleep((orders * ORDER_EVERY_MS) / 2);
    const begunAt = performance.now();
    signalGroup(workers[0]!.pid, "SIGKILL");
    const backAfterMs = await timeUntilWorkGoesOn(owner, begunAt);
    const isQuiet = await stage.untilOver(120_000 + orders * 100);
    const { rows } = await owner.query<Promised>(
      `SELECT v.sku, coalesce((SELECT sum(quantity) FROM allocations a WHERE a.inventory_item_id = v.inventory_item_id), 0)::int AS promised,
         coalesce((SELECT sum(units) FROM backorder_lines b WHERE b.inventory_item_id = v.inventory_item_id), 0)::int AS waiting
       FROM variants v ORDER BY v.id`,
    );
    const expected = goods.map(({ title, units }) => {
      const there = Object.values(units).reduce((sum, each) => sum + each, 0);
      const promised = Math.min(there, wanted.get(title)!);
      return { sku: title.toUpperCase().replaceAll(" ", "-"), promised, waiting: wanted.get(title)! - promised };
    });
    return { isQuiet, rows, expected, backAfterMs };
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

test(
  "of ten hot articles exactly what is there is promised, by three workers of which one is killed, to 64 clients at once",
  async () => {
    const { url: databaseUrl } = await testDatabase();
    for (let run = 0; run < runs; run += 1) {
      const seed = firstSeed + run;
      await emptyTables();
      const stage = await openLiveStage({
        databaseUrl,
        seed,
        faults: { duplicatesSameId: 0.1, duplicatesNewId: 0.1, disorder: 0.2, disorderMs: 500 },
        concurrency: CLIENTS,
        makeWorld: (options) => makeBareWorld(options),
      });
      try {
        if (run === 0) await watchClaims(stage.owner);
        const begunAt = performance.now();
        const { isQuiet, rows, expected, backAfterMs } = await sellHotGoods(stage, databaseUrl, seed);
        expect(isQuiet, "everything comes to rest").toBe(true);
        expect(rows).toEqual(expected);
        expect((await claimsSeen(stage.owner)).tooMany).toEqual([]);
        const { world, engine } = stage;
        const violations = await auditDatabase(databaseUrl, {
          world,
          apiKey: credentials.apiKey,
          deliveries: engine.state.log,
        });
        expect(violations.map(describeViolation)).toEqual([]);
        const seconds = ((performance.now() - begunAt) / 1000).toFixed(0);
        process.stdout.write(
          `seed ${seed}: ${orders} orders on ${ARTICLES} articles, ${engine.state.log.length} deliveries by ${CLIENTS} clients, ` +
            `work went on ${(backAfterMs / 1000).toFixed(1)} s after the kill, ${seconds} s\n`,
        );
      } finally {
        await stage.close();
      }
    }
  },
  60_000 + runs * 180_000,
);
