import fc from "fast-check";
import { expect, test } from "vitest";
import type { Allocation } from "#app/domain/inventory/allocation.ts";
import { lineQuantities, type LineQuantities } from "#app/domain/orders/line-quantities.ts";
import type { LineItemFacts, OrderFacts, RefundFacts } from "#app/domain/orders/order-facts.ts";
import { claim, fulfillmentOrder, lineItem, order, price, refund } from "#tests/domain/build-order.ts";
import { parcel } from "./build-life.ts";

const NONE: LineQuantities = {
  lineItemId: "1",
  ordered: 3,
  removed: 0,
  noWork: 0,
  scheduled: 0,
  backordered: 0,
  allocated: 0,
  fulfilled: 0,
  returned: 0,
  restocked: 0,
};

const three = (changes: Partial<LineItemFacts> = {}) => lineItem({ quantity: 3, ...changes });

function refunded(quantity: number, restockKind: RefundFacts["lines"][number]["restockKind"]): RefundFacts {
  return refund({
    id: `80${quantity}${restockKind}`,
    lines: [{ lineItemId: "1", quantity, restockKind, locationId: null, subtotal: price(0), tax: price(0) }],
  });
}

const sent = (quantity: number, id = "401") => parcel({ id, lines: [{ lineItemId: "1", quantity }] });

test.each<[string, Partial<OrderFacts>, Allocation[], Partial<LineQuantities>]>([
  ["nothing promised yet", { lines: [three()] }, [], { backordered: 3 }],
  ["all promised", { lines: [three()] }, [claim(2), claim(1)], { allocated: 3 }],
  ["a part promised", { lines: [three()] }, [claim(2)], { allocated: 2, backordered: 1 }],
  [
    "more promised than is left",
    { lines: [three({ currentQuantity: 2, fulfillableQuantity: 2 })] },
    [claim(3)],
    { removed: 1, allocated: 2 },
  ],
  [
    "one sent",
    { lines: [three({ fulfillableQuantity: 2 })], fulfillments: [sent(1)] },
    [claim(2)],
    { fulfilled: 1, allocated: 2 },
  ],
  [
    "one sent, and the snapshot is older than the parcel",
    { lines: [three()], fulfillments: [sent(1)] },
    [claim(2)],
    { fulfilled: 1, allocated: 2 },
  ],
  [
    "a parcel that was cancelled",
    { lines: [three()], fulfillments: [{ ...sent(1), status: "cancelled" }] },
    [],
    { backordered: 3 },
  ],
  [
    "sent in two parcels",
    { lines: [three({ fulfillableQuantity: 0 })], fulfillments: [sent(1), sent(2, "402")] },
    [],
    { fulfilled: 3 },
  ],
  [
    "one taken off by an edit",
    { lines: [three({ currentQuantity: 2, fulfillableQuantity: 2 })] },
    [],
    { removed: 1, backordered: 2 },
  ],
  [
    "one cancelled and refunded",
    { lines: [three({ currentQuantity: 2, fulfillableQuantity: 2 })], refunds: [refunded(1, "cancel")] },
    [],
    { removed: 1, backordered: 2, restocked: 1 },
  ],
  [
    "one cancelled, and the snapshot is older than the refund",
    { lines: [three()], refunds: [refunded(1, "cancel")] },
    [],
    { removed: 1, backordered: 2, restocked: 1 },
  ],
  [
    "one sent and returned",
    {
      lines: [three({ currentQuantity: 2, fulfillableQuantity: 0 })],
      fulfillments: [sent(3)],
      refunds: [refunded(1, "return")],
    },
    [],
    { fulfilled: 3, returned: 1, restocked: 1 },
  ],
  [
    "one sent and refunded, and the buyer keeps it",
    {
      lines: [three({ currentQuantity: 2, fulfillableQuantity: 0 })],
      fulfillments: [sent(3)],
      refunds: [refunded(1, "no_restock")],
    },
    [],
    { fulfilled: 3 },
  ],
  [
    "two sent, the third refunded before it left",
    {
      lines: [three({ currentQuantity: 2, fulfillableQuantity: 0 })],
      fulfillments: [sent(2)],
      refunds: [refunded(1, "no_restock")],
    },
    [],
    { fulfilled: 2, removed: 1 },
  ],
  [
    "two sent, one of them refunded and kept",
    {
      lines: [three({ currentQuantity: 2, fulfillableQuantity: 1 })],
      fulfillments: [sent(2)],
      refunds: [refunded(1, "no_restock")],
    },
    [],
    { fulfilled: 2, backordered: 1 },
  ],
  [
    "the order cancelled without restocking",
    { lines: [three({ fulfillableQuantity: 0 })], cancelledAt: "2026-11-20T13:00:00Z" },
    [],
    { removed: 3 },
  ],
  ["the order deleted", { lines: [three()], isDeleted: true }, [], { removed: 3 }],
  ["a gift card", { lines: [three({ isGiftCard: true, requiresShipping: false })] }, [], { noWork: 3 }],
  ["a digital good", { lines: [three({ requiresShipping: false })] }, [], { noWork: 3 }],
  ["a tip", { lines: [three({ isTip: true })] }, [], { noWork: 3 }],
  ["taken along at the counter", { lines: [three()], sourceName: "pos", fulfillmentOrders: [] }, [], { noWork: 3 }],
  [
    "taken along, as its fulfillment order says",
    { lines: [three()], fulfillmentOrders: [fulfillmentOrder([three()], { deliveryMethod: "RETAIL" })] },
    [],
    { noWork: 3 },
  ],
  [
    "sold at the counter to be shipped",
    { lines: [three()], sourceName: "pos", fulfillmentOrders: [fulfillmentOrder([three()])] },
    [],
    { backordered: 3 },
  ],
  [
    "due later",
    { lines: [three()], fulfillmentOrders: [fulfillmentOrder([three()], { status: "SCHEDULED" })] },
    [],
    { scheduled: 3 },
  ],
  [
    "more sent than was ordered",
    { lines: [three({ fulfillableQuantity: 0 })], fulfillments: [sent(5)] },
    [],
    { fulfilled: 3 },
  ],
])("three units, %s", (_what, changes, allocations, expected) => {
  expect(lineQuantities(order(changes), allocations)).toEqual([{ ...NONE, ...expected }]);
});

