import { refundOrder, type RefundRequest } from "#tests/sandbox/commerce/refund-order.ts";
import { netPayment } from "#tests/sandbox/orders/order-payments.ts";
import type { MoneyBag } from "#tests/sandbox/state/money.ts";
import type { RestockType } from "#tests/sandbox/state/order-changes.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { unsupported } from "#tests/sandbox/graphql/graphql-errors.ts";
import { idOf } from "#tests/sandbox/graphql/ids-of.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import { findOrder, refusal, type Payload } from "./answer.ts";
import { moneyOfOrder } from "./money-input.ts";

export type RefundArguments = {
  input: {
    orderId: string;
    note?: string | null;
    notify?: boolean | null;
    currency?: string | null;
    allowOverRefunding?: boolean | null;
    refundLineItems?:
      { lineItemId: string; quantity: number; restockType?: RestockType | null; locationId?: string | null }[] | null;
    shipping?: { amount?: string | null; fullRefund?: boolean | null } | null;
    transactions?: { amount: string; gateway: string; kind: string; parentId?: string | null }[] | null;
    refundDuties?: unknown[] | null;
    refundMethods?: unknown[] | null;
  };
};

type Input = RefundArguments["input"];

/** `refundCreate` behind its idempotency key: checks what the platform checks, then gives back. */
export function giveBack(context: RequestContext, { input }: RefundArguments): Payload {
  if (input.refundDuties?.length || input.refundMethods?.length)
    throw unsupported("refunds of duties or to store credit");
  const order = findOrder(context, input.orderId);
  if (!order) return refusal("Order does not exist", ["orderId"]);
  if (!input.refundLineItems?.length && !input.transactions?.length && !input.shipping) {
    return refusal("either refund line items or refund duties or transactions or refund methods must be present");
  }
  const lineError = refuseLines(context, order, input);
  if (lineError) return lineError;
  const transactions = transactionsOf(context, order, input);
  if (!transactions) return refusal("Transactions are invalid", ["transactions"]);
  if (input.allowOverRefunding !== true && exceedsPayment(order, transactions)) {
    return refusal("Refund amount cannot be greater than the amount available to refund", ["transactions"]);
  }
  const request: RefundRequest = {
    note: input.note ?? null,
    lines: (input.refundLineItems ?? []).map((line) => ({
      lineItemId: idOf("LineItem", line.lineItemId),
      quantity: line.quantity,
      restockType: line.restockType ?? "NO_RESTOCK",
      locationId: line.locationId ? idOf("Location", line.locationId) : null,
    })),
    shipping: shippingOf(context, order, input),
    transactions,
    notifyCustomer: input.notify ?? false,
  };
  const refund = refundOrder(context.world, context.shop, order, request, context.actor);
  return { order, refund: { order, refund }, userErrors: [] };
}

function refuseLines({ shop }: RequestContext, order: Order, input: Input): Payload | undefined {
  for (const [index, line] of (input.refundLineItems ?? []).entries()) {
    const field = ["refundLineItems", String(index)];
    const found = order.lineItems.find(({ id }) => id === idOf("LineItem", line.lineItemId));
    if (!found) return refusal("Line item does not belong to the order", [...field, "lineItemId"]);
    if (line.quantity <= 0 || line.quantity > found.currentQuantity) {
      return refusal("Quantity cannot refund more items than were purchased", [...field, "quantity"]);
    }
    if (line.locationId && !shop.locations.has(idOf("Location", line.locationId))) {
      return refusal("Location could not be found", [...field, "locationId"]);
    }
  }
  return undefined;
}

function currencyOf(order: Order, input: Input): string {
  return input.currency ?? order.currency;
}

function transactionsOf(
  { shop }: RequestContext,
  order: Order,
  input: Input,
): RefundRequest["transactions"] | undefined {
  const transactions: NonNullable<RefundRequest["transactions"]> = [];
  for (const { amount, gateway, kind, parentId } of input.transactions ?? []) {
    const money = moneyOfOrder(shop, order, amount, currencyOf(order, input));
    const parent = parentId ? idOf("OrderTransaction", parentId) : null;
    const isKnown = parent === null || order.transactions.some(({ id }) => id === parent);
    if (!money || money.presentmentMinor < 0 || kind !== "REFUND" || !isKnown) return undefined;
    transactions.push({ amount: money, gateway, parentId: parent });
  }
  return transactions;
}

function exceedsPayment(order: Order, transactions: RefundRequest["transactions"]): boolean {
  const wanted = (transactions ?? []).reduce((sum, { amount }) => sum + amount.presentmentMinor, 0);
  return wanted > netPayment(order).presentmentMinor;
}

function shippingOf({ shop }: RequestContext, order: Order, { shipping, ...input }: Input): RefundRequest["shipping"] {
  if (shipping?.fullRefund === true) return { full: true };
  if (!shipping?.amount) return undefined;
  const amount: MoneyBag | undefined = moneyOfOrder(shop, order, shipping.amount, currencyOf(order, input));
  return amount ? { amount } : undefined;
}
