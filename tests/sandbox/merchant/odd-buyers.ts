import type { Checkout, CheckoutLine } from "#tests/sandbox/commerce/checkout/checkout.ts";
import { nextChoice, nextInteger } from "#tests/sandbox/state/random.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Draw } from "./draw-checkout.ts";

/** The same person presses the button twice: person, goods and address of the shop's last order that can be repeated. */
export function duplicateOfLast(shop: Shop, checkout: Checkout): Partial<Checkout> {
  const last = [...shop.orders.values()]
    .reverse()
    .find((order) => order.sourceName === "web" && order.cancelledAt === null);
  if (!last) return {};
  const lines = last.lineItems.flatMap<CheckoutLine>((line) =>
    line.variantId !== null && line.lineItemGroup === null && line.sellingPlan === null
      ? [{ variantId: line.variantId, quantity: line.quantity }]
      : [],
  );
  return {
    lines: lines.length > 0 ? lines : checkout.lines,
    customerId: last.customerId,
    email: last.email,
    phone: last.phone,
    shippingAddress: last.shippingAddress ? { ...last.shippingAddress } : null,
    billingAddress: last.billingAddress ? { ...last.billingAddress } : null,
    presentmentCurrency: last.presentmentCurrency,
    taxesIncluded: last.taxesIncluded,
  };
}

/** A business buys a larger quantity on its terms, at the price of its list, with its own order number. */
export function drawCompanyTerms({ shop, random, market }: Draw): Partial<Checkout> {
  const companies = [...shop.companies.values()];
  if (companies.length === 0) return {};
  const near = companies.filter((company) => company.locations[0]?.shippingAddress.countryCode === market.countryCode);
  const company = nextChoice(random, near.length > 0 ? near : companies);
  const [location] = company.locations;
  const [contact] = company.contacts;
  if (!location || !contact) return {};
  const goods = [...shop.variants.values()].filter((variant) =>
    (shop.levelsByItem.get(variant.inventoryItemId) ?? []).some((level) => level.quantities.available.quantity >= 24),
  );
  const lines = goods.length === 0 ? undefined : [1, 2].map(() => nextChoice(random, goods));
  const customer = shop.customers.get(contact.customerId);
  return {
    ...(lines
      ? {
          lines: lines.map((variant) => ({
            variantId: variant.id,
            quantity: nextInteger(random, 4, 12),
            priceMinor: Math.round(variant.priceMinor * 0.7),
          })),
        }
      : {}),
    company: { companyId: company.id, companyLocationId: location.id, contactId: contact.id },
    customerId: contact.customerId,
    email: customer?.email ?? null,
    phone: location.shippingAddress.phone,
    shippingAddress: { ...location.shippingAddress },
    billingAddress: { ...location.billingAddress },
    presentmentCurrency: shop.currency,
    taxesIncluded: false,
    taxExempt: location.taxExemptions.length > 0,
    payment: { kind: "terms" },
    poNumber: `PO-${nextInteger(random, 10_000, 99_999)}`,
    discounts: [],
  };
}
