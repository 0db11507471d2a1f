import { spreadOver } from "#tests/sandbox/commerce/pricing/fraction.ts";
import {
  addMoney,
  nothing,
  shareOfMoney,
  subtractMoney,
  timesMoney,
  type MoneyBag,
} from "#tests/sandbox/state/money.ts";
import type { DiscountAllocation, LineItem, Order, ShippingLine, TaxLine } from "#tests/sandbox/state/order.ts";

/**
 * The figures of an order, each worked out anew from its lines, refunds and transactions. "Ordered" counts every unit ever ordered,
 * "current" leaves out what edits, cancels and refunds removed. Amounts of a line are for its whole quantity; the part of
 * fewer units is its share, rounded half away from zero.
 */
export type OrderTotals = {
  /** Lines after discounts, without tips; tax is inside when the order's prices include it. */
  subtotal: MoneyBag;
  discounts: MoneyBag;
  /** Before discounts and refunds. */
  shipping: MoneyBag;
  tax: MoneyBag;
  duties: MoneyBag;
  tips: MoneyBag;
  total: MoneyBag;
};

export function orderedTotals(order: Order): OrderTotals {
  return totalsOf(order, (line) => line.quantity, order.shippingLines, []);
}

/** What the order comes to now. Refunds that only give money back (goodwill) do not lower it. */
export function currentTotals(order: Order): OrderTotals {
  const live = order.shippingLines.filter((line) => !line.isRemoved);
  const liveIds = new Set(live.map((line) => line.id));
  const refunded = order.refunds
    .flatMap((refund) => refund.shippingLines)
    .filter((line) => liveIds.has(line.shippingLineId));
  return totalsOf(order, (line) => line.currentQuantity, live, refunded);
}

/** As at the time of placing: without what edits added since. */
export function originalTotals(order: Order): OrderTotals {
  const added = new Map<string, number>();
  for (const edit of order.edits) {
    for (const { lineItemId, delta } of edit.additions) added.set(lineItemId, (added.get(lineItemId) ?? 0) + delta);
  }
  return totalsOf(order, (line) => line.quantity - (added.get(line.id) ?? 0), order.shippingLines, []);
}

type RefundedShipping = { subtotal: MoneyBag; tax: MoneyBag };

function totalsOf(
  order: Order,
  quantityOf: (line: LineItem) => number,
  shippingLines: ShippingLine[],
  refundedShipping: RefundedShipping[],
): OrderTotals {
  const goods = order.lineItems.filter((line) => !line.isTip);
  const tipLines = order.lineItems.filter((line) => line.isTip);
  const subtotal = addMoney(...goods.map((line) => lineSubtotal(line, quantityOf(line))));
  const tips = addMoney(...tipLines.map((line) => lineSubtotal(line, quantityOf(line))));
  const lineDiscounts = order.lineItems.map((line) => lineDiscount(line, quantityOf(line)));
  const shippingDiscounts = shippingLines.map((line) => sumAllocations(line.discountAllocations));
  const shipping = addMoney(...shippingLines.map((line) => line.price));
  const backShipping = addMoney(...refundedShipping.map((line) => line.subtotal));
  const backShippingTax = addMoney(...refundedShipping.map((line) => line.tax));
  const lineTaxes = order.lineItems.map((line) => lineTax(line, quantityOf(line)));
  const tax = subtractMoney(
    addMoney(...lineTaxes, ...shippingLines.map((line) => sumTaxes(line.taxLines))),
    backShippingTax,
  );
  const duties = addMoney(...order.lineItems.map((line) => lineDuties(line, quantityOf(line))));
  const shippingPaid = subtractMoney(subtractMoney(shipping, addMoney(...shippingDiscounts)), backShipping);
  return {
    subtotal,
    discounts: addMoney(...lineDiscounts, ...shippingDiscounts),
    shipping,
    tax,
    duties,
    tips,
    total: addMoney(subtotal, tips, shippingPaid, duties, order.taxesIncluded ? nothing : tax),
  };
}

/** Price of so many units of a line after its discounts. */
export function lineSubtotal(line: LineItem, quantity: number): MoneyBag {
  return subtractMoney(timesMoney(line.unitPrice, quantity), lineDiscount(line, quantity));
}

/** Discounts of so many units: the shares of each allocation added up, as tax below. */
export function lineDiscount(line: LineItem, quantity: number): MoneyBag {
  return addMoney(...line.discountAllocations.map(({ amount }) => shareOfMoney(amount, quantity, line.quantity)));
}

/** Tax of so many units of a line: the shares of each tax line, so that tax lines always add up to the total tax. */
export function lineTax(line: LineItem, quantity: number): MoneyBag {
  return addMoney(...line.taxLines.map(({ price }) => shareOfMoney(price, quantity, line.quantity)));
}

function lineDuties(line: LineItem, quantity: number): MoneyBag {
  return shareOfMoney(addMoney(...line.duties.map((duty) => duty.price)), quantity, line.quantity);
}

export function sumAllocations(allocations: readonly DiscountAllocation[]): MoneyBag {
  return addMoney(...allocations.map((allocation) => allocation.amount));
}

export function sumTaxes(taxLines: readonly TaxLine[]): MoneyBag {
  return addMoney(...taxLines.map((taxLine) => taxLine.price));
}

/** Tax lines of the order as a whole: those of equal title and rate added up, over goods and shipping, in order of first appearance. */
export function orderTaxLines(order: Order, which: "ordered" | "current"): TaxLine[] {
  const byRate = new Map<string, TaxLine>();
  const add = (taxLine: TaxLine, price: MoneyBag) => {
    const key = `${taxLine.title}:${taxLine.rate}:${taxLine.channelLiable}`;
    const sum = byRate.get(key);
    if (sum) sum.price = addMoney(sum.price, price);
    else byRate.set(key, { ...taxLine, price });
  };
  for (const line of order.lineItems) {
    const quantity = which === "ordered" ? line.quantity : line.currentQuantity;
    if (quantity === 0) continue;
    for (const taxLine of line.taxLines) add(taxLine, shareOfMoney(taxLine.price, quantity, line.quantity));
  }
  for (const line of order.shippingLines) {
    if (which === "current" && line.isRemoved) continue;
    for (const [index, taxLine] of line.taxLines.entries()) {
      const refunded = which === "current" ? (refundedShippingTaxes(order, line)[index] ?? nothing) : nothing;
      add(taxLine, subtractMoney(taxLine.price, refunded));
    }
  }
  return [...byRate.values()];
}

/** How much of each tax line of a shipping line was refunded: every refund's tax is spread over them by their size. */
function refundedShippingTaxes(order: Order, line: ShippingLine): MoneyBag[] {
  const refunded = order.refunds
    .flatMap((refund) => refund.shippingLines)
    .filter((each) => each.shippingLineId === line.id);
  const sides = (["shopMinor", "presentmentMinor"] as const).map((side) => {
    const weights = line.taxLines.map((taxLine) => taxLine.price[side]);
    return spreadOver(
      refunded.reduce((sum, each) => sum + each.tax[side], 0),
      weights,
    );
  });
  return line.taxLines.map((_, index) => ({
    shopMinor: sides[0]?.[index] ?? 0,
    presentmentMinor: sides[1]?.[index] ?? 0,
  }));
}
