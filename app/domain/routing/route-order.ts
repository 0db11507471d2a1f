import type { LevelBook, OrderContext, PlannedQuantity, RouteCost, RoutePlan } from "#app/domain/decision.ts";
import type { OpenLine } from "#app/domain/orders/open-work.ts";
import type { Point } from "./centres.ts";
import { pointOf } from "./distance.ts";
import { areaOf } from "./find-candidates.ts";
import { viewStock, type OrderStock } from "./order-stock.ts";
import { explainFixed, MOST_ALTERNATIVES } from "./explain-group.ts";
import { explainWishes } from "./explain-wishes.ts";
import { routeGroup, type GroupRoute } from "./route-group.ts";
import type { WorkItem } from "./survey-work.ts";

/** Is told of each group just after it was routed, while the stock is still as the group found it. */
export type GroupWatcher = (
  group: readonly WorkItem[],
  stock: OrderStock,
  destination: Point | null,
  route: GroupRoute,
) => void;

/**
 * Where each unit of an order is to leave from. Work that must stay where it is takes its stock first; the rest is routed
 * group by group, a group being fulfillment orders of one delivery method assigned within one customs area, for parcels
 * never merge across either.
 *
 * @returns null when there is nothing to route: all done, elsewhere or scheduled for later
 */
export function routeOrder(
  context: OrderContext,
  work: readonly WorkItem[],
  levels: LevelBook,
  watch?: GroupWatcher,
): RoutePlan | null {
  const fixed = work.filter((item) => item.standing === "fixed");
  const movable = work.filter((item) => item.standing === "movable");
  if (fixed.length + movable.length === 0) return null;
  const stock = viewStock(context, work, levels);
  const plan: RoutePlan = { planned: [], backordered: [], sentence: "", alternatives: [] };
  for (const item of fixed) for (const part of item.lines) placeLine(plan, item, part, stock);
  const destination = context.facts.shippingAddress === null ? null : pointOf(context.facts.shippingAddress);
  const sentences = fixed.length > 0 ? [explainFixed(fixed)] : [];
  const kept = new Map(movable.map((item) => [item, keepAssigned(item, stock)]));
  for (const group of groupWork(context, movable)) {
    for (const item of group)
      for (const { inventoryItemId, locationId, units } of kept.get(item)!)
        stock.take(inventoryItemId, locationId, -units);
    const route = routeGroup(context, group, stock, destination);
    watch?.(group, stock, destination, route);
    placeGroup(plan, group, stock, route);
    plan.cost = plan.cost ? addCosts(plan.cost, route.cost) : route.cost;
    if (route.parcels.length > 0) plan.parcels = [...(plan.parcels ?? []), ...route.parcels];
    if (route.legs.length > 0) plan.legs = [...(plan.legs ?? []), ...route.legs];
    sentences.unshift(route.sentence);
    plan.alternatives.push(...route.alternatives);
  }
  plan.alternatives.length = Math.min(plan.alternatives.length, MOST_ALTERNATIVES);
  sentences.push(...explainWishes(context, movable));
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

/** Puts the units of a group where its route says; what it places nowhere waits where Shopify assigned it. */
function placeGroup(plan: RoutePlan, group: readonly WorkItem[], stock: OrderStock, { placed }: GroupRoute): void {
  for (const item of group) {
    for (const part of item.lines) {
      const here = placed.filter((each) => each.item === item && each.part === part);
      for (const { locationId, units } of here) placeUnits(plan, item, part, stock, locationId, units);
      const waiting = part.quantity - here.reduce((sum, { units }) => sum + units, 0);
      if (waiting > 0)
        plan.backordered.push(plannedQuantity(item, part, item.fulfillmentOrder.locationId ?? "", waiting));
    }
  }
}

function placeUnits(
  plan: RoutePlan,
  item: WorkItem,
  part: OpenLine,
  stock: OrderStock,
  locationId: string,
  units: number,
): void {
  const itemId = part.line.inventoryItemId;
  if (itemId !== null) stock.take(itemId, locationId, units);
  const planned = plannedQuantity(item, part, locationId, units);
  plan.planned.push(itemId === null || stock.isAskedFor(itemId) ? planned : { ...planned, inventoryItemId: null });
}

function addCosts(left: RouteCost, right: RouteCost): RouteCost {
  return {
    postageMinor: left.postageMinor + right.postageMinor,
    handlingMinor: left.handlingMinor + right.handlingMinor,
    delayMinor: left.delayMinor + right.delayMinor,
    splitMinor: left.splitMinor + right.splitMinor,
    movesMinor: left.movesMinor + right.movesMinor,
    totalMinor: left.totalMinor + right.totalMinor,
  };
}

/** Takes the units of work that stays from where it is; what is missing there is backordered. */
function placeLine(plan: RoutePlan, item: WorkItem, part: OpenLine, stock: OrderStock): void {
  const { locationId } = item.fulfillmentOrder;
  const left = takeFrom(plan, item, part, stock, locationId);
  if (left > 0) plan.backordered.push(plannedQuantity(item, part, locationId ?? "", left));
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
  placeUnits(plan, item, part, stock, locationId, units);
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
