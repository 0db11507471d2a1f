import { calmMix, drawOddities, drawStory, roughMix } from "#tests/sandbox/merchant/traffic-mix.ts";
import { faultKinds } from "#tests/sandbox/state/faults.ts";
import { createRandom, nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { DeliveryFaults } from "#tests/sandbox/webhooks/delivery-faults.ts";
import { mischiefKinds, portsOf, type MischiefKind, type PortKind } from "#tests/simulation/machine/mischief.ts";
import { clicks, type Happening, type Plan, type ProcessName, type ShopPlan, type Step } from "./step.ts";

/** How long people are at it; what was set going then goes on until it rests. */
export const DAY_MS = 240_000;
const PAUSE_MS = [200, 25_000] as const;
const HOUR_MS = 3_600_000;
/** As far as clocks of servers differ that are kept in time over the network. */
const MOST_CLOCK_OFF_MS = 20;

const processes: readonly ProcessName[] = ["web", "worker 1", "worker 2"];

/** Draws a whole day from one seed: about two hundred steps, of which a good third are faults. */
export function drawPlan(seed: number): Plan {
  const random = createRandom(seed);
  const shops: ShopPlan[] = Array.from({ length: nextChoice(random, [2, 2, 3, 3, 4, 5]) }, () => ({
    mode: nextChoice(random, ["act", "act", "act", "suggest", "watch"] as const),
    seed: nextSeed(random),
  }));
  const steps: Step[] = [];
  const add = (atMs: number, happening: Happening): number => {
    steps.push({ id: steps.length, atMs, ...happening });
    return steps.length - 1;
  };
  drawBusiness(random, shops.length, add);
  drawFaults(random, shops.length, add);
  return { seed, shops, steps: steps.sort((a, b) => a.atMs - b.atMs || a.id - b.id) };
}

type Add = (atMs: number, happening: Happening) => number;

const nextSeed = (random: SeededRandom): number => nextInteger(random, 1, 2 ** 31 - 1);
const anyTime = (random: SeededRandom): number => nextInteger(random, 1_000, DAY_MS);

function drawBusiness(random: SeededRandom, shops: number, add: Add): void {
  const shop = () => nextInteger(random, 0, shops - 1);
  for (let count = nextInteger(random, 20, 30); count > 0; count -= 1) drawOrder(random, shop(), add);
  for (let count = nextInteger(random, 6, 14); count > 0; count -= 1) {
    add(anyTime(random), { what: "count", shop: shop(), seed: nextSeed(random) });
  }
  for (let count = nextInteger(random, 14, 26); count > 0; count -= 1) {
    add(anyTime(random), { what: "click", shop: shop(), click: nextChoice(random, clicks), seed: nextSeed(random) });
  }
  if (nextChance(random, 0.4)) {
    const leaving = shop();
    const atMs = nextInteger(random, DAY_MS / 4, DAY_MS / 2);
    add(atMs, { what: "uninstall", shop: leaving });
    if (nextChance(random, 0.8)) {
      const backAtMs = atMs + nextInteger(random, 500, 60_000);
      add(backAtMs, { what: "reinstall", shop: leaving, seed: nextSeed(random) });
    }
  }
}

/** An order with its story. Pauses are short, some next to nothing: acts of one order meet those of the app half-way. */
function drawOrder(random: SeededRandom, shop: number, add: Add): void {
  const atMs = anyTime(random);
  const mix = nextChance(random, 0.8) ? { ...roughMix, split: 0.22 } : calmMix;
  const of = add(atMs, { what: "order", shop, seed: nextSeed(random), oddities: drawOddities(random, mix) });
  const pauseMs = nextChance(random, 0.3) ? ([0, 900] as const) : PAUSE_MS;
  for (const { act, afterMs } of drawStory(random, mix, pauseMs)) {
    add(atMs + afterMs, { what: "act", of, act, seed: nextSeed(random) });
  }
  if (nextChance(random, 0.2)) {
    const foundAgainAfterMs = nextInteger(random, 5_000, 90_000);
    add(atMs + nextInteger(random, 0, 20_000), { what: "empty shelf", of, foundAgainAfterMs });
  }
  if (nextChance(random, 0.04)) add(atMs + nextInteger(random, 0, 60_000), { what: "redact customer", of });
}

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

function drawFaults(random: SeededRandom, shops: number, add: Add): void {
  for (let count = nextInteger(random, 4, 8); count > 0; count -= 1) {
    add(anyTime(random), { what: "weather", faults: nextChoice(random, weathers) });
  }
  for (let count = nextInteger(random, 12, 30); count > 0; count -= 1) {
    add(anyTime(random), {
      what: "api fault",
      shop: nextChance(random, 0.5) ? nextInteger(random, 0, shops - 1) : null,
      kind: nextChoice(random, faultKinds),
      isWorkDone: nextChance(random, 0.5),
      skip: nextInteger(random, 0, 6),
      times: nextChoice(random, [1, 1, 1, 2, 4]),
    });
  }
  for (let count = nextInteger(random, 14, 30); count > 0; count -= 1) {
    add(anyTime(random), drawMischief(random, nextChoice(random, mischiefKinds)));
  }
  for (let count = nextInteger(random, 1, 5); count > 0; count -= 1) {
    add(anyTime(random), { what: "twin", shop: nextInteger(random, 0, shops - 1) });
  }
  for (let count = nextInteger(random, 0, 3); count > 0; count -= 1) {
    const byMs = nextInteger(random, -MOST_CLOCK_OFF_MS, MOST_CLOCK_OFF_MS);
    add(anyTime(random), { what: "clock off", process: nextChoice(random, processes), byMs });
  }
  if (nextChance(random, 0.25)) {
    add(anyTime(random), { what: "suspended", forMs: nextChoice(random, [20_000, 120_000, HOUR_MS, 30 * HOUR_MS]) });
  }
  if (nextChance(random, 0.15)) add(anyTime(random), { what: "database restart" });
}

function drawMischief(random: SeededRandom, kind: MischiefKind): Happening {
  const all = portsOf(kind);
  // Half of them aim at the calls where the outcome is unknown: the commit, and what Shopify is told.
  const aimed = all.filter((port) => port === "commit" || port === "fetch");
  const ports: readonly PortKind[] = aimed.length > 0 && nextChance(random, 0.5) ? [nextChoice(random, aimed)] : all;
  return { what: "mischief", process: nextChoice(random, processes), kind, ports, skip: nextInteger(random, 0, 40) };
}
