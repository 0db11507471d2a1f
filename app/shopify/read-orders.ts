import { z } from "zod";
import type { FulfillmentOrderFacts } from "#app/domain/orders/order-facts.ts";
import type { AdminCall } from "./admin-client.ts";
import { gidId, presentNodes, readAnswer } from "./answer-values.ts";
import { toGid } from "./gid.ts";
import {
  orderWorkNode,
  toOrderPage,
  workLines,
  works,
  type OrderPage,
  type WorkPage,
} from "./orders/order-work-nodes.ts";
import { connectionPoints, searchForIds } from "./query-points.ts";
import { LARGEST_PAGE, type Rest } from "./read-on.ts";

const WORK_PARTS = `#graphql
  fragment WorkParts on FulfillmentOrder {
    id status requestStatus fulfillAt updatedAt
    supportedActions { action }
    assignedLocation { location { id } }
    deliveryMethod { methodType }
    fulfillmentHolds { id reason reasonNotes handle heldByRequestingApp }
    lineItems(first: $lines) {
      nodes { id totalQuantity remainingQuantity inventoryItemId lineItem { id } }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const ORDER_WORK = `#graphql
  fragment OrderWork on Order {
    id updatedAt
    risk { recommendation assessments { riskLevel } }
    transactions {
      id kind status gateway createdAt processedAt
      amountSet { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
      parentTransaction { id }
    }
    fulfillmentOrders(first: $works) {
      nodes { ...WorkParts }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const ORDERS_FOUND = `#graphql
  query FindOrders($first: Int!, $query: String!, $works: Int!, $lines: Int!) {
    orders(first: $first, query: $query, sortKey: ID) { nodes { ...OrderWork } }
  }
  ${ORDER_WORK}
  ${WORK_PARTS}`;

const ORDERS = `#graphql
  query ReadOrders($ids: [ID!]!, $works: Int!, $lines: Int!) {
    nodes(ids: $ids) { ... on Order { ...OrderWork } }
  }
  ${ORDER_WORK}
  ${WORK_PARTS}`;

const ORDERS_OF_WORK = `#graphql
  query ReadOrdersOfFulfillmentOrders($ids: [ID!]!) {
    nodes(ids: $ids) { ... on FulfillmentOrder { id orderId } }
  }`;

const MORE_WORK = `#graphql
  query ReadMoreFulfillmentOrders($id: ID!, $after: String!, $works: Int!, $lines: Int!) {
    order(id: $id) {
      fulfillmentOrders(first: $works, after: $after) {
        nodes { ...WorkParts }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
  ${WORK_PARTS}`;

const MORE_WORK_LINES = `#graphql
  query ReadMoreFulfillmentOrderLines($id: ID!, $after: String!, $lines: Int!) {
    fulfillmentOrder(id: $id) {
      lineItems(first: $lines, after: $after) {
        nodes { id totalQuantity remainingQuantity inventoryItemId lineItem { id } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

// Most orders have at most this many fulfillment orders and lines in each; the rare larger one is continued page by page.
const WORKS_A_PAGE = 5;
const LINES_A_PAGE = 20;
export const WORK_SIZES = { works: WORKS_A_PAGE, lines: LINES_A_PAGE };
export const ORDER_WORK_FRAGMENTS = `${ORDER_WORK}\n${WORK_PARTS}`;

// A line and its line item; a fulfillment order with actions, location, method, holds and lines; an order with its risk,
// its payments and their parents.
const WORK_LINE_POINTS = 2;
const WORK_POINTS = 6 + connectionPoints(LINES_A_PAGE, WORK_LINE_POINTS);
export const ORDER_WORK_POINTS = 5 + connectionPoints(WORKS_A_PAGE, WORK_POINTS);

/** Orders that one search finds; more would come near the 1,000 points that a single query may cost. */
export const ORDERS_A_SEARCH = 50;
/** Orders that one call reads by their ids, each at its full price. */
export const ORDERS_A_CALL = 10;

/**
 * Finds the work, payments and risk of at most `ORDERS_A_SEARCH` orders at a fraction of the price of reading each. An
 * order placed a moment ago may not be found yet: those are read by their ids.
 */
export function findOrdersCall(orderIds: readonly string[]): AdminCall {
  const variables = { first: orderIds.length, query: searchForIds(orderIds), ...WORK_SIZES };
  return { document: ORDERS_FOUND, variables, requestedPoints: connectionPoints(orderIds.length, ORDER_WORK_POINTS) };
}

/** Reads the same of at most `ORDERS_A_CALL` orders by their ids. */
export function ordersCall(orderIds: readonly string[]): AdminCall {
  const variables = { ids: orderIds.map((id) => toGid("Order", id)), ...WORK_SIZES };
  return { document: ORDERS, variables, requestedPoints: orderIds.length * ORDER_WORK_POINTS };
}

/** Finds the orders of fulfillment orders that a hint names by id alone; at most 250 in a call, the platform's limit. */
export function ordersOfWorkCall(fulfillmentOrderIds: readonly string[]): AdminCall {
  const ids = fulfillmentOrderIds.map((id) => toGid("FulfillmentOrder", id));
  return { document: ORDERS_OF_WORK, variables: { ids }, requestedPoints: ids.length };
}

/** The orders an answer to `ordersCall` or `findOrdersCall` shows. */
export function parseOrderPages(data: unknown, readAt: string): OrderPage[] {
  return presentNodes(data, "orders").map((node) =>
    toOrderPage(readAnswer(orderWorkNode, node, "an order"), null, readAt),
  );
}

/** Order ids by fulfillment order id, as an answer to `ordersOfWorkCall` shows them. */
export function parseOrdersOfWork(data: unknown): Map<string, string> {
  const owner = z.object({ id: gidId, orderId: gidId });
  const nodes = presentNodes(data, "fulfillment orders").map((node) => readAnswer(owner, node, "a fulfillment order"));
  return new Map(nodes.map((node) => [node.id, node.orderId]));
}

/** The fulfillment orders of an order that has more than a page of them. */
export function restOfWorks(orderId: string): Rest<WorkPage> {
  const answer = z.object({ order: z.object({ fulfillmentOrders: works }) });
  const what = "an order's fulfillment orders";
  return {
    what,
    call: (after) => ({
      document: MORE_WORK,
      variables: { id: toGid("Order", orderId), after, ...WORK_SIZES },
      requestedPoints: 1 + connectionPoints(WORKS_A_PAGE, WORK_POINTS),
    }),
    parse: (data) => readAnswer(answer, data, what).order.fulfillmentOrders,
  };
}

/** The lines of a fulfillment order that has more than a page of them. */
export function restOfWorkLines(fulfillmentOrderId: string): Rest<FulfillmentOrderFacts["lines"][number]> {
  const answer = z.object({ fulfillmentOrder: z.object({ lineItems: workLines }) });
  const what = "a fulfillment order's lines";
  return {
    what,
    call: (after) => ({
      document: MORE_WORK_LINES,
      variables: { id: toGid("FulfillmentOrder", fulfillmentOrderId), after, lines: LARGEST_PAGE },
      requestedPoints: 1 + connectionPoints(LARGEST_PAGE, WORK_LINE_POINTS),
    }),
    parse: (data) => readAnswer(answer, data, what).fulfillmentOrder.lineItems,
  };
}
