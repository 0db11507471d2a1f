import type { FulfillmentOrder, FulfillmentOrderLineItem } from "#tests/sandbox/state/fulfillment.ts";
import type { MoneyBag } from "#tests/sandbox/state/money.ts";
import type { Refund, RefundLine, Return, Transaction } from "#tests/sandbox/state/order-changes.ts";
import type { LineItem, Order, ShippingLine, TaxLine } from "#tests/sandbox/state/order.ts";
import type { Address } from "#tests/sandbox/state/people.ts";

/** What resolvers hand on where a plain object of the state is not enough: it with what it belongs to. */
export type MoneySource = { minor: number; currency: string };
export type BagSource = { bag: MoneyBag; order: Order };
export type LineSource = { order: Order; line: LineItem };
export type TaxLineSource = { order: Order; taxLine: TaxLine };
export type ShippingLineSource = { order: Order; shippingLine: ShippingLine };
export type TransactionSource = { order: Order; transaction: Transaction };
export type RefundSource = { order: Order; refund: Refund };
export type RefundLineSource = { order: Order; refund: Refund; refundLine: RefundLine };
export type ReturnSource = { order: Order; return: Return };
export type WorkLineSource = { fulfillmentOrder: FulfillmentOrder; line: FulfillmentOrderLineItem };
export type AddressSource = { id: string; address: Address };
export type CountSource = { count: number; precision: "EXACT" | "AT_LEAST" };
export type WeightSource = { grams: number; unit: "GRAMS" | "KILOGRAMS" | "OUNCES" | "POUNDS" };

export function bagOf(order: Order, bag: MoneyBag): BagSource {
  return { bag, order };
}

/** Exact up to a limit, as the platform's counts are. */
export function countOf(count: number, limit = Number.POSITIVE_INFINITY): CountSource {
  return count > limit ? { count: limit, precision: "AT_LEAST" } : { count, precision: "EXACT" };
}

export function addressSource(id: string, address: Address | null): AddressSource | null {
  return address === null ? null : { id, address };
}
