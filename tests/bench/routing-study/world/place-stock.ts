import type { SeededRandom } from "#tests/sandbox/state/random.ts";
import { nextChance, nextFraction } from "#tests/sandbox/state/random.ts";
import { nextNormal } from "./draw-numbers.ts";
import type { Shop, StudyOrder } from "./shop.ts";

/** How far a planner's guess for one item at one location is off, usually. */
const GUESS_SPREAD = 0.2;
/** Of the items at locations, so many got too little, by 5 to 15 %. */
const TOO_LITTLE = 1 / 3;
const LEAST_MISSING = 0.05;
const MOST_MISSING = 0.15;
/** Units beyond the mean demand of all regions together, in square roots of it: one and a quarter is its standard deviation. */
const SAFETY = 1.5;

/** Units asked for by past orders: units[item][region]. */
export function countDemand(shop: Shop, orders: readonly StudyOrder[]): number[][] {
  const units = shop.items.map(() => shop.locations.map(() => 0));
  for (const { region, wanted } of orders) for (const { item, units: count } of wanted) units[item]![region]! += count;
  return units;
}

/**
 * Stock as a sensible merchant places it: of each item what the past says all regions will ask for and some safety, near where
 * it is asked for, a little wrong everywhere and too little in places. stock[item][location].
 */
export function placeStock(
  random: SeededRandom,
  shop: Shop,
  past: readonly StudyOrder[],
  pastLengths: number,
): number[][] {
  return countDemand(shop, past).map((byRegion) => {
    const means = byRegion.map((units) => units / pastLengths);
    const mean = means.reduce((sum, units) => sum + units, 0);
    const all = Math.max(1, Math.round(mean + SAFETY * Math.sqrt(mean)));
    const guesses = means.map((units) => units * Math.exp(GUESS_SPREAD * nextNormal(random)));
    const missing = guesses.map(() =>
      nextChance(random, TOO_LITTLE) ? LEAST_MISSING + nextFraction(random) * (MOST_MISSING - LEAST_MISSING) : 0,
    );
    return allot(all, guesses).map((units, location) => units - Math.round(units * missing[location]!));
  });
}

/** Whole units by shares; the largest remainders get what rounding leaves. */
function allot(units: number, shares: readonly number[]): number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0) || 1;
  const exact = shares.map((share) => (share / whole) * units);
  const counts = exact.map(Math.floor);
  const rest = units - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = exact
    .map((count, at) => ({ at, remainder: count % 1 }))
    .sort((a, b) => b.remainder - a.remainder);
  for (const { at } of byRemainder.slice(0, rest)) counts[at]! += 1;
  return counts;
}
