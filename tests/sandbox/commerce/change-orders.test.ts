import { expect, test } from "vitest";
import {
  activeFulfillmentOrdersOf,
  fulfillmentOrdersOf,
  fulfillmentsOf,
} from "#tests/sandbox/orders/order-fulfillment.ts";
import { financialStatus, goodwillOf, totalOutstanding, totalRefunded } from "#tests/sandbox/orders/order-payments.ts";
import { currentTotals } from "#tests/sandbox/orders/order-totals.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { nowOf } from "#tests/sandbox/state.ts";
import { variantOfSku } from "#tests/sandbox/merchant/add-products.ts";
import { cancelOrder } from "./cancel-order.ts";
import { capturePayment, markAsPaid, receivePayment } from "./capture-payment.ts";
import { redactCustomer } from "./erase-data.ts";
import { editOrder } from "./edit-order.ts";
import { fulfill } from "./fulfill.ts";
import { refundOrder } from "./refund-order.ts";
import { approveReturn, receiveReturn } from "./return-goods.ts";
import { buy, openTestMarket, unitsAt, type TestMarket } from "./test-market.ts";
import { addFulfillmentEvent, cancelFulfillment } from "./track-fulfillment.ts";

const staff = { kind: "staff", staffMemberId: null } as const;

function lineOf(order: Order, sku: string): string {
  const line = order.lineItems.find((each) => each.sku === sku);
  if (!line) throw new Error(`${order.name} has no ${sku}.`);
  return line.id;
}

function sendEverything({ world, shop }: TestMarket, order: Order) {
  const work = activeFulfillmentOrdersOf(shop, order).map(({ id }) => ({ id }));
  return fulfill(world, shop, { fulfillmentOrders: work, notifyCustomer: true }, staff);
}

test("a cancelled order owes nothing, gives the money back and puts its goods on the shelf", () => {
  const market = openTestMarket();
  const before = unitsAt(market, "MUG-300ML", "Hamburg", "available");
  const order = buy(market, { "MUG-300ML": 3 });
  cancelOrder(market.world, market.shop, order, { reason: "CUSTOMER", restock: true, refund: true }, staff);
  expect(unitsAt(market, "MUG-300ML", "Hamburg", "available")).toBe(before);
  expect(unitsAt(market, "MUG-300ML", "Hamburg", "committed")).toBe(0);
  expect(currentTotals(order).total.shopMinor).toBe(0);
  expect(totalOutstanding(order).shopMinor).toBe(0);
  expect(totalRefunded(order).shopMinor).toBe(3 * 3450 + 490);
  expect([order.closedAt, order.cancelledAt]).toEqual([nowOf(market.world), nowOf(market.world)]);
  expect(fulfillmentOrdersOf(market.shop, order).map(({ status }) => status)).toEqual(["CLOSED"]);
});

test("cancelling without restock takes the units out of the books, without refund keeps the money", () => {
  const market = openTestMarket();
  const before = unitsAt(market, "MUG-300ML", "Hamburg", "available");
  const order = buy(market, { "MUG-300ML": 2 });
  cancelOrder(market.world, market.shop, order, { reason: "FRAUD", restock: false, refund: false }, staff);
  expect(unitsAt(market, "MUG-300ML", "Hamburg", "available")).toBe(before - 2);
  expect(unitsAt(market, "MUG-300ML", "Hamburg", "committed")).toBe(0);
  expect(totalRefunded(order).shopMinor).toBe(0);
  expect(order.refunds[0]?.adjustments[0]?.amount.shopMinor).toBe(2 * 3450 + 490);
  expect(totalOutstanding(order).shopMinor).toBe(0);
});

