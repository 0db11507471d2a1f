import {
  goodwillOf,
  netPayment,
  openAuthorizations,
  totalCapturable,
  totalOutstanding,
  totalReceived,
  totalRefunded,
} from "#tests/sandbox/orders/order-payments.ts";
import {
  currentTotals,
  orderedTotals,
  orderTaxLines,
  originalTotals,
  sumAllocations,
  type OrderTotals,
} from "#tests/sandbox/orders/order-totals.ts";
import { addMoney, subtractMoney, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { bagOf, type BagSource } from "#tests/sandbox/graphql/sources.ts";

/** A resolver for one figure of an order. */
function figure(of: (order: Order) => MoneyBag) {
  return (order: Order): BagSource => bagOf(order, of(order));
}

const ordered = (name: keyof OrderTotals) => figure((order) => orderedTotals(order)[name]);
const current = (name: keyof OrderTotals) => figure((order) => currentTotals(order)[name]);

function refundedShipping(order: Order): MoneyBag {
  return addMoney(...order.refunds.flatMap((refund) => refund.shippingLines.map((line) => line.subtotal)));
}

/** Discounts that apply to the order as a whole, on what it holds now or held when ordered. */
function cartDiscounts(order: Order, which: "ordered" | "current"): MoneyBag {
  const spread = new Set(
    order.discountApplications
      .filter(({ allocationMethod }) => allocationMethod === "ACROSS")
      .map(({ index }) => index),
  );
  const lines = order.lineItems.filter((line) => which === "ordered" || line.currentQuantity > 0);
  return addMoney(
    ...lines.map((line) =>
      sumAllocations(line.discountAllocations.filter(({ applicationIndex }) => spread.has(applicationIndex))),
    ),
  );
}

/** Shipping the buyer pays now: after discounts and refunds. */
function currentShipping(order: Order): MoneyBag {
  const live = order.shippingLines.filter((line) => !line.isRemoved);
  const price = addMoney(...live.map((line) => line.price));
  const discounts = addMoney(...live.map((line) => sumAllocations(line.discountAllocations)));
  return subtractMoney(subtractMoney(price, discounts), refundedShipping(order));
}

export const orderMoneyFields = {
  subtotalPriceSet: ordered("subtotal"),
  totalPriceSet: ordered("total"),
  totalTaxSet: ordered("tax"),
  totalDiscountsSet: ordered("discounts"),
  totalShippingPriceSet: ordered("shipping"),
  totalTipReceivedSet: ordered("tips"),
  originalTotalPriceSet: figure((order) => originalTotals(order).total),
  originalTotalDutiesSet: (order: Order) => (hasDuties(order) ? bagOf(order, originalTotals(order).duties) : null),
  currentSubtotalPriceSet: current("subtotal"),
  currentTotalPriceSet: current("total"),
  currentTotalTaxSet: current("tax"),
  currentTotalDiscountsSet: current("discounts"),
  currentTotalDutiesSet: (order: Order) => (hasDuties(order) ? bagOf(order, currentTotals(order).duties) : null),
  currentShippingPriceSet: figure(currentShipping),
  cartDiscountAmountSet: figure((order) => cartDiscounts(order, "ordered")),
  currentCartDiscountAmountSet: figure((order) => cartDiscounts(order, "current")),
  totalReceivedSet: figure(totalReceived),
  totalRefundedSet: figure(totalRefunded),
  totalRefundedShippingSet: figure(refundedShipping),
  totalOutstandingSet: figure(totalOutstanding),
  totalCapturableSet: figure(totalCapturable),
  netPaymentSet: figure(netPayment),
  refundDiscrepancySet: figure(goodwillOf),
  taxLines: (order: Order) => orderTaxLines(order, "ordered").map((taxLine) => ({ order, taxLine })),
  currentTaxLines: (order: Order) => orderTaxLines(order, "current").map((taxLine) => ({ order, taxLine })),
  capturable: (order: Order) => openAuthorizations(order).length > 0,
  unpaid: (order: Order) =>
    totalReceived(order).presentmentMinor === 0 && currentTotals(order).total.presentmentMinor > 0,
  fullyPaid: (order: Order) => totalOutstanding(order).presentmentMinor <= 0,
  refundable: (order: Order) => netPayment(order).presentmentMinor > 0,
};

function hasDuties(order: Order): boolean {
  return order.lineItems.some((line) => line.duties.length > 0);
}
