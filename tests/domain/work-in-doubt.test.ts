import { expect, test } from "vitest";
import { decideOrder } from "#app/domain/decide-order.ts";
import { context, fulfillmentOrder, level, levelBook, lineItem, NOON, order, price, refund } from "./build-order.ts";

const TAKEN = { lineItemId: "1", quantity: 1, restockKind: "cancel", locationId: null } as const;

/** Three of four mugs are left, of which two belong to one fulfillment order and one to the other, or not; one is there. */
function decideAfterRefund(workReadAt: string) {
  const four = lineItem({ quantity: 4 });
  const three = { ...four, currentQuantity: 3, fulfillableQuantity: 3 };
  const one = { ...four, currentQuantity: 1, fulfillableQuantity: 1 };
  const facts = order({
    lines: [three],
    fulfillmentOrders: [fulfillmentOrder([three]), fulfillmentOrder([one], { id: "502" })],
    fulfillmentOrdersReadAt: workReadAt,
    refunds: [refund({ createdAt: "2026-11-20T12:00:05Z", lines: [{ ...TAKEN, subtotal: price(0), tax: price(0) }] })],
  });
  const levels = levelBook(level("i1", "L1", { available: -3, committed: 4 }));
  const { actions, planByFulfillmentOrder } = decideOrder(context(facts), levels, NOON);
  const kinds = actions.filter((action) => action.fulfillmentOrderId === "501").map(({ kind }) => kind);
  return { state: planByFulfillmentOrder["501"]?.state, kinds };
}

test("work that lost units since it was read is not split by a guess of which of it lost them", () => {
  expect(decideAfterRefund("2026-11-20T12:00:00Z")).toEqual({ state: "deciding", kinds: [] });
});

test("once it is read again, what is missing is split off", () => {
  expect(decideAfterRefund("2026-11-20T12:00:09Z")).toEqual({ state: "backordered", kinds: ["split"] });
});