test("cancelling an authorised or unpaid order moves no money", () => {
  const market = openTestMarket();
  const authorized = buy(market, { STOVE: 1 }, { payment: { kind: "authorized", gateway: "shopify_payments" } });
  cancelOrder(market.world, market.shop, authorized, { reason: "OTHER", restock: true, refund: true }, staff);
  expect(authorized.transactions.map(({ kind }) => kind)).toEqual(["AUTHORIZATION", "VOID"]);
  expect(financialStatus(authorized, nowOf(market.world))).toBe("VOIDED");
  const unpaid = buy(market, { STOVE: 1 }, { payment: { kind: "pending", gateway: "bank_deposit" } });
  cancelOrder(market.world, market.shop, unpaid, { reason: "OTHER", restock: true, refund: true }, staff);
  expect(unpaid.refunds[0]?.adjustments).toEqual([]);
  expect(totalOutstanding(unpaid).shopMinor).toBe(0);
});

test("refunding unit by unit gives back exactly what was paid, the odd cents included", () => {
  const market = openTestMarket();
  const discounts = [{ kind: "code" as const, title: "WELCOME10", value: { percent: "10" }, on: "order" as const }];
  const order = buy(
    market,
    { "SOCK-36-38": 3 },
    { discounts, city: "Brooklyn", presentmentCurrency: "USD", taxesIncluded: false },
  );
  const paid = order.transactions[0]?.amount;
  for (let unit = 0; unit < 3; unit += 1) {
    const shipping = unit === 2 ? { shipping: { full: true as const } } : {};
    refundOrder(
      market.world,
      market.shop,
      order,
      { lines: [{ lineItemId: lineOf(order, "SOCK-36-38"), quantity: 1, restockType: "CANCEL" }], ...shipping },
      staff,
    );
  }
  expect(totalRefunded(order)).toEqual(paid);
  expect(currentTotals(order).total).toEqual({ shopMinor: 0, presentmentMinor: 0 });
  expect(order.refunds.flatMap(({ adjustments }) => adjustments)).toEqual([]);
  expect(financialStatus(order, nowOf(market.world))).toBe("REFUNDED");
});

test("money given back without goods is goodwill: the order is worth what it was and nothing is owed", () => {
  const market = openTestMarket();
  const order = buy(market, { "TENT-2P": 1 });
  const amount = { shopMinor: 500, presentmentMinor: 500 };
  const refund = refundOrder(market.world, market.shop, order, { lines: [], transactions: [{ amount }] }, staff);
  expect(refund.adjustments.map((adjustment) => adjustment.amount.shopMinor)).toEqual([-500]);
  expect(goodwillOf(order).shopMinor).toBe(500);
  expect(currentTotals(order).total.shopMinor).toBe(35_390);
  expect(totalOutstanding(order).shopMinor).toBe(0);
});

test("a restocking fee is a refund of less than the goods are worth", () => {
  const market = openTestMarket();
  const order = buy(market, { "TENT-2P": 1 });
  sendEverything(market, order);
  const lines = [{ lineItemId: lineOf(order, "TENT-2P"), quantity: 1, restockType: "RETURN" as const }];
  const amount = { shopMinor: 30_000, presentmentMinor: 30_000 };
  const refund = refundOrder(market.world, market.shop, order, { lines, transactions: [{ amount }] }, staff);
  expect(refund.adjustments.map((adjustment) => adjustment.amount.shopMinor)).toEqual([4900]);
  expect(totalOutstanding(order).shopMinor).toBe(0);
});

test("a refund that the bank declines moves no money", () => {
  const market = openTestMarket();
  const order = buy(market, { "TENT-2P": 1 });
  const lines = [{ lineItemId: lineOf(order, "TENT-2P"), quantity: 1, restockType: "CANCEL" as const }];
  const amount = { shopMinor: 34_900, presentmentMinor: 34_900 };
  refundOrder(market.world, market.shop, order, { lines, transactions: [{ amount, outcome: "FAILURE" }] }, staff);
  expect(order.transactions.at(-1)?.status).toBe("FAILURE");
  expect(totalRefunded(order).shopMinor).toBe(0);
  expect(financialStatus(order, nowOf(market.world))).toBe("PAID");
});

