import { createRandom } from "#tests/sandbox/state/random.ts";
import type { JointOrder } from "#tests/bench/routing-study/joint/joint-problem.ts";
import { drawOrders } from "./draw-orders.ts";
import { drawShop } from "./draw-shop.ts";
import { placeStock } from "./place-stock.ts";
import { priceOrder } from "./price-order.ts";
import type { Shop, StudyOrder, Wanted } from "./shop.ts";

export const DAYS = 10;
const ORDERS_A_DAY = 60;
/** How many times as long as the study the shop has been open before: what everybody may know of its demand. */
export const PAST_LENGTHS = 9;

export type Study = {
  shop: Shop;
  past: readonly StudyOrder[];
  /** stock[item][location] at the beginning; nothing comes in. */
  stock: readonly (readonly number[])[];
  orders: readonly PlacedOrder[];
  unservedUnits: number;
};

export type PlacedOrder = { atHours: number; region: number; order: JointOrder };

export function drawStudy(seed: number): Study {
  const random = createRandom(seed);
  const shop = drawShop(random);
  const past = drawOrders(random, shop, DAYS * PAST_LENGTHS, ORDERS_A_DAY);
  const stock = placeStock(random, shop, past, PAST_LENGTHS);
  const drawn = drawOrders(random, shop, DAYS, ORDERS_A_DAY);
  const left = stock.map((row) => row.reduce((sum, units) => sum + units, 0));
  let unservedUnits = 0;
  const orders = drawn.map((each) => {
    const promised = promise(left, each.wanted);
    unservedUnits += unitsOf(each.wanted) - unitsOf(promised);
    return { atHours: each.atHours, region: each.region, order: priceOrder(shop, each, promised) };
  });
  return { shop, past, stock, orders, unservedUnits };
}

/**
 * Who comes first is served first, as far as there is stock anywhere: every location serves every buyer, so what is served does
 * not depend on where it comes from, and all policies serve the same units.
 */
function promise(left: number[], wanted: readonly Wanted[]): Wanted[] {
  return wanted.map(({ item, units }) => {
    const count = Math.min(units, left[item]!);
    left[item]! -= count;
    return { item, units: count };
  });
}

function unitsOf(wanted: readonly Wanted[]): number {
  return wanted.reduce((sum, { units }) => sum + units, 0);
}
