import { nextChance, nextChoice } from "#tests/sandbox/state/random.ts";
import type { World } from "#tests/sandbox/state.ts";
import type { InventoryLevel } from "#tests/sandbox/state/catalog.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { placeHistory } from "./place-history.ts";

/** What a shop has sold in two months when it installs the app in the demo. */
export const LONG_HISTORY = 5_000;

/** More than two months ask for: the shelves were filled up as they emptied. */
const DELIVERED_UNITS = 1_000_000;
const OVERSOLD_LEVELS = 3;
/** So many articles were for a long time at all of their locations but one: orders of several of them left in several parcels. */
const RUN_DRY = 0.2;

/**
 * Brings a shop up to so many orders of the last two months, most of them sent long ago, with all their oddities. What was
 * delivered meanwhile is what was sold, so its shelves hold what they hold now; but a few articles were sold more often than
 * they are there. Nobody is told and nothing is logged: an app learns of the past only by asking.
 */
export function placeLongHistory(world: World, shop: Shop, orders = LONG_HISTORY): void {
  const listeners = world.listeners.splice(0);
  const logged = world.log.length;
  const levels = [...shop.levelsByItem.values()].flat();
  const availableNow = levels.map((level) => level.quantities.available.quantity);
  for (const level of levels) level.quantities.available.quantity += DELIVERED_UNITS;
  for (const level of drawEmptyShelves(world, shop)) level.quantities.available.quantity = 0;
  // A checkout now and then is refused, so it takes more than one round.
  for (let rounds = 0; rounds < 5 && shop.orders.size < orders; rounds += 1) {
    placeHistory(world, shop, orders - shop.orders.size);
  }
  levels.forEach((level, index) => (level.quantities.available.quantity = availableNow[index]!));
  for (let count = 0; count < OVERSOLD_LEVELS && levels.length > 0; count += 1)
    oversell(nextChoice(world.random, levels));
  world.log.length = logged;
  world.listeners.push(...listeners);
}

function drawEmptyShelves(world: World, shop: Shop): InventoryLevel[] {
  return [...shop.levelsByItem.values()]
    .filter((held) => held.length > 1 && nextChance(world.random, RUN_DRY))
    .map((held) => nextChoice(world.random, held));
}

/** Another channel sold what the books of this one still showed. */
function oversell({ quantities: { available } }: InventoryLevel): void {
  available.quantity = -Math.abs(available.quantity % 7) - 1;
}
