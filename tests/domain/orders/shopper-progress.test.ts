import fc from "fast-check";
import { expect, test } from "vitest";
import type { FulfillmentFacts, FulfillmentOrderFacts, OrderFacts } from "#app/domain/orders/order-facts.ts";
import { shopperProgress, type ShopperHeadline } from "#app/domain/orders/shopper-progress.ts";
import { fulfillmentOrder, hold, lineItem, order, price, refund } from "#tests/domain/build-order.ts";
import { at, parcel } from "./build-life.ts";

const names = { L1: "Lyon", L2: "Paris" };

function show(changes: Partial<OrderFacts>, plan: string = "ready", isSignedIn = true) {
  return shopperProgress({
    facts: order(changes),
    planStateByFulfillmentOrder: { "501": plan, "502": plan },
    locationNameById: names,
    isSignedIn,
  });
}

/** "2 preparing at Lyon, 1 shipped in 1": the parts of the first line in short. */
function firstLine(changes: Partial<OrderFacts>, plan?: string): string {
  const [line] = show(changes, plan).lines;
  return line!.parts
    .map(
      ({ units, state, place, parcel, dueDay }) =>
        `${units} ${state}${place ? ` at ${place}` : ""}${parcel ? ` in ${parcel}` : ""}${dueDay ? ` on ${dueDay}` : ""}`,
    )
    .join(", ");
}

const work = (changes: Partial<FulfillmentOrderFacts>) => ({
  fulfillmentOrders: [fulfillmentOrder([lineItem()], changes)],
});
const heard = (status: string): FulfillmentFacts =>
  parcel({ events: [{ id: "1", status, happenedAt: at("18:00:00"), message: "Signed by Ada" }] });
const sent = (...fulfillments: FulfillmentFacts[]): Partial<OrderFacts> => {
  const units = fulfillments.flatMap((each) => each.lines).reduce((sum, line) => sum + line.quantity, 0);
  const rest = 2 - units;
  const works = rest > 0 ? [fulfillmentOrder([lineItem({ currentQuantity: rest })])] : [];
  return { fulfillments, lines: [lineItem({ fulfillableQuantity: rest })], fulfillmentOrders: works };
};
const givenBack = (quantity: number, restockKind: "return" | "cancel" | "no_restock") =>
  refund({
    lines: [{ lineItemId: "1", quantity, restockKind, locationId: null, subtotal: price(0), tax: price(0) }],
  });

