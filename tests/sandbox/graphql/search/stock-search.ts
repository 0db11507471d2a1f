import type { InventoryItem, InventoryLevel, Product, Variant } from "#tests/sandbox/state/catalog.ts";
import type { Location } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { SearchFields } from "./match-search.ts";

export const locationSearch: SearchFields<Location> = {
  defaults: ["name"],
  fields: {
    id: { kind: "id", valueOf: ({ id }) => id },
    name: { kind: "text", valueOf: ({ name }) => name },
    active: { kind: "boolean", valueOf: ({ isActive }) => isActive },
    city: { kind: "text", valueOf: ({ address }) => address.city },
    country: { kind: "word", valueOf: ({ address }) => [address.country ?? "", address.countryCode ?? ""] },
    created_at: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
  },
};

export const levelSearch: SearchFields<InventoryLevel> = {
  defaults: [],
  fields: {
    inventory_item_id: { kind: "id", valueOf: ({ inventoryItemId }) => inventoryItemId },
    created_at: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
    updated_at: { kind: "moment", valueOf: ({ updatedAt }) => updatedAt },
  },
};

export const inventoryItemSearch: SearchFields<InventoryItem> = {
  defaults: ["sku"],
  fields: {
    id: { kind: "id", valueOf: ({ id }) => id },
    sku: { kind: "word", valueOf: ({ sku }) => sku },
    created_at: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
    updated_at: { kind: "moment", valueOf: ({ updatedAt }) => updatedAt },
  },
};

export function variantSearch(shop: Shop): SearchFields<Variant> {
  const productOf = ({ productId }: Variant) => shop.products.get(productId);
  const levelsOf = ({ inventoryItemId }: Variant) => shop.levelsByItem.get(inventoryItemId) ?? [];
  return {
    defaults: ["title", "sku"],
    fields: {
      id: { kind: "id", valueOf: ({ id }) => id },
      product_id: { kind: "id", valueOf: ({ productId }) => productId },
      title: { kind: "text", valueOf: ({ title }) => title },
      sku: { kind: "word", valueOf: ({ sku }) => sku },
      barcode: { kind: "word", valueOf: ({ barcode }) => barcode },
      vendor: { kind: "text", valueOf: (variant) => productOf(variant)?.vendor ?? null },
      product_status: { kind: "word", valueOf: (variant) => productOf(variant)?.status ?? null },
      requires_components: { kind: "boolean", valueOf: ({ components }) => components.length > 0 },
      location_id: { kind: "id", valueOf: (variant) => levelsOf(variant).map(({ locationId }) => locationId) },
      inventory_quantity: {
        kind: "number",
        valueOf: (variant) => levelsOf(variant).reduce((sum, { quantities }) => sum + quantities.available.quantity, 0),
      },
      updated_at: { kind: "moment", valueOf: ({ updatedAt }) => updatedAt },
    },
  };
}

export const productSearch: SearchFields<Product> = {
  defaults: ["title", "vendor"],
  fields: {
    id: { kind: "id", valueOf: ({ id }) => id },
    title: { kind: "text", valueOf: ({ title }) => title },
    handle: { kind: "word", valueOf: ({ handle }) => handle },
    status: { kind: "word", valueOf: ({ status }) => status },
    vendor: { kind: "text", valueOf: ({ vendor }) => vendor },
    product_type: { kind: "text", valueOf: ({ productType }) => productType },
    tag: { kind: "word", valueOf: ({ tags }) => tags },
    created_at: { kind: "moment", valueOf: ({ createdAt }) => createdAt },
    updated_at: { kind: "moment", valueOf: ({ updatedAt }) => updatedAt },
  },
};
