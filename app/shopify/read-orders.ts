import { z } from "zod";
import type { FulfillmentOrderFacts } from "#app/domain/orders/order-facts.ts";
import type { AdminCall } from "./admin-client.ts";
import { gidId, presentNodes, readAnswer } from "./answer-values.ts";
import { toGid } from "./gid.ts";
import {
  cursorAfter,
  moreLinesOf,
  orderWorkNode,
  toOrderPage,
  workLines,
  works,
  type OrderPage,
} from "./orders/order-work-nodes.ts";
import { connectionPoints, searchForIds } from "./query-points.ts";

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
const MORE_LINES_A_PAGE = 250;
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

/** The next fulfillment orders of an order that has more than a page of them. */
export function moreWorkCall(orderId: string, after: string): AdminCall {
  const variables = { id: toGid("Order", orderId), after, ...WORK_SIZES };
  return { document: MORE_WORK, variables, requestedPoints: 1 + connectionPoints(WORKS_A_PAGE, WORK_POINTS) };
}

/** The next lines of a fulfillment order that has more than a page of them. */
export function moreWorkLinesCall(fulfillmentOrderId: string, after: string): AdminCall {
  const variables = { id: toGid("FulfillmentOrder", fulfillmentOrderId), after, lines: MORE_LINES_A_PAGE };
  return {
    document: MORE_WORK_LINES,
    variables,
    requestedPoints: 1 + connectionPoints(MORE_LINES_A_PAGE, WORK_LINE_POINTS),
  };
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

/** What an answer to `moreWorkCall` adds to an order. */
export function parseMoreWork(data: unknown): {
  works: FulfillmentOrderFacts[];
  moreWorkAfter: string | null;
  moreLines: OrderPage["moreLines"];
} {
  const { order } = readAnswer(
    z.object({ order: z.object({ fulfillmentOrders: works }).nullable() }),
    data,
    "fulfillment orders",
  );
  const pages = order?.fulfillmentOrders.nodes ?? [];
  return {
    works: pages.map((page) => page.work),
    moreWorkAfter: order ? cursorAfter(order.fulfillmentOrders.pageInfo) : null,
    moreLines: moreLinesOf(pages),
  };
}

/** What an answer to `moreWorkLinesCall` adds to a fulfillment order. */
export function parseMoreWorkLines(data: unknown): { lines: FulfillmentOrderFacts["lines"]; after: string | null } {
  const { fulfillmentOrder } = readAnswer(
    z.object({ fulfillmentOrder: z.object({ lineItems: workLines }).nullable() }),
    data,
    "lines",
  );
  return {
    lines: fulfillmentOrder?.lineItems.nodes ?? [],
    after: fulfillmentOrder ? cursorAfter(fulfillmentOrder.lineItems.pageInfo) : null,
  };
}
