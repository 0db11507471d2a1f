import { decideOrder } from "./decide-order.ts";
import type { LevelBook, OrderContext, OrderDecision } from "./decision.ts";
import { applyClaims } from "./inventory/level-book.ts";
import type { Level } from "./inventory/level.ts";

/**
 * Decides a batch of orders one after the other against one running set of levels, so that no two of them claim the same
 * unit. Whoever comes first is served first: give the oldest order first.
 *
 * @returns the decisions in the order given, and all levels after them; `levels` itself and its entries are not changed
 */
export function decideBatch(
  contexts: readonly OrderContext[],
  levels: LevelBook,
  now: string,
): { decisions: OrderDecision[]; levels: Map<string, Level> } {
  const running = new Map(levels);
  const decisions = contexts.map((context) => {
    const decision = decideOrder(context, running, now);
    applyClaims(running, context.allocations, decision.allocations);
    return decision;
  });
  return { decisions, levels: running };
}
