import type { BundleComponent, Product, Variant } from "#tests/sandbox/state/catalog.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { formatMinor } from "#tests/sandbox/state/money.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { findMetafield, type MetafieldArguments } from "#tests/sandbox/graphql/metafields.ts";
import { pageInOrder, type PagingArguments } from "#tests/sandbox/graphql/paging/paging.ts";
import type { RequestContext, TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import { countOf } from "#tests/sandbox/graphql/sources.ts";

/** Units that can be sold now over all locations. A bundle has as many as its scarcest component allows. */
function availableUnits(shop: Shop, variant: Variant): number {
  if (variant.components.length > 0) {
    const possible = variant.components.map(({ variantId, quantity }) => {
      const component = shop.variants.get(variantId);
      return component ? Math.floor(availableUnits(shop, component) / quantity) : 0;
    });
    return Math.min(...possible);
  }
  const levels = shop.levelsByItem.get(variant.inventoryItemId) ?? [];
  return levels.reduce((sum, level) => sum + (level.isActive ? level.quantities.available.quantity : 0), 0);
}

function isTracked(shop: Shop, variant: Variant): boolean {
  return shop.inventoryItems.get(variant.inventoryItemId)?.tracked === true;
}

function isForSale(shop: Shop, variant: Variant): boolean {
  if (shop.products.get(variant.productId)?.status !== "ACTIVE") return false;
  return variant.inventoryPolicy === "CONTINUE" || !isTracked(shop, variant) || availableUnits(shop, variant) > 0;
}

function variantsOf(shop: Shop, product: Product): Variant[] {
  return product.variantIds.flatMap((id) => shop.variants.get(id) ?? []);
}

type ComponentSource = { owner: Variant; component: BundleComponent };

export const productVariant: TypeResolvers = {
  own: ["title", "sku", "barcode", "position", "taxable", "inventoryPolicy", "createdAt", "updatedAt"],
  fields: {
    id: ({ id }: Variant) => gid("ProductVariant", id),
    legacyResourceId: ({ id }: Variant) => id,
    displayName: ({ productId, title }: Variant, _: unknown, { shop }: RequestContext) =>
      `${shop.products.get(productId)?.title ?? ""} - ${title}`,
    price: ({ priceMinor }: Variant, _: unknown, { shop }: RequestContext) => formatMinor(priceMinor, shop.currency),
    availableForSale: (variant: Variant, _: unknown, { shop }: RequestContext) => isForSale(shop, variant),
    inventoryQuantity: (variant: Variant, _: unknown, { shop }: RequestContext) => availableUnits(shop, variant),
    sellableOnlineQuantity: (variant: Variant, _: unknown, { shop }: RequestContext) =>
      Math.max(0, availableUnits(shop, variant)),
    requiresComponents: ({ components }: Variant) => components.length > 0,
    selectedOptions: ({ title }: Variant) => [{ name: "Title", value: title }],
    product: ({ productId }: Variant, _: unknown, { shop }: RequestContext) => shop.products.get(productId),
    inventoryItem: ({ inventoryItemId }: Variant, _: unknown, { shop }: RequestContext) =>
      shop.inventoryItems.get(inventoryItemId),
    productVariantComponents: (owner: Variant, args: PagingArguments) =>
      pageInOrder(
        owner.components.map((component): ComponentSource => ({ owner, component })),
        args,
      ),
    metafield: ({ id }: Variant, args: MetafieldArguments, context: RequestContext) =>
      findMetafield(context, gid("ProductVariant", id), args),
  },
};

export const productVariantComponent: TypeResolvers = {
  fields: {
    id: ({ owner, component }: ComponentSource) => gid("ProductVariantComponent", `${owner.id}-${component.variantId}`),
    quantity: ({ component }: ComponentSource) => component.quantity,
    productVariant: ({ component }: ComponentSource, _: unknown, { shop }: RequestContext) =>
      shop.variants.get(component.variantId),
  },
};

export const productType: TypeResolvers = {
  own: ["title", "handle", "vendor", "productType", "status", "tags", "isGiftCard", "createdAt", "updatedAt"],
  fields: {
    id: ({ id }: Product) => gid("Product", id),
    legacyResourceId: ({ id }: Product) => id,
    hasOnlyDefaultVariant: ({ variantIds }: Product) => variantIds.length === 1,
    hasVariantsThatRequiresComponents: ({ isBundle }: Product) => isBundle,
    totalInventory: (product: Product, _: unknown, { shop }: RequestContext) =>
      variantsOf(shop, product).reduce((sum, variant) => sum + availableUnits(shop, variant), 0),
    tracksInventory: (product: Product, _: unknown, { shop }: RequestContext) =>
      variantsOf(shop, product).some((variant) => isTracked(shop, variant)),
    variantsCount: ({ variantIds }: Product) => countOf(variantIds.length),
    variants: (product: Product, args: PagingArguments, { shop }: RequestContext) =>
      pageInOrder(variantsOf(shop, product), args),
  },
};
