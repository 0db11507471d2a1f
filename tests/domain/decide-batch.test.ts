import { expect, test } from "vitest";
import { decideBatch } from "#app/domain/decide-batch.ts";
import { applyObservation } from "#app/domain/inventory/apply-observation.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";
import { context, fulfillmentOrder, level, levelBook, lineItem, NOON, order } from "./build-order.ts";

function oneMug(id: string) {
  const lines = [lineItem({ id: `${id}1`, quantity: 1 })];
  return context(order({ id, name: `#${id}`, lines, fulfillmentOrders: [fulfillmentOrder(lines, { id: `${id}5` })] }));
}

test("the last unit goes to the order that comes first", () => {
  const book = levelBook(level("i1", "L1", { available: -1, committed: 2 }));
  const { decisions, levels } = decideBatch([oneMug("1001"), oneMug("1002")], book, NOON);
  expect(decisions.map((decision) => decision.allocations.length)).toEqual([1, 0]);
  expect(decisions[1]!.planByFulfillmentOrder["10025"]!.state).toBe("backordered");
  expect(levels.get(levelKey("i1", "L1"))!.allocated).toBe(1);
});

test("the levels that were given stay as they were", () => {
  const book = levelBook(level("i1", "L1", { committed: 2 }), level("i2", "L1", { available: 3 }));
  const { levels } = decideBatch([oneMug("1001")], book, NOON);
  expect(book.get("i1/L1")!.allocated).toBe(0);
  expect(levels.get("i2/L1")).toBe(book.get("i2/L1"));
});

test("what an order lets go of is there for the next one once the level was read whole, and not before", () => {
  const cancelled = oneMug("1001");
  cancelled.facts.cancelledAt = NOON;
  cancelled.allocations = [
    { orderId: "1001", lineItemId: "10011", inventoryItemId: "i1", locationId: "L1", quantity: 1 },
  ];
  const book = levelBook(level("i1", "L1", { committed: 1 }, { allocated: 1 }));
  const first = decideBatch([cancelled, oneMug("1002")], book, NOON);
  expect(first.decisions.map((decision) => decision.allocations)).toEqual([[], []]);
  const left = first.levels.get("i1/L1")!;
  expect(left).toMatchObject({ allocated: 0, unsettledUnits: 1 });
  const { level: read } = applyObservation(left, {
    inventoryItemId: "i1",
    locationId: "L1",
    observedAt: "2026-11-20T12:00:05Z",
    quantities: { ...left.quantities },
  });
  const second = decideBatch([oneMug("1002")], levelBook(read), NOON);
  expect(second.decisions[0]!.allocations).toMatchObject([{ orderId: "1002", quantity: 1 }]);
});
