import { nothing, shareOfMoney, subtractMoney, addMoney, type MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Refund } from "#tests/sandbox/state/order-changes.ts";
import type { Order, ShippingLine } from "#tests/sandbox/state/order.ts";
import { sumAllocations, sumTaxes } from "#tests/sandbox/orders/order-totals.ts";

/** All that is left of the shipping price, or an amount of it (without tax where tax comes on top). */
export type ShippingRefund = { full: true } | { amount: MoneyBag };

/** The shipping a refund gives back, with its share of tax; an amount beyond what is left is cut. */
export function refundShipping(order: Order, wanted: ShippingRefund | undefined): Refund["shippingLines"] {
  if (!wanted) return [];
  let left = "amount" in wanted ? wanted.amount : null;
  return order.shippingLines.flatMap((line) => {
    if (line.isRemoved) return [];
    const remaining = remainingOf(order, line);
    const subtotal = left === null ? remaining.subtotal : smaller(left, remaining.subtotal);
    if (left !== null) left = subtractMoney(left, subtotal);
    if (subtotal.presentmentMinor === 0 && subtotal.shopMinor === 0) return [];
    return [{ shippingLineId: line.id, subtotal, tax: taxShare(remaining, subtotal) }];
  });
}

type Remaining = { subtotal: MoneyBag; tax: MoneyBag };

function remainingOf(order: Order, line: ShippingLine): Remaining {
  const refunded = order.refunds
    .flatMap((refund) => refund.shippingLines)
    .filter((each) => each.shippingLineId === line.id);
  const charged = subtractMoney(line.price, sumAllocations(line.discountAllocations));
  return {
    subtotal: subtractMoney(charged, addMoney(...refunded.map((each) => each.subtotal))),
    tax: subtractMoney(sumTaxes(line.taxLines), addMoney(...refunded.map((each) => each.tax))),
  };
}

/** The last part takes the rest of the tax, so that parts add up. */
function taxShare(remaining: Remaining, subtotal: MoneyBag): MoneyBag {
  if (subtotal.presentmentMinor === remaining.subtotal.presentmentMinor) return remaining.tax;
  return shareOfMoney(remaining.tax, subtotal.presentmentMinor, remaining.subtotal.presentmentMinor);
}

/** Whoever gets all of it in the buyer's currency gets all of it in the shop's. */
function smaller(wanted: MoneyBag, remaining: MoneyBag): MoneyBag {
  if (wanted.presentmentMinor >= remaining.presentmentMinor) return remaining;
  if (wanted.presentmentMinor <= 0) return { ...nothing };
  return { ...wanted, shopMinor: Math.min(wanted.shopMinor, remaining.shopMinor) };
}
