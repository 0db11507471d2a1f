import type { Shop } from "#tests/sandbox/state/shop.ts";
import { goodsOf } from "./build-line-items.ts";
import type { Checkout, Refusal } from "./checkout.ts";
import { locationsFor } from "#tests/sandbox/commerce/routing/route-order.ts";

/**
 * What keeps a checkout from selling: a variant that is not there, or counted goods with policy "deny" of which all locations
 * that could send them together have too few. Policy "continue" sells on, and so does a till: whoever stands there with the
 * goods in hand is proof enough. Components of a bundle count like lines of their own.
 */
export function checkStock(shop: Shop, checkout: Checkout): Refusal[] {
  const refusals: Refusal[] = [];
  for (const [variantId, wanted] of wantedUnits(shop, checkout, refusals)) {
    const variant = shop.variants.get(variantId);
    const item = variant ? shop.inventoryItems.get(variant.inventoryItemId) : undefined;
    if (!variant || !item?.tracked || variant.inventoryPolicy === "CONTINUE") continue;
    if (checkout.delivery.kind === "retail") continue;
    const available = availableUnits(shop, checkout, item.id);
    if (available < wanted) refusals.push({ variantId, reason: "sold out", available });
  }
  return refusals;
}

function wantedUnits(shop: Shop, checkout: Checkout, refusals: Refusal[]): Map<string, number> {
  const wanted = new Map<string, number>();
  const want = (variantId: string, units: number): void => {
    wanted.set(variantId, (wanted.get(variantId) ?? 0) + units);
  };
  for (const line of checkout.lines) {
    if ("custom" in line) continue;
    const goods = goodsOf(shop, line.variantId);
    const components = goods?.variant.components ?? [];
    if (!goods || components.some((component) => !goodsOf(shop, component.variantId))) {
      refusals.push({ variantId: line.variantId, reason: "unknown variant", available: 0 });
      continue;
    }
    if (components.length === 0) want(line.variantId, line.quantity);
    for (const component of components) want(component.variantId, component.quantity * line.quantity);
  }
  return wanted;
}

function availableUnits(shop: Shop, checkout: Checkout, inventoryItemId: string): number {
  const usable = new Set(locationsFor(shop, checkout.delivery).map(({ id }) => id));
  return (shop.levelsByItem.get(inventoryItemId) ?? [])
    .filter((level) => level.isActive && usable.has(level.locationId))
    .reduce((sum, level) => sum + level.quantities.available.quantity, 0);
}
