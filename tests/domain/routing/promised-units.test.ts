import { expect, test } from "vitest";
import { decideOrder } from "#app/domain/decide-order.ts";
import { promisedUnits } from "#app/domain/inventory/promised-units.ts";
import { headlineStatus } from "#app/domain/orders/headline-status.ts";
import { context, level, levelBook, lineItem, NOON, order } from "#tests/domain/build-order.ts";

test("what is sent without a claim is promised like what is claimed, and no more than that", () => {
  const custom = lineItem({ id: "2", variantId: null, quantity: 3 });
  const cap = lineItem({ id: "3", variantId: "v3", quantity: 1 });
  const facts = order({ lines: [lineItem(), custom, cap] });
  const decision = decideOrder(context(facts), levelBook(level("i1", "L1", { committed: 2 })), NOON);
  const promised = promisedUnits(decision).map(({ lineItemId, quantity }) => [lineItemId, quantity]);
  expect(promised).toEqual([["1", 2], ["2", 3]]); // prettier-ignore
  const { planByFulfillmentOrder } = decision;
  expect(headlineStatus({ facts, allocations: promisedUnits(decision), planByFulfillmentOrder }).status).toBe(
    "Part backordered",
  );
  expect(promisedUnits({ allocations: [], route: null })).toEqual([]);
});
