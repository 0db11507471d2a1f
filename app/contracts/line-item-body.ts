import { z } from "zod";
import type { LineItemFacts, TaxLineFacts } from "#app/domain/orders/order-facts.ts";
import { addSets, moneySet, moneySetOrNothing } from "./money-set.ts";
import {
  anything,
  flag,
  listOf,
  optionalNumber,
  optionalPlatformId,
  optionalQuantity,
  optionalText,
  platformId,
  quantity,
  textOr,
} from "./platform-values.ts";

/** Parts per million of a rate written as a fraction: 0.19 is 190000. */
export function ratePpm(rate: number | null): number {
  return Math.round((rate ?? 0) * 1_000_000);
}

export const taxLineBody = z
  .object({ title: textOr("Tax"), rate: optionalNumber, price_set: moneySet })
  .transform((body): TaxLineFacts => ({ title: body.title, ratePpm: ratePpm(body.rate), price: body.price_set }));

const allocationBody = z.object({ amount_set: moneySet });

/**
 * One line of an order. Deleted products, custom items, tips and gift cards are lines like any other: they only lack
 * a product, a variant or a SKU.
 */
export const lineItemBody = z
  .object({
    id: platformId,
    variant_id: optionalPlatformId,
    product_id: optionalPlatformId,
    title: textOr("Untitled item"),
    variant_title: optionalText,
    sku: optionalText,
    quantity,
    current_quantity: optionalQuantity,
    fulfillable_quantity: optionalQuantity,
    requires_shipping: flag(true),
    gift_card: flag(false),
    grams: optionalNumber,
    price_set: moneySet,
    total_discount_set: moneySetOrNothing,
    discount_allocations: listOf(allocationBody),
    tax_lines: listOf(taxLineBody),
    sales_line_item_group_id: optionalPlatformId,
    selling_plan_allocation: z.object({ selling_plan: z.object({ name: textOr("Selling plan") }).nullish() }).nullish(),
    // Shopify writes these two keys on tips alone, and there even as null.
    tip_payment_gateway: anything,
    tip_payment_method: anything,
  })
  .transform((body): LineItemFacts => ({
    id: body.id,
    variantId: body.variant_id,
    productId: body.product_id,
    title: body.title,
    variantTitle: body.variant_title,
    sku: body.sku,
    quantity: body.quantity,
    currentQuantity: Math.min(body.current_quantity ?? body.quantity, body.quantity),
    fulfillableQuantity: Math.min(body.fulfillable_quantity ?? body.quantity, body.quantity),
    requiresShipping: body.requires_shipping,
    isGiftCard: body.gift_card,
    isTip: body.tip_payment_gateway !== undefined || body.tip_payment_method !== undefined,
    grams: Math.max(0, Math.round(body.grams ?? 0)),
    unitPrice: body.price_set,
    discount: discountOf(body.discount_allocations, body.total_discount_set),
    taxLines: body.tax_lines,
    lineGroupId: body.sales_line_item_group_id,
    sellingPlan: body.selling_plan_allocation?.selling_plan ?? null,
  }));

type Amount = z.output<typeof moneySetOrNothing>;

/** Allocations are complete where they are stated; the total beside them covers only discounts set on the line itself. */
function discountOf(allocations: readonly { amount_set: Amount }[], total: Amount): Amount {
  return allocations.length > 0 ? addSets(allocations.map((allocation) => allocation.amount_set)) : total;
}
