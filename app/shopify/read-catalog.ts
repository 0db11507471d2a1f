import { z } from "zod";
import type { LevelObservation } from "#app/domain/inventory/level.ts";
import type { LocationFacts, VariantFacts } from "#app/domain/routing/location-facts.ts";
import type { AdminCall } from "./admin-client.ts";
import { gidId, moment } from "./answer-values.ts";
import { toGid } from "./gid.ts";
import { levelNode, observationOf } from "./read-levels.ts";

const PROFILE = `#graphql
  query ShopProfile {
    shop { name currencyCode ianaTimezone billingAddress { countryCodeV2 } }
    currentAppInstallation { accessScopes { handle } }
    locations(first: 100, includeLegacy: true) {
      nodes {
        id name isActive fulfillsOnlineOrders isFulfillmentService
        address { countryCode provinceCode latitude longitude }
      }
    }
  }`;

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

// Pages of this size stay well below the 1,000 points a single query may cost (Shopify: API rate limits).
const VARIANTS_A_PAGE = 100;
const LEVELS_A_PAGE = 50;

export function profileCall(): AdminCall {
  return { document: PROFILE, variables: {}, requestedPoints: 205 };
}

export function variantsCall(after: string | null): AdminCall {
  return { document: VARIANTS, variables: { first: VARIANTS_A_PAGE, after }, requestedPoints: 3 * VARIANTS_A_PAGE + 3 };
}

/** All levels of a location, or those a search in Shopify's syntax finds. */
export function levelsCall(locationId: string, after: string | null, query: string | null = null): AdminCall {
  const variables = { id: toGid("Location", locationId), first: LEVELS_A_PAGE, after, query };
  return { document: LEVELS, variables, requestedPoints: 9 * LEVELS_A_PAGE + 3 };
}

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

const profileSchema = z.object({
  shop: z.object({
    name: z.string(),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
    billingAddress: z.object({ countryCodeV2: z.string().nullable() }).nullable(),
  }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }).nullable(),
  locations: z.object({
    nodes: z.array(
      z.object({
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
      }),
    ),
  }),
});

export type ShopProfile = {
  name: string;
  currency: string;
  timeZone: string;
  countryCode: string;
  scopes: string[];
  locations: LocationFacts[];
};

/** @throws ZodError when the platform answers something else than its schema says. */
export function parseProfile(data: unknown): ShopProfile {
  const { shop, currentAppInstallation, locations } = profileSchema.parse(data);
  return {
    name: shop.name,
    currency: shop.currencyCode,
    timeZone: shop.ianaTimezone,
    countryCode: shop.billingAddress?.countryCodeV2 ?? "",
    scopes: currentAppInstallation?.accessScopes.map((scope) => scope.handle) ?? [],
    // Shopify ranks locations in the order it lists them; that is our preference too until the merchant says otherwise.
    locations: locations.nodes.map(({ address, ...location }, index) => ({ ...location, ...address, priority: index })),
  };
}

const variantsSchema = z.object({
  productVariants: z.object({
    nodes: z.array(
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
    pageInfo,
  }),
});

/** A variant as the catalogue lists it. */
export type CatalogVariant = VariantFacts & { productId: string; updatedAt: string };

export type Page<Row> = { rows: Row[]; after: string | null };

export function parseVariants(data: unknown): Page<CatalogVariant> {
  const { nodes, pageInfo: page } = variantsSchema.parse(data).productVariants;
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
  return { rows, after: page.hasNextPage ? page.endCursor : null };
}

const levelsSchema = z.object({
  location: z
    .object({
      inventoryLevels: z.object({
        nodes: z.array(levelNode.extend({ item: z.object({ id: gidId }) })),
        pageInfo,
      }),
    })
    .nullable(),
});

/** @param readAt when the answer was asked for, by our clock */
export function parseLevels(data: unknown, locationId: string, readAt: string): Page<LevelObservation> {
  const levels = levelsSchema.parse(data).location?.inventoryLevels;
  if (!levels) return { rows: [], after: null };
  const rows = levels.nodes.map(({ item, ...level }) => ({
    ...observationOf({ inventoryItemId: item.id, locationId }, level),
    readAt,
  }));
  return { rows, after: levels.pageInfo.hasNextPage ? levels.pageInfo.endCursor : null };
}
