import { expect, test } from "vitest";
import type { PlanState } from "#app/domain/decision.ts";
import { HEADLINE_STATUSES, headlineStatus } from "#app/domain/orders/headline-status.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { placeholderFacts } from "#app/domain/orders/placeholder-facts.ts";
import { claim, fulfillmentOrder, hold, lineItem, order, price, refund } from "#tests/domain/build-order.ts";
import { at, parcel } from "./build-life.ts";

const closed = [fulfillmentOrder([lineItem()], { status: "CLOSED" })];
const delivered = parcel({ events: [{ id: "1", status: "delivered", happenedAt: at("18:00:00"), message: null }] });
const cameBack = parcel({
  events: [...delivered.events, { id: "2", status: "failure", happenedAt: at("20:00:00"), message: null }],
});
const back = (quantity: number) =>
  refund({
    lines: [{ lineItemId: "1", quantity, restockKind: "return", locationId: null, subtotal: price(0), tax: price(0) }],
  });
const sentAll = { lines: [lineItem({ fulfillableQuantity: 0 })], fulfillmentOrders: closed };
const plan = (state: PlanState) => ({ "501": { state } });

test.each<[string, Partial<OrderFacts>, Record<string, { state: PlanState }>, string, string]>([
  ["that was just placed", {}, {}, "Placed", "neutral"],
  ["that is being decided", {}, plan("deciding"), "Placed", "neutral"],
  ["whose plan holds it", {}, plan("held"), "Held", "warning"],
  [
    "that somebody else holds",
    { fulfillmentOrders: [fulfillmentOrder([lineItem()], { status: "ON_HOLD", holds: [hold()] })] },
    plan("deciding"),
    "Held",
    "warning",
  ],
  ["for which there is no stock", {}, plan("backordered"), "Backordered", "attention"],
  [
    "whose only hold waits for stock",
    { fulfillmentOrders: [fulfillmentOrder([lineItem()], { status: "ON_HOLD", holds: [hold({ isOurs: true })] })] },
    plan("backordered"),
    "Backordered",
    "attention",
  ],
  [
    "whose rest is scheduled for later",
    {
      lines: [lineItem(), lineItem({ id: "2" })],
      fulfillmentOrders: [
        fulfillmentOrder([lineItem()]),
        fulfillmentOrder([lineItem({ id: "2" })], { id: "502", status: "SCHEDULED" }),
      ],
    },
    { ...plan("ready"), "502": { state: "deciding" } },
    "Ready",
    "info",
  ],
  ["that changes its location", {}, plan("moving"), "Moving", "info"],
  ["that the warehouse has", {}, plan("ready"), "Ready", "info"],
  [
    "of which a part left",
    { fulfillments: [parcel({ lines: [{ lineItemId: "1", quantity: 1 }] })] },
    plan("ready"),
    "Part shipped",
    "info",
  ],
  ["of which all left", { ...sentAll, fulfillments: [parcel()] }, {}, "Shipped", "success"],
  ["that arrived", { ...sentAll, fulfillments: [delivered] }, {}, "Delivered", "success"],
  [
    "of which one parcel arrived and one is on its way",
    {
      ...sentAll,
      fulfillments: [
        { ...delivered, lines: [{ lineItemId: "1", quantity: 1 }] },
        parcel({ id: "402", lines: [{ lineItemId: "1", quantity: 1 }] }),
      ],
    },
    {},
    "Shipped",
    "success",
  ],
  ["whose parcel came back", { ...sentAll, fulfillments: [cameBack] }, {}, "Not delivered", "critical"],
  [
    "of which a part was returned",
    { ...sentAll, fulfillments: [delivered], refunds: [back(1)] },
    {},
    "Part returned",
    "neutral",
  ],
  ["that was returned", { ...sentAll, fulfillments: [delivered], refunds: [back(2)] }, {}, "Returned", "neutral"],
  ["that was cancelled", { cancelledAt: at("13:00:00") }, {}, "Cancelled", "neutral"],
  [
    "that was cancelled after it left",
    { ...sentAll, fulfillments: [delivered], cancelledAt: at("13:00:00") },
    {},
    "Delivered",
    "success",
  ],
  [
    "that was refunded before anything left",
    {
      lines: [lineItem({ currentQuantity: 0, fulfillableQuantity: 0 })],
      financialStatus: "refunded",
      fulfillmentOrders: closed,
    },
    {},
    "Refunded",
    "neutral",
  ],
  [
    "of which every line was taken off",
    { lines: [lineItem({ currentQuantity: 0, fulfillableQuantity: 0 })], fulfillmentOrders: closed },
    {},
    "Cancelled",
    "neutral",
  ],
  [
    "of gift cards alone",
    { lines: [lineItem({ isGiftCard: true, requiresShipping: false })], fulfillmentOrders: [] },
    {},
    "Nothing to ship",
    "success",
  ],
  [
    "that is due later",
    { fulfillmentOrders: [fulfillmentOrder([lineItem()], { status: "SCHEDULED" })] },
    {},
    "Scheduled",
    "info",
  ],
  ["that was deleted", { isDeleted: true }, {}, "Deleted", "neutral"],
])("an order %s says so", (_what, changes, planByFulfillmentOrder, status, tone) => {
  expect(headlineStatus({ facts: order(changes), allocations: [], planByFulfillmentOrder })).toEqual({ status, tone });
});

test("an order with a part of its stock promised is backordered in part", () => {
  const allocations = [claim(1)];
  expect(headlineStatus({ facts: order(), allocations, planByFulfillmentOrder: plan("backordered") }).status).toBe(
    "Part backordered",
  );
});

test("an order of which only parts were seen is arriving", () => {
  const headline = headlineStatus({ facts: placeholderFacts("1001"), allocations: [], planByFulfillmentOrder: {} });
  expect(headline).toEqual({ status: "Arriving", tone: "info" });
  expect(HEADLINE_STATUSES).toContain("Arriving");
});
