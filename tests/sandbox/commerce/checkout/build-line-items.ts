import { nextId, type World } from "#tests/sandbox/state.ts";
import type { Product, SellingPlan, Variant } from "#tests/sandbox/state/catalog.ts";
import { nothing, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { LineItem, LineItemGroup } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { CheckoutLine } from "./checkout.ts";
import { bagOfPresentment, bagOfShop, type Exchange } from "#tests/sandbox/commerce/pricing/exchange.ts";
import { spreadOver } from "#tests/sandbox/commerce/pricing/fraction.ts";

/** The goods behind a line, as far as stock and routing ask. */
export type Goods = { variant: Variant; product: Product };

/** The goods of a variant; undefined when the shop does not (or no longer) sell it. */
export function goodsOf(shop: Shop, variantId: string): Goods | undefined {
  const variant = shop.variants.get(variantId);
  const product = variant ? shop.products.get(variant.productId) : undefined;
  return variant && product ? { variant, product } : undefined;
}

/** The line items of a cart: a Shopify bundle becomes one line for each component, everything else one line. */
export function buildLineItems(world: World, shop: Shop, exchange: Exchange, line: CheckoutLine): LineItem[] {
  if ("custom" in line) return [customLine(world, exchange, line)];
  const goods = goodsOf(shop, line.variantId);
  if (!goods) throw new Error(`The shop does not sell variant ${line.variantId}.`);
  if (goods.variant.components.length > 0) return explodeBundle(world, shop, exchange, line, goods);
  const plan = line.sellingPlanId ? shop.sellingPlans.get(line.sellingPlanId) : undefined;
  const unitPrice = bagOfShop(exchange, line.priceMinor ?? goods.variant.priceMinor);
  return [
    variantLine(world, shop, goods, {
      line,
      quantity: line.quantity * (plan?.deliveries ?? 1),
      unitPrice,
      plan,
      group: null,
    }),
  ];
}

type VariantLine = {
  line: CheckoutLine;
  quantity: number;
  unitPrice: MoneyBag;
  plan: SellingPlan | undefined;
  group: LineItemGroup | null;
};

function variantLine(world: World, shop: Shop, { variant, product }: Goods, parts: VariantLine): LineItem {
  const item = shop.inventoryItems.get(variant.inventoryItemId);
  return {
    id: nextId(world, "LineItem"),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku,
    vendor: product.vendor,
    quantity: parts.quantity,
    currentQuantity: parts.quantity,
    unitPrice: parts.unitPrice,
    discountAllocations: [],
    taxLines: [],
    taxable: variant.taxable && !product.isGiftCard,
    requiresShipping: item?.requiresShipping ?? true,
    isGiftCard: product.isGiftCard,
    isTip: false,
    weightGrams: item?.weightGrams ?? 0,
    customAttributes: parts.line.attributes ?? [],
    lineItemGroup: parts.group,
    sellingPlan: parts.plan ? { id: parts.plan.id, name: parts.plan.name } : null,
    isStockCommitted: item?.tracked === true && parts.plan?.reserveInventory !== "ON_FULFILLMENT",
    duties: [],
  };
}

/**
 * A Shopify bundle arrives as its components, tied by a line item group. The price of the bundle is spread over them by what they
 * cost alone; a component of several units gets a whole price for each, so the sum may differ from the bundle's by some cents.
 */
function explodeBundle(world: World, shop: Shop, exchange: Exchange, line: CheckoutLine, bundle: Goods): LineItem[] {
  const { variant, product } = bundle;
  const group: LineItemGroup = {
    id: nextId(world, "LineItemGroup"),
    title: product.title,
    quantity: line.quantity,
    productId: product.id,
    variantId: variant.id,
    variantSku: variant.sku,
  };
  const components = variant.components.flatMap((component) => {
    const goods = goodsOf(shop, component.variantId);
    return goods ? [{ goods, quantity: component.quantity }] : [];
  });
  const alone = components.map(({ goods, quantity }) => goods.variant.priceMinor * quantity);
  const shares = spreadOver(variant.priceMinor, alone);
  return components.map(({ goods, quantity }, index) => {
    const unitPrice = bagOfShop(exchange, Math.round((shares[index] ?? 0) / quantity));
    return variantLine(world, shop, goods, {
      line,
      quantity: quantity * line.quantity,
      unitPrice,
      plan: undefined,
      group,
    });
  });
}

function customLine(world: World, exchange: Exchange, line: Extract<CheckoutLine, { custom: unknown }>): LineItem {
  const { custom } = line;
  return {
    ...bareLine(world, custom.title, bagOfShop(exchange, custom.priceMinor), line.quantity),
    taxable: custom.taxable,
    requiresShipping: custom.requiresShipping,
    weightGrams: custom.weightGrams,
    customAttributes: line.attributes ?? [],
  };
}

/** A tip is a line of the order that nobody ships. */
export function tipLine(world: World, exchange: Exchange, tipMinor: number): LineItem {
  return { ...bareLine(world, "Tip", bagOfPresentment(exchange, tipMinor), 1), isTip: true };
}

function bareLine(world: World, title: string, unitPrice: MoneyBag, quantity: number): LineItem {
  return {
    id: nextId(world, "LineItem"),
    productId: null,
    variantId: null,
    title,
    variantTitle: null,
    sku: null,
    vendor: null,
    quantity,
    currentQuantity: quantity,
    unitPrice: { ...nothing, ...unitPrice },
    discountAllocations: [],
    taxLines: [],
    taxable: false,
    requiresShipping: false,
    isGiftCard: false,
    isTip: false,
    weightGrams: 0,
    customAttributes: [],
    lineItemGroup: null,
    sellingPlan: null,
    isStockCommitted: false,
    duties: [],
  };
}
