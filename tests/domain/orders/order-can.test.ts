import { expect, test } from "vitest";
import { ORDER_ACTS, orderCan, type OrderAct, type OrderSituation } from "#app/domain/orders/order-can.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { placeholderFacts } from "#app/domain/orders/placeholder-facts.ts";
import { fulfillmentOrder, hold, lineItem, order } from "#tests/domain/build-order.ts";

const held = [fulfillmentOrder([lineItem()], { status: "ON_HOLD", holds: [hold({ isOurs: true })] })];

function situation(facts: Partial<OrderFacts>, changes: Partial<OrderSituation> = {}): OrderSituation {
  return {
    facts: order({ fulfillmentOrders: held, ...facts }),
    problems: [{ code: "address_incomplete", holds: true }],
    passedProblems: [],
    suggestions: 1,
    isImported: false,
    ...changes,
  };
}

test.each(ORDER_ACTS)("%s is possible where there is something to do", (act) => {
  expect(orderCan(act, situation({}))).toEqual({ allowed: true });
});

test.each<[OrderAct, string, OrderSituation, string]>([
  ["pass_problems", "without a problem", situation({}, { problems: [] }), "No problem stops this order."],
  [
    "pass_problems",
    "with a problem that does not hold",
    situation({}, { problems: [{ code: "risk_pending", holds: false }] }),
    "No problem stops this order.",
  ],
  [
    "pass_problems",
    "when it was passed",
    situation({}, { passedProblems: ["address_incomplete"] }),
    "No problem stops this order.",
  ],
  [
    "pass_problems",
    "of a cancelled order",
    situation({ cancelledAt: "2026-11-20T13:00:00Z" }),
    "The order is cancelled.",
  ],
  [
    "release_hold",
    "without a hold",
    situation({ fulfillmentOrders: [fulfillmentOrder([lineItem()])] }),
    "There is no hold of ours. Holds of other apps are released where they were placed.",
  ],
  [
    "release_hold",
    "of another app",
    situation({ fulfillmentOrders: [fulfillmentOrder([lineItem()], { holds: [hold()] })] }),
    "There is no hold of ours. Holds of other apps are released where they were placed.",
  ],
  [
    "release_hold",
    "when all was sent",
    situation({ fulfillmentOrders: [fulfillmentOrder([lineItem()], { status: "CLOSED" })] }),
    "Nothing of this order is left to be shipped.",
  ],
  [
    "release_hold",
    "of a test order",
    situation({ isTest: true }),
    "It is a test order: it is recorded, never acted on.",
  ],
  ["approve_action", "without a suggestion", situation({}, { suggestions: 0 }), "No suggestion waits for an answer."],
  [
    "approve_action",
    "of an imported order",
    situation({}, { isImported: true }),
    "The order is from before Switchyard was set live.",
  ],
  ["dismiss_action", "without a suggestion", situation({}, { suggestions: 0 }), "No suggestion waits for an answer."],
  ["decide_again", "of a deleted order", situation({ isDeleted: true }), "The order was deleted in Shopify."],
  [
    "decide_again",
    "of an order that has not arrived",
    situation({}, { facts: placeholderFacts("1001") }),
    "The order itself has not arrived yet.",
  ],
])("%s is not possible %s, and the button says why", (act, _what, given, reason) => {
  expect(orderCan(act, given)).toEqual({ allowed: false, reason });
});
