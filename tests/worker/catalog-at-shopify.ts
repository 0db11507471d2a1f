import type { AdminCall } from "#app/shopify/admin-client.ts";
import { NotSent } from "#app/shopify/admin-errors.ts";

export const VARIANT_PAGES = 40;
export const LEVEL_PAGES = 6;
const ROWS_A_PAGE = 10;
const LOCATION_IDS = ["21", "22"];
/** The profile, all pages of variants, and those of the levels of each location. */
export const CALLS_OF_ALL = 1 + VARIANT_PAGES + LOCATION_IDS.length * LEVEL_PAGES;
export const VARIANTS_OF_ALL = VARIANT_PAGES * ROWS_A_PAGE;

/** What Shopify answers to the calls that read a large catalogue; every page begins behind the cursor of the one before. */
export function answerOf({ document, variables }: AdminCall): unknown {
  const page = Number(variables["after"] ?? "0") + 1;
  if (document.includes("query ShopProfile")) return profile();
  if (document.includes("query CatalogVariants"))
    return { productVariants: pageOf(page, VARIANT_PAGES, (number) => variant(number)) };
  if (document.includes("query LocationLevels"))
    return { location: { inventoryLevels: pageOf(page, LEVEL_PAGES, (number) => level(number)) } };
  throw new NotSent("it answers nothing else");
}

/** A call as a short name: what it reads and behind which cursor. */
export function nameOf({ document, variables }: AdminCall): string {
  const [, query] = /query (\w+)/.exec(document)!;
  return [query, variables["id"], variables["after"] ?? "0"].filter(Boolean).join(" ");
}

function profile() {
  const address = { countryCode: "DE", provinceCode: null, latitude: 48.1, longitude: 11.6 };
  const nodes = LOCATION_IDS.map((id) => ({
    id: `gid://shopify/Location/${id}`,
    name: `Location ${id}`,
    ...{ isActive: true, fulfillsOnlineOrders: true, isFulfillmentService: false, address },
  }));
  return {
    shop: { name: "Mugs", currencyCode: "EUR", ianaTimezone: "Europe/Berlin", billingAddress: { countryCodeV2: "DE" } },
    currentAppInstallation: { accessScopes: [{ handle: "read_orders" }] },
    locations: { nodes, pageInfo: { hasNextPage: false, endCursor: null } },
  };
}

function pageOf<Row>(page: number, pages: number, row: (number: number) => Row) {
  const nodes = Array.from({ length: ROWS_A_PAGE }, (_, index) => row(page * ROWS_A_PAGE + index));
  return { nodes, pageInfo: { hasNextPage: page < pages, endCursor: String(page) } };
}

function variant(number: number) {
  return {
    id: `gid://shopify/ProductVariant/${number}`,
    ...{ sku: `SKU-${number}`, title: "Default Title", updatedAt: "2026-11-01T00:00:00Z", inventoryPolicy: "DENY" },
    product: { id: `gid://shopify/Product/${number}`, title: `Mug ${number}` },
    inventoryItem: { id: `gid://shopify/InventoryItem/${number}`, tracked: true, requiresShipping: true },
  };
}

function level(number: number) {
  return {
    updatedAt: "2026-11-01T00:00:00Z",
    item: { id: `gid://shopify/InventoryItem/${number}` },
    quantities: [{ name: "available", quantity: 5, updatedAt: null }],
  };
}
