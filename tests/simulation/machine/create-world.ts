import { addMerchant } from "#tests/sandbox/merchant/create-merchant-world.ts";
import { placeHistory } from "#tests/sandbox/merchant/place-history.ts";
import { atelierNord, harbourAndPine, mesaPaper, type ShopProfile } from "#tests/sandbox/merchant/shop-profiles.ts";
import { createWorld, nextId, nowOf, type AppSubscription, type World } from "#tests/sandbox/state.ts";
import { createRandom, nextChance, nextChoice, type SeededRandom } from "#tests/sandbox/state/random.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Plan } from "#tests/simulation/steps/step.ts";

/** Goods of the large shop that make the most work; with all eighty of them a seed would be spent reading shelves. */
const GOODS =
  /^(JKT-SLATE|MER-RUST|TENT-2P|MAT|LAMP|BEAN|POLES|MAP|GIFT-25|SUMMIT|BUNDLE-CAMP|SET-WINTER|BOTTLE|SOCK|BARS)/;
const smallHarbour: ShopProfile = {
  ...harbourAndPine,
  locations: harbourAndPine.locations.slice(0, 4),
  range: harbourAndPine.range.filter(({ variants }) => variants.some(({ sku }) => GOODS.test(sku))),
};

const profiles: readonly ShopProfile[] = [
  mesaPaper,
  smallHarbour,
  atelierNord,
  { ...mesaPaper, domain: "second-mesa.myshopify.com", name: "Second Mesa" },
  { ...atelierNord, domain: "second-nord.myshopify.com", name: "Second Nord" },
];

/** Few of everything: an empty shelf is where decisions meet. */
const STOCK = [0, 1, 2, 3, 5, 8, 13, 21, 40] as const;
const HISTORY_ORDERS = 2;

type AppOfWorld = { apiKey: string; secret: string; subscriptions: AppSubscription[] };

/** The merchants of a plan with their shelves, nobody of whom has installed the app yet. */
export function createSimulatedWorld(plan: Plan, clock: () => Date, app: AppOfWorld): World {
  const world = createWorld({ clock, seed: plan.seed });
  world.apps.set(app.apiKey, {
    ...app,
    id: nextId(world, "App"),
    previousSecret: null,
    title: "Switchyard",
    handle: "switchyard",
    url: "http://switchyard.invalid",
  });
  const first = plan.seed % profiles.length;
  plan.shops.forEach(({ seed }, index) => {
    const shop = addMerchant(world, profiles[(first + index) % profiles.length]!, 1);
    placeHistory(world, shop, HISTORY_ORDERS);
    thinOut(world, shop, createRandom(seed));
  });
  return world;
}

/** Stock is there before anybody listens: it is set, not booked. */
function thinOut(world: World, shop: Shop, random: SeededRandom): void {
  for (const level of shop.inventoryLevels.values()) {
    if (nextChance(random, 0.3)) continue;
    level.quantities.available = { quantity: nextChoice(random, STOCK), updatedAt: nowOf(world) };
  }
}

/** The shop of a plan by its place there. */
export function shopAt(world: World, index: number): Shop {
  const shop = [...world.shops.values()][index];
  if (!shop) throw new Error(`The plan has no shop ${index}.`);
  return shop;
}
