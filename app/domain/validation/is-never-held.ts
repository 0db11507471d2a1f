import type { OrderFacts } from "#app/domain/orders/order-facts.ts";

/** Shopify's source name of orders rung up at a till: their goods have left the shop with the buyer. */
export const POINT_OF_SALE = "pos";

/** Test orders are recorded and never acted on; a point-of-sale order cannot be stopped any more. */
export function isNeverHeld(facts: OrderFacts): boolean {
  return facts.isTest || facts.sourceName === POINT_OF_SALE;
}
