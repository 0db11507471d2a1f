import { setTimeout as sleep } from "node:timers/promises";
import { startLife, type AppLife } from "#tests/crash-sites/process/app-life.ts";
import { provoke } from "#tests/crash-sites/provoke/provoke.ts";
import type { Arming } from "#tests/crash-sites/instrument/arming.ts";
import { otherSideOf } from "#tests/crash-sites/sites/crash-site.ts";
import { createRandom } from "#tests/sandbox/state/random.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import { auditDatabase } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { chooseArming } from "./choose-arming.ts";
import { openScene, type Scene } from "./scene.ts";

export type RoundOptions = {
  databaseUrl: string;
  seed: number;
  /** Sites and sides that were not hit yet. */
  left: ReadonlySet<string>;
  /** Kills after which everything is to come to rest. */
  mostKills: number;
  /** How long nothing of what is left may be reached before the round ends without it. */
  patienceMs: number;
  /** The instrumented sources, and where logs go. */
  sourcesFile: string;
  folder: string;
};

export type PlayedRound = {
  hits: string[];
  isQuiet: boolean;
  violations: string[];
  orders: number;
  deliveries: number;
};

/** At first a process may die at some of the awaits that were not hit on either side, then at all of them, then at all sites. */
const FIRST_SHARE = 0.5;
const FRESH_AFTER_MS = 2_500;
const ALL_AFTER_MS = 6_000;
const QUIET_WITHIN_MS = 180_000;

/**
 * One round: a world of merchants goes on and on, the app works for it, and one process of it after the other dies at the
 * first site it reaches of those it is armed with. Then nobody buys any more, the last process comes to rest, and the
 * auditor looks at what there is.
 */
export async function playRound(options: RoundOptions): Promise<PlayedRound> {
  const { databaseUrl, seed, left } = options;
  const scene = await openScene({ databaseUrl, seed, historyOrders: historyOrdersFor(left) });
  const random = createRandom(seed + 3);
  const open = new Set(left);
  const hits: string[] = [];
  const provocation = provoke(scene);
  let number = 0;
  const prepare = () =>
    startLife({
      ...options,
      ...scene,
      sandboxUrl: scene.between.url,
      number: (number += 1),
    });
  let life: AppLife = prepare();
  let next: AppLife | undefined;
  try {
    for (;;) {
      await life.loaded;
      const isLast = open.size === 0 || hits.length >= options.mostKills;
      if (isLast) break;
      const fresh = [...open].filter((key) => open.has(otherSideOf(key)));
      life.begin(chooseArming(random, fresh, FIRST_SHARE));
      next = prepare();
      const wider = [chooseArming(random, fresh, 1), chooseArming(random, open, 1)] as const;
      const key = await deathOf(life, wider, options.patienceMs);
      if (key === null) break;
      open.delete(key);
      hits.push(key);
      await forgetHeartbeat(scene);
      life = next;
      next = undefined;
    }
    life.begin({});
    life.arm({});
    await provocation.end();
    const isQuiet = await scene.stage.untilQuiet(QUIET_WITHIN_MS);
    return { hits, isQuiet, ...(await judge(databaseUrl, scene, provocation.forgottenBefore())) };
  } finally {
    await provocation.end();
    await Promise.all([life.kill(), next?.kill()]);
    await scene.close();
  }
}

/** The site a process died at; null when it reached none of those that are left within the time. */
async function deathOf(life: AppLife, [fresh, all]: readonly [Arming, Arming], patienceMs: number) {
  const waits = [FRESH_AFTER_MS, ALL_AFTER_MS, patienceMs];
  for (const [index, ms] of waits.entries()) {
    const key = await Promise.race([life.died, sleep(ms)]);
    if (key) return key;
    life.arm(index === 0 ? fresh : all);
  }
  return null;
}

/** The queue engine gives a dead worker ten seconds. As long as nothing else is proven by them, they need not pass. */
async function forgetHeartbeat({ owner }: Scene): Promise<void> {
  await owner.query(
    "UPDATE boss.job SET heartbeat_on = heartbeat_on - interval '10 seconds' WHERE state = 'active' AND heartbeat_on IS NOT NULL",
  );
}

/** A long past is a minute's work: it is there as long as something of its import is left. */
function historyOrdersFor(left: ReadonlySet<string>): number {
  return [...left].some((key) => /history/.test(key)) ? 900 : 0;
}

async function judge(databaseUrl: string, { stage, world }: Scene, forgotten: ReadonlyMap<string, number>) {
  // What a shop has had erased is not there, and is not to be.
  const deliveries = stage.engine.state.log.filter(
    ({ shopDomain, triggeredAtMs }) => triggeredAtMs >= (forgotten.get(shopDomain) ?? 0),
  );
  const violations = await auditDatabase(databaseUrl, { world, apiKey: credentials.apiKey, deliveries });
  const orders = [...world.shops.values()].reduce((sum, shop) => sum + shop.orders.size, 0);
  return { violations: violations.map(describeViolation), orders, deliveries: stage.engine.state.log.length };
}
