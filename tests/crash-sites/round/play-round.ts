import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AppLife } from "#tests/crash-sites/process/app-life.ts";
import { openLifeLine } from "#tests/crash-sites/process/life-line.ts";
import { provoke } from "#tests/crash-sites/provoke/provoke.ts";
import { createRandom } from "#tests/sandbox/state/random.ts";
import { credentials } from "#tests/scenarios/stage/install-app.ts";
import { auditDatabase } from "#tests/support/audit/audit.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { chooseArming } from "./choose-arming.ts";
import { keepEvidence } from "./keep-evidence.ts";
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
  /** Ends the round before its time, audit and all. */
  ending?: AbortSignal;
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
  const lives = openLifeLine({ ...options, ...scene, sandboxUrl: scene.between.url });
  try {
    let life = await lives.next();
    while (open.size > 0 && hits.length < options.mostKills && !options.ending?.aborted) {
      // All of them at once: whatever it reaches first is hit, and what is nearest is out of the way of the rest soonest.
      life.begin(chooseArming(random, open));
      const key = await deathOf(life, options);
      if (key === null) break;
      open.delete(key);
      hits.push(key);
      await forgetHeartbeat(scene);
      life = await lives.next();
    }
    life.begin({});
    await lives.endStandbys();
    await provocation.end();
    const isQuiet = await scene.stage.untilOver(QUIET_WITHIN_MS);
    return { hits, isQuiet, ...(await judge(options, scene, provocation.forgottenBefore())) };
  } finally {
    await provocation.end();
    await lives.end();
    await scene.close();
  }
}

/** The site a process died at; null when it reached none of those that are left within the time. */
async function deathOf(life: AppLife, { patienceMs, ending }: RoundOptions): Promise<string | null> {
  const heard = new AbortController();
  const signal = AbortSignal.any([heard.signal, ...(ending ? [ending] : [])]);
  try {
    return await Promise.race([life.died, sleep(patienceMs, null, { signal }).catch(() => null)]);
  } finally {
    heard.abort();
  }
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

async function judge(
  { databaseUrl, folder, seed }: RoundOptions,
  scene: Scene,
  forgotten: ReadonlyMap<string, number>,
): Promise<Omit<PlayedRound, "hits" | "isQuiet">> {
  const { stage, world } = scene;
  // What a shop has had erased is not there, and is not to be.
  const deliveries = stage.engine.state.log.filter(
    ({ shopDomain, triggeredAtMs }) => triggeredAtMs >= (forgotten.get(shopDomain) ?? 0),
  );
  const violations = await auditDatabase(databaseUrl, { world, apiKey: credentials.apiKey, deliveries });
  if (violations.length > 0) await keepEvidence(join(folder, `evidence-${seed}`), scene, violations);
  const orders = [...world.shops.values()].reduce((sum, shop) => sum + shop.orders.size, 0);
  return { violations: violations.map(describeViolation), orders, deliveries: stage.engine.state.log.length };
}
