import { fulfillmentBody, fulfillmentEventBody } from "#app/contracts/fulfillment-body.ts";
import { orderBody, toOrder } from "#app/contracts/order-body.ts";
import {
  deletedBody,
  disputeBody,
  orderEditedBody,
  returnBody,
  riskChangedBody,
} from "#app/contracts/order-hint-bodies.ts";
import { refundBody, toRefund } from "#app/contracts/refund-body.ts";
import { orderTransactionBody, toTransaction } from "#app/contracts/transaction-body.ts";
import type { Change } from "#app/domain/orders/change.ts";
import { ignored, rule, type TopicRule } from "./topic-rule.ts";

// The scopes are those that the descriptions of WebhookSubscriptionTopic name (Admin API 2026-10).
const ORDERS = ["read_orders"] as const;
const RETURNS = ["read_returns"] as const;
const FULFILLMENTS = ["read_fulfillments"] as const;
const DISPUTES = ["read_shopify_payments_disputes"] as const;

/** Wants the order read; `what` continues the sentence "Shopify says: ...". */
function readOrder(orderId: string | null | undefined, what: string): Change[] {
  if (!orderId) return ignored("The body names no order, so there is nothing to read.");
  return [{ kind: "read_wanted", subject: "order", id: orderId, what, echoHandle: null }];
}

const snapshot = rule("snapshot", ORDERS, orderBody, (body) => {
  const { order, transactions, isIncomplete } = toOrder(body);
  return [
    { kind: "order", order },
    ...transactions.map((transaction): Change => ({ kind: "transaction", orderId: order.id, transaction })),
    ...(isIncomplete ? readOrder(order.id, "a payment states no currency") : []),
  ];
});

const refund = rule("snapshot", ORDERS, refundBody, (body) => {
  const orderId = body.order_id;
  if (orderId === null) return ignored("The refund names no order; the order's own update carries it too.");
  const parts = toRefund(body, null);
  return [
    { kind: "refund", orderId, refund: parts.refund },
    ...parts.transactions.map((transaction): Change => ({ kind: "transaction", orderId, transaction })),
    ...(parts.isIncomplete ? readOrder(orderId, "a payment states no currency") : []),
  ];
});

const transaction = rule("snapshot", ORDERS, orderTransactionBody, (body) => {
  const facts = toTransaction(body, null);
  if (!facts) return readOrder(body.order_id, "a payment states no currency");
  return [{ kind: "transaction", orderId: body.order_id, transaction: facts }];
});

const fulfillment = rule("snapshot", FULFILLMENTS, fulfillmentBody, ({ orderId, fulfillment: facts }) =>
  orderId === null
    ? ignored("The fulfillment names no order; the order's own update carries it too.")
    : [{ kind: "fulfillment", orderId, fulfillment: facts }],
);

const fulfillmentEvent = (isDeleted: boolean) =>
  rule("snapshot", FULFILLMENTS, fulfillmentEventBody, (body) => {
    const event = {
      id: body.id,
      status: body.status.toLowerCase(),
      happenedAt: body.happened_at,
      message: body.message,
    };
    const change = { orderId: body.order_id, fulfillmentId: body.fulfillment_id, eventId: body.id };
    return [{ kind: "fulfillment_event", ...change, event: isDeleted ? null : event }];
  });

const edited = rule("hint", ORDERS, orderEditedBody, (body) =>
  readOrder(body.order_edit.order_id, "the order was edited"),
);

const riskChanged = rule("hint", ORDERS, riskChangedBody, (body) =>
  readOrder(
    body.order_id ?? body.admin_graphql_api_order_id,
    `the risk was assessed${body.risk_level ? ` as ${body.risk_level.toLowerCase()}` : ""}`,
  ),
);

const returned = (what: string) =>
  rule("hint", RETURNS, returnBody, (body) =>
    readOrder(body.order_id ?? body.order?.id ?? body.order?.admin_graphql_api_id, what),
  );

const disputed = (verb: string) =>
  rule("hint", DISPUTES, disputeBody, (body) => {
    const amount = body.amount && body.currency ? ` over ${body.amount} ${body.currency}` : "";
    const status = body.status ? `, ${body.status.replaceAll("_", " ")}` : "";
    return readOrder(body.order_id, `a ${body.type ?? "dispute"}${amount} was ${verb}${status}`);
  });

/** Topics that speak of an order, its money and its parcels. */
export const orderTopics: Record<string, TopicRule> = {
  "orders/create": snapshot,
  "orders/updated": snapshot,
  "orders/paid": snapshot,
  "orders/cancelled": snapshot,
  "orders/fulfilled": snapshot,
  "orders/partially_fulfilled": snapshot,
  "orders/delete": rule("snapshot", ORDERS, deletedBody, (body) => [{ kind: "order_deleted", orderId: body.id }]),
  "orders/edited": edited,
  "orders/risk_assessment_changed": riskChanged,
  "refunds/create": refund,
  "order_transactions/create": transaction,
  "fulfillments/create": fulfillment,
  "fulfillments/update": fulfillment,
  "fulfillment_events/create": fulfillmentEvent(false),
  "fulfillment_events/delete": fulfillmentEvent(true),
  "returns/request": returned("a return was requested"),
  "returns/approve": returned("a return was approved"),
  "returns/decline": returned("a return was declined"),
  "returns/process": returned("a return was processed"),
  "returns/update": returned("a return was changed"),
  "returns/cancel": returned("a return was cancelled"),
  "returns/close": returned("a return was closed"),
  "returns/reopen": returned("a return was opened again"),
  "disputes/create": disputed("opened"),
  "disputes/update": disputed("changed"),
};