test.each<[string, Partial<OrderFacts>, string, string, ShopperHeadline]>([
  ["that was just placed", { fulfillmentOrders: [], fulfillmentOrdersReadAt: null }, "ready", "2 placed", "placed"],
  ["that is being decided", {}, "deciding", "2 placed", "placed"],
  ["that is only watched and would be held", {}, "held", "2 placed", "placed"],
  ["that a location prepares", {}, "ready", "2 preparing at Lyon", "preparing"],
  [
    "that is being packed, whatever was planned",
    work({ status: "IN_PROGRESS" }),
    "held",
    "2 preparing at Lyon",
    "preparing",
  ],
  ["that another service prepares", {}, "elsewhere", "2 preparing", "preparing"],
  [
    "that is held for suspicion of fraud",
    work({ status: "ON_HOLD", holds: [hold({ reason: "HIGH_RISK_OF_FRAUD", reasonNotes: "Fraud" })] }),
    "held",
    "2 checking",
    "checking",
  ],
  [
    "that waits for stock",
    work({ status: "ON_HOLD", holds: [hold({ reason: "INVENTORY_OUT_OF_STOCK" })] }),
    "backordered",
    "2 waiting_for_stock",
    "waiting_for_stock",
  ],
  [
    "that waits for stock and is held besides",
    work({
      status: "ON_HOLD",
      holds: [hold({ reason: "INVENTORY_OUT_OF_STOCK" }), hold({ id: "92", reason: "OTHER" })],
    }),
    "backordered",
    "2 checking",
    "checking",
  ],
  [
    "that is due later",
    work({ status: "SCHEDULED", fulfillAt: "2026-12-24T08:00:00Z" }),
    "deciding",
    "2 scheduled on 2026-12-24",
    "scheduled",
  ],
  ["whose label is printed", sent(heard("label_printed")), "done", "2 packed in 1", "packed"],
  ["that left without a word from the carrier", sent(parcel()), "done", "2 shipped in 1", "shipped"],
  ["that is under way", sent(heard("in_transit")), "done", "2 shipped in 1", "shipped"],
  ["that arrived", sent(heard("delivered")), "done", "2 delivered in 1", "delivered"],
  ["that the carrier could not hand over", sent(heard("failure")), "done", "2 not_delivered in 1", "not_delivered"],
  [
    "of which one unit left",
    sent(parcel({ lines: [{ lineItemId: "1", quantity: 1 }] })),
    "ready",
    "1 preparing at Lyon, 1 shipped in 1",
    "part_shipped",
  ],
  [
    "in two parcels of which one arrived",
    sent(
      { ...parcel({ id: "402", createdAt: at("16:00:00"), lines: [{ lineItemId: "1", quantity: 1 }] }) },
      { ...heard("delivered"), lines: [{ lineItemId: "1", quantity: 1 }] },
    ),
    "done",
    "1 shipped in 2, 1 delivered in 1",
    "shipped",
  ],
  ["that was cancelled", { cancelledAt: at("13:00:00"), fulfillmentOrders: [] }, "done", "2 cancelled", "cancelled"],
  [
    "that was cancelled and paid back",
    { cancelledAt: at("13:00:00"), fulfillmentOrders: [], refunds: [givenBack(2, "cancel")] },
    "done",
    "2 cancelled",
    "cancelled",
  ],
  [
    "that was cancelled when one unit had left, which came back",
    {
      ...sent({ ...heard("delivered"), lines: [{ lineItemId: "1", quantity: 1 }] }),
      cancelledAt: at("20:00:00"),
      fulfillmentOrders: [],
      refunds: [givenBack(1, "return")],
    },
    "done",
    "1 refunded, 1 cancelled",
    "refunded",
  ],
  [
    "whose goods were paid back before they left",
    {
      lines: [lineItem({ quantity: 2, currentQuantity: 0, fulfillableQuantity: 0 })],
      fulfillmentOrders: [],
      refunds: [givenBack(2, "cancel")],
    },
    "done",
    "2 refunded",
    "refunded",
  ],
  [
    "of which one unit was taken off by an edit",
    {
      lines: [lineItem({ quantity: 2, currentQuantity: 1, fulfillableQuantity: 1 })],
      fulfillmentOrders: [fulfillmentOrder([lineItem({ currentQuantity: 1 })])],
    },
    "ready",
    "1 preparing at Lyon, 1 cancelled",
    "preparing",
  ],
  [
    "of which one unit came back",
    { ...sent(heard("delivered")), refunds: [givenBack(1, "return")] },
    "done",
    "1 delivered in 1, 1 refunded",
    "delivered",
  ],
  [
    "whose buyer kept the goods and got the money back",
    {
      ...sent(heard("delivered")),
      lines: [lineItem({ currentQuantity: 0, fulfillableQuantity: 0 })],
      refunds: [givenBack(2, "no_restock")],
    },
    "done",
    "2 refunded",
    "refunded",
  ],
  [
    "of a gift card",
    { lines: [lineItem({ isGiftCard: true, requiresShipping: false })], fulfillmentOrders: [] },
    "done",
    "2 nothing_to_ship",
    "nothing_to_ship",
  ],
  [
    "of a gift card that Shopify has sent",
    { ...sent(parcel()), lines: [lineItem({ isGiftCard: true, requiresShipping: false, fulfillableQuantity: 0 })] },
    "done",
    "2 nothing_to_ship",
    "nothing_to_ship",
  ],
  [
    "that was picked up",
    {
      ...sent(parcel()),
      ...work({ status: "CLOSED", deliveryMethod: "PICK_UP" }),
    },
    "done",
    "2 handed_over",
    "handed_over",
  ],
])("a buyer sees where an order is %s", (_name, changes, plan, line, headline) => {
  expect(firstLine(changes, plan)).toBe(line);
  expect(show(changes, plan).headline).toBe(headline);
});

