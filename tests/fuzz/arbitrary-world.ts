import fc from "fast-check";
import type { OrderContext } from "#app/domain/decision.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import type { FulfillmentOrderFacts, LineItemFacts, OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import { savedDefaults, type SavedPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import {
  address,
  context,
  fulfillmentOrder,
  hold,
  level,
  lineItem,
  location,
  order,
  settings,
} from "#tests/domain/build-order.ts";

/** A small merchant: locations, what they stock, and orders that Shopify has assigned and committed. */
export type World = { locations: LocationFacts[]; levels: Map<string, Level>; contexts: OrderContext[] };

const places = [
  { countryCode: "DE", latitude: 48.1, longitude: 11.6 },
  { countryCode: "DE", latitude: 48.4, longitude: 10.9 },
  { countryCode: "DE", latitude: 52.5, longitude: 13.4 },
  { countryCode: "FR", latitude: 45.8, longitude: 4.8 },
  { countryCode: "DE", latitude: null, longitude: null },
  { countryCode: null, latitude: null, longitude: null },
] as const;

const rarely = <Value>(usual: Value, ...others: Value[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...others) });

const locationShape = fc.record({
  place: fc.constantFrom(...places),
  isActive: rarely(true, false),
  fulfillsOnlineOrders: rarely(true, false),
  isFulfillmentService: rarely(false, true),
  priority: fc.integer({ min: 1, max: 3 }),
});

const levelShape = fc.record({
  units: fc.integer({ min: 0, max: 6 }),
  damaged: rarely(0, 2),
  reserved: rarely(0, 1),
  safetyStockUnits: rarely(0, 1, 2),
  isStocked: rarely(true, false),
});

const lineShape = fc.record({
  item: fc.integer({ min: 0, max: 2 }),
  quantity: fc.integer({ min: 1, max: 4 }),
  at: fc.integer({ min: 0, max: 4 }),
  isCustom: rarely(false, true),
});

const orderShape = fc.record({
  lines: fc.array(lineShape, { minLength: 1, maxLength: 3 }),
  hasProblem: rarely(false, true),
  isUnpaid: rarely(false, true),
  deliveryMethod: rarely("SHIPPING", "PICK_UP", "LOCAL"),
  kind: rarely("open", "test", "cancelled", "pos", "imported"),
  hold: rarely("none", "theirs", "stale", "stock"),
  isFrozen: rarely(false, true),
  standing: rarely("open", "in progress", "scheduled", "requested"),
});

const someSkus = fc.subarray(["GOOD-0", "GOOD-1", "GOOD-*"]);

/** What the merchant demands of routes; null where nobody has set anything. */
const rulesShape = fc.record({
  shipsAloneSkus: someSkus,
  neverSplitSkus: someSkus,
  availableAnywhereSkus: rarely<string[]>([], ["GOOD-0"], ["GOOD-1", "GOOD-2"]),
  keepTogether: fc.array(fc.subarray(["GOOD-0", "GOOD-1", "GOOD-2"], { minLength: 2 }), { maxLength: 2 }),
  excludedPlaces: rarely<number[]>([], [0], [1, 2]),
  splitMinor: fc.integer({ min: 0, max: 2_000 }),
  changeMinor: fc.integer({ min: 0, max: 500 }),
});

const worldShape = fc.record({
  locations: fc.array(locationShape, { minLength: 1, maxLength: 5 }),
  levels: fc.array(levelShape, { minLength: 15, maxLength: 15 }),
  trackedItems: fc.tuple(rarely(true, false), fc.constant(true), fc.constant(true)),
  orders: fc.array(orderShape, { minLength: 1, maxLength: 5 }),
  isBorderOpen: fc.boolean(),
  rules: fc.option(rulesShape),
});
type WorldShape = typeof worldShape extends fc.Arbitrary<infer Shape> ? Shape : never;
type OrderShape = WorldShape["orders"][number];

/** Worlds whose orders share three items; with `itemsApart` every order has items of its own. */
export function arbitraryWorld({ itemsApart = false } = {}): fc.Arbitrary<World> {
  return worldShape.map((shape) => buildWorld(shape, itemsApart));
}

function buildWorld(shape: WorldShape, itemsApart: boolean): World {
  const locations = shape.locations.map(({ place, ...facts }, at) =>
    location(String(11 + at), { name: `Place ${at}`, ...place, ...facts }),
  );
  const contexts: OrderContext[] = [];
  const levels = new Map<string, Level>();
  const itemOf = (item: number, orderAt: number) => (itemsApart ? orderAt * 3 + item : item);
  for (let orderAt = 0; orderAt < (itemsApart ? shape.orders.length : 1); orderAt++) {
    for (let item = 0; item < 3; item++) addLevels(levels, locations, shape, item, itemOf(item, orderAt));
  }
  for (const [at, each] of shape.orders.entries()) {
    const facts = buildOrder(each, at, locations, (item) => itemOf(item, at));
    commit(facts, levels);
    contexts.push(surround(facts, each, locations, shape, (item) => itemOf(item, at)));
  }
  return { locations, levels, contexts };
}

function addLevels(
  levels: Map<string, Level>,
  locations: LocationFacts[],
  shape: WorldShape,
  item: number,
  itemId: number,
): void {
  for (const [at, place] of locations.entries()) {
    const { units, damaged, reserved, safetyStockUnits, isStocked } = shape.levels[item * 5 + at]!;
    if (!isStocked) continue;
    const here = level(
      `7${itemId}`,
      place.id,
      { available: units, damaged, reserved },
      { safetyStockUnits, isTracked: shape.trackedItems[item]! },
    );
    levels.set(levelKey(here.inventoryItemId, here.locationId), here);
  }
}

