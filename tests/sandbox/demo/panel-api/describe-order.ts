import type { OrderDetail } from "#tests/sandbox/admin/order-detail.ts";
import {
  displayFulfillmentStatus,
  fulfillmentOrdersOf,
  fulfillmentsOf,
} from "#tests/sandbox/orders/order-fulfillment.ts";
import { financialStatus, refundTotal } from "#tests/sandbox/orders/order-payments.ts";
import { currentTotals, lineSubtotal, sumAllocations } from "#tests/sandbox/orders/order-totals.ts";
import { nowOf, type World } from "#tests/sandbox/state.ts";
import type { Fulfillment, FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import { addMoney, formatMinor, nothing, subtractMoney, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Address, Customer } from "#tests/sandbox/state/people.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { fullName } from "#tests/sandbox/webhooks/payloads/people.ts";
import { describeTimeline } from "./describe-timeline.ts";

/** One order, whole: what the pages of the stand-in show of it. Amounts are in the currency that the buyer pays in. */
export function describeOrder(world: World, shop: Shop, order: Order): OrderDetail {
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const amount = (bag: MoneyBag): string => amountOf(order, bag);
  const titles = new Map(order.lineItems.map((line) => [line.id, line.title]));
  const unitsOf = (lineItemId: string, quantity: number) => ({ title: titles.get(lineItemId) ?? "Item", quantity });
  return {
    id: order.id,
    name: order.name,
    confirmationNumber: order.confirmationNumber,
    processedAt: order.processedAt,
    cancelledAt: order.cancelledAt,
    currency: order.presentmentCurrency,
    email: order.email,
    customer: describePerson(customer),
    isLoggedIn: customer?.state === "ENABLED",
    anotherCustomer: describePerson(anotherCustomer(shop, order)),
    shippingAddress: addressLines(order.shippingAddress),
    financialStatus: financialStatus(order, nowOf(world)) ?? "PENDING",
    fulfillmentStatus: displayFulfillmentStatus(shop, order),
    lineItems: order.lineItems.map((line) => ({
      ...unitsOf(line.id, line.quantity),
      id: line.id,
      sku: line.sku,
      currentQuantity: line.currentQuantity,
      total: amount(lineSubtotal(line, line.currentQuantity)),
    })),
    totals: describeTotals(order),
    total: amount(currentTotals(order).total),
    fulfillmentOrders: fulfillmentOrdersOf(shop, order).map((each) => describeWork(world, shop, each, unitsOf)),
    fulfillments: fulfillmentsOf(shop, order).map((each) => describeParcel(shop, each, unitsOf)),
    transactions: order.transactions.map((each) => ({
      id: each.id,
      at: each.processedAt,
      kind: each.kind,
      status: each.status,
      gateway: each.formattedGateway,
      amount: amount(each.amount),
    })),
    refunds: order.refunds.map((refund) => ({
      id: refund.id,
      at: refund.processedAt,
      note: refund.note,
      amount: amount(refundTotal(order, refund)),
      lines: refund.lines.map((line) => unitsOf(line.lineItemId, line.quantity)),
    })),
    timeline: describeTimeline(world, shop, order),
  };
}

type UnitsOf = (lineItemId: string, quantity: number) => { title: string; quantity: number };

function describeWork(
  world: World,
  shop: Shop,
  work: FulfillmentOrder,
  unitsOf: UnitsOf,
): OrderDetail["fulfillmentOrders"][number] {
  const location = work.assignedLocationId === null ? undefined : shop.locations.get(work.assignedLocationId);
  return {
    id: work.id,
    status: work.status,
    location: location?.name ?? work.assignedLocationName,
    lines: work.lines
      .filter((line) => line.remainingQuantity > 0)
      .map((line) => unitsOf(line.lineItemId, line.remainingQuantity)),
    holds: work.holds.map((hold) => ({
      reason: hold.reason,
      note: hold.reasonNotes,
      heldBy: hold.apiKey === null ? (hold.heldBy ?? "staff") : (world.apps.get(hold.apiKey)?.title ?? "an app"),
    })),
  };
}

function describeParcel(shop: Shop, fulfillment: Fulfillment, unitsOf: UnitsOf): OrderDetail["fulfillments"][number] {
  const { locationId, tracking, lines, events, name, status } = fulfillment;
  return {
    name,
    status,
    location: (locationId === null ? undefined : shop.locations.get(locationId)?.name) ?? "a location",
    carrier: tracking.company,
    parcels: tracking.numbers.map((number, index) => ({ number, url: tracking.urls[index] ?? null })),
    lines: lines.map((line) => unitsOf(line.lineItemId, line.quantity)),
    events: events.map((event) => ({ at: event.happenedAt, status: event.status })),
  };
}

/** The sums between the lines and the total, those of nothing left out. */
function describeTotals(order: Order): OrderDetail["totals"] {
  const { subtotal, shipping, tax, tips, duties, discounts } = currentTotals(order);
  const live = order.shippingLines.filter((line) => !line.isRemoved);
  const refunded = order.refunds
    .flatMap(({ shippingLines }) => shippingLines)
    .filter(({ shippingLineId }) => live.some(({ id }) => id === shippingLineId));
  // Discounts of lines are in the subtotal already, those of shipping are not in the price of shipping.
  const offShipping = subtractMoney(nothing, sumAllocations(live.flatMap((line) => line.discountAllocations)));
  const backShipping = subtractMoney(nothing, addMoney(...refunded.map((line) => line.subtotal)));
  const rows: [string, MoneyBag][] = [
    ["Subtotal", subtotal],
    ["Tip", tips],
    ["Shipping", shipping],
    ["Off shipping", offShipping],
    ["Shipping refunded", backShipping],
    ["Duties", duties],
    [order.taxesIncluded ? "Tax (included)" : "Tax", tax],
    ["Discounts (included)", discounts],
  ];
  return rows
    .filter(([label, { presentmentMinor }]) => label === "Subtotal" || presentmentMinor !== 0)
    .map(([label, bag]) => ({ label, amount: amountOf(order, bag) }));
}

function amountOf({ presentmentCurrency }: Order, { presentmentMinor }: MoneyBag): string {
  return `${formatMinor(presentmentMinor, presentmentCurrency)} ${presentmentCurrency}`;
}

function anotherCustomer(shop: Shop, order: Order): Customer | undefined {
  for (const customer of shop.customers.values()) {
    if (customer.id !== order.customerId && customer.redactedAt === null) return customer;
  }
  return undefined;
}

function describePerson(customer: Customer | undefined): OrderDetail["customer"] {
  if (!customer) return null;
  return { id: customer.id, name: fullName(customer) ?? customer.email ?? "Somebody", email: customer.email };
}

function addressLines(address: Address | null): string[] {
  if (!address) return [];
  const { company, address1, address2, zip, city, country } = address;
  const lines = [fullName(address), company, address1, address2, [zip, city].filter(Boolean).join(" "), country];
  return lines.filter((line): line is string => line !== null && line !== "");
}
