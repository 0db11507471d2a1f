import type { LevelBook, OrderContext, PlannedQuantity, RoutePlan } from "#app/domain/decision.ts";
import type { OpenLine } from "#app/domain/orders/open-work.ts";
import { pointOf } from "./distance.ts";
import { areaOf } from "./find-candidates.ts";
import { viewStock, type OrderStock } from "./order-stock.ts";
import { explainFixed } from "./explain-route.ts";
import { routeGroup, type GroupRoute } from "./route-group.ts";
import type { WorkItem } from "./survey-work.ts";

/** How many rejected alternatives a plan tells of: enough to see why, few enough to read. */
const MAX_ALTERNATIVES = 5;

/**
 * Where each unit of an order is to leave from. Work that must stay where it is takes its stock first; the rest is routed
 * group by group, a group being fulfillment orders of one delivery method assigned within one customs area, for parcels
 * never merge across either.
 *
 * @returns null when there is nothing to route: all done, elsewhere or scheduled for later
 */
export function routeOrder(context: OrderContext, work: readonly WorkItem[], levels: LevelBook): RoutePlan | null {
  const fixed = work.filter((item) => item.standing === "fixed");
  const movable = work.filter((item) => item.standing === "movable");
  if (fixed.length + movable.length === 0) return null;
  const stock = viewStock(context, work, levels);
  const plan: RoutePlan = { planned: [], backordered: [], sentence: "", alternatives: [] };
  for (const item of fixed)
    for (const part of item.lines) placeLine(plan, item, part, stock, [item.fulfillmentOrder.locationId]);
  const destination = context.facts.shippingAddress === null ? null : pointOf(context.facts.shippingAddress);
  const sentences = fixed.length > 0 ? [explainFixed(fixed)] : [];
  const kept = new Map(movable.map((item) => [item, keepAssigned(item, stock)]));
  for (const group of groupWork(context, movable)) {
    for (const item of group)
      for (const { inventoryItemId, locationId, units } of kept.get(item)!)
        stock.take(inventoryItemId, locationId, -units);
    const route = routeGroup(context, group, stock, destination);
    placeGroup(plan, group, stock, route);
    sentences.unshift(route.sentence);
    plan.alternatives.push(...route.alternatives);
  }
  plan.alternatives.length = Math.min(plan.alternatives.length, MAX_ALTERNATIVES);
  plan.sentence = sentences.join("; ");
  return plan;
}

/**
 * Keeps back, at the location where it is assigned, what a fulfillment order can have there until its own group is routed:
 * another group must not carry off the units that Shopify committed to this one.
 */
function keepAssigned(
  item: WorkItem,
  stock: OrderStock,
): { inventoryItemId: string; locationId: string; units: number }[] {
  const { locationId } = item.fulfillmentOrder;
  if (locationId === null) return [];
  return item.lines.flatMap(({ line, quantity }) => {
    if (line.inventoryItemId === null) return [];
    const units = Math.min(quantity, stock.remaining(line.inventoryItemId, locationId));
    stock.take(line.inventoryItemId, locationId, units);
    return [{ inventoryItemId: line.inventoryItemId, locationId, units }];
  });
}

/** Work at a location that serves no online orders may stay there, but draws no other work to it: it is a group by itself. */
function groupWork(context: OrderContext, movable: readonly WorkItem[]): WorkItem[][] {
  const groupByKey = new Map<string, WorkItem[]>();
  for (const item of movable) {
    const ownPlace = item.location?.fulfillsOnlineOrders === false ? item.location.id : "";
    const key = `${areaOf(context, item)} ${item.fulfillmentOrder.deliveryMethod} ${ownPlace}`;
    const group = groupByKey.get(key);
    if (group) group.push(item);
    else groupByKey.set(key, [item]);
  }
  return [...groupByKey.values()];
}

/**
 * Puts the units of a group on the chosen locations: each stays where it is if its location is among them (a move costs
 * points and trust), the others go to the nearest that still has some. Two rounds, so that no unit on the move takes the
 * place of one that could have stayed. Where nothing is chosen everything stays, and waits if it must.
 */
function placeGroup(plan: RoutePlan, group: readonly WorkItem[], stock: OrderStock, route: GroupRoute): void {
  const leftovers: { item: WorkItem; part: OpenLine }[] = [];
  for (const item of group) {
    const { locationId } = item.fulfillmentOrder;
    for (const part of item.lines) {
      const mayStay = route.locationIds === null || (locationId !== null && route.locationIds.includes(locationId));
      const left = mayStay ? takeFrom(plan, item, part, stock, locationId) : part.quantity;
      if (left > 0) leftovers.push({ item, part: { ...part, quantity: left } });
    }
  }
  for (const { item, part } of leftovers) placeLine(plan, item, part, stock, route.locationIds ?? []);
}

/** Takes a line's units from the locations in turn; what none of them has is backordered where Shopify assigned it. */
function placeLine(
  plan: RoutePlan,
  item: WorkItem,
  part: OpenLine,
  stock: OrderStock,
  locationIds: readonly (string | null)[],
): void {
  let rest = part;
  for (const locationId of locationIds) {
    rest = { ...rest, quantity: takeFrom(plan, item, rest, stock, locationId) };
    if (rest.quantity === 0) return;
  }
  plan.backordered.push(plannedQuantity(item, rest, item.fulfillmentOrder.locationId ?? "", rest.quantity));
}

/** Plans as many units as the location has for us and returns how many are left over. */
function takeFrom(
  plan: RoutePlan,
  item: WorkItem,
  part: OpenLine,
  stock: OrderStock,
  locationId: string | null,
): number {
  if (locationId === null) return part.quantity;
  const itemId = part.line.inventoryItemId;
  const units = itemId === null ? part.quantity : Math.min(part.quantity, stock.remaining(itemId, locationId));
  if (units === 0) return part.quantity;
  if (itemId !== null) stock.take(itemId, locationId, units);
  plan.planned.push(plannedQuantity(item, part, locationId, units));
  return part.quantity - units;
}

function plannedQuantity(item: WorkItem, part: OpenLine, locationId: string, quantity: number): PlannedQuantity {
  return {
    fulfillmentOrderId: item.fulfillmentOrder.id,
    fulfillmentOrderLineId: part.line.id,
    lineItemId: part.line.lineItemId,
    inventoryItemId: part.line.inventoryItemId,
    locationId,
    quantity,
  };
}
