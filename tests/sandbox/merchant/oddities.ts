import type { Checkout, CheckoutLine } from "#tests/sandbox/commerce/checkout/checkout.ts";
import type { Variant } from "#tests/sandbox/state/catalog.ts";
import type { Address, Location } from "#tests/sandbox/state/people.ts";
import { nextChoice, nextInteger } from "#tests/sandbox/state/random.ts";
import { variantOfSku } from "./add-products.ts";
import type { Draw } from "./draw-checkout.ts";
import { drawCompanyTerms, duplicateOfLast } from "./odd-buyers.ts";
import { appBundle } from "./outdoor-range.ts";
import { oddNames } from "./shopper-names.ts";

/** Everything out of the ordinary that a checkout can be asked to have. */
export const oddityNames = [
  "no-house-number",
  "no-phone",
  "no-zip",
  "po-box",
  "odd-name",
  "script-note",
  "risky-buyer",
  "pending-risk",
  "duplicate",
  "company",
  "sold-out",
  "oversold",
  "split",
  "gift-card",
  "digital",
  "custom-item",
  "tip",
  "shopify-bundle",
  "own-bundle",
  "app-bundle",
  "pre-order",
  "prepaid",
  "paid-by-gift-card",
  "deposit",
  "bank-transfer",
  "authorized",
  "pickup",
  "pos",
  "test",
  "whole-discount",
  "tax-exempt",
  "high-value",
] as const;
export type Oddity = (typeof oddityNames)[number];

type Change = (draw: Draw, checkout: Checkout) => Partial<Checkout>;

/** The checkout with the oddity; unchanged where the shop has nothing of the kind (no gift cards, no till). */
export function applyOddity(draw: Draw, checkout: Checkout, oddity: Oddity): Checkout {
  return { ...checkout, ...changes[oddity](draw, checkout) };
}

/** Changes the address in both places a checkout keeps it. */
function withAddress(checkout: Checkout, change: (address: Address) => Partial<Address>): Partial<Checkout> {
  const address = checkout.shippingAddress;
  return address ? { shippingAddress: { ...address, ...change(address) } } : {};
}

function withLine(
  checkout: Checkout,
  variant: Variant | undefined,
  rest: Partial<CheckoutLine & { quantity: number }> = {},
): Partial<Checkout> {
  if (!variant) return {};
  return { lines: [...checkout.lines, { variantId: variant.id, quantity: 1, ...rest }] };
}

function variantsWhere({ shop }: Draw, isMeant: (variant: Variant) => boolean): Variant[] {
  return [...shop.variants.values()].filter(isMeant);
}

function anyOf(draw: Draw, variants: readonly Variant[]): Variant | undefined {
  return variants.length === 0 ? undefined : nextChoice(draw.random, variants);
}

const unitsLeft = ({ shop }: Draw, variant: Variant): number =>
  (shop.levelsByItem.get(variant.inventoryItemId) ?? []).reduce(
    (sum, level) => sum + level.quantities.available.quantity,
    0,
  );

/** What sells beyond stock and has least of it: usually nothing at all. */
function scarcest(draw: Draw): Variant | undefined {
  const isMeant = (each: Variant): boolean =>
    each.inventoryPolicy === "CONTINUE" && isTracked(draw, each) && each.sellingPlanIds.length === 0;
  return variantsWhere(draw, isMeant).sort((a, b) => unitsLeft(draw, a) - unitsLeft(draw, b))[0];
}

const isTracked = ({ shop }: Draw, variant: Variant): boolean =>
  shop.inventoryItems.get(variant.inventoryItemId)?.tracked === true;

const store = ({ shop }: Draw): Location | undefined =>
  [...shop.locations.values()].find((location) => location.offersLocalPickup);

/** Two goods of the buyer's continent that no one location has both of. */
function goodsApart(draw: Draw): CheckoutLine[] {
  const homes = new Map<string, Variant>();
  const isAmerican = draw.market.countryCode === "US" || draw.market.countryCode === "CA";
  for (const variant of variantsWhere(draw, (each) => isTracked(draw, each))) {
    const stocked = (draw.shop.levelsByItem.get(variant.inventoryItemId) ?? []).filter((level) => {
      const country = draw.shop.locations.get(level.locationId)?.address.countryCode;
      return (country === "US" || country === "CA") === isAmerican && level.quantities.available.quantity > 0;
    });
    const [only] = stocked;
    if (only && stocked.length === 1 && !homes.has(only.locationId)) homes.set(only.locationId, variant);
  }
  return [...homes.values()].slice(0, 2).map(({ id }) => ({ variantId: id, quantity: 1 }));
}

