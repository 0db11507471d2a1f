import type { OrderContext } from "#app/domain/decision.ts";

/** Whether a SKU is among patterns: itself, or by its beginning before a `*`. Capitals do not matter; without a SKU nothing is. */
export function isAmong(patterns: readonly string[], sku: string | null): boolean {
  if (sku === null || sku === "") return false;
  const wanted = sku.toLowerCase();
  return patterns.some((pattern) => {
    const each = pattern.toLowerCase();
    return each.endsWith("*") ? wanted.startsWith(each.slice(0, -1)) : wanted === each;
  });
}

/** The SKU that a line was ordered under, or that its variant has by now. */
export function skuOf({ facts, variantById }: OrderContext, lineItemId: string): string | null {
  const line = facts.lines.find((each) => each.id === lineItemId);
  return line?.sku ?? variantById[line?.variantId ?? ""]?.sku ?? null;
}
