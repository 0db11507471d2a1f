import { z } from "zod";
import type { FulfillmentFacts, FulfillmentOrderFacts, RefundFacts } from "#app/domain/orders/order-facts.ts";
import type { AdminCall, Send } from "#app/shopify/admin-client.ts";
import { CallRefused } from "#app/shopify/admin-errors.ts";
import { answerList, connection, gidId, presentNodes, readAnswer } from "#app/shopify/answer-values.ts";
import { fetchWholeOrders } from "#app/shopify/fetch-orders.ts";
import { workLines } from "#app/shopify/orders/order-work-nodes.ts";
import { chunksOf, connectionPoints, searchForIds } from "#app/shopify/query-points.ts";
import { parcelFacts, parcelLines, parcelNode } from "#app/shopify/orders/read-fulfillments.ts";
import { isWholeRefund, refundFacts, refundNode } from "#app/shopify/orders/read-refunds.ts";
import type { HistoryOrder } from "./history-order.ts";

const PARTS = `#graphql
  query HistoryParts($first: Int!, $query: String!) {
    orders(first: $first, query: $query, sortKey: ID) {
      nodes {
        id
        refunds {
          id createdAt processedAt note
          refundLineItems(first: 10) {
            nodes { quantity restockType lineItem { id } location { id } subtotalSet { ...Amounts } totalTaxSet { ...Amounts } }
            pageInfo { hasNextPage endCursor }
          }
          refundShippingLines(first: 2) { nodes { subtotalAmountSet { ...Amounts } taxAmountSet { ...Amounts } } pageInfo { hasNextPage endCursor } }
          orderAdjustments(first: 2) { nodes { amountSet { ...Amounts } taxAmountSet { ...Amounts } } pageInfo { hasNextPage endCursor } }
          transactions(first: 5) { nodes { id } pageInfo { hasNextPage endCursor } }
        }
        fulfillments {
          id status displayStatus createdAt updatedAt totalQuantity
          location { id }
          trackingInfo { company number url }
          fulfillmentLineItems(first: 10) { nodes { quantity lineItem { id } } pageInfo { hasNextPage endCursor } }
        }
      }
    }
  }
  fragment Amounts on MoneyBag { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }`;

const WORK = `#graphql
  query HistoryWork($first: Int!, $query: String!) {
    orders(first: $first, query: $query, sortKey: ID) {
      nodes {
        id
        fulfillmentOrders(first: 5) {
          nodes {
            id
            lineItems(first: 10) {
              nodes { id totalQuantity remainingQuantity inventoryItemId lineItem { id } }
              pageInfo { hasNextPage endCursor }
            }
          }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }`;

/** The largest page there is (Shopify: pagination): what a search costs grows far slower than what it finds. */
const ORDERS_A_SEARCH = 250;
/** A search for so many ids is known to be taken; a longer one that is refused is asked again in such pieces. */
const SURE_SEARCH = 50;
// A refund with its lines, shipping, adjustments and payments; a parcel with its location, tracking and lines.
const REFUND_POINTS =
  1 + connectionPoints(10, 3) + connectionPoints(2, 1) + connectionPoints(2, 1) + connectionPoints(5, 1);
const PARTS_POINTS = 1 + REFUND_POINTS + 3 + connectionPoints(10, 2);
const WORK_POINTS = 1 + connectionPoints(5, 1 + connectionPoints(10, 2));

/**
 * Completes orders of a bulk result by what it could not state, many in a call. An order too large for that, or one
 * that a search does not find, is read whole; one that is gone by now is left out.
 *
 * @throws whatever `send` throws; nothing then counts.
 */
