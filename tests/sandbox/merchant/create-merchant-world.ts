import { createWorld, nextId, nowOf, type App, type World } from "#tests/sandbox/state.ts";
import { createShop } from "#tests/sandbox/state/create-shop.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { addCompanies } from "./add-companies.ts";
import { addCustomer } from "./add-customer.ts";
import { addProducts } from "./add-products.ts";
import { cities, cityOf } from "./cities.ts";
import { placeHistory } from "./place-history.ts";
import { nextPersonIn, businessAt } from "./shopper-address.ts";
import { harbourAndPine, shopProfiles, type LocationLine, type ShopProfile } from "./shop-profiles.ts";
import { nextChoice } from "#tests/sandbox/state/random.ts";

export type MerchantWorldOptions = {
  clock: () => Date;
  seed: number;
  /** The app to register; it is installed on no shop yet. */
  app: Pick<App, "apiKey" | "secret" | "url"> & Partial<Pick<App, "title" | "handle" | "subscriptions">>;
  /** Multiplies the stock; 1 is right for a demo, a simulation of a thousand orders wants about 20. */
  stockFactor?: number;
  /** Orders of the last weeks for each shop; 36 unless stated. */
  historyOrders?: number;
};

/**
 * Three believable shops: one with six locations in two continents and 80 variants, a small one, and one that does not use the app.
 * The same clock and seed give the same world to the last id.
 */
export function createMerchantWorld(options: MerchantWorldOptions): World {
  const { clock, seed, app, stockFactor = 1, historyOrders = 36 } = options;
  const world = createWorld({ clock, seed });
  world.apps.set(app.apiKey, {
    id: nextId(world, "App"),
    previousSecret: null,
    title: "Switchyard",
    handle: "switchyard",
    subscriptions: [],
    ...app,
  });
  for (const profile of shopProfiles) {
    const shop = addMerchant(world, profile, stockFactor);
    placeHistory(world, shop, historyOrders);
  }
  return world;
}

/** One shop of a profile, with its people and goods, and no orders yet. */
export function addMerchant(world: World, profile: ShopProfile, stockFactor: number): Shop {
  const first = profile.locations[0];
  if (!first) throw new Error(`${profile.name} needs a location.`);
  const shop = createShop(world, {
    ...profile,
    email: `hello@${profile.domain.replace(".myshopify.com", ".example")}`,
    address: businessAt(cityOf(first.city), profile.name, first.street, first.phone),
  });
  addStaff(world, shop, profile);
  profile.locations.forEach((line, index) => addLocation(world, shop, line, index + 1));
  addProducts(world, shop, profile.range, stockFactor);
  if (profile.domain === harbourAndPine.domain) addCompanies(world, shop);
  addRegulars(world, shop, profile);
  return shop;
}

function addStaff(world: World, shop: Shop, profile: ShopProfile): void {
  [profile.ownerName, ...profile.staffNames].forEach((name, index) => {
    const [firstName = "", lastName = ""] = name.split(" ");
    const isShopOwner = index === 0;
    shop.staff.push({
      id: nextId(world, "StaffMember"),
      firstName,
      lastName,
      email: isShopOwner ? shop.email : shop.email.replace(/^[^@]+/, firstName.toLowerCase()),
      isShopOwner,
      locale: "en",
    });
  });
}

function addLocation(world: World, shop: Shop, line: LocationLine, rank: number): void {
  const now = nowOf(world);
  const id = nextId(world, "Location");
  const isStore = line.isStore ?? false;
  shop.locations.set(id, {
    id,
    name: line.name,
    address: businessAt(cityOf(line.city), shop.name, line.street, line.phone),
    isActive: true,
    // A store sends online orders too, as small merchants do: it is near its buyers and last in the ranking.
    fulfillsOnlineOrders: true,
    shipsInventory: true,
    offersLocalPickup: isStore,
    rank,
    fulfillmentServiceApiKey: null,
    createdAt: now,
    updatedAt: now,
  });
}

/** Buyers who come back, from every market. */
function addRegulars(world: World, shop: Shop, profile: ShopProfile): void {
  for (const { countryCode, weight } of profile.markets) {
    const towns = cities.filter((city) => city.countryCode === countryCode);
    for (let count = 0; count < Math.max(1, Math.round(weight / 3)); count += 1) {
      addCustomer(world, shop, nextPersonIn(world.random, nextChoice(world.random, towns)));
    }
  }
}
