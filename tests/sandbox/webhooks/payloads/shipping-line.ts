import { sumAllocations } from "#tests/sandbox/orders/order-totals.ts";
import { addMoney, nothing, subtractMoney } from "#tests/sandbox/state/money.ts";
import type { Order, ShippingLine } from "#tests/sandbox/state/order.ts";
import type { Json } from "#tests/sandbox/webhooks/write-json.ts";
import { discountAllocation, idOf, moneySet, shopAmount, taxLine } from "./parts.ts";

/** Shipping as an order lists it; `current_discounted_price_set` is what removal and refunds left of it. */
export function shippingLinePayload(order: Order, line: ShippingLine): Json {
  const discounted = subtractMoney(line.price, sumAllocations(line.discountAllocations));
  const refunded = order.refunds
    .flatMap((refund) => refund.shippingLines)
    .filter((each) => each.shippingLineId === line.id);
  const current = line.isRemoved
    ? nothing
    : subtractMoney(discounted, addMoney(...refunded.map((each) => each.subtotal)));
  return {
    id: idOf(line.id),
    carrier_identifier: line.carrierIdentifier,
    code: line.code,
    current_discounted_price_set: moneySet(current, order),
    discounted_price: shopAmount(discounted, order),
    discounted_price_set: moneySet(discounted, order),
    is_removed: line.isRemoved,
    phone: null,
    price: shopAmount(line.price, order),
    price_set: moneySet(line.price, order),
    requested_fulfillment_service_id: null,
    source: line.source,
    title: line.title,
    tax_lines: line.taxLines.map((tax) => taxLine(tax, order)),
    discount_allocations: line.discountAllocations.map((allocation) => discountAllocation(allocation, order)),
  };
}
