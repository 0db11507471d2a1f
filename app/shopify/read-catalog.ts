import { z } from "zod";
import type { LevelObservation } from "#app/domain/inventory/level.ts";
import type { LocationFacts, VariantFacts } from "#app/domain/routing/location-facts.ts";
import type { AdminCall, Send } from "./admin-client.ts";
import { connection, gidId, moment, readAnswer } from "./answer-values.ts";
import { toGid } from "./gid.ts";
import { connectionPoints } from "./query-points.ts";
import { levelNode, observationOf } from "./read-levels.ts";
import { LARGEST_PAGE, readOn, type Rest } from "./read-on.ts";

const LOCATION_PARTS = `#graphql
  fragment LocationParts on Location {
    id name isActive fulfillsOnlineOrders isFulfillmentService
    address { countryCode provinceCode latitude longitude }
  }`;

const PROFILE = `#graphql
  query ShopProfile($first: Int!) {
    shop { name currencyCode ianaTimezone billingAddress { countryCodeV2 } }
    currentAppInstallation { accessScopes { handle } }
    locations(first: $first, includeLegacy: true) { nodes { ...LocationParts } pageInfo { hasNextPage endCursor } }
  }
  ${LOCATION_PARTS}`;

const MORE_LOCATIONS = `#graphql
  query ShopLocations($first: Int!, $after: String!) {
    locations(first: $first, after: $after, includeLegacy: true) {
      nodes { ...LocationParts }
      pageInfo { hasNextPage endCursor }
    }
  }
  ${LOCATION_PARTS}`;

const VARIANTS = `#graphql
  query CatalogVariants($first: Int!, $after: String) {
    productVariants(first: $first, after: $after) {
      nodes {
        id sku title updatedAt inventoryPolicy
        product { id title }
        inventoryItem { id tracked requiresShipping }
      }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const LEVELS = `#graphql
  query LocationLevels($id: ID!, $first: Int!, $after: String, $query: String) {
    location(id: $id) {
      inventoryLevels(first: $first, after: $after, query: $query) {
        nodes {
          updatedAt
          item { id }
          quantities(names: ["available", "committed", "reserved", "safety_stock", "damaged", "quality_control", "incoming"]) {
            name quantity updatedAt
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

// A variant with its product and its item; a level with its item and its states.
const VARIANT_POINTS = 3;
const LEVEL_POINTS = 3;
// The locations with their addresses; the shop with its address; the installation and its scopes.
const LOCATION_POINTS = connectionPoints(LARGEST_PAGE, 2);
const PROFILE_POINTS = LOCATION_POINTS + 4;

export function variantsCall(after: string | null): AdminCall {
  const variables = { first: LARGEST_PAGE, after };
  return { document: VARIANTS, variables, requestedPoints: connectionPoints(LARGEST_PAGE, VARIANT_POINTS) };
}

/** All levels of a location, or those a search in Shopify's syntax finds. */
export function levelsCall(locationId: string, after: string | null, query: string | null = null): AdminCall {
  const variables = { id: toGid("Location", locationId), first: LARGEST_PAGE, after, query };
  return { document: LEVELS, variables, requestedPoints: 1 + connectionPoints(LARGEST_PAGE, LEVEL_POINTS) };
}

const locations = connection(
  z
    .object({
      id: gidId,
      name: z.string(),
      isActive: z.boolean(),
      fulfillsOnlineOrders: z.boolean(),
      isFulfillmentService: z.boolean(),
      address: z.object({
        countryCode: z.string().nullable(),
        provinceCode: z.string().nullable(),
        latitude: z.number().nullable(),
        longitude: z.number().nullable(),
      }),
    })
    .transform(({ address, ...location }) => ({ ...location, ...address })),
);
type Location = z.output<typeof locations>["nodes"][number];

const profileSchema = z.object({
  shop: z.object({
    name: z.string(),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
    billingAddress: z.object({ countryCodeV2: z.string().nullable() }).nullable(),
  }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }).nullable(),
  locations,
});

const restOfLocations: Rest<Location> = {
  what: "a shop's locations",
  call: (after) => ({
    document: MORE_LOCATIONS,
    variables: { first: LARGEST_PAGE, after },
    requestedPoints: LOCATION_POINTS,
  }),
  parse: (data) => readAnswer(z.object({ locations }), data, "a shop's locations").locations,
};

export type ShopProfile = {
  name: string;
  currency: string;
  timeZone: string;
  countryCode: string;
  scopes: string[];
  locations: LocationFacts[];
};

/**
 * Reads what a shop is, with all its locations.
 *
 * @throws UnreadableAnswer when the platform answers something else than its schema says, and whatever `send` throws.
 */
export async function fetchProfile(send: Send): Promise<ShopProfile> {
  const call: AdminCall = { document: PROFILE, variables: { first: LARGEST_PAGE }, requestedPoints: PROFILE_POINTS };
  const profile = readAnswer(profileSchema, await send(call), "a shop");
  const { shop, currentAppInstallation } = profile;
  const known = await readOn(send, profile.locations, restOfLocations);
  return {
    name: shop.name,
    currency: shop.currencyCode,
    timeZone: shop.ianaTimezone,
    countryCode: shop.billingAddress?.countryCodeV2 ?? "",
    scopes: currentAppInstallation?.accessScopes.map((scope) => scope.handle) ?? [],
    // Shopify ranks locations in the order it lists them; that is our preference too until the merchant says otherwise.
    locations: known.map((location, index) => ({ ...location, priority: index })),
  };
}

const variantsSchema = z.object({
  productVariants: connection(
    z.object({
      id: gidId,
      sku: z.string().nullable(),
      title: z.string(),
      updatedAt: moment,
      inventoryPolicy: z.string(),
      product: z.object({ id: gidId, title: z.string() }),
      inventoryItem: z.object({ id: gidId, tracked: z.boolean(), requiresShipping: z.boolean() }),
    }),
  ),
});

/** A variant as the catalogue lists it. */
export type CatalogVariant = VariantFacts & { productId: string; updatedAt: string };

export type Page<Row> = { rows: Row[]; after: string | null };

/** @throws UnreadableAnswer when the platform answers something else than its schema says. */
export function parseVariants(data: unknown): Page<CatalogVariant> {
  const { nodes, after } = readAnswer(variantsSchema, data, "variants").productVariants;
  const rows = nodes.map((node) => ({
    id: node.id,
    productId: node.product.id,
    inventoryItemId: node.inventoryItem.id,
    sku: node.sku,
    title: node.title === "Default Title" ? node.product.title : `${node.product.title}, ${node.title}`,
    isTracked: node.inventoryItem.tracked,
    sellsBeyondZero: node.inventoryPolicy === "CONTINUE",
    requiresShipping: node.inventoryItem.requiresShipping,
    isDeleted: false,
    updatedAt: node.updatedAt,
  }));
  return { rows, after };
}

const levelsSchema = z.object({
  location: z.object({ inventoryLevels: connection(levelNode.extend({ item: z.object({ id: gidId }) })) }).nullable(),
});

/**
 * A page of a location's levels; a location that is not there any more has none.
 *
 * @param readAt when the answer was asked for, by our clock
 * @throws UnreadableAnswer
 */
export function parseLevels(data: unknown, locationId: string, readAt: string): Page<LevelObservation> {
  const levels = readAnswer(levelsSchema, data, "inventory levels").location?.inventoryLevels;
  if (!levels) return { rows: [], after: null };
  const rows = levels.nodes.map(({ item, ...level }) => ({
    ...observationOf({ inventoryItemId: item.id, locationId }, level),
    readAt,
  }));
  return { rows, after: levels.after };
}
