import { expect, test } from "vitest";
import type { PlannedQuantity, RoutePlan } from "#app/domain/decision.ts";
import { chosenUnits, isNewChoice, isSameChoice } from "#app/domain/routing/what-if/chosen-units.ts";

const part = (lineItemId: string, locationId: string, quantity: number, fulfillmentOrderId = "5"): PlannedQuantity => ({
  ...{ fulfillmentOrderId, fulfillmentOrderLineId: `${fulfillmentOrderId}1`, inventoryItemId: "i1" },
  ...{ lineItemId, locationId, quantity },
});
const route = (planned: PlannedQuantity[], backordered: PlannedQuantity[] = []): RoutePlan => ({
  ...{ planned, backordered, sentence: "", alternatives: [] },
});
const chosen = (...args: Parameters<typeof route>) => chosenUnits(route(...args));

test("a choice is told by line items, however Shopify has split their fulfillment orders", () => {
  const whole = chosen([part("1", "11", 3)]);
  const split = chosen([part("1", "11", 1, "6"), part("1", "11", 2, "7")]);
  expect(isSameChoice(whole, split)).toBe(true);
  expect(isNewChoice(whole, split)).toBe(false);
});

test("what has left, or was cancelled, makes no new choice; what leaves from elsewhere does", () => {
  const both = chosen([part("1", "11", 1), part("2", "12", 1)]);
  expect(isNewChoice(both, chosen([part("2", "12", 1)]))).toBe(false);
  expect(isNewChoice(both, chosen([]))).toBe(false);
  expect(isNewChoice(both, chosen([part("1", "12", 1), part("2", "12", 1)]))).toBe(true);
  // A part that is left over tells less of the order than the choice about all of it.
  expect(isNewChoice(both, chosen([part("2", "13", 1)]))).toBe(false);
});

test("waiting is a choice, and so is being served after it, or another line", () => {
  const waiting = chosen([], [part("1", "11", 2)]);
  expect(isNewChoice(null, waiting)).toBe(true);
  expect(isNewChoice(null, chosen([]))).toBe(false);
  expect(isNewChoice(waiting, chosen([part("1", "11", 2)]))).toBe(true);
  expect(isNewChoice(chosen([part("1", "11", 2)]), waiting)).toBe(true);
  expect(isNewChoice(waiting, chosen([part("2", "11", 1)], [part("1", "11", 2)]))).toBe(true);
});
