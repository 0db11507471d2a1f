import { count, listInWords, sayMoney } from "#app/domain/basics/phrase.ts";
import type { LevelBook } from "#app/domain/decision.ts";
import { emptyLevel, levelKey } from "#app/domain/inventory/level-book.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import { hasLeft, isCalledOff, openFulfillmentOrders } from "#app/domain/orders/open-work.ts";
import type { FulfillmentOrderFacts, OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import { routeOrder } from "#app/domain/routing/route-order.ts";
import { surveyWork } from "#app/domain/routing/survey-work.ts";
import { isNeverHeld } from "#app/domain/validation/is-never-held.ts";
import type { HistoryFinding } from "./finding.ts";
import { asPlaced, contextOf, type PastOrder, type PastShop } from "./past-order.ts";

/** Units of one line that left, or are to leave, from one location. */
type Part = { lineItemId: string; inventoryItemId: string; locationId: string; units: number; hasLeft: boolean };

const PARCEL_METHODS: ReadonlySet<string> = new Set(["SHIPPING", "NONE"]);

/**
 * Orders that left from more locations than the router needs. The order is laid before the router as it was placed, each
 * unit assigned where it left from and still there; elsewhere counts what is available today, for the stock of that day
 * nobody recorded. So a split that has left could perhaps not be avoided, and its confidence says so.
 *
 * Cost rule: a parcel that could be spared costs what the shop charged to send one, the order's one shipping line before
 * discounts. Without exactly one that was charged no money is put on it.
 */
export function findSplitCost({ facts }: PastOrder, shop: PastShop): HistoryFinding | null {
  if (isNeverHeld(facts) || isCalledOff(facts)) return null;
  const parts = partsOf(facts, shop);
  const used = parts && placesOf(parts, shop);
  if (!parts || !used || used.length < 2) return null;
  const needed = route(facts, parts, shop);
  if (needed === null || needed.length >= used.length) return null;
  const spared = used.length - needed.length;
  const parcelMinor = parcelPriceMinor(facts);
  const amountMinor = parcelMinor === null ? null : parcelMinor * spared;
  const isOpen = parts.every((part) => !part.hasLeft);
  return {
    orderId: facts.id,
    kind: "split_cost",
    amountMinor,
    currency: facts.shopCurrency,
    confidence: isOpen ? "likely" : "possible",
    sentence: `${sayPlaces(used, needed, isOpen, spared)} ${sayCost(parcelMinor, facts.shopCurrency)}`,
    details: { locationIds: used.map(({ id }) => id), neededLocationIds: needed.map(({ id }) => id) },
  };
}

/** Null when it was not all sent as parcels, or when nobody can tell where something left from or who else has it. */
function partsOf(facts: OrderFacts, shop: PastShop): Part[] | null {
  if (facts.fulfillmentOrders.some((each) => !PARCEL_METHODS.has(each.deliveryMethod))) return null;
  const parts: Part[] = [];
  for (const { locationId, lines } of facts.fulfillments.filter(hasLeft)) {
    if (locationId === null) return null;
    for (const { lineItemId, quantity } of lines) {
      const line = facts.lines.find((each) => each.id === lineItemId);
      if (!line?.requiresShipping) continue;
      const inventoryItemId = shop.variantById[line.variantId ?? ""]?.inventoryItemId;
      if (!inventoryItemId) return null;
      parts.push({ lineItemId, inventoryItemId, locationId, units: quantity, hasLeft: true });
    }
  }
  for (const { fulfillmentOrder, lines } of openFulfillmentOrders(facts)) {
    const { locationId } = fulfillmentOrder;
    for (const { line, quantity } of lines) {
      const { lineItemId, inventoryItemId } = line;
      if (locationId === null || inventoryItemId === null) return null;
      parts.push({ lineItemId, inventoryItemId, locationId, units: quantity, hasLeft: false });
    }
  }
  return parts;
}

/** The locations of the parts; null when one of them is closed by now or another app's: it is not ours to compare. */
function placesOf(parts: readonly Part[], shop: PastShop): LocationFacts[] | null {
  const ids = new Set(parts.map((part) => part.locationId));
  const places = shop.locations.filter((each) => ids.has(each.id) && each.isActive && !each.isFulfillmentService);
  return places.length === ids.size ? places : null;
}

/** The locations the router chooses; null when it cannot serve everything. */
function route(facts: OrderFacts, parts: readonly Part[], shop: PastShop): LocationFacts[] | null {
  const placed: OrderFacts = {
    ...asPlaced(facts),
    fulfillmentOrders: workOf(parts, facts.createdAt),
    fulfillmentOrdersReadAt: facts.createdAt,
  };
  const context = contextOf(placed, [], shop);
  const plan = routeOrder(context, surveyWork(context), withSentUnits(parts, shop));
  if (plan === null || plan.backordered.length > 0) return null;
  const chosen = new Set(plan.planned.map((each) => each.locationId));
  return shop.locations.filter((location) => chosen.has(location.id));
}

/** Open work as it would lie there now, one fulfillment order for each location. */
function workOf(parts: readonly Part[], placedAt: string): FulfillmentOrderFacts[] {
  return [...Map.groupBy(parts, (part) => part.locationId)].map(([locationId, here], index) => ({
    id: String(index + 1),
    status: "OPEN",
    requestStatus: "UNSUBMITTED",
    locationId,
    deliveryMethod: "SHIPPING",
    fulfillAt: null,
    updatedAt: placedAt,
    supportedActions: ["MOVE"],
    lines: here.map(({ lineItemId, inventoryItemId, units }, at) => ({
      id: `${index + 1}-${at + 1}`,
      lineItemId,
      inventoryItemId,
      totalQuantity: units,
      remainingQuantity: units,
    })),
    holds: [],
  }));
}

/** Today's levels with what has left put back where it left from, committed to this order again. */
function withSentUnits(parts: readonly Part[], shop: PastShop): LevelBook {
  const levels = new Map<string, Level>(shop.levels);
  const untracked = new Set(
    Object.values(shop.variantById).flatMap((each) => (each.isTracked ? [] : each.inventoryItemId)),
  );
  for (const { inventoryItemId, locationId, units, hasLeft } of parts) {
    if (!hasLeft || untracked.has(inventoryItemId)) continue;
    const key = levelKey(inventoryItemId, locationId);
    const level = levels.get(key) ?? emptyLevel(inventoryItemId, locationId, true);
    const { quantities } = level;
    // A level that fell below zero since then was above it then, or these units could not have left.
    const available = Math.max(0, quantities.available);
    levels.set(key, { ...level, quantities: { ...quantities, available, committed: quantities.committed + units } });
  }
  return levels;
}

function parcelPriceMinor(facts: OrderFacts): number | null {
  const lines = facts.shippingLines.filter((line) => !line.isRemoved);
  const priceMinor = lines[0]?.price.shopMinor ?? 0;
  return lines.length === 1 && priceMinor > 0 ? priceMinor : null;
}

function sayPlaces(used: LocationFacts[], needed: LocationFacts[], isOpen: boolean, spared: number): string {
  const names = (places: LocationFacts[]) => listInWords(places.map((place) => place.name));
  const has = needed.length === 1 ? "has" : "together have";
  const fate = isOpen ? "Assigned to" : "Sent from";
  const spare = isOpen ? "can be spared" : "might have been spared";
  return `${fate} ${names(used)}; by today's stock ${names(needed)} ${has} all of it, so ${count(spared, "parcel")} ${spare}.`;
}

function sayCost(parcelMinor: number | null, currency: string): string {
  if (parcelMinor === null) return "What a parcel costs cannot be told from this order.";
  return `A parcel is put at the ${sayMoney(parcelMinor, currency)} that this order was charged for sending.`;
}
