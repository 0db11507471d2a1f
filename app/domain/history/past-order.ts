import type { LevelBook, OrderContext, SimilarOrder } from "#app/domain/decision.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { LocationFacts, VariantFacts } from "#app/domain/routing/location-facts.ts";
import { NO_WISHES } from "#app/domain/routing/route-wishes.ts";
import type { RateCard } from "#app/domain/routing/prices/rate-card.ts";
import type { ShopSettings } from "#app/domain/settings.ts";

/** An order of the past, and the earlier orders of its buyer that it may repeat. */
export type PastOrder = { facts: OrderFacts; similarOrders: SimilarOrder[] };

/** What the shop has now: of the stock of an earlier day nothing is known. */
export type PastShop = {
  settings: ShopSettings;
  locations: LocationFacts[];
  rateCards: readonly RateCard[];
  variantById: Readonly<Record<string, VariantFacts>>;
  levels: LevelBook;
};

/**
 * The order as it lay there when it was placed: nothing sent, removed, refunded or cancelled yet, and no work assigned.
 * What edits have added since is in it, for nobody records when a line came.
 */
export function asPlaced(facts: OrderFacts): OrderFacts {
  return {
    ...facts,
    cancelledAt: null,
    closedAt: null,
    lines: facts.lines.map((line) => ({ ...line, currentQuantity: line.quantity, fulfillableQuantity: line.quantity })),
    refunds: [],
    fulfillments: [],
    fulfillmentOrders: [],
    fulfillmentOrdersReadAt: null,
  };
}

/** What today's checks and today's router would have looked at. */
export function contextOf(facts: OrderFacts, similarOrders: SimilarOrder[], shop: PastShop): OrderContext {
  return {
    facts,
    isImported: false,
    settings: shop.settings,
    locations: shop.locations,
    rateCards: shop.rateCards,
    variantById: shop.variantById,
    similarOrders,
    passedProblems: [],
    routeWishes: NO_WISHES,
    allocations: [],
    frozenFulfillmentOrderIds: [],
    documents: [],
  };
}
