import { expect, test } from "vitest";
import type { PlannedQuantity } from "#app/domain/decision.ts";
import { allocate } from "#app/domain/inventory/allocate.ts";
import { applyClaims, claimableUnits, freeUnits, levelKey } from "#app/domain/inventory/level-book.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import { claim, level, levelBook } from "./build-order.ts";

function wish(quantity: number, changes: Partial<PlannedQuantity> = {}): PlannedQuantity {
  return {
    fulfillmentOrderId: "501",
    fulfillmentOrderLineId: "501-1",
    lineItemId: "1",
    inventoryItemId: "i1",
    locationId: "L1",
    quantity,
    ...changes,
  };
}

test.each<[says: string, level: Level, units: number]>([
  ["available and committed units", level("i1", "L1", { available: 3, committed: 2 }), 5],
  ["a negative available takes from the committed", level("i1", "L1", { available: -2, committed: 5 }), 3],
  ["never less than nothing", level("i1", "L1", { available: -5, committed: 2 }), 0],
  [
    "not what is set aside",
    level("i1", "L1", { available: 1, reserved: 4, damaged: 4, qualityControl: 4, safetyStock: 4 }),
    1,
  ],
  ["not what is only on its way", level("i1", "L1", { incoming: 7 }), 0],
  ["not the merchant's safety stock", level("i1", "L1", { available: 3 }, { safetyStockUnits: 2 }), 1],
  ["no more than is on hand", level("i1", "L1", { available: 3, reserved: -2 }), 1],
  ["without limit where nothing is counted", level("i1", "L1", {}, { isTracked: false }), Number.POSITIVE_INFINITY],
])("claimable are %s", (_, here, units) => {
  expect(claimableUnits(here)).toBe(units);
});

test("what other orders claim is not free, what this one claims is", () => {
  const here = level("i1", "L1", { available: 10 }, { allocated: 7 });
  expect(freeUnits(here, 0)).toBe(3);
  expect(freeUnits(here, 4)).toBe(7);
  expect(freeUnits(level("i1", "L1", { available: 2 }, { allocated: 7 }), 4)).toBe(0);
});

test("a plan becomes claims", () => {
  const outcome = allocate("1001", [wish(2)], [], levelBook(level("i1", "L1", { available: 5 })));
  expect(outcome.allocations).toEqual([claim(2)]);
  expect(outcome.served).toEqual([wish(2)]);
  expect(outcome.backordered).toEqual([]);
});

test("claims stop at what is on hand, the rest is backordered", () => {
  const outcome = allocate(
    "1001",
    [wish(5)],
    [],
    levelBook(level("i1", "L1", { available: 4 }, { safetyStockUnits: 1 })),
  );
  expect(outcome.allocations).toEqual([claim(3)]);
  expect(outcome.backordered).toEqual([wish(2)]);
});

test("units of one line in two fulfillment orders are one claim", () => {
  const wishes = [wish(1), wish(2, { fulfillmentOrderId: "502", fulfillmentOrderLineId: "502-1" })];
  const outcome = allocate("1001", wishes, [], levelBook(level("i1", "L1", { available: 5 })));
  expect(outcome.allocations).toEqual([claim(3)]);
});

test("when stock has shrunk the line that held its claim keeps it", () => {
  const wishes = [wish(2, { lineItemId: "9", fulfillmentOrderLineId: "501-9" }), wish(2)];
  const levels = levelBook(level("i1", "L1", { available: 3 }, { allocated: 2 }));
  const outcome = allocate("1001", wishes, [claim(2)], levels);
  expect(outcome.allocations).toEqual([claim(1, { lineItemId: "9" }), claim(2)]);
  expect(outcome.backordered).toEqual([wish(1, { lineItemId: "9", fulfillmentOrderLineId: "501-9" })]);
});

test("claims of other orders are never taken away", () => {
  const outcome = allocate("1001", [wish(2)], [], levelBook(level("i1", "L1", { available: 3 }, { allocated: 3 })));
  expect(outcome).toMatchObject({ allocations: [], backordered: [wish(2)] });
});

test("claims that are no longer planned are released", () => {
  const before = [claim(2), claim(3, { lineItemId: "2", inventoryItemId: "i2" })];
  const levels = levelBook(
    level("i1", "L1", { available: 9 }, { allocated: 2 }),
    level("i2", "L1", { available: 9 }, { allocated: 3 }),
  );
  expect(allocate("1001", [wish(1)], before, levels).allocations).toEqual([claim(1)]);
});

test("untracked goods are promised without limit and custom items without a claim", () => {
  const levels = levelBook(level("i1", "L1", {}, { isTracked: false }));
  const custom = wish(3, { inventoryItemId: null, lineItemId: "2" });
  const outcome = allocate("1001", [wish(1000), custom], [], levels);
  expect(outcome.allocations).toEqual([claim(1000)]);
  expect(outcome.served).toEqual([wish(1000), custom]);
});

test("claims are booked as differences on the levels they touch, and untracked levels count none", () => {
  const tracked = level("i1", "L1", { available: 9 }, { allocated: 5 });
  const untracked = level("i2", "L1", {}, { isTracked: false });
  const untouched = level("i3", "L1", { available: 9 });
  const levels = new Map(levelBook(tracked, untracked, untouched));
  applyClaims(levels, [claim(2)], [claim(3), claim(8, { inventoryItemId: "i2" })]);
  expect(levels.get(levelKey("i1", "L1"))!.allocated).toBe(6);
  expect(levels.get(levelKey("i2", "L1"))).toBe(untracked);
  expect(levels.get(levelKey("i3", "L1"))).toBe(untouched);
  expect(tracked.allocated).toBe(5);
});
