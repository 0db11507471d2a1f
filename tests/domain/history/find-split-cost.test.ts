import { expect, test } from "vitest";
import { findSplitCost } from "#app/domain/history/find-split-cost.ts";
import { fulfillmentOrder, level, location, order, shippingLine, variant } from "#tests/domain/build-order.ts";
import { BOWL, MUG, parcel, past, pastShop, sentFromTwo, STOCK } from "./build-past.ts";

test("an order sent from two locations is a split that one of them, having all of it today, might have spared", () => {
  expect(findSplitCost(past(sentFromTwo()), pastShop([STOCK.lyonHasBowls]))).toEqual({
    orderId: "1001",
    kind: "split_cost",
    amountMinor: 500,
    currency: "EUR",
    confidence: "possible",
    sentence:
      "Sent from Lyon and Lille; by today's stock Lyon has all of it, so 1 parcel might have been spared. A parcel is put at the 5.00 EUR that this order was charged for sending.",
    details: { locationIds: ["L1", "L2"], neededLocationIds: ["L1"] },
  });
});

test("work that is still open and assigned to two locations is a likely split: today's stock is what counts", () => {
  const open = order({
    lines: [MUG, BOWL],
    fulfillmentOrders: [
      fulfillmentOrder([MUG], { id: "501" }),
      fulfillmentOrder([BOWL], { id: "502", locationId: "L2" }),
    ],
  });
  const levels = [
    level("i1", "L1", { committed: 2 }),
    level("i2", "L2", { committed: 1 }),
    level("i2", "L1", { available: 3 }),
  ];
  const found = findSplitCost(past(open), pastShop(levels));
  expect(found).toMatchObject({ confidence: "likely", amountMinor: null });
  expect(found?.sentence).toMatch(/^Assigned to Lyon and Lille; .* can be spared\. What a parcel costs cannot be told/);
});

test("what left counts as there where it left from, also where the shelf is empty or below zero by now", () => {
  const emptied = [level("i1", "L1", { available: -3 }), STOCK.lyonHasBowls];
  expect(findSplitCost(past(sentFromTwo()), pastShop(emptied))).toMatchObject({ amountMinor: 500 });
});

test("an item that is not counted can be had where it left from and nowhere else", () => {
  const variantById = { v1: variant("v1", { isTracked: false }), v2: variant("v2") };
  expect(findSplitCost(past(sentFromTwo()), pastShop([STOCK.lyonHasBowls], { variantById }))).not.toBeNull();
  expect(findSplitCost(past(sentFromTwo()), pastShop([STOCK.lyonHasNoBowl], { variantById }))).toBeNull();
});

test.each([
  ["no other location has the rest", sentFromTwo(), pastShop([STOCK.lyonHasNoBowl])],
  ["one location sent two parcels", sentFromTwo({ fulfillments: [parcel("11", "L1", [MUG]), parcel("12", "L1", [BOWL])] }), pastShop([STOCK.lyonHasBowls])], // prettier-ignore
  ["it was cancelled", sentFromTwo({ cancelledAt: "2026-11-20T13:00:00Z" }), pastShop([STOCK.lyonHasBowls])],
  ["the buyer fetched a part", sentFromTwo({ fulfillmentOrders: [fulfillmentOrder([], { deliveryMethod: "PICK_UP" })] }), pastShop([STOCK.lyonHasBowls])], // prettier-ignore
  ["nobody knows where a parcel left from", sentFromTwo({ fulfillments: [parcel("11", "L1", [MUG]), parcel("12", null, [BOWL])] }), pastShop([STOCK.lyonHasBowls])], // prettier-ignore
  ["nobody knows who stocks the goods", sentFromTwo(), pastShop([STOCK.lyonHasBowls], { variantById: { v1: variant("v1") } })], // prettier-ignore
  ["a location is closed by now", sentFromTwo(), pastShop([STOCK.lyonHasBowls], { locations: [location("L1"), location("L2", { isActive: false })] })], // prettier-ignore
  ["a border lies between them", sentFromTwo(), pastShop([STOCK.lyonHasBowls], { locations: [location("L1"), location("L2", { countryCode: "FR" })] })], // prettier-ignore
])("it is no avoidable split when %s", (_why, facts, shop) => {
  expect(findSplitCost(past(facts), shop)).toBeNull();
});

test("money is put on it only where the order was charged for one sending", () => {
  const amountFor = (shippingLines: ReturnType<typeof shippingLine>[]) =>
    findSplitCost(past(sentFromTwo({ shippingLines })), pastShop([STOCK.lyonHasBowls]))?.amountMinor;
  const free = shippingLine({ price: { shopMinor: 0, presentmentMinor: 0 } });
  expect(amountFor([free])).toBeNull();
  expect(amountFor([shippingLine(), shippingLine({ id: "72" })])).toBeNull();
  expect(amountFor([shippingLine(), shippingLine({ id: "72", isRemoved: true })])).toBe(500);
});
