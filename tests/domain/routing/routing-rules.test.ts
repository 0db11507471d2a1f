import { expect, test } from "vitest";
import { decideAnew } from "#app/domain/decide-anew.ts";
import { decideBatch } from "#app/domain/decide-batch.ts";
import { decideOrder } from "#app/domain/decide-order.ts";
import type { OrderContext } from "#app/domain/decision.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { savedDefaults, type SavedPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import {
  address,
  context,
  fulfillmentOrder,
  level,
  levelBook,
  lineItem,
  location,
  NOON,
  order,
  settings,
} from "#tests/domain/build-order.ts";

const near = location("L1", { name: "Munich" });
const town = location("L2", { name: "Augsburg", latitude: 48.37, longitude: 10.9 });
const north = location("L4", { name: "Hamburg", latitude: 53.55, longitude: 10.0 });

const cup = lineItem({ title: "Cup", sku: "CUP-RED" });
const saucer = lineItem({ id: "2", variantId: "v2", title: "Saucer", sku: "SAUCER", quantity: 1 });

type Shape = { policy?: Partial<SavedPolicy>; levels: Level[]; facts?: Partial<OrderFacts>; assignedTo?: string };

const bothLines: Level[] = [
  level("i1", "L1", { committed: 2 }),
  level("i2", "L2", { available: 1 }),
  level("i1", "L4", { available: 5 }),
  level("i2", "L4", { available: 5 }),
];

function around({ policy = {}, facts = {}, assignedTo = "L1" }: Shape): OrderContext {
  const lines = facts.lines ?? [cup, saucer];
  const whole = order({ lines, fulfillmentOrders: [fulfillmentOrder(lines, { locationId: assignedTo })], ...facts });
  const routing: SavedPolicy = { ...savedDefaults("EUR"), version: 1, ...policy };
  return context(whole, { locations: [near, town, north], settings: settings({ routing }) });
}

function decide(shape: Shape) {
  const decision = decideOrder(around(shape), levelBook(...shape.levels), NOON);
  const say = (parts: { lineItemId: string; quantity: number; locationId: string }[] = []) =>
    parts.map((part) => `${part.lineItemId} × ${part.quantity} @ ${part.locationId}`).sort();
  const route = decision.route!;
  return { decision, route, planned: say(route.planned), waiting: say(route.backordered) };
}

test("goodwill for a second parcel decides between two parcels from near and one from afar", () => {
  expect(decide({ levels: bothLines, policy: { splitMinor: 0, dayMinor: 500 } }).planned).toEqual([
    "1 × 2 @ L1",
    "2 × 1 @ L2",
  ]);
  expect(decide({ levels: bothLines, policy: { splitMinor: 3000, dayMinor: 500 } }).planned).toEqual([
    "1 × 2 @ L4",
    "2 × 1 @ L4",
  ]);
});

test("a plan that stands is left only for one that saves more than the merchant asks for", () => {
  const levels = [level("i1", "L4", { committed: 2 }), level("i1", "L1", { available: 2 })];
  const move = { levels, facts: { lines: [cup] }, assignedTo: "L4" };
  expect(decide({ ...move, policy: { changeMinor: 25 } }).planned).toEqual(["1 × 2 @ L1"]);
  expect(decide({ ...move, policy: { changeMinor: 5000 } }).planned).toEqual(["1 × 2 @ L4"]);
});

test("what ships alone is a parcel for each unit, paid and counted and told", () => {
  const levels = [level("i1", "L1", { committed: 2 }), level("i2", "L1", { committed: 1 })];
  const packed = decide({ levels }).route;
  const alone = decide({ levels, policy: { shipsAloneSkus: ["cup-*"] } }).route;
  // Two parcels of 400 g and one of 400 g (4.32 EUR each) instead of one of 1.2 kg.
  expect([packed.cost!.postageMinor, alone.cost!.postageMinor]).toEqual([621, 3 * 432]);
  expect(packed.sentence).not.toContain("alone");
  expect(alone.sentence).toMatch(/; Cup ships alone$/);
});

