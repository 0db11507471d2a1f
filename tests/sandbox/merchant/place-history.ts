import type { World } from "#tests/sandbox/state.ts";
import { nextChance, nextChoice, nextInteger } from "#tests/sandbox/state/random.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { placeOrder } from "#tests/sandbox/commerce/place-order.ts";
import { drawCheckout } from "./draw-checkout.ts";
import { actOnOrder, possibleActs, type OrderAct } from "./follow-ups.ts";
import { oddityNames, type Oddity } from "./oddities.ts";

const dayMs = 86_400_000;
const historyDays = 60;

/** Would change the shape of the stock that the world begins with, or mean nothing so long after. */
const leftOut: readonly Oddity[] = ["sold-out", "oversold", "high-value", "pending-risk", "prepaid"];

/**
 * Orders of the last two months, most of them sent and delivered long ago. The world's clock is set back while they are placed and
 * stands where it was afterwards. Nobody may listen yet: an app learns of the past only by asking.
 */
export function placeHistory(world: World, shop: Shop, count: number): void {
  if (world.listeners.length > 0) throw new Error("History is made before anybody listens.");
  const { clock, random } = world;
  const nowMs = clock().getTime();
  const odd = oddityNames.filter((oddity) => !leftOut.includes(oddity));
  for (let index = 0; index < count; index += 1) {
    const placedMs = nowMs - Math.floor(((count - index) / count) * historyDays * dayMs);
    world.clock = () => new Date(placedMs);
    const oddities = nextChance(random, 0.35) ? [nextChoice(random, odd)] : [];
    const placement = placeOrder(world, shop, drawCheckout(world, shop, random, { oddities }));
    if (placement.outcome === "refused") continue;
    let laterMs = placedMs;
    // Half of the orders of the last days are still open: the newcomer finds work.
    const isRecent = nowMs - placedMs < 12 * dayMs && nextChance(random, 0.5);
    for (const act of isRecent ? [] : storyOf(world)) {
      laterMs += nextInteger(random, 2, 30) * 3_600_000;
      if (laterMs >= nowMs || !possibleActs(shop, placement.order).includes(act)) continue;
      const atMs = laterMs;
      world.clock = () => new Date(atMs);
      actOnOrder(world, shop, placement.order, act, random);
    }
  }
  world.clock = clock;
}

function storyOf({ random }: World): OrderAct[] {
  const chance = nextInteger(random, 1, 100);
  if (chance <= 6) return ["cancel"];
  if (chance <= 14) return ["edit", "pay", "fulfill", "fulfill", "deliver", "deliver"];
  if (chance <= 26) return ["pay", "fulfill", "fulfill", "deliver", "deliver", "refund"];
  if (chance <= 32) return ["refund", "fulfill"];
  return ["pay", "fulfill", "fulfill", "deliver", "deliver", "deliver"];
}
