import { levelGid } from "#tests/sandbox/inventory/shift-quantities.ts";
import type { InventoryItem, InventoryLevel, Product, Variant } from "#tests/sandbox/state/catalog.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { formatMinor } from "#tests/sandbox/state/money.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Json } from "#tests/sandbox/webhooks/write-json.ts";
import { idOf, zoned } from "./parts.ts";

/** `products/create` and `products/update`. */
export function productPayload(shop: Shop, product: Product): Json {
  const variants = product.variantIds.flatMap((id) => shop.variants.get(id) ?? []);
  return {
    admin_graphql_api_id: gid("Product", product.id),
    body_html: null,
    created_at: zoned(product.createdAt, shop.ianaTimezone),
    handle: product.handle,
    id: idOf(product.id),
    product_type: product.productType,
    published_at: zoned(product.createdAt, shop.ianaTimezone),
    template_suffix: null,
    title: product.title,
    updated_at: zoned(product.updatedAt, shop.ianaTimezone),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: "web",
    tags: [...product.tags].sort().join(", "),
    variants: variants.map((variant) => variantPayload(shop, variant)),
    options: [],
    images: [],
    image: null,
    media: [],
    variant_gids: variants.map((variant) => ({
      admin_graphql_api_id: gid("ProductVariant", variant.id),
      updated_at: variant.updatedAt,
    })),
    has_variants_that_requires_components: product.isBundle,
    category: null,
  };
}

function variantPayload(shop: Shop, variant: Variant): Json {
  const levels = shop.levelsByItem.get(variant.inventoryItemId) ?? [];
  const available = levels
    .filter((level) => level.isActive)
    .reduce((sum, level) => sum + level.quantities.available.quantity, 0);
  return {
    admin_graphql_api_id: gid("ProductVariant", variant.id),
    barcode: variant.barcode,
    compare_at_price: null,
    created_at: zoned(variant.createdAt, shop.ianaTimezone),
    id: idOf(variant.id),
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    position: variant.position,
    price: formatMinor(variant.priceMinor, shop.currency),
    product_id: idOf(variant.productId),
    sku: variant.sku,
    taxable: variant.taxable,
    title: variant.title,
    updated_at: zoned(variant.updatedAt, shop.ianaTimezone),
    option1: variant.title,
    option2: null,
    option3: null,
    image_id: null,
    inventory_item_id: idOf(variant.inventoryItemId),
    inventory_quantity: available,
    old_inventory_quantity: available,
  };
}

/** `inventory_items/create` and `inventory_items/update`. */
export function inventoryItemPayload(shop: Shop, item: InventoryItem): Json {
  return {
    id: idOf(item.id),
    sku: item.sku,
    created_at: zoned(item.createdAt, shop.ianaTimezone),
    updated_at: zoned(item.updatedAt, shop.ianaTimezone),
    requires_shipping: item.requiresShipping,
    cost: item.unitCostMinor === null ? null : formatMinor(item.unitCostMinor, shop.currency),
    country_code_of_origin: item.countryCodeOfOrigin,
    province_code_of_origin: item.provinceCodeOfOrigin,
    harmonized_system_code: item.harmonizedSystemCode,
    tracked: item.tracked,
    country_harmonized_system_codes: [],
    weight_value: item.weightGrams / 1000,
    weight_unit: "kg",
    admin_graphql_api_id: gid("InventoryItem", item.id),
  };
}

export function inventoryItemDeletedPayload(inventoryItemId: string): Json {
  return {
    id: idOf(inventoryItemId),
    country_code_of_origin: null,
    province_code_of_origin: null,
    harmonized_system_code: null,
    country_harmonized_system_codes: [],
    admin_graphql_api_id: gid("InventoryItem", inventoryItemId),
  };
}

/** `inventory_levels/update` and `inventory_levels/connect`: of all states only what is available. */
export function inventoryLevelPayload(shop: Shop, level: InventoryLevel): Json {
  return {
    inventory_item_id: idOf(level.inventoryItemId),
    location_id: idOf(level.locationId),
    available: level.quantities.available.quantity,
    updated_at: zoned(level.updatedAt, shop.ianaTimezone),
    admin_graphql_api_id: levelGid(level),
  };
}
