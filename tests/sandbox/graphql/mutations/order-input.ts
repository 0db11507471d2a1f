import type { Attribute, FinancialStatus, LineItem, ShippingLine, TaxLine } from "#tests/sandbox/state/order.ts";
import { nothing, shareOfMoney, timesMoney, type MoneyBag } from "#tests/sandbox/state/money.ts";
import { nextId, type World } from "#tests/sandbox/state.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { unsupported } from "#tests/sandbox/graphql/graphql-errors.ts";
import { idOf } from "#tests/sandbox/graphql/ids-of.ts";
import type { AddressInput } from "./address-input.ts";
import { bagFromInput, type MoneyBagInput } from "./money-input.ts";

type TaxInput = { title: string; rate: string; priceSet?: MoneyBagInput | null; channelLiable?: boolean | null };

export type LineInput = {
  variantId?: string | null;
  productId?: string | null;
  title?: string | null;
  variantTitle?: string | null;
  sku?: string | null;
  vendor?: string | null;
  quantity: number;
  priceSet?: MoneyBagInput | null;
  taxLines?: TaxInput[] | null;
  taxable?: boolean | null;
  requiresShipping?: boolean | null;
  giftCard?: boolean | null;
  properties?: { name: string; value: string }[] | null;
  weight?: { unit: "GRAMS" | "KILOGRAMS" | "OUNCES" | "POUNDS"; value: number } | null;
};

type ShippingInput = {
  title: string;
  code?: string | null;
  source?: string | null;
  priceSet: MoneyBagInput;
  taxLines?: TaxInput[] | null;
};

export type TransactionInput = {
  kind?: "AUTHORIZATION" | "SALE" | "CAPTURE" | "REFUND" | "VOID" | null;
  status?: "SUCCESS" | "PENDING" | "FAILURE" | "ERROR" | null;
  gateway?: string | null;
  amountSet: MoneyBagInput;
  processedAt?: Date | null;
  test?: boolean | null;
};

export type OrderInput = {
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  note?: string | null;
  poNumber?: string | null;
  tags?: string[] | null;
  customAttributes?: Attribute[] | null;
  currency?: string | null;
  presentmentCurrency?: string | null;
  taxesIncluded?: boolean | null;
  test?: boolean | null;
  processedAt?: Date | null;
  closedAt?: Date | null;
  sourceName?: string | null;
  sourceIdentifier?: string | null;
  financialStatus?: FinancialStatus | null;
  billingAddress?: AddressInput | null;
  shippingAddress?: AddressInput | null;
  lineItems?: LineInput[] | null;
  shippingLines?: ShippingInput[] | null;
  transactions?: TransactionInput[] | null;
  customer?: { toAssociate?: { id?: string | null; email?: string | null } | null; toUpsert?: unknown } | null;
  companyLocationId?: string | null;
};

/** Parts of the input the sandbox would have to drop in silence: it refuses instead. */
export function refuseUnsupported(input: Record<string, unknown>): void {
  for (const name of ["discountCode", "fulfillment", "fulfillmentStatus", "metafields", "taxLines", "userId"]) {
    if (input[name] !== undefined && input[name] !== null) throw unsupported(`\`${name}\` in orderCreate`);
  }
  const customer = input["customer"] as OrderInput["customer"];
  if (customer?.toUpsert) throw unsupported("creating customers in orderCreate");
}

const gramsOf = { GRAMS: 1, KILOGRAMS: 1000, OUNCES: 28.349523125, POUNDS: 453.59237 };

/** A line as an importing app states it; what it leaves out comes from the variant. */
export function importedLine(world: World, shop: Shop, input: LineInput, claimsStock: boolean): LineItem | string {
  const variant = input.variantId ? shop.variants.get(idOf("ProductVariant", input.variantId)) : undefined;
  if (input.variantId && !variant) return "Variant does not exist";
  const product = variant ? shop.products.get(variant.productId) : undefined;
  const item = variant ? shop.inventoryItems.get(variant.inventoryItemId) : undefined;
  const title = input.title ?? product?.title;
  if (!title) return "Title can't be blank";
  if (input.quantity < 1) return "Quantity must be greater than 0";
  const catalogPrice = { shopMinor: variant?.priceMinor ?? 0, presentmentMinor: variant?.priceMinor ?? 0 };
  const unitPrice = bagFromInput(input.priceSet) ?? catalogPrice;
  return {
    id: nextId(world, "LineItem"),
    productId: product?.id ?? null,
    variantId: variant?.id ?? null,
    title,
    variantTitle: input.variantTitle ?? (variant && variant.title !== "Default Title" ? variant.title : null),
    sku: input.sku ?? variant?.sku ?? null,
    vendor: input.vendor ?? product?.vendor ?? null,
    quantity: input.quantity,
    currentQuantity: input.quantity,
    unitPrice,
    discountAllocations: [],
    taxLines: taxesFrom(input.taxLines, timesMoney(unitPrice, input.quantity)),
    taxable: input.taxable ?? true,
    requiresShipping: item?.requiresShipping === true || input.requiresShipping === true,
    isGiftCard: input.giftCard ?? product?.isGiftCard ?? false,
    isTip: false,
    weightGrams: input.weight ? Math.round(input.weight.value * gramsOf[input.weight.unit]) : (item?.weightGrams ?? 0),
    customAttributes: (input.properties ?? []).map(({ name, value }) => ({ key: name, value })),
    lineItemGroup: null,
    sellingPlan: null,
    isStockCommitted: claimsStock && item?.tracked === true,
    duties: [],
  };
}

export function importedShipping(world: World, input: ShippingInput): ShippingLine {
  const price = bagFromInput(input.priceSet) ?? { ...nothing };
  return {
    id: nextId(world, "ShippingLine"),
    title: input.title,
    code: input.code ?? null,
    source: input.source ?? null,
    carrierIdentifier: null,
    deliveryCategory: null,
    price,
    discountAllocations: [],
    taxLines: taxesFrom(input.taxLines, price),
    isRemoved: false,
  };
}

/** Taxes as stated; a tax line without a price gets its rate's share of the whole, on top of it. */
function taxesFrom(inputs: readonly TaxInput[] | null | undefined, whole: MoneyBag): TaxLine[] {
  return (inputs ?? []).map(({ title, rate, priceSet, channelLiable }) => ({
    title,
    rate: String(rate),
    price: bagFromInput(priceSet) ?? shareOfMoney(whole, Math.round(Number(rate) * 1_000_000), 1_000_000),
    channelLiable: channelLiable ?? false,
  }));
}
