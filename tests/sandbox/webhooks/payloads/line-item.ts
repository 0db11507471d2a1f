import { fulfilledQuantity, unfulfilledQuantity } from "#tests/sandbox/orders/order-fulfillment.ts";
import { sumAllocations } from "#tests/sandbox/orders/order-totals.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Json } from "#tests/sandbox/webhooks/write-json.ts";
import { discountAllocation, idOf, idOrNull, moneySet, nameAndValue, shopAmount, taxLine } from "./parts.ts";

/** A line inside an order. */
export function lineItemOnOrder(shop: Shop, order: Order, line: LineItem): Json {
  return {
    ...common(shop, order, line),
    attributed_staffs: [],
    current_quantity: line.currentQuantity,
    quantity: line.quantity,
    sales_line_item_group_id: idOrNull(line.lineItemGroup?.id ?? null),
    // Keys that only lines of that kind bear.
    ...(line.isTip ? { tip_payment_gateway: order.transactions[0]?.gateway ?? null, tip_payment_method: null } : {}),
    ...(line.sellingPlan ? { selling_plan_allocation: sellingPlanAllocation(line.sellingPlan) } : {}),
  };
}

function sellingPlanAllocation({ id, name }: NonNullable<LineItem["sellingPlan"]>): Json {
  return { selling_plan: { id: idOf(id), name } };
}

/** A line inside a fulfillment (with the units sent) or a refund (with the units ordered): some fields fewer. */
export function lineItemElsewhere(shop: Shop, order: Order, line: LineItem, quantity: number): Json {
  return { ...common(shop, order, line), quantity };
}

function common(shop: Shop, order: Order, line: LineItem): { [key: string]: Json } {
  const discount = sumAllocations(line.discountAllocations);
  const item = shop.inventoryItems.get(shop.variants.get(line.variantId ?? "")?.inventoryItemId ?? "");
  return {
    id: idOf(line.id),
    admin_graphql_api_id: gid("LineItem", line.id),
    fulfillable_quantity: unfulfilledQuantity(shop, order, line),
    fulfillment_service: line.isGiftCard ? "gift_card" : "manual",
    fulfillment_status: fulfillmentStatusOf(shop, order, line),
    gift_card: line.isGiftCard,
    grams: line.weightGrams,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    price: shopAmount(line.unitPrice, order),
    price_set: moneySet(line.unitPrice, order),
    product_exists: line.productId !== null && shop.products.has(line.productId),
    product_id: idOrNull(line.productId),
    properties: line.customAttributes.map(nameAndValue),
    requires_shipping: line.requiresShipping,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    total_discount: shopAmount(discount, order),
    total_discount_set: moneySet(discount, order),
    variant_id: idOrNull(line.variantId),
    variant_inventory_management: item?.tracked ? "shopify" : null,
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: line.taxLines.map((tax) => taxLine(tax, order)),
    duties: line.duties.map((duty) => ({
      id: idOf(duty.id),
      harmonized_system_code: duty.harmonizedSystemCode,
      country_code_of_origin: duty.countryCodeOfOrigin,
      shop_money: { amount: shopAmount(duty.price, order), currency_code: order.currency },
      tax_lines: [],
    })),
    discount_allocations: line.discountAllocations.map((allocation) => discountAllocation(allocation, order)),
  };
}

function fulfillmentStatusOf(shop: Shop, order: Order, line: LineItem): string | null {
  if (fulfilledQuantity(shop, order, line) === 0) return null;
  return unfulfilledQuantity(shop, order, line) === 0 ? "fulfilled" : "partial";
}
