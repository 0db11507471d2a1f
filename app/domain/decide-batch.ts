import { decideOrder } from "./decide-order.ts";
import type { LevelBook, OrderContext, OrderDecision } from "./decision.ts";
import { applyClaims, levelKey } from "./inventory/level-book.ts";
import type { Level } from "./inventory/level.ts";

/**
 * Decides a batch of orders one after the other against one running set of levels, so that no two of them claim the same
 * unit. Whoever comes first is served first: give the oldest order first.
 *
 * @returns the decisions in the order given, for each the levels of its goods as it found them, and all levels after them;
 *   `levels` itself and its entries are not changed
 */
export function decideBatch(
  contexts: readonly OrderContext[],
  levels: LevelBook,
  now: string,
): { decisions: OrderDecision[]; found: Level[][]; levels: Map<string, Level> } {
  const running = new Map(levels);
  const found: Level[][] = [];
  const decisions = contexts.map((context) => {
    found.push(levelsOfGoods(context, running));
    const decision = decideOrder(context, running, now);
    applyClaims(running, context.allocations, decision.allocations);
    return decision;
  });
  return { decisions, found, levels: running };
}

/** Where an order's goods are, at the locations we know: all that a route looks at. */
function levelsOfGoods({ facts, locations }: OrderContext, levels: LevelBook): Level[] {
  const lines = facts.fulfillmentOrders.flatMap((work) => work.lines);
  const items = new Set(lines.flatMap(({ inventoryItemId }) => inventoryItemId ?? []));
  return [...items].flatMap((item) => locations.flatMap(({ id }) => levels.get(levelKey(item, id)) ?? []));
}
