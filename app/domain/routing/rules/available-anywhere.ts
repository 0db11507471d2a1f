import type { OrderContext } from "#app/domain/decision.ts";
import type { WorkItem } from "#app/domain/routing/survey-work.ts";
import { isAmong, skuOf } from "./match-sku.ts";

/** The inventory items of an order's work whose stock is not asked for, because the merchant says so. */
export function itemsAvailableAnywhere(context: OrderContext, work: readonly WorkItem[]): ReadonlySet<string> {
  const skus = context.settings.routing?.availableAnywhereSkus ?? [];
  const items = new Set<string>();
  if (skus.length === 0) return items;
  for (const { line } of work.flatMap(({ lines }) => lines))
    if (line.inventoryItemId !== null && isAmong(skus, skuOf(context, line.lineItemId)))
      items.add(line.inventoryItemId);
  return items;
}
