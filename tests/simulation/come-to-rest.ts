import { noFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { isBusy } from "#tests/scenarios/stage/stage.ts";
import { gatherEvidence } from "#tests/support/audit/evidence.ts";
import { checkDocumentTotals } from "#tests/support/audit/laws/documents/check-document-totals.ts";
import { checkFacts } from "#tests/support/audit/laws/check-facts.ts";
import { checkLevelsAtShopify } from "#tests/support/audit/laws/check-levels-at-shopify.ts";
import { checkWaitingOrders } from "#tests/support/audit/laws/check-waiting-orders.ts";
import { describeViolation } from "#tests/support/audit/violation.ts";
import { appCredentials } from "./machine/app-credentials.ts";
import type { Surroundings } from "./machine/open-machine.ts";

const STRETCH_MS = 12_000;

/** From now on nothing goes wrong any more, and nothing waits for a turn in order to come between. */
export function endFaults({ engine, world, processes, queue }: Surroundings): void {
  engine.faults = { ...noFaults };
  world.faults = [];
  queue.forgetCallbacks();
  for (const process of Object.values(processes)) {
    process.disarm();
    process.setClockOff(0);
  }
}

/** Two minutes: pauses of calls that failed before are over, leases have ended, what failed was tried again. */
const STRETCHES_WITHOUT_LEAP = 10;

/**
 * What must be right by webhooks alone, within two minutes of the last fault and before Shopify is compared with what is
 * known: the comparison would heal what is merely forgotten. Shops that have webhooks on their way, that left, or that
 * still have something to do are left out.
 */
export async function objectBeforeComparison(at: Surroundings): Promise<string[]> {
  const { time, world, engine, machine, queue } = at;
  for (let stretch = 0; stretch < STRETCHES_WITHOUT_LEAP; stretch += 1) {
    await time.runUntil(time.nowMs() + STRETCH_MS);
    if (!queue.isBusy() && !(await isBusy(machine.owner)) && !isAnythingDue(at)) break;
  }
  const { apiKey } = appCredentials;
  const evidence = await gatherEvidence({ client: machine.owner, world, apiKey, deliveries: engine.state.log });
  const leftOut = await shopsLeftOut(at);
  const judged = { ...evidence, shops: evidence.shops.filter(({ row }) => !leftOut.has(row.domain)) };
  const found = [];
  for (const law of [checkFacts, checkLevelsAtShopify, checkDocumentTotals, checkWaitingOrders]) {
    found.push(...(await law(judged)).filter(({ shop }) => !leftOut.has(shop)));
  }
  return [
    ...found.map((each) => `Before any comparison: ${describeViolation(each)}`),
    ...(await forgottenMessages(at)),
  ];
}

function isAnythingDue({ engine, time }: Surroundings): boolean {
  return [...engine.state.open].some(({ dueAtMs }) => dueAtMs <= time.nowMs() + STRETCH_MS);
}

async function shopsLeftOut({ engine, world, machine }: Surroundings): Promise<Set<string>> {
  const open = [...engine.state.open].map(({ shopDomain }) => shopDomain);
  const lost = engine.state.log.filter(({ outcome }) => outcome === "lost" || outcome === "given up");
  const left = world.log.filter((entry) => entry.kind === "effect" && entry.name === "app uninstalled");
  const { rows } = await machine.owner.query<{ domain: string }>(
    `SELECT domain FROM shops s WHERE
       EXISTS (SELECT 1 FROM inbox_messages WHERE shop = s.id AND state = 'waiting')
       OR EXISTS (SELECT 1 FROM outbox_messages WHERE shop = s.id AND state IN ('waiting', 'sending'))
       OR EXISTS (SELECT 1 FROM wanted_reads WHERE shop = s.id)`,
  );
  return new Set([
    ...open,
    ...[...lost, ...left].map(({ shopDomain }) => String(shopDomain)),
    ...rows.map(({ domain }) => domain),
  ]);
}

/** Messages that have waited for a minute without a fault. Those of a shop wait for its catalogue, which is read first. */
async function forgottenMessages({ machine, time }: Surroundings): Promise<string[]> {
  const { rows } = await machine.owner.query<{ domain: string; id: string; topic: string }>(
    `SELECT s.domain, m.id, m.topic FROM inbox_messages m JOIN shops s ON s.id = m.shop
     WHERE m.state = 'waiting' AND m.received_at < $1 AND s.catalog_read_at >= s.installed_at ORDER BY m.id`,
    [new Date(time.nowMs() - 60_000)],
  );
  return rows.map(({ domain, id, topic }) => `I6 at ${domain}, inbox message ${id} (${topic}): waits and nobody comes`);
}

// Longer than the time between two comparisons with Shopify and their grace, so that each leap meets one.
const LEAP_MS = 330_000;
const MOST_STRETCHES = 60;
/** Webhooks that are a day late come at as many moments as there are of them. */
const MOST_LATE_MOMENTS = 500;
/** Comparisons that must have been made after the last fault: each sees what the one before could not yet. */
const LEAPS_AFTER_ALL = 2;

/** What is late comes, what was lost is found, and everything is decided, told and read. False when it never rests. */
export async function comeToRest(at: Surroundings): Promise<boolean> {
  const { time, engine } = at;
  let leaps = 0;
  let lateMoments = 0;
  for (let stretch = 0; stretch < MOST_STRETCHES && lateMoments < MOST_LATE_MOMENTS; stretch += 1) {
    await time.runUntil(time.nowMs() + STRETCH_MS);
    if (engine.state.open.size > 0) {
      const dueAtMs = Math.min(...[...engine.state.open].map((delivery) => delivery.dueAtMs));
      if (dueAtMs > time.nowMs()) time.leap(dueAtMs - time.nowMs());
      lateMoments += 1;
      stretch -= 1;
      continue;
    }
    if (leaps >= LEAPS_AFTER_ALL && !(await isAtWork(at))) return true;
    time.leap(LEAP_MS);
    leaps += 1;
  }
  return false;
}

async function isAtWork({ queue, machine, time }: Surroundings): Promise<boolean> {
  if (queue.isBusy()) await time.runUntil(time.nowMs() + STRETCH_MS);
  return queue.isBusy() || (await isBusy(machine.owner));
}