test("a place from which units ship alone sends as many parcels", () => {
  const levels = [level("i1", "L1", { committed: 2 }), level("i2", "L2", { available: 1 })];
  expect(decide({ levels }).route.sentence).toContain("in 2 parcels");
  expect(decide({ levels, policy: { shipsAloneSkus: ["CUP-RED"] } }).route.sentence).toContain("in 3 parcels");
});

test("goods that are kept together leave from one place although two would be cheaper, and the sentence says why", () => {
  const policy = { splitMinor: 0, dayMinor: 500 };
  const kept = decide({ levels: bothLines, policy: { ...policy, keepTogether: [["CUP-*", "SAUCER"]] } });
  expect(kept.planned).toEqual(["1 × 2 @ L4", "2 × 1 @ L4"]);
  expect(kept.route.sentence).toMatch(/; Cup and Saucer are kept together$/);
  const apart = decide({ levels: bothLines, policy: { ...policy, keepTogether: [["CUP-*", "PLATE"]] } });
  expect(apart.planned).toEqual(["1 × 2 @ L1", "2 × 1 @ L2"]);
  expect(apart.route.sentence).not.toContain("kept together");
});

test("a rule that changes nothing is not told", () => {
  const levels = [level("i1", "L1", { committed: 2 }), level("i2", "L1", { committed: 1 })];
  const { route } = decide({ levels, policy: { keepTogether: [["CUP-*", "SAUCER"]], neverSplitSkus: ["CUP-*"] } });
  expect(route.sentence).not.toMatch(/together|split/);
});

test("goods that no place has together wait together", () => {
  const levels = [level("i1", "L1", { committed: 2 }), level("i2", "L2", { available: 1 })];
  const { planned, waiting, route } = decide({ levels, policy: { keepTogether: [["CUP-*", "SAUCER"]] } });
  expect([planned, waiting]).toEqual([[], ["1 × 2 @ L1", "2 × 1 @ L1"]]);
  expect(route.sentence).toBe(
    "no location has all that leaves together now; it waits at Munich; Cup and Saucer are kept together",
  );
  expect(route.alternatives[0]!.sentence).toMatch(/^\w+ can send none of it\.$/);
});

test.each([
  [
    ["CUP-*", "SAUCER"],
    ["SAUCER", "SPOON"],
  ],
  [
    ["SAUCER", "SPOON"],
    ["CUP-*", "SAUCER"],
  ],
])("groups that share goods are one: %j and %j", (...keepTogether) => {
  const spoon = lineItem({ id: "3", variantId: "v3", title: "Spoon", sku: "SPOON", quantity: 1 });
  const levels = [...bothLines, level("i3", "L1", { committed: 1 })];
  const { planned, waiting } = decide({ levels, facts: { lines: [cup, saucer, spoon] }, policy: { keepTogether } });
  expect([planned, waiting.length]).toEqual([[], 3]);
});

test("a line that is never split leaves from one place, or waits whole", () => {
  const split = [level("i1", "L1", { available: -1, committed: 2 }), level("i1", "L2", { available: 1 })];
  const elsewhere = [...split, level("i1", "L4", { available: 2 })];
  const facts = { lines: [cup] };
  expect(decide({ levels: split, facts }).planned).toEqual(["1 × 1 @ L1", "1 × 1 @ L2"]);
  const policy = { neverSplitSkus: ["CUP-RED"], splitMinor: 0, dayMinor: 500 };
  const whole = decide({ levels: elsewhere, facts, policy });
  expect(whole.planned).toEqual(["1 × 2 @ L4"]);
  expect(whole.route.sentence).toMatch(/; Cup is never split$/);
  expect(decide({ levels: split, facts, policy }).waiting).toEqual(["1 × 2 @ L1"]);
});

test("a line that Shopify has spread over two places is brought together, if it is never split", () => {
  const one = lineItem({ title: "Cup", sku: "CUP-RED" });
  const half = (id: string, locationId: string) => {
    const work = fulfillmentOrder([one], { id, locationId });
    return { ...work, lines: work.lines.map((line) => ({ ...line, totalQuantity: 1, remainingQuantity: 1 })) };
  };
  const facts = { lines: [one], fulfillmentOrders: [half("501", "L1"), half("502", "L2")] };
  const levels = [
    level("i1", "L1", { committed: 1 }),
    level("i1", "L2", { committed: 1 }),
    level("i1", "L4", { available: 2 }),
  ];
  const policy = { splitMinor: 0, dayMinor: 500 };
  expect(decide({ levels, facts, policy }).planned).toEqual(["1 × 1 @ L1", "1 × 1 @ L2"]);
  expect(decide({ levels, facts, policy: { ...policy, neverSplitSkus: ["CUP-RED"] } }).planned).toEqual([
    "1 × 1 @ L4",
    "1 × 1 @ L4",
  ]);
});