test("nothing that a buyer is shown says why an order is held", () => {
  const held = work({
    status: "ON_HOLD",
    holds: [
      hold({ reason: "HIGH_RISK_OF_FRAUD", reasonNotes: "Risk is high: suspected fraud", handle: "switchyard-risk" }),
    ],
  });
  expect(JSON.stringify(show(held, "held"))).not.toMatch(/fraud|risk|address|payment/i);
});

test("units at two locations are told apart", () => {
  const works = [
    fulfillmentOrder([lineItem({ currentQuantity: 1 })]),
    fulfillmentOrder([lineItem({ currentQuantity: 1 })], { id: "502", locationId: "L2" }),
  ];
  expect(firstLine({ fulfillmentOrders: works })).toBe("1 preparing at Lyon, 1 preparing at Paris");
});

test("tracking is for who signed in, and a carrier's message for nobody", () => {
  const facts = sent(heard("in_transit"));
  const [own] = show(facts).parcels;
  expect(own).toEqual({
    number: 1,
    state: "in_transit",
    stateAt: at("18:00:00"),
    carrier: "DHL",
    tracking: [{ number: "JJD1", url: "https://example.com/JJD1" }],
  });
  expect(show(facts, "done", false).parcels).toEqual([{ ...own, tracking: [] }]);
});

test("a tracking address that is no page of the web is left out", () => {
  const facts = sent(parcel({ trackingUrls: ["javascript:alert(1)"] }));
  expect(show(facts).parcels[0]?.tracking).toEqual([{ number: "JJD1", url: null }]);
});

test("a parcel that was called back is none", () => {
  const facts = { ...sent(), fulfillments: [parcel({ status: "cancelled" })] };
  expect(show(facts).parcels).toEqual([]);
  expect(firstLine(facts)).toBe("2 preparing at Lyon");
});

test("an order is over once nothing of it changes by itself", () => {
  expect(show(sent(heard("delivered"))).isOver).toBe(true);
  expect(show(sent(heard("out_for_delivery"))).isOver).toBe(false);
  expect(show({ cancelledAt: at("13:00:00"), fulfillmentOrders: [] }).isOver).toBe(true);
});

test("whatever the facts say, the units a buyer is shown sum to what was ordered", () => {
  const units = fc.integer({ min: 0, max: 4 });
  const restockKind = fc.constantFrom("return" as const, "cancel" as const, "no_restock" as const);
  const status = fc.constantFrom("OPEN" as const, "ON_HOLD" as const, "SCHEDULED" as const, "CLOSED" as const);
  const world = fc.record({
    ordered: fc.integer({ min: 1, max: 4 }),
    current: units,
    fulfillable: units,
    parcels: fc.array(fc.record({ units, isGone: fc.boolean() }), { maxLength: 3 }),
    refunds: fc.array(fc.record({ units, restockKind }), { maxLength: 3 }),
    works: fc.array(fc.record({ units, status }), { maxLength: 3 }),
    isCancelled: fc.boolean(),
  });
  fc.assert(
    fc.property(world, ({ ordered, current, fulfillable, parcels, refunds, works, isCancelled }) => {
      const line = lineItem({
        quantity: ordered,
        currentQuantity: Math.min(current, ordered),
        fulfillableQuantity: fulfillable,
      });
      const { lines } = show({
        lines: [line],
        cancelledAt: isCancelled ? at("13:00:00") : null,
        fulfillments: parcels.map((each, index) =>
          parcel({
            id: String(400 + index),
            status: each.isGone ? "success" : "cancelled",
            lines: [{ lineItemId: "1", quantity: each.units }],
          }),
        ),
        refunds: refunds.map((each, index) => ({
          ...givenBack(each.units, each.restockKind),
          id: String(800 + index),
        })),
        fulfillmentOrders: works.map((each, index) =>
          fulfillmentOrder([{ ...line, currentQuantity: each.units }], {
            id: String(501 + index),
            status: each.status,
          }),
        ),
      });
      const parts = lines[0]!.parts;
      expect(parts.reduce((sum, part) => sum + part.units, 0)).toBe(ordered);
      expect(parts.every((part) => part.units > 0)).toBe(true);
    }),
    { seed: 20261123, numRuns: 500 },
  );
});
