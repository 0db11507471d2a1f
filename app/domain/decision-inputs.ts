import type { LevelBook, OrderContext, SimilarOrder } from "./decision.ts";
import type { Allocation } from "./inventory/allocation.ts";
import { levelKey } from "./inventory/level-book.ts";
import type { Level } from "./inventory/level.ts";
import type { OrderFacts } from "./orders/order-facts.ts";
import type { LocationFacts, VariantFacts } from "./routing/location-facts.ts";
import type { RateCard } from "./routing/prices/rate-card.ts";
import type { RouteWishes } from "./routing/route-wishes.ts";
import type { ShopSettings } from "./settings.ts";

/** What a decision looked at beside the facts of its order, as it is stored with it. */
export type DecisionInputs = {
  /** The levels of the order's goods as the batch left them. */
  levels: Level[];
  /** What was otherwise with them when the order was decided. */
  levelsBefore: LevelBefore[];
  /** The order's claims before the decision. */
  allocations: Allocation[];
  variantById: Record<string, VariantFacts>;
  frozenFulfillmentOrderIds: string[];
  similarOrders: SimilarOrder[];
  passedProblems: string[];
  routeWishes: RouteWishes;
  /** The versions of what the merchant has set, for who reads it; both are whole in the grounds. */
  rateCardsVersion: number;
  policyVersion: number;
  /** Which of the shop's grounds it stands on. */
  groundsHash: string;
};

/** What decisions of a shop stand on alike: kept once, however many decisions name it. */
export type DecisionGrounds = { settings: ShopSettings; locations: LocationFacts[]; rateCards: readonly RateCard[] };

/** A level's figures before they changed; what is not here was the same. */
export type LevelBefore = Pick<Level, "inventoryItemId" | "locationId"> & Partial<Level>;

/**
 * What changed with levels between a decision and the end of its batch: mostly what the decision itself has promised of them.
 *
 * @param found the levels of the order's goods as the decision found them
 */
export function levelsBefore(found: readonly Level[], left: LevelBook): LevelBefore[] {
  return found.flatMap((level) => {
    const after = left.get(levelKey(level.inventoryItemId, level.locationId));
    if (after === level) return [];
    const { inventoryItemId, locationId } = level;
    const figures = Object.entries(level).filter(([name, value]) => after?.[name as keyof Level] !== value);
    return [{ inventoryItemId, locationId, ...Object.fromEntries(figures) }];
  });
}

/** What the route of a stored decision was decided by; documents have no say in it and are left out. */
export function contextOf(
  facts: OrderFacts,
  inputs: DecisionInputs,
  grounds: DecisionGrounds,
): { context: OrderContext; levels: LevelBook } {
  const levels = new Map<string, Level>();
  for (const level of inputs.levels) levels.set(levelKey(level.inventoryItemId, level.locationId), level);
  for (const before of inputs.levelsBefore) {
    const key = levelKey(before.inventoryItemId, before.locationId);
    levels.set(key, { ...levels.get(key), ...before } as Level);
  }
  const { allocations, variantById, frozenFulfillmentOrderIds, similarOrders, passedProblems, routeWishes } = inputs;
  const stored = { allocations, variantById, frozenFulfillmentOrderIds, similarOrders, passedProblems, routeWishes };
  return { context: { facts, isImported: false, ...grounds, ...stored, documents: [] }, levels };
}
