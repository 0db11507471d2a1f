import type { RoutePlan } from "#app/domain/decision.ts";

/**
 * What a route chooses: units by "line item location", or by "line item" where they wait. It names line items, since
 * fulfillment orders and their lines get other ids when Shopify moves or splits them.
 */
export type ChosenUnits = Readonly<Record<string, number>>;

export function chosenUnits({ planned, backordered }: RoutePlan): ChosenUnits {
  const units: Record<string, number> = {};
  const add = (key: string, quantity: number) => (units[key] = (units[key] ?? 0) + quantity);
  for (const { lineItemId, locationId, quantity } of planned) add(`${lineItemId} ${locationId}`, quantity);
  for (const { lineItemId, quantity } of backordered) add(lineItemId, quantity);
  return units;
}

/**
 * Whether an order has been routed anew, and not only lost what has left meanwhile: some units are to leave from elsewhere
 * than was known, and the choice is about no fewer units than the one before, which otherwise tells more of the order.
 */
export function isNewChoice(before: ChosenUnits | null, now: ChosenUnits): boolean {
  const total = sumOf(now);
  if (before === null) return total > 0;
  return total >= sumOf(before) && Object.entries(now).some(([key, units]) => units > (before[key] ?? 0));
}

/** Whether two routes choose the same. */
export function isSameChoice(left: ChosenUnits, right: ChosenUnits): boolean {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}

function sumOf(units: ChosenUnits): number {
  return Object.values(units).reduce((sum, each) => sum + each, 0);
}
