import { calmMix, drawOddities, drawStory, roughMix } from "#tests/sandbox/merchant/traffic-mix.ts";
import { createRandom, nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import { anyTime, DAY_MS, type Add } from "./day.ts";
import { drawFaults } from "./draw-faults.ts";
import { clicks, type Happening, type Plan, type ShopPlan, type Step } from "./step.ts";

const PAUSE_MS = [200, 25_000] as const;

/** Draws a whole day from one seed: about two hundred steps, of which a good third are faults. */
export function drawPlan(seed: number): Plan {
  const random = createRandom(seed);
  const isLossless = nextChance(random, 0.5);
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
  drawFaults({ random, shops: shops.length, add, isLossless });
  return { seed, shops, steps: steps.sort((a, b) => a.atMs - b.atMs || a.id - b.id), isLossless };
}

const nextSeed = (random: SeededRandom): number => nextInteger(random, 1, 2 ** 31 - 1);

function drawBusiness(random: SeededRandom, shops: number, add: Add): void {
  const shop = () => nextInteger(random, 0, shops - 1);
  for (let count = nextInteger(random, 14, 22); count > 0; count -= 1) drawOrder(random, shop(), anyTime(random), add);
  for (let count = nextInteger(random, 2, 4); count > 0; count -= 1) drawBurst(random, shop(), add);
  for (let count = nextInteger(random, 7, 15); count > 0; count -= 1) {
    add(anyTime(random), { what: "count", shop: shop(), seed: nextSeed(random) });
  }
  for (let count = nextInteger(random, 12, 22); count > 0; count -= 1) drawClick(random, shop(), add);
  if (nextChance(random, 0.4)) {
    const leaving = shop();
    const atMs = nextInteger(random, DAY_MS / 4, DAY_MS / 2);
    add(atMs, { what: "uninstall", shop: leaving, intoTurnMs: drawIntoTurnMs(random) });
    if (nextChance(random, 0.7)) {
      const backAtMs = atMs + nextInteger(random, 500, 60_000);
      add(backAtMs, { what: "reinstall", shop: leaving, seed: nextSeed(random) });
    }
  }
}

/** Half of what people do meets a turn of the shop: its batch, or what it tells Shopify after. */
function drawIntoTurnMs(random: SeededRandom): number | null {
  return nextChance(random, 0.5) ? nextInteger(random, 0, nextChoice(random, [40, 250])) : null;
}

/** A person clicks. After a stop somebody mostly lets the capabilities act again. */
function drawClick(random: SeededRandom, shop: number, add: Add): void {
  const atMs = anyTime(random);
  const click = nextChoice(random, clicks);
  add(atMs, { what: "click", shop, click, seed: nextSeed(random), intoTurnMs: drawIntoTurnMs(random) });
  if (click !== "stop everything" || nextChance(random, 0.25)) return;
  const againAtMs = atMs + nextInteger(random, 500, 30_000);
  add(againAtMs, { what: "click", shop, click: "set to act", seed: nextSeed(random), intoTurnMs: null });
}

/**
 * Orders for the same goods within a moment, and another worker that is given the same turn: two batches of one shop meet,
 * or one batch and what the other tells Shopify.
 */
function drawBurst(random: SeededRandom, shop: number, add: Add): void {
  const atMs = anyTime(random);
  const goodsSeed = nextSeed(random);
  for (let count = nextInteger(random, 3, 5); count > 0; count -= 1) {
    drawOrder(random, shop, atMs + nextInteger(random, 0, 300), add, goodsSeed);
  }
  for (let count = nextInteger(random, 1, 3); count > 0; count -= 1) {
    const intoTurnMs = nextInteger(random, 0, nextChoice(random, [10, 40, 300]));
    add(atMs + nextInteger(random, 0, 600), { what: "twin", shop, intoTurnMs });
  }
}

/** An order with its story. Pauses are short, some next to nothing: acts of one order meet those of the app half-way. */
function drawOrder(random: SeededRandom, shop: number, atMs: number, add: Add, goodsSeed: number | null = null): void {
  const mix = nextChance(random, 0.8) ? { ...roughMix, split: 0.22 } : calmMix;
  const oddities = drawOddities(random, mix);
  const of = add(atMs, { what: "order", shop, seed: nextSeed(random), oddities, goodsSeed });
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
