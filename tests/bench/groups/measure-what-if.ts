import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#app/db/sql.ts";
import { databaseOver, openPools } from "#app/db/connect-database.ts";
import { savedDefaults } from "#app/domain/routing/prices/routing-policy.ts";
import { replayPeriod, type WhatIf } from "#app/queries/routing/what-if/replay-period.ts";
import type { Measure } from "#tests/bench/bench.ts";
import { readStoredChoices } from "#tests/support/audit/stored-choices/read-stored-choices.ts";
import { recomputedFields } from "#tests/support/audit/stored-choices/recomputed-fields.ts";
import { openBenchShop, placeBenchOrder } from "./bench-shops.ts";
import { openLoop } from "./run-loop.ts";

const ORDERS = Number(process.env["WHAT_IF_ORDERS"] ?? 10_000);
const ARTICLES = 30;
// Thirty articles at four locations each: about as much as 10,000 orders of some six units ask for, so that much is split or sold out.
const UNITS = Math.ceil(ORDERS / 20);
const PLACED_AT_ONCE = 20;

/**
 * A period of orders under another policy: ten thousand orders are decided live by the app's two processes, then all of them
 * again as the Routing page does, with the policy unchanged and with a location that sends no more. Unchanged, each must come out as it was
 * decided, field by field.
 */
export const measureWhatIf: Measure = async (bench) => {
  const url = await bench.database("bench_what_if");
  const owner = await bench.connect(url);
  const domain = "what-if.myshopify.com";
  const shape = { domain, plan: "ENTERPRISE", articles: ARTICLES, units: UNITS, policy: "CONTINUE" } as const;
  const loop = await openLoop(bench, owner, url, {
    openShops: async (world) => [await openBenchShop(owner, world, shape)],
    topics: ["orders/create"],
  });
  try {
    bench.say(`${ORDERS} orders are decided`);
    for (let placed = 0; placed < ORDERS; placed += 1) {
      placeBenchOrder(loop.world, loop.shops[0]!);
      if (placed % PLACED_AT_ONCE === 0) await sleep(50);
    }
    await loop.untilQuiet();
    await loop.close();
    const database = databaseOver(openPools(url, 2, () => {}));
    bench.atEnd(() => database.close());
    const { rows } = await owner.query<{ id: string }>("SELECT id FROM shops WHERE domain = $1", [domain]);
    const shop = rows[0]!.id;
    bench.say("each is computed again, field by field");
    const different = await countDifferent(database, shop);
    if (different > 0) throw new Error(`${different} decisions do not come out as they were decided.`);
    const { currency: _currency, ...defaults } = savedDefaults("EUR");
    bench.say("the policy unchanged");
    const same = await timeTrial(database, shop, defaults);
    if (same.result.changed.length > 0) throw new Error("A policy that is the same changes orders.");
    const [busiest = ""] = Object.keys(same.result.locationNames);
    bench.say(`${same.result.locationNames[busiest]} sends nothing within the country`);
    const without = await timeTrial(database, shop, { ...defaults, excludedRegions: { [busiest]: ["DE"] } });
    const { today } = same.result;
    return [
      {
        name: "what_if_s",
        value: without.seconds,
        unit: "s",
        remarks: [
          `${today.orders} orders twice, ${without.result.changed.length} changed: ${without.result.verdict.sentence}`,
          `${today.splitOrders} split and ${today.waitingOrders} waiting as they were decided; ${same.result.asDecided} of ${today.orders} as decided`,
          `${same.seconds.toFixed(1)} s with the policy unchanged; one process on one core, and PostgreSQL`,
        ],
      },
    ];
  } finally {
    await loop.close();
  }
};

async function countDifferent(database: Database, shop: string): Promise<number> {
  let different = 0;
  for await (const choice of readStoredChoices(database, shop)) {
    const { stored, again } = recomputedFields(choice);
    if (JSON.stringify(stored) !== JSON.stringify(again)) different += 1;
  }
  return different;
}

type Draft = Parameters<typeof replayPeriod>[2]["draft"];

async function timeTrial(database: Database, shop: string, draft: Draft): Promise<{ result: WhatIf; seconds: number }> {
  const begunAt = performance.now();
  const period = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 60_000) };
  for await (const news of replayPeriod(database, shop, { ...period, draft }, new AbortController().signal)) {
    if ("result" in news) return { result: news.result, seconds: (performance.now() - begunAt) / 1000 };
  }
  throw new Error("The comparison ended without a result.");
}
