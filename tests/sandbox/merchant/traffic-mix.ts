import { nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { OrderAct } from "./follow-ups.ts";
import { oddityNames, type Oddity } from "./oddities.ts";

/** Shares of orders, 0 to 1. The first three decide what an order is, the others what becomes of it. */
export type TrafficMix = {
  /** Goods that no one location has together. */
  split: number;
  /** Goods sold beyond stock. */
  soldOut: number;
  /** Any other oddity. */
  odd: number;
  edited: number;
  refunded: number;
  /** Held by staff for a while. */
  held: number;
  cancelled: number;
  /** Sent by the merchant's own staff, and then delivered. */
  fulfilled: number;
  /** After an order somebody counts a shelf and corrects it. */
  counted: number;
};

/** A believable day of a small shop: most orders are ordinary. */
export const calmMix: Readonly<TrafficMix> = Object.freeze({
  split: 0.06,
  soldOut: 0.03,
  odd: 0.25,
  edited: 0.05,
  refunded: 0.05,
  held: 0.03,
  cancelled: 0.03,
  fulfilled: 0.2,
  counted: 0.04,
});

/** For tests: at least a tenth of everything that makes work. */
export const roughMix: Readonly<TrafficMix> = Object.freeze({
  split: 0.15,
  soldOut: 0.16,
  odd: 0.3,
  edited: 0.16,
  refunded: 0.16,
  held: 0.14,
  cancelled: 0.08,
  fulfilled: 0.3,
  counted: 0.05,
});

/** Oddities that have a switch of their own in the mix. */
const ownSwitch: readonly Oddity[] = ["split", "sold-out", "oversold"];
const otherOddities = oddityNames.filter((oddity) => !ownSwitch.includes(oddity));

export function drawOddities(random: SeededRandom, mix: TrafficMix): Oddity[] {
  if (nextChance(random, mix.split)) return ["split"];
  if (nextChance(random, mix.soldOut)) return [nextChoice(random, ["sold-out", "oversold"] as const)];
  return nextChance(random, mix.odd) ? [nextChoice(random, otherOddities)] : [];
}

/** What will be tried with an order, and how long after it was placed. What is not possible then is left out. */
export type PlannedAct = { act: OrderAct; afterMs: number };

/** Acts in order, each so many milliseconds after the one before: between the two given. */
export function drawStory(
  random: SeededRandom,
  mix: TrafficMix,
  pauseMs: readonly [least: number, most: number],
): PlannedAct[] {
  const acts: OrderAct[] = [];
  if (nextChance(random, mix.held)) acts.push("hold", "release");
  if (nextChance(random, mix.edited)) acts.push("edit");
  if (nextChance(random, 0.6)) acts.push("pay");
  const isRefundedEarly = nextChance(random, 0.5);
  const isRefunded = nextChance(random, mix.refunded);
  if (isRefunded && isRefundedEarly) acts.push("refund");
  if (nextChance(random, mix.cancelled)) acts.push("cancel");
  if (nextChance(random, mix.fulfilled)) acts.push("fulfill", "fulfill", "deliver", "deliver");
  if (isRefunded && !isRefundedEarly) acts.push("refund");
  let afterMs = 0;
  return acts.map((act) => ({ act, afterMs: (afterMs += nextInteger(random, ...pauseMs)) }));
}
