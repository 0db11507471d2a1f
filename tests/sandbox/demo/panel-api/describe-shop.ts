import type { Catalog, RecentOrder } from "#tests/sandbox/admin/browser/panel/calls.ts";
import type { PickedResource } from "#tests/sandbox/admin/browser/messages.ts";
import { possibleActs } from "#tests/sandbox/merchant/follow-ups.ts";
import { profileOf } from "#tests/sandbox/merchant/shop-profiles.ts";
import { displayFulfillmentStatus } from "#tests/sandbox/orders/order-fulfillment.ts";
import { financialStatus } from "#tests/sandbox/orders/order-payments.ts";
import { currentTotals } from "#tests/sandbox/orders/order-totals.ts";
import type { Variant } from "#tests/sandbox/state/catalog.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Instant } from "#tests/sandbox/state/instant.ts";
import { formatMinor } from "#tests/sandbox/state/money.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { fullName } from "#tests/sandbox/webhooks/payloads/people.ts";

const recentOrders = 20;
const customersOffered = 40;

/** What the shopper's form offers: goods, people, countries. */
export function describeCatalog(shop: Shop): Catalog {
  const countries = new Intl.DisplayNames("en", { type: "region" });
  const customers = [...shop.customers.values()]
    .filter(({ redactedAt }) => redactedAt === null)
    .slice(0, customersOffered);
  return {
    offers: [...shop.variants.values()].map((variant) => ({
      variantId: variant.id,
      title: titleOf(shop, variant),
      price: `${formatMinor(variant.priceMinor, shop.currency)} ${shop.currency}`,
      available: availableOf(shop, variant),
    })),
    customers: customers.map((customer) => ({
      value: customer.id,
      text: [fullName(customer), customer.addresses[0]?.city].filter(Boolean).join(", "),
    })),
    countries: (profileOf(shop)?.markets ?? []).map(({ countryCode }) => ({
      value: countryCode,
      text: countries.of(countryCode) ?? countryCode,
    })),
  };
}

/** Digital goods and gift cards never run out; a bundle lasts as long as its scarcest component. */
function availableOf(shop: Shop, variant: Variant): number {
  if (variant.components.length > 0) {
    const parts = variant.components.flatMap(({ variantId, quantity }) => {
      const component = shop.variants.get(variantId);
      return component ? [Math.floor(availableOf(shop, component) / quantity)] : [];
    });
    return Math.min(...parts);
  }
  if (shop.inventoryItems.get(variant.inventoryItemId)?.tracked !== true) return 999;
  const levels = (shop.levelsByItem.get(variant.inventoryItemId) ?? []).filter((level) => level.isActive);
  return levels.reduce((sum, level) => sum + level.quantities.available.quantity, 0);
}

function titleOf(shop: Shop, variant: Variant): string {
  const title = shop.products.get(variant.productId)?.title ?? "Untitled";
  return variant.title === "Default Title" ? title : `${title}, ${variant.title}`;
}

/** The latest orders, as the panel's list shows them. */
export function describeRecentOrders(shop: Shop, now: Instant): RecentOrder[] {
  return [...shop.orders.values()]
    .slice(-recentOrders)
    .reverse()
    .map((order) => describeOrder(shop, order, now));
}

function describeOrder(shop: Shop, order: Order, now: Instant): RecentOrder {
  const { total } = currentTotals(order);
  return {
    id: order.id,
    name: order.name,
    customer: (order.shippingAddress ? fullName(order.shippingAddress) : null) ?? order.email ?? "at the till",
    total: `${formatMinor(total.presentmentMinor, order.presentmentCurrency)} ${order.presentmentCurrency}`,
    financialStatus: order.cancelledAt === null ? (financialStatus(order, now) ?? "PENDING") : "CANCELLED",
    fulfillmentStatus: displayFulfillmentStatus(shop, order),
    acts: possibleActs(shop, order),
  };
}

/** What the admin's resource picker lists. */
export function describeResources(shop: Shop, type: string): PickedResource[] {
  const products = [...shop.products.values()];
  if (type === "product")
    return products.map((product) => ({
      id: gid("Product", product.id),
      title: product.title,
      handle: product.handle,
    }));
  if (type === "variant") {
    return [...shop.variants.values()].map((variant) => ({
      id: gid("ProductVariant", variant.id),
      title: titleOf(shop, variant),
      sku: variant.sku,
      displayName: titleOf(shop, variant),
    }));
  }
  return [];
}
