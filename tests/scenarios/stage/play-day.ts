import { createMerchantWorld } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { atelierNord, harbourAndPine, mesaPaper } from "#tests/sandbox/merchant/shop-profiles.ts";
import { shopOf } from "#tests/sandbox/state.ts";
import { audit } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { countDay, type DayCounts } from "./count-day.ts";
import { credentials, installOn } from "./install-app.ts";
import { playTraffic } from "./play-traffic.ts";
import { openStage, type Stage } from "./stage.ts";

const START = new Date("2026-11-20T08:00:00.000Z");
const ORDER_EVERY_MS = 1_500;
const QUIET_WITHIN_MS = 6 * 3_600_000;
// Two shops in Act and one in Watch, most orders in the largest.
const domains = [harbourAndPine, mesaPaper, harbourAndPine, atelierNord, harbourAndPine].map(({ domain }) => domain);

export type PlayedDay = {
  /** Whether everything came to rest after the last order. */
  isQuiet: boolean;
  counts: DayCounts;
  /** What the auditor objects to, a sentence each. */
  violations: string[];
};

/**
 * A merchant's day with every oddity of the trade, a tenth of its webhooks delivered twice under their own id, a tenth under
 * another, a fifth out of order; then rest, and the audit. All of it follows from the seed, on a clock of its own.
 *
 * @param databaseUrl a migrated, empty database
 */
export async function playDay(options: { databaseUrl: string; seed: number; orders: number }): Promise<PlayedDay> {
  const { databaseUrl, seed, orders } = options;
  const stage = await openStage({
    databaseUrl,
    start: START,
    seed,
    faults: { duplicatesSameId: 0.1, duplicatesNewId: 0.1, disorder: 0.2, disorderMs: 30_000 },
    makeWorld: (world) => createMerchantWorld({ ...world, stockFactor: 20, historyOrders: 12 }),
  });
  try {
    await installShops(stage);
    await stage.live(10_000);
    const { world, scheduler } = stage;
    playTraffic({ world, scheduler, seed: seed + 2, domains, orders, everyMs: ORDER_EVERY_MS });
    await stage.live(orders * ORDER_EVERY_MS);
    const isQuiet = await stage.untilQuiet(QUIET_WITHIN_MS);
    return { isQuiet, ...(await judge(stage)) };
  } finally {
    await stage.close();
  }
}

async function installShops({ owner, world }: Stage): Promise<void> {
  await installOn(owner, world, shopOf(world, harbourAndPine.domain), "act");
  await installOn(owner, world, shopOf(world, mesaPaper.domain), "act");
  await installOn(owner, world, shopOf(world, atelierNord.domain), "watch");
}

async function judge({ owner, world, engine }: Stage): Promise<Pick<PlayedDay, "counts" | "violations">> {
  const { apiKey } = credentials;
  const { log } = engine.state;
  const violations = await audit({ client: owner, world, apiKey, deliveries: log });
  return {
    counts: await countDay({ world, owner, log, since: START, apiKey }),
    violations: violations.map(describeViolation),
  };
}
