import type { Product } from "#tests/sandbox/state/catalog.ts";
import { subtractMoney, timesMoney } from "#tests/sandbox/state/money.ts";
import type { DiscountApplication, LineItem, Order, ShippingLine } from "#tests/sandbox/state/order.ts";
import type { Address } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { sumAllocations } from "#tests/sandbox/orders/order-totals.ts";
import type { CheckoutDiscount } from "./checkout.ts";
import type { Exchange } from "#tests/sandbox/commerce/pricing/exchange.ts";
import { allocateDiscounts, taxLinesOn } from "#tests/sandbox/commerce/pricing/price-order.ts";
import { taxRatesFor, type TaxCategory, type TaxRate } from "#tests/sandbox/commerce/pricing/tax-rates.ts";

type Place = Pick<Address, "countryCode" | "provinceCode"> | null;

/** States of the United States that tax delivery charges (state tax offices, 2026); elsewhere with a tax, delivery bears it. */
const statesThatTaxShipping = ["NY", "TX", "WA", "IL"];

const reducedProductTypes = ["Food", "Books"];

/** The discounts of a checkout as an order lists them. */
export function applicationsOf(discounts: readonly CheckoutDiscount[]): DiscountApplication[] {
  return discounts.map((discount, index) => ({
    index,
    type: discount.kind === "code" ? "DISCOUNT_CODE" : discount.kind === "automatic" ? "AUTOMATIC" : "MANUAL",
    title: discount.title,
    code: discount.kind === "code" ? discount.title : null,
    valueType: "percent" in discount.value ? "PERCENTAGE" : "FIXED_AMOUNT",
    value: "percent" in discount.value ? discount.value.percent : String(discount.value.amountMinor),
    targetType: discount.on === "shipping" ? "SHIPPING_LINE" : "LINE_ITEM",
    targetSelection: typeof discount.on === "object" ? "ENTITLED" : "ALL",
    allocationMethod: discount.on === "order" ? "ACROSS" : "EACH",
  }));
}

/** Lays the discounts of a checkout on its lines and shipping lines. */
export function layDiscounts(
  exchange: Exchange,
  discounts: readonly CheckoutDiscount[],
  lineItems: readonly LineItem[],
  shippingLines: readonly ShippingLine[],
): void {
  const applications = applicationsOf(discounts);
  const goods = lineItems.map((line) => ({ ...line, isDiscountable: !line.isGiftCard && !line.isTip }));
  const onLines = allocateDiscounts(
    exchange,
    applications.filter((application) => application.targetType === "LINE_ITEM"),
    goods,
    ({ index }) => positionsOf(lineItems, discounts[index]?.on),
  );
  lineItems.forEach((line, position) => (line.discountAllocations = onLines[position] ?? []));
  const shipping = shippingLines.map((line) => ({ unitPrice: line.price, quantity: 1, isDiscountable: true }));
  const onShipping = allocateDiscounts(
    exchange,
    applications.filter((application) => application.targetType === "SHIPPING_LINE"),
    shipping,
    () => shippingLines.map((_, position) => position),
  );
  shippingLines.forEach((line, position) => (line.discountAllocations = onShipping[position] ?? []));
}

function positionsOf(lineItems: readonly LineItem[], target: CheckoutDiscount["on"] | undefined): number[] {
  const all = lineItems.map((_, position) => position);
  if (typeof target !== "object") return all;
  return all.filter((position) => target.variantIds.includes(lineItems[position]?.variantId ?? ""));
}

type TaxTerms = Pick<Order, "taxesIncluded" | "taxExempt">;

/** Lays taxes on lines, after discounts. Where the goods go decides; at a till it is where the till stands. */
export function taxLineItem(shop: Shop, terms: TaxTerms, place: Place, line: LineItem): void {
  const amount = subtractMoney(timesMoney(line.unitPrice, line.quantity), sumAllocations(line.discountAllocations));
  const product = line.productId === null ? undefined : shop.products.get(line.productId);
  const rates = line.taxable ? ratesAt(shop, terms, place, categoryOf(product)) : [];
  line.taxLines = taxLinesOn(amount, rates, terms.taxesIncluded);
}

export function taxShippingLine(shop: Shop, terms: TaxTerms, place: Place, line: ShippingLine): void {
  const amount = subtractMoney(line.price, sumAllocations(line.discountAllocations));
  const isTaxed = place?.countryCode !== "US" || statesThatTaxShipping.includes(place.provinceCode ?? "");
  line.taxLines = taxLinesOn(amount, isTaxed ? ratesAt(shop, terms, place, "standard") : [], terms.taxesIncluded);
}

function ratesAt(shop: Shop, terms: TaxTerms, place: Place, category: TaxCategory): TaxRate[] {
  if (terms.taxExempt) return [];
  return taxRatesFor(place ?? shop.address, shop.taxCountries, category);
}

function categoryOf(product: Product | undefined): TaxCategory {
  return product && reducedProductTypes.includes(product.productType) ? "reduced" : "standard";
}
