import { faultKinds } from "#tests/sandbox/state/faults.ts";
import { nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { DeliveryFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { mischiefKinds, portsOf, type MischiefKind, type PortKind } from "#tests/simulation/machine/mischief.ts";
import { anyTime, type Add } from "./day.ts";
import type { Happening, ProcessName } from "./step.ts";

const HOUR_MS = 3_600_000;
/** As far as clocks of servers differ that are kept in time over the network. */
const MOST_CLOCK_OFF_MS = 20;

const workers: readonly ProcessName[] = ["worker 1", "worker 2"];
const processes: readonly ProcessName[] = ["web", ...workers];

const weathers: readonly Partial<DeliveryFaults>[] = [
  {},
  { duplicatesSameId: 0.3, duplicatesNewId: 0.2 },
  { disorder: 0.6, disorderMs: 3_000 },
  { disorder: 0.4, disorderMs: 60_000, duplicatesNewId: 0.1 },
  { disorder: 0.15, disorderMs: 24 * HOUR_MS },
  { loss: 0.25 },
  { loss: 0.1, disorder: 0.3, disorderMs: 10_000, duplicatesSameId: 0.2 },
  { lostAnswers: 0.25 },
  { delayMs: 4_000, disorder: 0.3 },
];

type FaultDraw = { random: SeededRandom; shops: number; add: Add; isLossless: boolean };

/** What goes wrong in a day: on the way of webhooks, at Shopify, in the app's processes, between them and the database. */
export function drawFaults({ random, shops, add, isLossless }: FaultDraw): void {
  const possible = isLossless ? weathers.filter(({ loss = 0 }) => loss === 0) : weathers;
  for (let count = nextInteger(random, 4, 8); count > 0; count -= 1) {
    add(anyTime(random), { what: "weather", faults: nextChoice(random, possible) });
  }
  for (let count = nextInteger(random, 14, 26); count > 0; count -= 1) {
    add(anyTime(random), {
      what: "api fault",
      shop: nextChance(random, 0.5) ? nextInteger(random, 0, shops - 1) : null,
      kind: nextChoice(random, faultKinds),
      isWorkDone: nextChance(random, 0.5),
      skip: nextInteger(random, 0, 6),
      times: nextChoice(random, [1, 1, 1, 2, 4]),
    });
  }
  for (let count = nextInteger(random, 20, 34); count > 0; count -= 1) {
    add(anyTime(random), drawMischief(random, drawKind(random)));
  }
  for (let count = nextInteger(random, 2, 6); count > 0; count -= 1) {
    const intoTurnMs = nextInteger(random, 0, nextChoice(random, [10, 40, 2_000]));
    add(anyTime(random), { what: "twin", shop: nextInteger(random, 0, shops - 1), intoTurnMs });
  }
  for (let count = nextInteger(random, 0, 3); count > 0; count -= 1) {
    const byMs = nextInteger(random, -MOST_CLOCK_OFF_MS, MOST_CLOCK_OFF_MS);
    add(anyTime(random), { what: "clock off", process: nextChoice(random, processes), byMs });
  }
  if (nextChance(random, 0.25)) {
    add(anyTime(random), { what: "suspended", forMs: nextChoice(random, [20_000, 120_000, HOUR_MS, 30 * HOUR_MS]) });
  }
  if (nextChance(random, 0.2)) add(anyTime(random), { what: "database restart" });
}

/** Where the outcome is unknown to whoever asked: what is committed, and what Shopify is told. */
const AIMED_AT: readonly PortKind[] = ["batch commit", "send commit", "mutation", "mutation answer"];

/** All kinds alike but sleep: every call of others that waits for its locks costs the simulation a look at them. */
function drawKind(random: SeededRandom): MischiefKind {
  const kind = nextChoice(random, mischiefKinds);
  if (kind !== "asleep" || nextChance(random, 0.3)) return kind;
  return nextChoice(
    random,
    mischiefKinds.filter((other) => other !== "asleep"),
  );
}

/** Two in three aim at calls where it matters most; the others strike any call, mostly reads. */
function drawMischief(random: SeededRandom, kind: MischiefKind): Happening {
  const all = portsOf(kind);
  const aimed = all.filter((port) => AIMED_AT.includes(port));
  if (aimed.length > 0 && nextChance(random, 0.65)) {
    const ports = [nextChoice(random, aimed)];
    return { what: "mischief", process: nextChoice(random, workers), kind, ports, skip: nextInteger(random, 0, 2) };
  }
  return {
    what: "mischief",
    // While the web sleeps Shopify gives up and comes again; what sleeping does is done by those who send and decide.
    process: nextChoice(random, kind === "asleep" ? workers : processes),
    kind,
    ports: all,
    skip: nextInteger(random, 0, 40),
  };
}