const changes: Record<Oddity, Change> = {
  "no-house-number": (_, checkout) =>
    withAddress(checkout, ({ address1 }) => ({
      address1: address1?.replace(/\d+/g, "").trim() ?? null,
      coordinatesValidated: false,
      validationResultSummary: "WARNING",
    })),
  "no-phone": (_, checkout) => ({ phone: null, ...withAddress(checkout, () => ({ phone: null })) }),
  "no-zip": (_, checkout) =>
    withAddress(checkout, () => ({ zip: null, coordinatesValidated: false, validationResultSummary: "ERROR" })),
  "po-box": ({ random, market }, checkout) => {
    const box = market.countryCode === "DE" ? "Postfach" : "PO Box";
    return withAddress(checkout, () => ({
      address1: `${box} ${nextInteger(random, 100, 99_999)}`,
      latitude: null,
      longitude: null,
    }));
  },
  "odd-name": ({ random }, checkout) => withAddress(checkout, () => nextChoice(random, oddNames)),
  "script-note": () => ({
    note: `<script>alert("switchyard")</script>\u2028=HYPERLINK("http://example.com")`,
    attributes: [{ key: "<img src=x onerror=alert(1)>", value: "=1+1" }],
  }),
  "risky-buyer": () => ({
    risk: {
      riskLevel: "HIGH",
      facts: [
        { description: "The card was issued in another country than the parcel goes to.", sentiment: "NEGATIVE" },
        { description: "Three cards were tried.", sentiment: "NEGATIVE" },
      ],
    },
  }),
  "pending-risk": () => ({ risk: { riskLevel: "PENDING", facts: [] } }),
  duplicate: ({ shop }, checkout) => duplicateOfLast(shop, checkout),
  company: (draw) => drawCompanyTerms(draw),
  "sold-out": (draw, checkout) => withLine(checkout, scarcest(draw)),
  oversold: (draw, checkout) => {
    const variant = scarcest(draw);
    return withLine(checkout, variant, { quantity: variant ? Math.max(unitsLeft(draw, variant), 0) + 2 : 1 });
  },
  split: (draw, checkout) => {
    const apart = goodsApart(draw);
    return apart.length === 2 ? { lines: apart } : { lines: checkout.lines };
  },
  "gift-card": (draw, checkout) =>
    withLine(
      checkout,
      anyOf(
        draw,
        variantsWhere(draw, (each) => draw.shop.products.get(each.productId)?.isGiftCard === true),
      ),
    ),
  digital: (draw, checkout) =>
    withLine(
      checkout,
      anyOf(
        draw,
        variantsWhere(draw, (each) => each.sku?.startsWith("MAP-") === true),
      ),
    ),
  "custom-item": (_, checkout) => ({
    lines: [
      ...checkout.lines,
      {
        quantity: 1,
        custom: {
          title: "Engraving, two initials",
          priceMinor: 1200,
          requiresShipping: true,
          taxable: true,
          weightGrams: 0,
        },
      },
    ],
  }),
  tip: ({ random }) => ({ tipMinor: nextInteger(random, 1, 5) * 100 }),
  "shopify-bundle": (draw, checkout) =>
    withLine(
      checkout,
      anyOf(
        draw,
        variantsWhere(draw, (each) => each.components.length > 0),
      ),
    ),
  "own-bundle": (draw, checkout) =>
    withLine(
      checkout,
      anyOf(
        draw,
        variantsWhere(
          draw,
          (each) => draw.shop.products.get(each.productId)?.tags.includes("own-bill-of-materials") === true,
        ),
      ),
    ),
  "app-bundle": ({ shop, random }, checkout) => {
    if (![...shop.variants.values()].some((variant) => variant.sku === appBundle.skus[0])) return {};
    const attributes = [
      { key: "_bundle_id", value: `tdb-${nextInteger(random, 1000, 9999)}` },
      { key: "_bundle_name", value: appBundle.name },
    ];
    const variantIds = appBundle.skus.map((sku) => variantOfSku(shop, sku).id);
    return {
      lines: [...checkout.lines, ...variantIds.map((variantId) => ({ variantId, quantity: 1, attributes }))],
      discounts: [
        ...(checkout.discounts ?? []),
        { kind: "automatic", title: appBundle.name, value: { percent: appBundle.percentOff }, on: { variantIds } },
      ],
    };
  },
  "pre-order": (draw, checkout) => withPlan(draw, checkout, "PRE_ORDER"),
  prepaid: (draw, checkout) => withPlan(draw, checkout, "SUBSCRIPTION"),
  "paid-by-gift-card": ({ random }) => ({ giftCardMinor: nextInteger(random, 10, 60) * 100 }),
  deposit: () => ({ payment: { kind: "deposit", gateway: "shopify_payments", percent: "30" } }),
  "bank-transfer": () => ({ payment: { kind: "pending", gateway: "bank_deposit" } }),
  authorized: () => ({ payment: { kind: "authorized", gateway: "shopify_payments" } }),
  pickup: (draw) => {
    const location = store(draw);
    if (!location) return {};
    return {
      delivery: { kind: "pickup", locationId: location.id },
      shipping: { title: location.name, code: "pickup", priceMinor: 0, minDays: 0, maxDays: 1 },
    };
  },
  pos: (draw) => {
    const location = store(draw);
    if (!location) return {};
    const payment = { kind: "paid" as const, gateway: nextChoice(draw.random, ["cash", "shopify_payments"] as const) };
    return {
      delivery: { kind: "retail", locationId: location.id },
      shipping: null,
      shippingAddress: null,
      billingAddress: null,
      payment,
      presentmentCurrency: draw.shop.currency,
    };
  },
  test: () => ({ isTest: true, payment: { kind: "paid", gateway: "bogus" } }),
  "whole-discount": () => ({
    discounts: [
      { kind: "manual", title: "Replacement", value: { percent: "100" }, on: "order" },
      { kind: "manual", title: "Replacement", value: { percent: "100" }, on: "shipping" },
    ],
  }),
  "tax-exempt": () => ({ taxExempt: true }),
  "high-value": (_, checkout) => ({ lines: checkout.lines.map((line) => ({ ...line, quantity: line.quantity * 4 })) }),
};

function withPlan(draw: Draw, checkout: Checkout, category: "PRE_ORDER" | "SUBSCRIPTION"): Partial<Checkout> {
  const plans = [...draw.shop.sellingPlans.values()].filter((plan) => plan.category === category);
  const variants = variantsWhere(draw, (each) => plans.some((plan) => each.sellingPlanIds.includes(plan.id)));
  const variant = anyOf(draw, variants);
  const sellingPlanId = variant?.sellingPlanIds[0];
  return variant && sellingPlanId
    ? { lines: [...checkout.lines, { variantId: variant.id, quantity: 1, sellingPlanId }] }
    : {};
}
