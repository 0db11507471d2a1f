import { nextChance, nextFraction, type SeededRandom } from "#tests/sandbox/state/random.ts";
import { nextIndex, zipfShares } from "./draw-numbers.ts";
import type { Shop, StudyOrder, Wanted } from "./shop.ts";

export const HOURS_A_DAY = 24;

/** How many orders have one line, two, and so on. */
const LINE_SHARES = [45, 25, 15, 9, 6];
/** How many lines are of one unit, two, three. */
const UNIT_SHARES = [75, 18, 7];
/** The next line of a basket is of the same family. */
const SAME_FAMILY = 0.65;
/** Buyers live within so many degrees of their city, about 300 km. */
const SCATTER_DEGREES = 2.7;

/** Orders of so many days, evenly by day and night, the earliest first. */
export function drawOrders(random: SeededRandom, shop: Shop, days: number, ordersADay: number): StudyOrder[] {
  const familyShares = zipfShares(shop.families.length);
  const orders = Array.from({ length: days * ordersADay }, () => drawOrder(random, shop, familyShares, days));
  return orders.sort((a, b) => a.atHours - b.atHours);
}

function drawOrder(random: SeededRandom, shop: Shop, familyShares: readonly number[], days: number): StudyOrder {
  const region = nextIndex(random, shop.regionShares);
  const { latitude, longitude } = shop.locations[region]!;
  const shares = familyShares.map(
    (share, family) => (share * shop.families[family]!.regionShares[region]!) / shop.regionShares[region]!,
  );
  return {
    atHours: nextFraction(random) * days * HOURS_A_DAY,
    region,
    point: {
      latitude: latitude + SCATTER_DEGREES * (2 * nextFraction(random) - 1),
      longitude: longitude + SCATTER_DEGREES * (2 * nextFraction(random) - 1),
    },
    wanted: drawBasket(random, shop, shares),
  };
}

function drawBasket(random: SeededRandom, shop: Shop, familyShares: readonly number[]): Wanted[] {
  const lines = nextIndex(random, LINE_SHARES) + 1;
  const basket: Wanted[] = [];
  let family = nextIndex(random, familyShares);
  while (basket.length < lines) {
    const { items, itemShares } = shop.families[family]!;
    const item = items[nextIndex(random, itemShares)]!;
    const isNew = basket.every((wanted) => wanted.item !== item);
    if (isNew) basket.push({ item, units: nextIndex(random, UNIT_SHARES) + 1 });
    // What is in the basket already leads elsewhere, so that a small family is left in the end.
    if (!isNew || !nextChance(random, SAME_FAMILY)) family = nextIndex(random, familyShares);
  }
  return basket;
}