test("goods never sent that are refunded without restock stay to be sent", () => {
  const market = openTestMarket();
  const order = buy(market, { "TENT-2P": 1 });
  const lines = [{ lineItemId: lineOf(order, "TENT-2P"), quantity: 1, restockType: "NO_RESTOCK" as const }];
  const amount = { shopMinor: 34_900, presentmentMinor: 34_900 };
  const refund = refundOrder(market.world, market.shop, order, { lines, transactions: [{ amount }] }, staff);
  expect(refund.lines[0]?.subtotal.shopMinor).toBe(0);
  expect(order.lineItems[0]?.currentQuantity).toBe(1);
  expect(unitsAt(market, "TENT-2P", "Hamburg", "committed")).toBe(1);
});

test("goods that come back are on the shelf of the place they came back to, once", () => {
  const market = openTestMarket();
  const order = buy(market, { "BOTTLE-STEEL": 2 });
  sendEverything(market, order);
  const lyon = [...market.shop.locations.values()].find(({ name }) => name.startsWith("Lyon"));
  const before = unitsAt(market, "BOTTLE-STEEL", "Lyon", "available");
  const asked = { lines: [{ lineItemId: lineOf(order, "BOTTLE-STEEL"), quantity: 1, reason: "UNWANTED" }] };
  const returned = approveReturn(market.world, market.shop, order, asked, staff);
  receiveReturn(market.world, market.shop, order, returned, { locationId: lyon?.id ?? "", restock: true }, staff);
  const lines = [{ lineItemId: lineOf(order, "BOTTLE-STEEL"), quantity: 1, restockType: "NO_RESTOCK" as const }];
  refundOrder(market.world, market.shop, order, { lines, returnId: returned.id }, staff);
  expect(unitsAt(market, "BOTTLE-STEEL", "Lyon", "available")).toBe(before + 1);
  expect([returned.status, returned.lines[0]?.refundedQuantity]).toEqual(["CLOSED", 1]);
  expect(() =>
    approveReturn(market.world, market.shop, order, { lines: [{ ...asked.lines[0], quantity: 9 } as never] }, staff),
  ).toThrow("were sent");
});

test("an edit that takes units away frees their stock and makes the merchant owe the difference", () => {
  const market = openTestMarket();
  const order = buy(market, { POTS: 3 });
  const edit = editOrder(
    market.world,
    market.shop,
    order,
    { setQuantities: [{ lineItemId: lineOf(order, "POTS"), quantity: 1 }] },
    staff,
  );
  expect(edit.removals).toEqual([{ lineItemId: lineOf(order, "POTS"), delta: 2 }]);
  expect([order.lineItems[0]?.quantity, order.lineItems[0]?.currentQuantity]).toEqual([3, 1]);
  expect(unitsAt(market, "POTS", "Hamburg", "committed")).toBe(1);
  expect(totalOutstanding(order).shopMinor).toBe(-2 * 7490);
});

test("an edit that adds goods routes and commits them in a fulfillment order of their own and leaves them to be paid", () => {
  const market = openTestMarket();
  const order = buy(market, { POTS: 1 });
  const stove = variantOfSku(market.shop, "STOVE").id;
  editOrder(
    market.world,
    market.shop,
    order,
    {
      additions: [{ variantId: stove, quantity: 2 }],
      setQuantities: [{ lineItemId: lineOf(order, "POTS"), quantity: 2 }],
    },
    staff,
  );
  expect(
    fulfillmentOrdersOf(market.shop, order).map(({ lines }) => lines.map((line) => line.remainingQuantity)),
  ).toEqual([[1], [1, 2]]);
  expect(fulfillmentOrdersOf(market.shop, order)[1]?.deliveryMethod?.methodType).toBe("SHIPPING");
  expect([unitsAt(market, "STOVE", "Hamburg", "committed"), unitsAt(market, "POTS", "Hamburg", "committed")]).toEqual([
    2, 2,
  ]);
  expect(totalOutstanding(order).shopMinor).toBe(7490 + 2 * 5900);
  expect(financialStatus(order, nowOf(market.world))).toBe("PARTIALLY_PAID");
  markAsPaid(market.world, market.shop, order, staff);
  expect(financialStatus(order, nowOf(market.world))).toBe("PAID");
});

