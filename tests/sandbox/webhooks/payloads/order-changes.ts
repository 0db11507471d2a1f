import { gid } from "#tests/sandbox/state/ids.ts";
import { formatMinor, nothing } from "#tests/sandbox/state/money.ts";
import type { OrderEdit, Refund, Return, Transaction } from "#tests/sandbox/state/order-changes.ts";
import type { Order, RiskAssessment } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Json } from "#tests/sandbox/webhooks/write-json.ts";
import { lineItemElsewhere } from "./line-item.ts";
import { shippingLinePayload } from "./shipping-line.ts";
import { idOf, idOrNull, moneySet, shopAmount, zoned } from "./parts.ts";

/** `order_transactions/create`, and the transactions inside a refund. Amounts are in the currency the buyer paid in. */
export function transactionPayload(shop: Shop, order: Order, transaction: Transaction): Json {
  const isCard = transaction.gateway === "shopify_payments" || transaction.gateway === "bogus";
  return {
    id: idOf(transaction.id),
    order_id: idOf(order.id),
    kind: transaction.kind.toLowerCase(),
    gateway: transaction.gateway,
    status: transaction.status.toLowerCase(),
    message: transaction.message,
    created_at: zoned(transaction.createdAt, shop.ianaTimezone),
    test: transaction.isTest,
    authorization: transaction.kind === "AUTHORIZATION" ? transaction.paymentId : null,
    location_id: idOrNull(order.retailLocationId),
    user_id: null,
    parent_id: idOrNull(transaction.parentId),
    processed_at: zoned(transaction.processedAt, shop.ianaTimezone),
    device_id: null,
    error_code: transaction.errorCode?.toLowerCase() ?? null,
    source_name: order.sourceName,
    ...(isCard && transaction.kind !== "REFUND" ? { payment_details: cardDetails } : {}),
    receipt: {},
    amount: formatMinor(transaction.amount.presentmentMinor, order.presentmentCurrency),
    currency: order.presentmentCurrency,
    payment_id: transaction.paymentId,
    total_unsettled_set: unsettled(order, transaction),
    manual_payment_gateway: ["manual", "bank_deposit", "cash_on_delivery", "cash"].includes(transaction.gateway),
    amount_rounding: null,
    admin_graphql_api_id: gid("OrderTransaction", transaction.id),
  };
}

const cardDetails: Json = {
  credit_card_bin: null,
  avs_result_code: null,
  cvv_result_code: null,
  credit_card_number: "•••• •••• •••• 4242",
  credit_card_company: "Visa",
  buyer_action_info: null,
  credit_card_name: null,
  credit_card_wallet: null,
  credit_card_expiration_month: null,
  credit_card_expiration_year: null,
  payment_method_name: "visa",
};

function unsettled(order: Order, transaction: Transaction): Json {
  const { shopMinor, presentmentMinor } = transaction.kind === "AUTHORIZATION" ? transaction.amount : nothing;
  return {
    presentment_money: {
      amount: formatMinor(presentmentMinor, order.presentmentCurrency),
      currency: order.presentmentCurrency,
    },
    shop_money: { amount: formatMinor(shopMinor, order.currency), currency: order.currency },
  };
}

/** `refunds/create`, and the refunds inside an order. */
export function refundPayload(shop: Shop, order: Order, refund: Refund): Json {
  const transactions = order.transactions.filter(({ id }) => refund.transactionIds.includes(id));
  return {
    id: idOf(refund.id),
    order_id: idOf(order.id),
    created_at: zoned(refund.createdAt, shop.ianaTimezone),
    note: refund.note,
    user_id: idOrNull(refund.staffMemberId),
    processed_at: zoned(refund.processedAt, shop.ianaTimezone),
    duties: [],
    total_duties_set: moneySet(nothing, order),
    return:
      refund.returnId === null
        ? null
        : { id: idOf(refund.returnId), admin_graphql_api_id: gid("Return", refund.returnId) },
    restock: refund.lines.some((line) => line.isRestocked),
    refund_shipping_lines: refund.shippingLines.map((line) => refundedShipping(order, refund, line)),
    admin_graphql_api_id: gid("Refund", refund.id),
    order_adjustments: refund.adjustments.map((adjustment) => ({
      id: idOf(adjustment.id),
      amount: shopAmount(adjustment.amount, order),
      amount_set: moneySet(adjustment.amount, order),
      kind: adjustment.kind.toLowerCase(),
      order_id: idOf(order.id),
      reason: adjustment.reason,
      refund_id: idOf(refund.id),
      tax_amount: shopAmount(adjustment.tax, order),
      tax_amount_set: moneySet(adjustment.tax, order),
    })),
    refund_line_items: refund.lines.flatMap((line) => refundedLine(shop, order, line)),
    transactions: transactions.map((transaction) => transactionPayload(shop, order, transaction)),
  };
}

