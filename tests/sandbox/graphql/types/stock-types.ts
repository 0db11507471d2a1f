import { quantityOf } from "#tests/sandbox/inventory/write-quantities.ts";
import { levelGid } from "#tests/sandbox/inventory/shift-quantities.ts";
import { isActive } from "#tests/sandbox/orders/order-fulfillment.ts";
import {
  storedQuantityNames,
  type InventoryAdjustmentGroup,
  type InventoryChange,
  type InventoryItem,
  type InventoryLevel,
  type QuantityName,
} from "#tests/sandbox/state/catalog.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Location } from "#tests/sandbox/state/people.ts";
import { findLevel } from "#tests/sandbox/state/shop.ts";
import { badRequest } from "#tests/sandbox/graphql/graphql-errors.ts";
import { idOf, idsOf } from "#tests/sandbox/graphql/ids-of.ts";
import { pageInOrder, pageOf, type PagingArguments } from "#tests/sandbox/graphql/paging/paging.ts";
import type { RequestContext, TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import { levelSearch } from "#tests/sandbox/graphql/search/stock-search.ts";
import { matcherOf } from "#tests/sandbox/graphql/search/match-search.ts";
import { countOf, type MoneySource, type WeightSource } from "#tests/sandbox/graphql/sources.ts";

type LevelArguments = PagingArguments & { query?: string | null; includeInactive?: boolean | null };

function pageOfLevels(levels: readonly InventoryLevel[], args: LevelArguments, now: string) {
  const isMeant = matcherOf(levelSearch, args.query, now);
  const shown = levels.filter((level) => (level.isActive || args.includeInactive === true) && isMeant(level));
  return pageOf(shown, args, ({ id }) => ({ value: null, id }));
}

export const inventoryItem: TypeResolvers = {
  own: [
    "sku",
    "tracked",
    "requiresShipping",
    "countryCodeOfOrigin",
    "provinceCodeOfOrigin",
    "harmonizedSystemCode",
    "createdAt",
    "updatedAt",
  ],
  fields: {
    id: ({ id }: InventoryItem) => gid("InventoryItem", id),
    legacyResourceId: ({ id }: InventoryItem) => id,
    duplicateSkuCount: () => 0,
    unitCost: ({ unitCostMinor }: InventoryItem, _: unknown, { shop }: RequestContext): MoneySource | null =>
      unitCostMinor === null ? null : { minor: unitCostMinor, currency: shop.currency },
    measurement: (item: InventoryItem) => item,
    variant: ({ variantId }: InventoryItem, _: unknown, { shop }: RequestContext) =>
      shop.variants.get(variantId) ?? null,
    variants: ({ variantId }: InventoryItem, args: PagingArguments, { shop }: RequestContext) => {
      const variant = shop.variants.get(variantId);
      return pageInOrder(variant ? [variant] : [], args);
    },
    locationsCount: ({ id }: InventoryItem, _: unknown, { shop }: RequestContext) => {
      return countOf((shop.levelsByItem.get(id) ?? []).filter((level) => level.isActive).length);
    },
    inventoryLevel: (
      { id }: InventoryItem,
      args: { locationId: string; includeInactive?: boolean | null },
      { shop }: RequestContext,
    ) => visibleLevel(findLevel(shop, id, idOf("Location", args.locationId)), args.includeInactive),
    inventoryLevels: ({ id }: InventoryItem, args: LevelArguments, { shop, now }: RequestContext) =>
      pageOfLevels(shop.levelsByItem.get(id) ?? [], args, now),
  },
};

function visibleLevel(level: InventoryLevel | undefined, includeInactive: boolean | null | undefined) {
  return level && (level.isActive || includeInactive === true) ? level : null;
}

export const inventoryItemMeasurement: TypeResolvers = {
  fields: {
    id: ({ id }: InventoryItem) => gid("InventoryItemMeasurement", id),
    weight: ({ weightGrams }: InventoryItem, _: unknown, { shop }: RequestContext): WeightSource => ({
      grams: weightGrams,
      unit: shop.weightUnit,
    }),
  },
};

type QuantitySource = { level: InventoryLevel; name: QuantityName };

const quantityNames: readonly QuantityName[] = [...storedQuantityNames, "on_hand"];

function namedQuantities(level: InventoryLevel, { names }: { names: string[] }): QuantitySource[] {
  return names.map((asked) => {
    const name = quantityNames.find((each) => each === asked);
    if (!name) throw badRequest(`The quantity name "${asked}" is invalid.`);
    return { level, name };
  });
}

export const inventoryLevel: TypeResolvers = {
  own: ["isActive", "createdAt", "updatedAt"],
  fields: {
    id: levelGid,
    canDeactivate: ({ quantities }: InventoryLevel) =>
      quantities.committed.quantity === 0 && quantities.incoming.quantity === 0,
    item: ({ inventoryItemId }: InventoryLevel, _: unknown, { shop }: RequestContext) =>
      shop.inventoryItems.get(inventoryItemId),
    location: ({ locationId }: InventoryLevel, _: unknown, { shop }: RequestContext) => shop.locations.get(locationId),
    quantities: namedQuantities,
  },
};

export const inventoryQuantity: TypeResolvers = {
  own: ["name"],
  fields: {
    id: ({ level, name }: QuantitySource) => `${gid("InventoryQuantity", level.id)}?name=${name}`,
    quantity: ({ level, name }: QuantitySource) => quantityOf(level, name),
    updatedAt: ({ level, name }: QuantitySource) => (name === "on_hand" ? null : level.quantities[name].updatedAt),
  },
};

export const inventoryAdjustmentGroup: TypeResolvers = {
  own: ["createdAt", "reason", "referenceDocumentUri"],
  fields: {
    id: ({ id }: InventoryAdjustmentGroup) => gid("InventoryAdjustmentGroup", id),
    app: ({ apiKey }: InventoryAdjustmentGroup, _: unknown, { world }: RequestContext) =>
      world.apps.get(apiKey ?? "") ?? null,
    staffMember: () => null,
    changes: (
      group: InventoryAdjustmentGroup,
      args: { inventoryItemIds?: string[] | null; locationIds?: string[] | null; quantityNames?: string[] | null },
    ) => {
      const items = args.inventoryItemIds ? idsOf("InventoryItem", args.inventoryItemIds) : undefined;
      const places = args.locationIds ? idsOf("Location", args.locationIds) : undefined;
      return group.changes.filter(
        (change) =>
          (items?.includes(change.inventoryItemId) ?? true) &&
          (places?.includes(change.locationId) ?? true) &&
          (args.quantityNames?.includes(change.name) ?? true),
      );
    },
  },
};

export const inventoryChange: TypeResolvers = {
  own: ["name", "delta", "quantityAfterChange", "ledgerDocumentUri"],
  fields: {
    item: ({ inventoryItemId }: InventoryChange, _: unknown, { shop }: RequestContext) =>
      shop.inventoryItems.get(inventoryItemId) ?? null,
    location: ({ locationId }: InventoryChange, _: unknown, { shop }: RequestContext) =>
      shop.locations.get(locationId) ?? null,
  },
};

/** Fulfillment orders with work left at a location; a scan, as only pages that list a handful of locations ask. */
function hasUnfulfilledOrders(location: Location, { shop }: RequestContext): boolean {
  for (const each of shop.fulfillmentOrders.values()) {
    if (each.assignedLocationId === location.id && isActive(each)) return true;
  }
  return false;
}

export const locationType: TypeResolvers = {
  own: ["name", "isActive", "fulfillsOnlineOrders", "shipsInventory", "createdAt", "updatedAt"],
  fields: {
    id: ({ id }: Location) => gid("Location", id),
    legacyResourceId: ({ id }: Location) => id,
    address: (location: Location) => location,
    addressVerified: ({ address }: Location) => address.coordinatesValidated,
    activatable: () => true,
    deactivatable: ({ isActive: active }: Location) => active,
    deactivatedAt: ({ isActive: active, updatedAt }: Location) => (active ? null : updatedAt),
    deletable: ({ isActive: active }: Location) => !active,
    isFulfillmentService: ({ fulfillmentServiceApiKey }: Location) => fulfillmentServiceApiKey !== null,
    isPrimary: ({ rank }: Location) => rank === 1,
    hasActiveInventory: ({ id }: Location, _: unknown, { shop }: RequestContext) =>
      (shop.levelsByLocation.get(id) ?? []).some((level) => level.isActive),
    hasUnfulfilledOrders: (location: Location, _: unknown, context: RequestContext) =>
      hasUnfulfilledOrders(location, context),
    fulfillmentService: ({ fulfillmentServiceApiKey }: Location, _: unknown, { world }: RequestContext) => {
      const app = world.apps.get(fulfillmentServiceApiKey ?? "");
      return app ? { handle: app.handle } : null;
    },
    localPickupSettingsV2: ({ offersLocalPickup }: Location) =>
      offersLocalPickup ? { pickupTime: "TWENTY_FOUR_HOURS", instructions: "" } : null,
    inventoryLevel: ({ id }: Location, args: { inventoryItemId: string }, { shop }: RequestContext) =>
      visibleLevel(findLevel(shop, idOf("InventoryItem", args.inventoryItemId), id), false),
    inventoryLevels: ({ id }: Location, args: LevelArguments, { shop, now }: RequestContext) =>
      pageOfLevels(shop.levelsByLocation.get(id) ?? [], args, now),
  },
};

const inOnHand = storedQuantityNames.filter((name) => name !== "incoming");

/** The states as the platform explains them: what each is part of and made of. */
export const quantityNameList = quantityNames.map((name) => ({
  name,
  displayName: name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " "),
  isInUse: true,
  belongsTo: inOnHand.some((each) => each === name) ? ["on_hand"] : [],
  comprises: name === "on_hand" ? inOnHand : [],
}));