test("the law holds whatever the platform states, even what cannot be", () => {
  const units = fc.integer({ min: 0, max: 5 });
  const kind = fc.constantFrom("cancel", "return", "no_restock", "legacy_restock" as const);
  const situation = fc.record({
    quantity: units,
    currentQuantity: units,
    fulfillableQuantity: units,
    sent: fc.array(units, { maxLength: 3 }),
    refunds: fc.array(fc.tuple(units, kind), { maxLength: 3 }),
    claims: fc.array(units, { maxLength: 2 }),
    scheduled: units,
    isCancelled: fc.boolean(),
    requiresShipping: fc.boolean(),
  });
  fc.assert(
    fc.property(situation, (given) => {
      const line = lineItem({ ...given });
      const facts = order({
        lines: [line],
        fulfillments: given.sent.map((quantity, index) => sent(quantity, String(400 + index))),
        refunds: given.refunds.map(([quantity, restockKind], index) => ({
          ...refunded(quantity, restockKind),
          id: String(800 + index),
        })),
        cancelledAt: given.isCancelled ? "2026-11-20T13:00:00Z" : null,
        fulfillmentOrders: [
          fulfillmentOrder([line], {
            status: "SCHEDULED",
            lines: [
              {
                id: "1",
                lineItemId: "1",
                inventoryItemId: "i1",
                totalQuantity: given.scheduled,
                remainingQuantity: given.scheduled,
              },
            ],
          }),
        ],
      });
      const [line1] = lineQuantities(
        facts,
        given.claims.map((units) => claim(units)),
      );
      const { ordered, removed, noWork, scheduled, backordered, allocated, fulfilled, returned, restocked } = line1!;
      expect(removed + noWork + scheduled + backordered + allocated + fulfilled).toBe(ordered);
      expect(
        Math.min(removed, noWork, scheduled, backordered, allocated, fulfilled, returned, restocked),
      ).toBeGreaterThanOrEqual(0);
      expect(returned).toBeLessThanOrEqual(fulfilled);
      expect(restocked).toBeLessThanOrEqual(returned + removed);
    }),
    { numRuns: 2000 },
  );
});