function buildOrder(
  shape: OrderShape,
  at: number,
  locations: LocationFacts[],
  itemOf: (item: number) => number,
): OrderFacts {
  const id = String(1001 + at);
  const lines = shape.lines.map((line, index) =>
    lineItem({
      id: `${id}${index}`,
      variantId: line.isCustom ? null : `v${itemOf(line.item)}`,
      quantity: line.quantity,
      title: `Good ${line.item}`,
      sku: line.isCustom ? null : `GOOD-${line.item}`,
    }),
  );
  const byPlace = new Map<string, LineItemFacts[]>();
  for (const [index, line] of shape.lines.entries()) {
    const place = locations[line.at % locations.length]!.id;
    byPlace.set(place, [...(byPlace.get(place) ?? []), lines[index]!]);
  }
  const fulfillmentOrders = [...byPlace].map(([locationId, parts], index) =>
    assign(shape, `${5000 + at * 100 + index}`, locationId, parts),
  );
  return order({
    id,
    name: `#${id}`,
    lines,
    fulfillmentOrders,
    isTest: shape.kind === "test",
    cancelledAt: shape.kind === "cancelled" ? "2026-11-20T12:00:00Z" : null,
    sourceName: shape.kind === "pos" ? "pos" : "web",
    shippingAddress: shape.hasProblem ? address({ city: null }) : address(),
    financialStatus: shape.isUnpaid ? "pending" : "paid",
  });
}

function assign(shape: OrderShape, id: string, locationId: string, lines: LineItemFacts[]): FulfillmentOrderFacts {
  const work = fulfillmentOrder(lines, { id, locationId, deliveryMethod: shape.deliveryMethod });
  for (const [index, line] of work.lines.entries()) {
    const { variantId } = lines[index]!;
    line.inventoryItemId = variantId === null ? null : `7${variantId.slice(1)}`;
  }
  if (shape.standing === "in progress")
    return { ...work, status: "IN_PROGRESS", supportedActions: ["CREATE_FULFILLMENT"] };
  if (shape.standing === "scheduled") return { ...work, status: "SCHEDULED", supportedActions: ["MARK_AS_OPEN"] };
  if (shape.standing === "requested") return { ...work, requestStatus: "SUBMITTED", supportedActions: [] };
  if (shape.hold === "none") return { ...work, supportedActions: openActions(work) };
  const handles = { theirs: null, stale: "switchyard-duplicate", stock: "switchyard-stock" };
  const holds = [
    hold({ id: `9${id}`, handle: handles[shape.hold as keyof typeof handles], isOurs: shape.hold !== "theirs" }),
  ];
  return { ...work, status: "ON_HOLD", supportedActions: HELD_ACTIONS, holds };
}

/** What Shopify lets one do with work on hold, and with open work, which cannot be split once it is a single unit. */
export const HELD_ACTIONS = ["RELEASE_HOLD", "HOLD", "MOVE"];
export function openActions(work: FulfillmentOrderFacts): string[] {
  const units = work.lines.reduce((sum, line) => sum + line.remainingQuantity, 0);
  return ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD", ...(units > 1 ? ["SPLIT"] : [])];
}

/** The checkout turns available into committed where it assigned the units, below zero if need be. */
function commit(facts: OrderFacts, levels: Map<string, Level>): void {
  if (facts.cancelledAt !== null) return;
  for (const work of facts.fulfillmentOrders) {
    for (const line of work.lines) {
      const here = levels.get(levelKey(line.inventoryItemId ?? "", work.locationId ?? ""));
      if (!here) continue;
      here.quantities.available -= line.remainingQuantity;
      here.quantities.committed += line.remainingQuantity;
    }
  }
}

function surround(
  facts: OrderFacts,
  shape: OrderShape,
  locations: LocationFacts[],
  world: WorldShape,
  itemOf: (item: number) => number,
): OrderContext {
  const isTrackedByItem = new Map(world.trackedItems.map((isTracked, item) => [String(itemOf(item)), isTracked]));
  const around = context(facts, {
    locations,
    isImported: shape.kind === "imported",
    frozenFulfillmentOrderIds: shape.isFrozen ? facts.fulfillmentOrders.slice(0, 1).map((work) => work.id) : [],
    settings: settings({
      allowedBorderCrossings: world.isBorderOpen ? ["FR>DE"] : [],
      routing: policyOf(world, locations),
    }),
  });
  for (const variant of Object.values(around.variantById)) {
    variant.inventoryItemId = `7${variant.id.slice(1)}`;
    variant.isTracked = isTrackedByItem.get(variant.id.slice(1)) ?? true;
  }
  return around;
}

function policyOf({ rules }: WorldShape, locations: readonly LocationFacts[]): SavedPolicy | null {
  if (rules === null) return null;
  const { excludedPlaces, ...policy } = rules;
  const excluded = excludedPlaces.flatMap((at) => locations[at]?.id ?? []);
  return {
    ...savedDefaults("EUR"),
    ...policy,
    version: 1,
    excludedRegions: Object.fromEntries(excluded.map((id) => [id, ["DE"]])),
  };
}
