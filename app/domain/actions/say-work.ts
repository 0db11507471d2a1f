import { listInWords } from "#app/domain/basics/phrase.ts";
import type { PlannedQuantity } from "#app/domain/decision.ts";
import type { HoldFacts, OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { WorkItem } from "#app/domain/routing/survey-work.ts";

/** How many different goods a sentence names before it only counts the rest. */
const GOODS_NAMED = 3;

/** "Lyon", or what can be said of a place we do not know. */
export function sayPlace(item: WorkItem): string {
  if (item.location) return item.location.name;
  return item.fulfillmentOrder.locationId === null ? "a deleted location" : "a location Switchyard does not know";
}

/** "2 × Mug and 1 × Cap". */
export function sayGoods(facts: OrderFacts, parts: readonly PlannedQuantity[]): string {
  const unitsByLine = new Map<string, number>();
  for (const part of parts) unitsByLine.set(part.lineItemId, (unitsByLine.get(part.lineItemId) ?? 0) + part.quantity);
  const named = [...unitsByLine].slice(0, GOODS_NAMED).map(([lineItemId, units]) => {
    const line = facts.lines.find((each) => each.id === lineItemId);
    return `${units} × ${line?.title ?? `line ${lineItemId}`}`;
  });
  const more = unitsByLine.size - named.length;
  return listInWords(more > 0 ? [...named, `${more} more`] : named);
}

/** "On hold in Shopify: Customer called". */
export function sayHeldByOthers(holds: readonly HoldFacts[]): string {
  const reasons = holds.map((hold) => hold.reasonNotes?.trim() || hold.reason.toLowerCase().replaceAll("_", " "));
  return `On hold in Shopify: ${listInWords([...new Set(reasons)])}.`;
}