test("sending a part leaves the rest to be sent, and sending all of a paid order archives it", () => {
  const market = openTestMarket();
  const order = buy(market, { "MUG-300ML": 2, POTS: 1 });
  const [work] = activeFulfillmentOrdersOf(market.shop, order);
  const [first] = work?.lines ?? [];
  fulfill(
    market.world,
    market.shop,
    { fulfillmentOrders: [{ id: work?.id ?? "", lines: [{ id: first?.id ?? "", quantity: 1 }] }] },
    staff,
  );
  expect([work?.status, order.closedAt]).toEqual(["IN_PROGRESS", null]);
  const parcel = sendEverything(market, order);
  expect([work?.status, order.closedAt]).toEqual(["CLOSED", nowOf(market.world)]);
  expect(parcel.customerNotices).toHaveLength(1);
  expect(unitsAt(market, "MUG-300ML", "Hamburg", "committed")).toBe(0);
});

test("a parcel that never left is work again, and its goods are committed again", () => {
  const market = openTestMarket();
  const order = buy(market, { POTS: 2 });
  const parcel = sendEverything(market, order);
  cancelFulfillment(market.world, market.shop, parcel, staff);
  expect(unitsAt(market, "POTS", "Hamburg", "committed")).toBe(2);
  expect(fulfillmentOrdersOf(market.shop, order).map(({ status }) => status)).toEqual(["CLOSED", "OPEN"]);
  expect(fulfillmentsOf(market.shop, order).map(({ status }) => status)).toEqual(["CANCELLED"]);
});

test("a carrier's events keep the carrier's time", () => {
  const market = openTestMarket();
  const parcel = sendEverything(market, buy(market, { POTS: 1 }));
  addFulfillmentEvent(
    market.world,
    market.shop,
    parcel,
    { status: "DELIVERED", happenedAt: "2026-11-24T09:00:00Z" },
    { kind: "shopify" },
  );
  addFulfillmentEvent(
    market.world,
    market.shop,
    parcel,
    { status: "IN_TRANSIT", happenedAt: "2026-11-23T09:00:00Z" },
    { kind: "shopify" },
  );
  expect([parcel.inTransitAt, parcel.deliveredAt]).toEqual(["2026-11-23T09:00:00Z", "2026-11-24T09:00:00Z"]);
});

test("captured and transferred money pays an order", () => {
  const market = openTestMarket();
  const authorized = buy(market, { POTS: 1 }, { payment: { kind: "authorized", gateway: "shopify_payments" } });
  capturePayment(market.world, market.shop, authorized, {}, staff);
  expect(financialStatus(authorized, nowOf(market.world))).toBe("PAID");
  expect(() => capturePayment(market.world, market.shop, authorized, {}, staff)).toThrow("no authorised payment");
  const transfer = buy(market, { POTS: 1 }, { payment: { kind: "pending", gateway: "bank_deposit" } });
  receivePayment(market.world, market.shop, transfer, { amount: { shopMinor: 1000, presentmentMinor: 1000 } }, staff);
  expect(financialStatus(transfer, nowOf(market.world))).toBe("PARTIALLY_PAID");
  markAsPaid(market.world, market.shop, transfer, staff);
  expect(totalOutstanding(transfer).shopMinor).toBe(0);
});

test("a customer who is forgotten leaves no name, address or contact behind, and the apps learn whose orders to clear", () => {
  const market = openTestMarket();
  const [customer] = market.shop.customers.values();
  if (!customer?.lastName) throw new Error("There is a customer.");
  const { lastName, email } = customer;
  const order = buy(
    market,
    { POTS: 1 },
    { customerId: customer.id, email, shippingAddress: customer.addresses[0] ?? null },
  );
  const told: string[] = [];
  market.world.listeners.push((_, { topic, subject }) => {
    if (topic === "customers/redact") told.push(topic, `${subject.customer.email}`, ...subject.orderIds);
  });
  redactCustomer(market.world, market.shop, customer, staff);
  expect(told).toEqual(["customers/redact", email, order.id]);
  const left = JSON.stringify([customer, order, fulfillmentOrdersOf(market.shop, order)]);
  expect(left).not.toContain(lastName);
  expect(left).not.toContain(email);
});