function refundedLine(shop: Shop, order: Order, line: Refund["lines"][number]): Json[] {
  const lineItem = order.lineItems.find(({ id }) => id === line.lineItemId);
  if (!lineItem) return [];
  return [
    {
      id: idOf(line.id),
      quantity: line.quantity,
      line_item_id: idOf(line.lineItemId),
      location_id: idOrNull(line.locationId),
      restock_type: line.restockType.toLowerCase(),
      // Bare numbers here, texts in the sets: an oddity of the platform.
      subtotal: Number(shopAmount(line.subtotal, order)),
      total_tax: Number(shopAmount(line.tax, order)),
      subtotal_set: moneySet(line.subtotal, order),
      total_tax_set: moneySet(line.tax, order),
      line_item: lineItemElsewhere(shop, order, lineItem, lineItem.quantity),
    },
  ];
}

function refundedShipping(order: Order, refund: Refund, refunded: Refund["shippingLines"][number]): Json {
  const line = order.shippingLines.find(({ id }) => id === refunded.shippingLineId);
  return {
    // One refund names a shipping line once, so the refund's id will do.
    id: idOf(refund.id),
    shipping_line_id: idOf(refunded.shippingLineId),
    subtotal_amount_set: moneySet(refunded.subtotal, order),
    tax_amount_set: moneySet(refunded.tax, order),
    shipping_line: line ? shippingLinePayload(order, line) : null,
  };
}

/** `orders/edited`: ids and differences only. */
export function orderEditPayload(shop: Shop, order: Order, edit: OrderEdit): Json {
  const differences = (list: OrderEdit["additions"]): Json =>
    list.map(({ lineItemId, delta }) => ({ id: idOf(lineItemId), delta }));
  return {
    order_edit: {
      id: idOf(edit.id),
      app_id: null,
      created_at: zoned(edit.committedAt, shop.ianaTimezone),
      committed_at: zoned(edit.committedAt, shop.ianaTimezone),
      notify_customer: edit.notifyCustomer,
      order_id: idOf(order.id),
      staff_note: edit.staffNote,
      user_id: null,
      line_items: { additions: differences(edit.additions), removals: differences(edit.removals) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}

export function riskPayload(order: Order, assessment: RiskAssessment): Json {
  return {
    provider_id: null,
    provider_title: assessment.providerTitle,
    risk_level: assessment.riskLevel.toLowerCase(),
    created_at: assessment.createdAt,
    order_id: idOf(order.id),
    admin_graphql_api_order_id: gid("Order", order.id),
  };
}

type Identified = Pick<Return, "id">;

const identity = (returned: Identified): { [key: string]: Json } => ({
  id: idOf(returned.id),
  admin_graphql_api_id: gid("Return", returned.id),
});

/** `returns/request` and `returns/approve`. */
export function returnPayload(order: Order, returned: Return): Json {
  return {
    ...identity(returned),
    status: returned.status.toLowerCase(),
    order: { id: idOf(order.id), admin_graphql_api_id: gid("Order", order.id) },
    total_return_line_items: returned.lines.reduce((sum, line) => sum + line.quantity, 0),
    name: returned.name,
    return_line_items: returned.lines.map((line) => ({
      id: idOf(line.id),
      admin_graphql_api_id: gid("ReturnLineItem", line.id),
      fulfillment_line_item:
        line.fulfillmentLineItemId === null
          ? null
          : {
              id: idOf(line.fulfillmentLineItemId),
              admin_graphql_api_id: gid("FulfillmentLineItem", line.fulfillmentLineItemId),
              line_item: { id: idOf(line.lineItemId), admin_graphql_api_id: gid("LineItem", line.lineItemId) },
            },
      quantity: line.quantity,
      return_reason: line.reason.toLowerCase(),
      return_reason_note: line.reasonNote,
      customer_note: line.customerNote,
    })),
    return_shipping_fees: [],
    exchange_line_items: [],
    total_exchange_line_items: 0,
  };
}

/** `returns/cancel`, `returns/close` and `returns/reopen`. */
export function returnStatusPayload(order: Order, returned: Return): Json {
  return { ...identity(returned), order_id: idOf(order.id), status: returned.status.toLowerCase() };
}

export function returnDeclinedPayload(order: Order, returned: Return): Json {
  return {
    ...identity(returned),
    status: returned.status.toLowerCase(),
    order: { id: idOf(order.id), admin_graphql_api_id: gid("Order", order.id) },
    decline: { reason: "other", note: null },
  };
}

export function returnUpdatePayload(returned: Return, removals: { returnLineItemId: string; delta: number }[]): Json {
  return {
    admin_graphql_api_id: gid("Return", returned.id),
    return_line_items: {
      removals: removals.map(({ returnLineItemId, delta }) => ({
        admin_graphql_api_id: gid("ReturnLineItem", returnLineItemId),
        delta,
      })),
    },
    restocking_fees: { updates: [], removals: [] },
    return_shipping_fees: { updates: [], removals: [] },
  };
}