export async function fetchHistoryDetails(
  send: Send,
  orders: readonly HistoryOrder[],
  now: () => Date,
): Promise<HistoryOrder["read"][]> {
  const parts = await searchFor(send, orders, "needsParts", PARTS, PARTS_POINTS, parseParts);
  const works = await searchFor(send, orders, "needsWork", WORK, WORK_POINTS, parseWork);
  const completed = orders.map(({ read, needsParts, needsWork }) => {
    const part = parts.get(read.orderId);
    const lines = works.get(read.orderId);
    const isMissing = (needsParts && !part) || (needsWork && !lines);
    return isMissing ? read.orderId : complete(read, part, lines);
  });
  const wholeIds = completed.filter((each) => typeof each === "string");
  const { reads } = await fetchWholeOrders(send, wholeIds, now);
  const wholeById = new Map(reads.map((read) => [read.orderId, { ...read, levels: [] }]));
  return completed.flatMap((each) => {
    if (typeof each !== "string") return each;
    const whole = wholeById.get(each);
    return whole?.order ? [{ ...whole, order: whole.order }] : [];
  });
}

type Parts = { refunds: RefundFacts[]; fulfillments: FulfillmentFacts[] };
type LinesByWork = Map<string, FulfillmentOrderFacts["lines"]>;

function complete(read: HistoryOrder["read"], parts: Parts | undefined, lines: LinesByWork | undefined) {
  const fulfillmentOrders = read.fulfillmentOrders.map((work) => ({
    ...work,
    lines: lines?.get(work.id) ?? work.lines,
  }));
  return { ...read, fulfillmentOrders, order: { ...read.order, ...parts } };
}

/** Details by order id; an order with more of them than a page shows has none here. */
async function searchFor<T>(
  send: Send,
  orders: readonly HistoryOrder[],
  need: "needsParts" | "needsWork",
  document: string,
  orderPoints: number,
  parse: (node: unknown) => { id: string; details: T } | null,
): Promise<Map<string, T>> {
  const ids = orders.filter((order) => order[need]).map((order) => order.read.orderId);
  const found = new Map<string, T>();
  for (const chunk of chunksOf(ids, ORDERS_A_SEARCH)) {
    for (const node of await search(send, document, orderPoints, chunk)) {
      const parsed = parse(node);
      if (parsed) found.set(parsed.id, parsed.details);
    }
  }
  return found;
}

async function search(send: Send, document: string, orderPoints: number, ids: readonly string[]): Promise<unknown[]> {
  const variables = { first: ids.length, query: searchForIds(ids) };
  const call: AdminCall = { document, variables, requestedPoints: connectionPoints(ids.length, orderPoints) };
  try {
    return presentNodes(await send(call), "orders");
  } catch (error) {
    if (!(error instanceof CallRefused) || ids.length <= SURE_SEARCH) throw error;
    const nodes: unknown[] = [];
    for (const part of chunksOf(ids, SURE_SEARCH)) nodes.push(...(await search(send, document, orderPoints, part)));
    return nodes;
  }
}

const parcelWithLines = parcelNode.extend({ fulfillmentLineItems: parcelLines });
const partsNode = z.object({ id: gidId, refunds: answerList(refundNode), fulfillments: answerList(parcelWithLines) });

function parseParts(node: unknown): { id: string; details: Parts } | null {
  const { id, refunds, fulfillments } = readAnswer(partsNode, node, "an order's refunds and parcels");
  const isWhole =
    refunds.every(isWholeRefund) && fulfillments.every((each) => each.fulfillmentLineItems.after === null);
  if (!isWhole) return null;
  const details = {
    refunds: refunds.map((refund) => refundFacts(refund, refund.refundLineItems.nodes)),
    fulfillments: fulfillments.map((each) => parcelFacts(each, each.fulfillmentLineItems.nodes)),
  };
  return { id, details };
}

const workNode = z.object({
  id: gidId,
  fulfillmentOrders: connection(z.object({ id: gidId, lineItems: workLines })),
});

function parseWork(node: unknown): { id: string; details: LinesByWork } | null {
  const { id, fulfillmentOrders } = readAnswer(workNode, node, "an order's work");
  const pages = [fulfillmentOrders, ...fulfillmentOrders.nodes.map((work) => work.lineItems)];
  if (pages.some((page) => page.after !== null)) return null;
  return { id, details: new Map(fulfillmentOrders.nodes.map((work) => [work.id, work.lineItems.nodes])) };
}
