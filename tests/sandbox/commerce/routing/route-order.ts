import { emit, nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { DeliveryMethod, FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { instantAfter, type Instant } from "#tests/sandbox/state/instant.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import type { Address, Location } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { openFulfillmentOrder } from "#tests/sandbox/fulfillment-orders/open-fulfillment-order.ts";
import { levelAt, shiftQuantities } from "#tests/sandbox/inventory/shift-quantities.ts";
import { assignLocations, type Candidate, type Need } from "./assign-locations.ts";
import type { CheckoutDelivery, CheckoutShipping } from "#tests/sandbox/commerce/checkout/checkout.ts";

/** Units of a line that need a place to be fulfilled from. */
export type Work = { lineItem: LineItem; quantity: number };

export type RoutingTerms = { delivery: CheckoutDelivery; shipping: CheckoutShipping | null };

/**
 * Assigns work to locations, opens the fulfillment orders and takes the stock from available to committed there. Goods that are
 * not shipped (digital, gift cards) get a fulfillment order without a delivery method, pre-orders and later deliveries of a prepaid
 * subscription a scheduled one. Tips need no work. Nothing is announced but the levels: see `announceRouting`.
 */
export function routeOrder(
  world: World,
  shop: Shop,
  order: Order,
  work: readonly Work[],
  terms: RoutingTerms,
  actor: Actor,
): FulfillmentOrder[] {
  const goods = work.filter(({ lineItem }) => !lineItem.isTip);
  const shipped = goods.filter(({ lineItem }) => lineItem.requiresShipping);
  const notShipped = goods.filter(({ lineItem }) => !lineItem.requiresShipping);
  const opened: FulfillmentOrder[] = [];
  for (const wave of wavesOf(world, shop, shipped)) {
    for (const assigned of assign(shop, order, wave.work, terms.delivery)) {
      const deliveryMethod = methodOf(world, terms);
      opened.push(openFulfillmentOrder(world, shop, order, { ...assigned, deliveryMethod, fulfillAt: wave.fulfillAt }));
    }
  }
  for (const assigned of assign(shop, order, notShipped, terms.delivery)) {
    const deliveryMethod = {
      ...methodOf(world, terms),
      methodType: "NONE" as const,
      presentedName: null,
      serviceCode: null,
    };
    opened.push(openFulfillmentOrder(world, shop, order, { ...assigned, deliveryMethod }));
  }
  for (const fulfillmentOrder of opened) commitStock(world, shop, order, fulfillmentOrder, actor);
  return opened;
}

/** Tells that routing is done, one announcement for each fulfillment order. */
export function announceRouting(world: World, shop: Shop, opened: readonly FulfillmentOrder[], actor: Actor): void {
  for (const fulfillmentOrder of opened) {
    emit(world, shop, "fulfillment_orders/order_routing_complete", { fulfillmentOrder }, actor);
  }
}

/** available -> committed where the work is assigned; only for lines whose stock the sale takes. */
export function commitStock(
  world: World,
  shop: Shop,
  order: Order,
  fulfillmentOrder: FulfillmentOrder,
  actor: Actor,
): void {
  for (const line of fulfillmentOrder.lines) {
    const lineItem = order.lineItems.find(({ id }) => id === line.lineItemId);
    if (!lineItem?.isStockCommitted || line.inventoryItemId === null || fulfillmentOrder.assignedLocationId === null)
      continue;
    const level = levelAt(world, shop, line.inventoryItemId, fulfillmentOrder.assignedLocationId, actor);
    const shift = { available: -line.remainingQuantity, committed: line.remainingQuantity };
    shiftQuantities(world, shop, level, shift, { actor, reason: "sold", subject: gid("Order", order.id) });
  }
}

/** Which locations an order can be sent from: the one chosen by the buyer, or all that fulfill online orders. */
export function locationsFor(shop: Shop, delivery: CheckoutDelivery): Location[] {
  const locations = [...shop.locations.values()].filter((location) => location.isActive);
  if (delivery.kind !== "shipping") return locations.filter(({ id }) => id === delivery.locationId);
  return locations.filter((each) => each.fulfillsOnlineOrders && each.fulfillmentServiceApiKey === null);
}

type Wave = { fulfillAt: Instant | undefined; work: Work[] };

/** Work for now, and work for a later day: pre-orders, and each later delivery of a prepaid subscription. */
function wavesOf(world: World, shop: Shop, work: readonly Work[]): Wave[] {
  const waves = new Map<string, Wave>();
  const put = (fulfillAt: Instant | undefined, each: Work): void => {
    const wave = waves.get(fulfillAt ?? "") ?? { fulfillAt, work: [] };
    wave.work.push(each);
    waves.set(fulfillAt ?? "", wave);
  };
  for (const each of work) {
    const plan = each.lineItem.sellingPlan ? shop.sellingPlans.get(each.lineItem.sellingPlan.id) : undefined;
    const deliveries = plan?.deliveries ?? 1;
    const quantity = Math.ceil(each.quantity / deliveries);
    for (let delivery = 0, left = each.quantity; left > 0; delivery += 1, left -= quantity) {
      const later = instantAfter(nowOf(world), delivery * (plan?.deliveryIntervalDays ?? 0) * 86_400);
      const fulfillAt = delivery > 0 ? later : (plan?.expectedShipDate ?? undefined);
      put(fulfillAt, { lineItem: each.lineItem, quantity: Math.min(quantity, left) });
    }
  }
  return [...waves.values()];
}

function assign(
  shop: Shop,
  order: Order,
  work: readonly Work[],
  delivery: CheckoutDelivery,
): { location: Location; lines: Work[] }[] {
  if (work.length === 0) return [];
  const needs: Need[] = work.map(({ lineItem, quantity }, index) => ({
    key: String(index),
    quantity,
    availableAt: lineItem.requiresShipping ? availableOf(shop, lineItem) : null,
  }));
  const candidates = locationsFor(shop, delivery).map(candidateOf);
  return assignLocations(needs, candidates, destinationOf(order.shippingAddress)).flatMap(({ locationId, parts }) => {
    const location = shop.locations.get(locationId);
    const lines = parts.flatMap(({ key, quantity }) => {
      const lineItem = work[Number(key)]?.lineItem;
      return lineItem ? [{ lineItem, quantity }] : [];
    });
    return location ? [{ location, lines }] : [];
  });
}

function availableOf(shop: Shop, lineItem: LineItem): Need["availableAt"] {
  const variant = lineItem.variantId === null ? undefined : shop.variants.get(lineItem.variantId);
  const item = variant ? shop.inventoryItems.get(variant.inventoryItemId) : undefined;
  if (!item?.tracked) return null;
  const levels = (shop.levelsByItem.get(item.id) ?? []).filter((level) => level.isActive);
  return new Map(levels.map((level) => [level.locationId, level.quantities.available.quantity]));
}

function candidateOf(location: Location): Candidate {
  const { countryCode } = location.address;
  return { id: location.id, countryCode, point: pointOf(location.address), rank: location.rank };
}

function destinationOf(address: Address | null): { countryCode: string | null; point: Candidate["point"] } {
  return { countryCode: address?.countryCode ?? null, point: address ? pointOf(address) : null };
}

function pointOf({ latitude, longitude }: Address): Candidate["point"] {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

const methodTypes = { shipping: "SHIPPING", local: "LOCAL", pickup: "PICK_UP", retail: "RETAIL" } as const;

function methodOf(world: World, { delivery, shipping }: RoutingTerms): DeliveryMethod {
  const daysFromNow = (days: number | undefined): Instant | null =>
    days === undefined ? null : instantAfter(nowOf(world), days * 86_400);
  return {
    id: nextId(world, "DeliveryMethod"),
    methodType: methodTypes[delivery.kind],
    presentedName: shipping?.title ?? null,
    serviceCode: shipping?.code ?? null,
    minDeliveryDateTime: daysFromNow(shipping?.minDays),
    maxDeliveryDateTime: daysFromNow(shipping?.maxDays),
  };
}
