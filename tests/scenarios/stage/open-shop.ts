import { cityOf, type City } from "#tests/sandbox/merchant/cities.ts";
import { businessAt } from "#tests/sandbox/merchant/shopper-address.ts";
import { nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { InventoryLevel, Variant } from "#tests/sandbox/state/catalog.ts";
import { createShop, type ShopOptions } from "#tests/sandbox/state/create-shop.ts";
import type { Location } from "#tests/sandbox/state/people.ts";
import { addInventoryLevel, type Shop } from "#tests/sandbox/state/shop.ts";

/** Goods of one kind: how many units each of the named locations holds. */
export type Goods = { title: string; priceMinor: number; policy: "DENY" | "CONTINUE"; units: Record<string, number> };

export type StagedShop = { shop: Shop; locationByCity: Map<string, Location>; variantByTitle: Map<string, Variant> };

/** A shop of the sandbox with a location in each city and these goods on their shelves; as plain as a test needs it. */
export function openShop(
  world: World,
  options: Partial<ShopOptions> & { domain: string },
  cities: readonly string[],
  goods: readonly Goods[],
): StagedShop {
  const home = cityOf(cities[0] ?? "Hamburg");
  const shop = createShop(world, {
    address: businessAt(home, options.domain, "Dock Road 1", "+49 40 555 1000"),
    ...options,
  });
  const locations = cities.map((name, index) => addLocation(world, shop, cityOf(name), index + 1));
  const locationByCity = new Map(cities.map((name, index) => [name, locations[index]!]));
  const variants = goods.map((each) => addGoods(world, shop, locationByCity, each));
  const variantByTitle = new Map(goods.map((each, index) => [each.title, variants[index]!]));
  return { shop, locationByCity, variantByTitle };
}

function addLocation(world: World, shop: Shop, city: City, rank: number): Location {
  const now = nowOf(world);
  const location: Location = {
    id: nextId(world, "Location"),
    name: city.name,
    address: businessAt(city, `${shop.name} ${city.name}`, "Dock Road 1", "+49 40 555 1000"),
    isActive: true,
    fulfillsOnlineOrders: true,
    shipsInventory: true,
    offersLocalPickup: false,
    rank,
    fulfillmentServiceApiKey: null,
    createdAt: now,
    updatedAt: now,
  };
  shop.locations.set(location.id, location);
  return location;
}

function addGoods(world: World, shop: Shop, locationByCity: ReadonlyMap<string, Location>, goods: Goods): Variant {
  const now = nowOf(world);
  const productId = nextId(world, "Product");
  const variantId = nextId(world, "ProductVariant");
  const inventoryItemId = nextId(world, "InventoryItem");
  const sku = goods.title.toUpperCase().replaceAll(" ", "-");
  shop.products.set(productId, {
    id: productId,
    title: goods.title,
    handle: goods.title.toLowerCase().replaceAll(" ", "-"),
    vendor: shop.name,
    productType: "",
    status: "ACTIVE",
    tags: [],
    variantIds: [variantId],
    isBundle: false,
    isGiftCard: false,
    createdAt: now,
    updatedAt: now,
  });
  const variant: Variant = {
    id: variantId,
    productId,
    inventoryItemId,
    title: "Default Title",
    sku,
    barcode: null,
    priceMinor: goods.priceMinor,
    position: 1,
    inventoryPolicy: goods.policy,
    taxable: true,
    components: [],
    sellingPlanIds: [],
    createdAt: now,
    updatedAt: now,
  };
  shop.variants.set(variantId, variant);
  shop.inventoryItems.set(inventoryItemId, {
    id: inventoryItemId,
    variantId,
    sku,
    tracked: true,
    requiresShipping: true,
    unitCostMinor: null,
    countryCodeOfOrigin: null,
    provinceCodeOfOrigin: null,
    harmonizedSystemCode: null,
    weightGrams: 400,
    createdAt: now,
    updatedAt: now,
  });
  for (const [city, units] of Object.entries(goods.units)) {
    const location = locationByCity.get(city);
    if (!location) throw new Error(`${goods.title} cannot lie in ${city}: the shop has no location there.`);
    addInventoryLevel(shop, levelOf(world, inventoryItemId, location.id, units));
  }
  return variant;
}

function levelOf(world: World, inventoryItemId: string, locationId: string, units: number): InventoryLevel {
  const now = nowOf(world);
  const nothing = { quantity: 0, updatedAt: null };
  return {
    id: nextId(world, "InventoryLevel"),
    inventoryItemId,
    locationId,
    isActive: true,
    quantities: {
      available: { quantity: units, updatedAt: now },
      committed: { ...nothing },
      reserved: { ...nothing },
      damaged: { ...nothing },
      safety_stock: { ...nothing },
      quality_control: { ...nothing },
      incoming: { ...nothing },
    },
    createdAt: now,
    updatedAt: now,
  };
}