test("what is available anywhere is sent from wherever it is listed, without a claim on stock", () => {
  const facts = { lines: [cup] };
  const levels = [level("i1", "L4", { available: -2, committed: 2 }), level("i1", "L1", {})];
  const asked = { levels, facts, assignedTo: "L4" };
  expect(decide(asked).waiting).toEqual(["1 × 2 @ L4"]);
  const { planned, waiting, decision } = decide({ ...asked, policy: { availableAnywhereSkus: ["CUP-*"] } });
  // Augsburg has no level of it: Shopify would refuse the move.
  expect([planned, waiting]).toEqual([["1 × 2 @ L1"], []]);
  expect(decision.allocations).toEqual([]);
  expect(decision.actions).toMatchObject([{ kind: "move", locationId: "L1" }]);
});

test("a location that does not send to the destination is left, and the sentence says so", () => {
  const levels = [
    level("i1", "L1", { committed: 2 }),
    level("i2", "L1", { committed: 1 }),
    level("i1", "L4", { available: 5 }),
    level("i2", "L4", { available: 5 }),
  ];
  const { planned, route } = decide({ levels, policy: { excludedRegions: { L1: ["DE"], L2: ["AT"] } } });
  expect(planned).toEqual(["1 × 2 @ L4", "2 × 1 @ L4"]);
  expect(route.sentence).toMatch(/; Munich does not send to DE$/);
  expect(route.alternatives.map(({ sentence }) => sentence)).toContain("Munich does not send to DE.");
});

test("a province is excluded by its code, and other provinces of the country are not", () => {
  const policy = { excludedRegions: { L1: ["US-AK"] } };
  const levels = [level("i1", "L1", { committed: 2 }), level("i1", "L2", { available: 2 })];
  const to = (provinceCode: string) => {
    const shippingAddress = address({ countryCode: "US", provinceCode, latitude: 48.137, longitude: 11.575 });
    return decide({ levels, policy, facts: { lines: [cup], shippingAddress } }).planned;
  };
  expect([to("AK"), to("CA")]).toEqual([["1 × 2 @ L2"], ["1 × 2 @ L1"]]);
});

test("what no location sends to its destination needs a person", () => {
  const levels = [level("i1", "L1", { committed: 2 }), level("i1", "L4", { available: 5 })];
  const policy = { excludedRegions: { L1: ["DE"], L2: ["DE"], L4: ["DE"] } };
  const { planned, decision, route } = decide({ levels, policy, facts: { lines: [cup] } });
  expect(planned).toEqual([]);
  expect(route.sentence).toBe("no location may serve it; Munich does not send to DE");
  expect(decision.problems).toMatchObject([
    { code: "unroutable", sentence: "No location may serve it: Munich does not send to DE.", holds: true },
  ]);
});

test("an order is decided anew as it was when it came, whatever it holds by now", () => {
  const shape = { levels: bothLines, policy: { splitMinor: 0, dayMinor: 500 } };
  const { decisions, levels } = decideBatch([around(shape)], levelBook(...shape.levels), NOON);
  const first = decisions[0]!;
  expect(first.allocations.length).toBeGreaterThan(0);
  const decided = { ...around(shape), allocations: first.allocations };
  expect(decideAnew(decided, levels, NOON)).toEqual(first);
  const other = {
    ...around({ ...shape, policy: { splitMinor: 3000, dayMinor: 500 } }),
    allocations: first.allocations,
  };
  const wanted = decideOrder({ ...other, allocations: [] }, levelBook(...shape.levels), NOON);
  expect(decideAnew(other, levels, NOON)).toEqual(wanted);
  expect(wanted.route!.planned).not.toEqual(first.route!.planned);
});
