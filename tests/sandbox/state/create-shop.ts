import { nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import { gid } from "./ids.ts";
import type { Address } from "./people.ts";
import type { Installation, PlanName, Shop } from "./shop.ts";

export type ShopOptions = {
  name: string;
  domain: string;
  currency: string;
  ianaTimezone: string;
  address: Address;
  taxesIncluded: boolean;
  taxCountries: string[];
  plan: PlanName;
  email: string;
  ownerName: string;
  exchangeRates: Record<string, string>;
  weightUnit: Shop["weightUnit"];
};

const emptyAddress: Address = {
  firstName: null,
  lastName: null,
  company: null,
  address1: null,
  address2: null,
  city: null,
  zip: null,
  province: null,
  provinceCode: null,
  country: null,
  countryCode: null,
  phone: null,
  latitude: null,
  longitude: null,
  coordinatesValidated: false,
  validationResultSummary: null,
};

/** An address with everything unstated left empty. */
export function addressOf(parts: Partial<Address>): Address {
  return { ...emptyAddress, ...parts };
}

/** Adds an empty shop to the world; what is not stated is that of a small German shop on the Basic plan. */
export function createShop(world: World, options: Partial<ShopOptions> & { domain: string }): Shop {
  const name = options.name ?? options.domain.replace(".myshopify.com", "");
  const shop: Shop = {
    id: nextId(world, "Shop"),
    name,
    domain: options.domain,
    email: options.email ?? `owner@${options.domain}`,
    ownerName: options.ownerName ?? "Shop Owner",
    currency: options.currency ?? "EUR",
    exchangeRates: options.exchangeRates ?? {},
    ianaTimezone: options.ianaTimezone ?? "Europe/Berlin",
    weightUnit: options.weightUnit ?? "KILOGRAMS",
    address: options.address ?? addressOf({ country: "Germany", countryCode: "DE" }),
    taxesIncluded: options.taxesIncluded ?? true,
    taxCountries: options.taxCountries ?? [options.address?.countryCode ?? "DE"],
    plan: options.plan ?? "BASIC",
    createdAt: nowOf(world),
    nextOrderNumber: 1001,
    staff: [],
    installations: new Map(),
    locations: new Map(),
    products: new Map(),
    variants: new Map(),
    sellingPlans: new Map(),
    inventoryItems: new Map(),
    customers: new Map(),
    companies: new Map(),
    orders: new Map(),
    fulfillmentOrders: new Map(),
    fulfillments: new Map(),
    calculatedOrders: new Map(),
    inventoryAdjustmentGroups: new Map(),
    bulkOperations: new Map(),
    webhookSubscriptions: new Map(),
    metafields: new Map(),
    idempotencyRecords: new Map(),
    inventoryLevels: new Map(),
    levelsByItem: new Map(),
    levelsByLocation: new Map(),
  };
  world.shops.set(shop.domain, shop);
  return shop;
}

/** The app's live installation on the shop, or undefined when it was never installed or is uninstalled. */
export function installationOf(shop: Shop, apiKey: string): Installation | undefined {
  const installation = shop.installations.get(apiKey);
  return installation?.uninstalledAt === null ? installation : undefined;
}

/** gid of the shop itself. */
export function shopGid(shop: Shop): string {
  return gid("Shop", shop.id);
}
