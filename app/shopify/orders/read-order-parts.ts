import { z } from "zod";
import { fulfillmentStatus } from "#app/contracts/fulfillment-body.ts";
import { addSets, negateSet } from "#app/contracts/money-set.ts";
import { restockKind } from "#app/contracts/refund-body.ts";
import type { FulfillmentFacts, RefundFacts } from "#app/domain/orders/order-facts.ts";
import type { AdminCall } from "#app/shopify/admin-client.ts";
import {
  answerList,
  gidId,
  moment,
  moneyBag,
  optionalMoment,
  optionalString,
  presentNodes,
  readAnswer,
} from "#app/shopify/answer-values.ts";
import { toGid } from "#app/shopify/gid.ts";
import { connectionPoints } from "#app/shopify/query-points.ts";

/** Refunds and fulfillments of an order are lists without pages there, so they are read by their own ids. */
const REFUNDS = `#graphql
  query ReadRefunds($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Refund {
        id createdAt processedAt note
        refundLineItems(first: 50) {
          nodes { quantity restockType lineItem { id } location { id } subtotalSet { ...RefundAmounts } totalTaxSet { ...RefundAmounts } }
        }
        refundShippingLines(first: 5) { nodes { subtotalAmountSet { ...RefundAmounts } taxAmountSet { ...RefundAmounts } } }
        orderAdjustments(first: 10) { nodes { amountSet { ...RefundAmounts } taxAmountSet { ...RefundAmounts } } }
        transactions(first: 10) { nodes { id } }
      }
    }
  }
  fragment RefundAmounts on MoneyBag { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }`;

const FULFILLMENTS = `#graphql
  query ReadFulfillments($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Fulfillment {
        id status createdAt updatedAt
        location { id }
        trackingInfo { company number url }
        fulfillmentLineItems(first: 50) { nodes { quantity lineItem { id } } }
        events(first: 50) { nodes { id status happenedAt message } }
      }
    }
  }`;

// A refund with its lines, shipping, adjustments and payments; a fulfillment with its location, tracking, lines, events.
const REFUND_POINTS =
  1 + connectionPoints(50, 3) + connectionPoints(5, 1) + connectionPoints(10, 1) + connectionPoints(10, 1);
const FULFILLMENT_POINTS = 3 + connectionPoints(50, 2) + connectionPoints(50, 1);
export const REFUNDS_A_CALL = 15;
export const FULFILLMENTS_A_CALL = 25;

export function refundsCall(refundIds: readonly string[]): AdminCall {
  const ids = refundIds.map((id) => toGid("Refund", id));
  return { document: REFUNDS, variables: { ids }, requestedPoints: ids.length * REFUND_POINTS };
}

export function fulfillmentsCall(fulfillmentIds: readonly string[]): AdminCall {
  const ids = fulfillmentIds.map((id) => toGid("Fulfillment", id));
  return { document: FULFILLMENTS, variables: { ids }, requestedPoints: ids.length * FULFILLMENT_POINTS };
}

function nodesOf<T extends z.ZodType>(node: T) {
  return z.object({ nodes: answerList(node) }).transform((list) => list.nodes);
}

export const refundNode = z
  .object({
    id: gidId,
    createdAt: optionalMoment,
    processedAt: moment,
    note: optionalString,
    refundLineItems: nodesOf(
      z.object({
        quantity: z.int(),
        restockType: z.string(),
        lineItem: z.object({ id: gidId }),
        location: z.object({ id: gidId }).nullish(),
        subtotalSet: moneyBag,
        totalTaxSet: moneyBag,
      }),
    ),
    refundShippingLines: nodesOf(z.object({ subtotalAmountSet: moneyBag, taxAmountSet: moneyBag })),
    orderAdjustments: nodesOf(z.object({ amountSet: moneyBag, taxAmountSet: moneyBag })),
    transactions: nodesOf(z.object({ id: gidId })),
  })
  .transform((node): RefundFacts => ({
    id: node.id,
    createdAt: node.createdAt ?? node.processedAt,
    note: node.note,
    lines: node.refundLineItems.map((line) => ({
      lineItemId: line.lineItem.id,
      quantity: line.quantity,
      restockKind: restockKind(line.restockType),
      locationId: line.location?.id ?? null,
      subtotal: line.subtotalSet,
      tax: line.totalTaxSet,
    })),
    shipping: {
      amount: addSets(node.refundShippingLines.map((line) => line.subtotalAmountSet)),
      tax: addSets(node.refundShippingLines.map((line) => line.taxAmountSet)),
    },
    // The API states adjustments of one kind alone; shipping has lines of its own.
    adjustments: node.orderAdjustments.map((adjustment) => ({
      kind: "refund_discrepancy",
      amount: negateSet(adjustment.amountSet),
      tax: negateSet(adjustment.taxAmountSet),
    })),
    transactionIds: node.transactions.map((transaction) => transaction.id),
  }));

/** A parcel as every query of ours asks for it; where the platform says it is, only some do. */
export const parcelNode = z.object({
  id: gidId,
  status: z.string(),
  displayStatus: optionalString,
  createdAt: moment,
  updatedAt: moment,
  location: z.object({ id: gidId }).nullish(),
  trackingInfo: answerList(z.object({ company: optionalString, number: optionalString, url: optionalString })),
});

/** A parcel as the platform states it, with goods that are known otherwise. */
export function parcelFacts(node: z.output<typeof parcelNode>, lines: FulfillmentFacts["lines"]): FulfillmentFacts {
  return {
    id: node.id,
    status: fulfillmentStatus(node.status),
    createdAt: node.createdAt,
    updatedAt: node.updatedAt,
    locationId: node.location?.id ?? null,
    trackingCompany: node.trackingInfo[0]?.company ?? null,
    trackingNumbers: node.trackingInfo.flatMap((info) => info.number ?? []),
    trackingUrls: node.trackingInfo.flatMap((info) => info.url ?? []),
    lines,
    events: [],
    shipmentStatus: node.displayStatus?.toLowerCase() ?? null,
  };
}

const fulfillmentNode = parcelNode
  .extend({
    fulfillmentLineItems: nodesOf(z.object({ quantity: z.int().nullish(), lineItem: z.object({ id: gidId }) })),
    events: nodesOf(z.object({ id: gidId, status: z.string(), happenedAt: moment, message: optionalString })),
  })
  .transform((node): FulfillmentFacts => ({
    ...parcelFacts(
      node,
      node.fulfillmentLineItems.map((line) => ({ lineItemId: line.lineItem.id, quantity: line.quantity ?? 0 })),
    ),
    events: node.events.map((event) => ({ ...event, status: event.status.toLowerCase() })),
  }));

/** The refunds an answer to `refundsCall` shows. */
export function parseRefunds(data: unknown): RefundFacts[] {
  return presentNodes(data, "refunds").map((node) => readAnswer(refundNode, node, "a refund"));
}

/** The fulfillments an answer to `fulfillmentsCall` shows, with their tracking events. */
export function parseFulfillments(data: unknown): FulfillmentFacts[] {
  return presentNodes(data, "fulfillments").map((node) => readAnswer(fulfillmentNode, node, "a fulfillment"));
}
