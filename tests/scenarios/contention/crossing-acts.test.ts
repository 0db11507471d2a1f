import { expect, test } from "vitest";
import { installOn, credentials } from "#tests/scenarios/stage/install-app.ts";
import { makeBareWorld } from "#tests/scenarios/stage/make-bare-world.ts";
import { openShop, type StagedShop } from "#tests/scenarios/stage/open-shop.ts";
import { openStage, type Stage } from "#tests/scenarios/stage/stage.ts";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { emptyTables, testDatabase } from "#tests/support/test-database.ts";
import { planCrossingActs, type Crossing } from "./plan-crossing-acts.ts";
import { traceOf } from "./trace-of.ts";

// `INTERLEAVINGS=10000 npm test -- crossing-acts` is the whole figure; INTERLEAVINGS_SEED repeats a run.
const interleavings = Number(process.env["INTERLEAVINGS"] ?? 100);
const firstSeed = Number(process.env["INTERLEAVINGS_SEED"] ?? Date.now() % 1_000_000);
/** A world of so many orders is judged at once: what is found names a seed that is soon played again. */
const ORDERS_A_WORLD = 400;
const CITIES = ["Hamburg", "Berlin"];
const SETTLED_WITHIN_MS = 3_600_000;
const TITLES = ["mug", "lamp", "chair"];

async function openCrossingStage(seed: number): Promise<{ stage: Stage; staged: StagedShop }> {
  const { url } = await testDatabase();
  await emptyTables();
  let staged: StagedShop | undefined;
  const stage = await openStage({
    databaseUrl: url,
    start: new Date("2026-11-20T08:00:00.000Z"),
    seed,
    faults: { duplicatesSameId: 0.05, duplicatesNewId: 0.05, disorder: 0.4, disorderMs: 1_500 },
    makeWorld: (options) => {
      const world = makeBareWorld(options);
      staged = openShop(world, { domain: "crossing.myshopify.com", currency: "EUR" }, CITIES, [
        { title: "mug", priceMinor: 1999, policy: "DENY", units: { Hamburg: 4_000, Berlin: 4_000 } },
        { title: "lamp", priceMinor: 4999, policy: "DENY", units: { Hamburg: 4_000 } },
        { title: "chair", priceMinor: 8999, policy: "CONTINUE", units: { Berlin: 300 } },
      ]);
      return world;
    },
  });
  await installOn(stage.owner, stage.world, staged!.shop, "act");
  await stage.live(10_000);
  return { stage, staged: staged! };
}

type Crossed = { violations: string[]; crossings: Crossing[]; traces: string[]; effects: number };

async function cross(seed: number, orders: number): Promise<Crossed> {
  const { stage, staged } = await openCrossingStage(seed);
  try {
    const { world, owner, scheduler, engine } = stage;
    const { crossings, lastsMs } = planCrossingActs({ world, scheduler, staged, seed, orders, titles: TITLES });
    await stage.live(lastsMs);
    const isQuiet = await stage.untilQuiet(SETTLED_WITHIN_MS);
    const violations = await audit({ client: owner, world, apiKey: credentials.apiKey, deliveries: engine.state.log });
    const effects = world.log.filter((entry) => entry.kind === "effect" && entry.actor.kind === "app").length;
    const objections = [...(isQuiet ? [] : ["it does not come to rest"]), ...violations.map(describeViolation)];
    return { violations: objections, crossings, traces: await traceOf(stage, crossings), effects };
  } finally {
    await stage.close();
  }
}

test(
  "an order that is edited, cancelled, refunded and sent while we decide it ends as it is at Shopify, and nothing is doubled",
  async () => {
    const begunAt = performance.now();
    const traces = new Set<string>();
    const counts: Record<string, number> = { orders: 0, effects: 0 };
    for (let world = 0; world * ORDERS_A_WORLD < interleavings; world += 1) {
      const seed = firstSeed + world;
      const orders = Math.min(ORDERS_A_WORLD, interleavings - world * ORDERS_A_WORLD);
      const crossed = await cross(seed, orders);
      expect(crossed.violations, `INTERLEAVINGS_SEED=${seed}`).toEqual([]);
      for (const trace of crossed.traces) traces.add(trace);
      counts["orders"]! += crossed.crossings.length;
      counts["effects"]! += crossed.effects;
      for (const { act } of crossed.crossings.flatMap(({ acts }) => acts)) counts[act] = (counts[act] ?? 0) + 1;
    }
    const seconds = ((performance.now() - begunAt) / 1000).toFixed(0);
    process.stdout.write(
      `${JSON.stringify(counts)}, ${traces.size} different interleavings, seeds from ${firstSeed}, ${seconds} s\n`,
    );
    expect(counts["orders"]).toBe(interleavings);
    expect(counts["effects"], "what we made Shopify do meanwhile").toBeGreaterThan(0);
    for (const act of ["edit", "cancel", "refund", "fulfill"])
      expect(counts[act], act).toBeGreaterThan(interleavings / 10);
    // Few orders live through the very same sequence: each of the others is a case of its own.
    expect(traces.size).toBeGreaterThan(interleavings / 2);
  },
  60_000 + interleavings * 400,
);
