import { z } from "zod";
import type { LocationSnapshot, VariantSnapshot } from "#app/domain/orders/change.ts";
import {
  flag,
  listOf,
  optionalInstant,
  optionalPlatformId,
  optionalText,
  platformId,
  textOr,
} from "./platform-values.ts";

const variantBody = z
  .object({
    id: platformId,
    inventory_item_id: optionalPlatformId,
    sku: optionalText,
    title: textOr("Default Title"),
    inventory_policy: optionalText,
  })
  .transform((body): VariantSnapshot => ({
    id: body.id,
    inventoryItemId: body.inventory_item_id,
    sku: body.sku,
    title: body.title,
    sellsBeyondZero: body.inventory_policy?.toLowerCase() === "continue",
    isDeleted: false,
  }));

/** `products/create` and `update`. Variants beyond the first hundred stand in `variant_gids` alone. */
export const productBody = z
  .object({
    id: platformId,
    title: textOr("Untitled product"),
    updated_at: optionalInstant,
    variants: listOf(variantBody),
    variant_gids: listOf(z.object({ admin_graphql_api_id: platformId })),
  })
  .transform((body) => {
    const ids = [
      ...body.variants.map((variant) => variant.id),
      ...body.variant_gids.map((gid) => gid.admin_graphql_api_id),
    ];
    const variants = body.variants.map((variant) => ({ ...variant, title: nameVariant(body.title, variant.title) }));
    return { productId: body.id, updatedAt: body.updated_at, variants, allVariantIds: [...new Set(ids)] };
  });

/** The only variant of a product is titled "Default Title": the product's own title says more. */
function nameVariant(product: string, variant: string): string {
  return variant === "Default Title" ? product : `${product}, ${variant}`;
}

/** `locations/*` but delete. `legacy` marks the location of a fulfillment service. */
export const locationBody = z
  .object({
    id: platformId,
    name: textOr("Unnamed location"),
    country_code: optionalText,
    province_code: optionalText,
    active: flag(true),
    legacy: flag(false),
    updated_at: optionalInstant,
  })
  .transform((body): { location: LocationSnapshot; updatedAt: string | null } => ({
    location: {
      id: body.id,
      name: body.name,
      countryCode: body.country_code,
      provinceCode: body.province_code,
      isActive: body.active,
      isFulfillmentService: body.legacy,
    },
    updatedAt: body.updated_at,
  }));
