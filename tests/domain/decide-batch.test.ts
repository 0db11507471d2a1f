import { expect, test } from "vitest";
import { decideBatch } from "#app/domain/decide-batch.ts";
import { applyObservation } from "#app/domain/inventory/apply-observation.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";
import { claim, context, fulfillmentOrder, level, levelBook, lineItem, location, NOON, order } from "./build-order.ts";

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
  cancelled.allocations = [claim(1, { lineItemId: "10011" })];
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

/** An order at a place that has nothing, while another has one unit and owes five to orders that we promise nothing. */
function misplaced(id: string) {
  const mug = oneMug(id);
  mug.facts.fulfillmentOrders[0]!.locationId = "L3";
  return { ...mug, locations: [location("L1"), location("L3")] };
}

function scarce() {
  return levelBook(
    level("i1", "L1", { available: 1, committed: 5 }),
    level("i1", "L3", { available: -2, committed: 2 }),
  );
}

const claimsOf = (decided: ReturnType<typeof decideBatch>) => decided.decisions.map(({ allocations }) => allocations);

test("of one available unit only one move is promised, whatever Shopify has committed there to others", () => {
  const first = decideBatch([misplaced("1001"), misplaced("1002")], scarce(), NOON);
  const promised = [claim(1, { lineItemId: "10011", movingQuantity: 1 })];
  expect(claimsOf(first)).toEqual([promised, []]);
  expect(first.levels.get("i1/L1")).toMatchObject({ allocated: 1, movingUnits: 1, movedUnits: 0 });
  const again = [{ ...misplaced("1001"), allocations: promised }, misplaced("1002")];
  expect(claimsOf(decideBatch(again, first.levels, NOON))).toEqual([promised, []]);
});

test("until the level is seen, what was just moved there is promised to no other move", () => {
  const { levels } = decideBatch([misplaced("1001")], scarce(), NOON);
  const moved = { ...oneMug("1001"), allocations: [claim(1, { lineItemId: "10011", movingQuantity: 1 })] };
  const decided = decideBatch([moved, misplaced("1002")], levels, NOON);
  expect(claimsOf(decided)).toEqual([[claim(1, { lineItemId: "10011" })], []]);
  expect(decided.levels.get("i1/L1")).toMatchObject({ allocated: 1, movingUnits: 0, movedUnits: 1 });
  const { level: read } = applyObservation(decided.levels.get("i1/L1")!, {
    inventoryItemId: "i1",
    locationId: "L1",
    observedAt: "2026-11-20T12:00:05Z",
    quantities: { available: 1, committed: 6 },
  });
  expect(read.movedUnits).toBe(0);
  expect(claimsOf(decideBatch([misplaced("1002")], levelBook(read), NOON))).toMatchObject([[{ orderId: "1002" }]]);
});

test("a move keeps its unit when another's is seen in the level before the order it was made for", () => {
  const promised = [claim(1, { lineItemId: "10011", movingQuantity: 1 })];
  const book = levelBook(
    level("i1", "L1", { available: 1, committed: 6 }, { allocated: 2, movingUnits: 2 }),
    level("i1", "L3", { available: -1, committed: 1 }),
  );
  const decided = decideBatch([{ ...misplaced("1001"), allocations: promised }, misplaced("1003")], book, NOON);
  expect(claimsOf(decided)).toEqual([promised, []]);
});
