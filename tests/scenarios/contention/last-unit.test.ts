import pg from "pg";
import { expect, test } from "vitest";
import { createRandom, nextInteger } from "#tests/sandbox/state/random.ts";
import { installOn, credentials } from "#tests/scenarios/stage/install-app.ts";
import { makeBareWorld } from "#tests/scenarios/stage/make-bare-world.ts";
import { openShop } from "#tests/scenarios/stage/open-shop.ts";
import { openStage } from "#tests/scenarios/stage/stage.ts";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { buy } from "./buy.ts";
import { claimsSeen, watchClaims } from "./watch-claims.ts";

// `LAST_UNIT_BUYERS=500 LAST_UNIT_RUNS=100 npm test -- last-unit` is the whole figure; LAST_UNIT_SEED repeats a run.
const buyers = Number(process.env["LAST_UNIT_BUYERS"] ?? 60);
const runs = Number(process.env["LAST_UNIT_RUNS"] ?? 1);
const firstSeed = Number(process.env["LAST_UNIT_SEED"] ?? Date.now() % 1_000_000);
/** All of them within so short a time that no batch knows of all. */
const RUSH_MS = 3_000;
const TOPICS = ["orders/create", "orders/updated", "inventory_levels/update"];

/** One run: everybody buys the one unit, the shop sells beyond it, and webhooks come twice and in any order. */
async function sellLastUnit(seed: number) {
  const { url } = await testDatabase();
  await emptyTables();
  const stage = await openStage({
    databaseUrl: url,
    start: new Date("2026-11-27T08:00:00.000Z"),
    seed,
    faults: { duplicatesSameId: 0.1, duplicatesNewId: 0.1, disorder: 0.5, disorderMs: RUSH_MS },
    makeWorld: (options) => makeBareWorld(options, TOPICS),
  });
  try {
    const { world, owner, scheduler, engine } = stage;
    const staged = openShop(
      world,
      { domain: "rush.myshopify.com", currency: "EUR" },
      ["Hamburg", "Berlin"],
      [{ title: "last lamp", priceMinor: 4999, policy: "CONTINUE", units: { Hamburg: 1, Berlin: 0 } }],
    );
    await installOn(owner, world, staged.shop, "act");
    await stage.live(5_000);
    const random = createRandom(seed);
    for (let buyer = 0; buyer < buyers; buyer += 1) {
      const city = buyer % 2 === 0 ? "Hamburg" : "Berlin";
      scheduler.after(
        nextInteger(random, 0, RUSH_MS),
        () => void buy(world, staged, { title: "last lamp", units: 1, city }),
      );
    }
    await stage.live(RUSH_MS);
    const isQuiet = await stage.untilQuiet(3_600_000);
    const violations = await audit({ client: owner, world, apiKey: credentials.apiKey, deliveries: engine.state.log });
    const { rows } = await owner.query<{ orders: number; promised: number; units: number; waiting: number }>(
      `SELECT (SELECT count(*) FROM orders)::int AS orders, (SELECT count(*) FROM backorder_lines)::int AS waiting,
         count(*)::int AS promised, coalesce(sum(quantity), 0)::int AS units FROM allocations`,
    );
    const { tooMany, claimantsByItem } = await claimsSeen(owner);
    return {
      isQuiet,
      violations: violations.map(describeViolation),
      ...rows[0]!,
      tooMany,
      ever: [...claimantsByItem.values()],
    };
  } finally {
    await stage.close();
  }
}

test(
  "of all who buy the last unit at the same moment exactly one is promised it, and never two at any moment",
  async () => {
    const owner = new pg.Client({ connectionString: (await testDatabase()).url });
    await owner.connect();
    await watchClaims(owner);
    await owner.end();
    const begunAt = performance.now();
    for (let run = 0; run < runs; run += 1) {
      const seed = firstSeed + run;
      const end = await sellLastUnit(seed);
      expect(end, `seed ${seed}`).toEqual({
        isQuiet: true,
        violations: [],
        orders: buyers,
        promised: 1,
        units: 1,
        waiting: buyers - 1,
        tooMany: [],
        ever: [1],
      });
    }
    const seconds = ((performance.now() - begunAt) / 1000).toFixed(0);
    process.stdout.write(
      `${runs} runs of ${buyers} buyers for one unit, seeds from ${firstSeed}: one winner each, ${seconds} s\n`,
    );
  },
  60_000 + runs * 60_000,
);
