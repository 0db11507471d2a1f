import { z } from "zod";
import { transactionKind, transactionStatus } from "#app/contracts/transaction-body.ts";
import type { OrderRead } from "#app/domain/orders/change.ts";
import type {
  FulfillmentOrderFacts,
  FulfillmentOrderStatus,
  OrderFacts,
  RiskLevel,
  TransactionFacts,
} from "#app/domain/orders/order-facts.ts";
import {
  answerList,
  connection,
  gidId,
  moment,
  moneyBag,
  optionalGidId,
  optionalMoment,
  optionalString,
  type ListPage,
} from "#app/shopify/answer-values.ts";

/** What `read-orders.ts` selects of an order, in the domain's form. */

const lineNode = z
  .object({
    id: gidId,
    totalQuantity: z.int(),
    remainingQuantity: z.int(),
    inventoryItemId: optionalGidId,
    lineItem: z.object({ id: gidId }),
  })
  .transform(({ lineItem, ...line }): FulfillmentOrderFacts["lines"][number] => ({ ...line, lineItemId: lineItem.id }));
export const workLines = connection(lineNode);

const holdNode = z
  .object({
    id: gidId,
    reason: z.string(),
    reasonNotes: optionalString,
    handle: optionalString,
    heldByRequestingApp: z.boolean(),
  })
  .transform(({ heldByRequestingApp, ...hold }) => ({ ...hold, isOurs: heldByRequestingApp }));

const STATUSES: readonly FulfillmentOrderStatus[] = [
  "OPEN",
  "IN_PROGRESS",
  "ON_HOLD",
  "SCHEDULED",
  "INCOMPLETE",
  "CANCELLED",
  "CLOSED",
];

/** A fulfillment order with the first page of its lines. */
export type WorkPage = { work: FulfillmentOrderFacts; lines: ListPage<FulfillmentOrderFacts["lines"][number]> };

const workNode = z
  .object({
    id: gidId,
    status: z.enum(STATUSES),
    requestStatus: z.string(),
    fulfillAt: optionalMoment,
    updatedAt: moment,
    supportedActions: answerList(z.object({ action: z.string() })),
    assignedLocation: z.object({ location: z.object({ id: gidId }).nullish() }),
    deliveryMethod: z.object({ methodType: z.string() }).nullish(),
    fulfillmentHolds: answerList(holdNode),
    lineItems: workLines,
  })
  .transform((node): WorkPage => {
    const work: FulfillmentOrderFacts = {
      id: node.id,
      status: node.status,
      requestStatus: node.requestStatus,
      locationId: node.assignedLocation.location?.id ?? null,
      deliveryMethod: node.deliveryMethod?.methodType ?? "NONE",
      fulfillAt: node.fulfillAt,
      updatedAt: node.updatedAt,
      supportedActions: node.supportedActions.map((supported) => supported.action).sort(),
      lines: node.lineItems.nodes,
      holds: node.fulfillmentHolds,
    };
    return { work, lines: node.lineItems };
  });
export const works = connection(workNode);

// From least to most: an assessment that is still to come may be worse than all but the worst.
const RISK_LEVELS: readonly RiskLevel[] = ["NONE", "LOW", "MEDIUM", "PENDING", "HIGH"];
const riskNode = z
  .object({
    recommendation: z.enum(["ACCEPT", "INVESTIGATE", "CANCEL", "NONE"]),
    assessments: answerList(z.object({ riskLevel: z.enum(RISK_LEVELS) })),
  })
  .transform((node): OrderFacts["risk"] => {
    const levels = node.assessments.map((assessment) => RISK_LEVELS.indexOf(assessment.riskLevel));
    return { level: RISK_LEVELS[Math.max(0, ...levels)]!, recommendation: node.recommendation };
  });

const transactionNode = z
  .object({
    id: gidId,
    kind: z.string(),
    status: z.string(),
    gateway: optionalString,
    createdAt: moment,
    processedAt: optionalMoment,
    amountSet: moneyBag,
    parentTransaction: z.object({ id: gidId }).nullish(),
  })
  .transform((node): TransactionFacts => ({
    id: node.id,
    kind: transactionKind(node.kind),
    status: transactionStatus(node.status),
    gateway: node.gateway ?? "unknown",
    amount: node.amountSet,
    processedAt: node.processedAt ?? node.createdAt,
    parentId: node.parentTransaction?.id ?? null,
  }));

/** The part of an order's answer that every read of it has. */
export const orderWorkNode = z.object({
  id: gidId,
  updatedAt: moment,
  risk: riskNode.nullish(),
  transactions: answerList(transactionNode),
  fulfillmentOrders: works,
});

/** An order's read, with the first page of its fulfillment orders. */
export type OrderPage = { read: OrderRead; works: ListPage<WorkPage> };

/** One page of an order in the domain's form; its levels are read apart. */
export function toOrderPage(
  node: z.output<typeof orderWorkNode>,
  order: OrderRead["order"],
  readAt: string,
): OrderPage {
  const read: OrderRead = {
    orderId: node.id,
    readAt,
    order,
    updatedAt: node.updatedAt,
    risk: node.risk ?? null,
    transactions: node.transactions,
    fulfillmentOrders: node.fulfillmentOrders.nodes.map((page) => page.work),
    levels: [],
  };
  return { read, works: node.fulfillmentOrders };
}
