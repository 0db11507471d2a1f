import { z } from "zod";
import { addSets, negateSet } from "#app/contracts/money-set.ts";
import { restockKind } from "#app/contracts/refund-body.ts";
import type { RefundFacts } from "#app/domain/orders/order-facts.ts";
import type { AdminCall, Send } from "#app/shopify/admin-client.ts";
import {
  connection,
  gidId,
  moment,
  moneyBag,
  optionalMoment,
  optionalString,
  presentNodes,
  readAnswer,
} from "#app/shopify/answer-values.ts";
import { toGid } from "#app/shopify/gid.ts";
import { chunksOf, connectionPoints } from "#app/shopify/query-points.ts";
import { LARGEST_PAGE, readOn, restOfList, wholeList, type ListOfObject } from "#app/shopify/read-on.ts";

const AMOUNTS = `#graphql
  fragment RefundAmounts on MoneyBag { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }`;

const LINE = `#graphql
  fragment RefundLine on RefundLineItem {
    quantity restockType
    lineItem { id }
    location { id }
    subtotalSet { ...RefundAmounts }
    totalTaxSet { ...RefundAmounts }
  }`;

/** Refunds of an order are a list without pages there, so they are read by their own ids. */
const REFUNDS = `#graphql
  query ReadRefunds($ids: [ID!]!, $first: Int!) {
    nodes(ids: $ids) {
      ... on Refund {
        id createdAt processedAt note
        refundLineItems(first: $first) { nodes { ...RefundLine } pageInfo { hasNextPage endCursor } }
        refundShippingLines(first: $first) {
          nodes { subtotalAmountSet { ...RefundAmounts } taxAmountSet { ...RefundAmounts } }
          pageInfo { hasNextPage endCursor }
        }
        orderAdjustments(first: $first) {
          nodes { amountSet { ...RefundAmounts } taxAmountSet { ...RefundAmounts } }
          pageInfo { hasNextPage endCursor }
        }
        transactions(first: $first) { nodes { id } pageInfo { hasNextPage endCursor } }
      }
    }
  }
  ${LINE}
  ${AMOUNTS}`;

const MORE_LINES = `#graphql
  query ReadMoreRefundLines($ids: [ID!]!, $first: Int!, $after: String!) {
    nodes(ids: $ids) {
      ... on Refund {
        id
        refundLineItems(first: $first, after: $after) { nodes { ...RefundLine } pageInfo { hasNextPage endCursor } }
      }
    }
  }
  ${LINE}
  ${AMOUNTS}`;

// A line with its line item and its location. Shipping, adjustments and payments are one object each.
const LINE_POINTS = 3;
const REFUND_POINTS = 1 + connectionPoints(LARGEST_PAGE, LINE_POINTS) + 3 * connectionPoints(LARGEST_PAGE, 1);
/** Read by their ids they cost their full price each: 14 of them stay below the 1,000 points that a query may cost. */
const REFUNDS_A_CALL = 14;

function refundsCall(refundIds: readonly string[]): AdminCall {
  const variables = { ids: refundIds.map((id) => toGid("Refund", id)), first: LARGEST_PAGE };
  return { document: REFUNDS, variables, requestedPoints: refundIds.length * REFUND_POINTS };
}

const line = z
  .object({
    quantity: z.int(),
    restockType: z.string(),
    lineItem: z.object({ id: gidId }),
    location: z.object({ id: gidId }).nullish(),
    subtotalSet: moneyBag,
    totalTaxSet: moneyBag,
  })
  .transform((node): RefundFacts["lines"][number] => ({
    lineItemId: node.lineItem.id,
    quantity: node.quantity,
    restockKind: restockKind(node.restockType),
    locationId: node.location?.id ?? null,
    subtotal: node.subtotalSet,
    tax: node.totalTaxSet,
  }));

const LINES_OF_REFUND: ListOfObject<RefundFacts["lines"][number]> = {
  what: "the lines of a refund",
  document: MORE_LINES,
  field: "refundLineItems",
  nodePoints: LINE_POINTS,
  page: connection(line),
};

/** A refund with the first page of each of its lists. */
export const refundNode = z.object({
  id: gidId,
  createdAt: optionalMoment,
  processedAt: moment,
  note: optionalString,
  refundLineItems: connection(line),
  refundShippingLines: connection(z.object({ subtotalAmountSet: moneyBag, taxAmountSet: moneyBag })),
  orderAdjustments: connection(z.object({ amountSet: moneyBag, taxAmountSet: moneyBag })),
  transactions: connection(z.object({ id: gidId })),
});
type RefundNode = z.output<typeof refundNode>;

/** Whether the first page of each list shows all of it. */
export function isWholeRefund(node: RefundNode): boolean {
  const { refundLineItems, refundShippingLines, orderAdjustments, transactions } = node;
  return [refundLineItems, refundShippingLines, orderAdjustments, transactions].every(({ after }) => after === null);
}

/**
 * A refund in the domain's form.
 *
 * @param lines all of its lines.
 * @throws UnreadableAnswer when it has more shipping, adjustments or payments than the largest page shows.
 */
export function refundFacts(node: RefundNode, lines: RefundFacts["lines"]): RefundFacts {
  const shipping = wholeList(node.refundShippingLines, "the shipping of a refund");
  return {
    id: node.id,
    createdAt: node.createdAt ?? node.processedAt,
    note: node.note,
    lines,
    shipping: {
      amount: addSets(shipping.map((each) => each.subtotalAmountSet)),
      tax: addSets(shipping.map((each) => each.taxAmountSet)),
    },
    // The API states adjustments of one kind alone; shipping has lines of its own.
    adjustments: wholeList(node.orderAdjustments, "the adjustments of a refund").map((adjustment) => ({
      kind: "refund_discrepancy",
      amount: negateSet(adjustment.amountSet),
      tax: negateSet(adjustment.taxAmountSet),
    })),
    transactionIds: wholeList(node.transactions, "the payments of a refund").map(({ id }) => id),
  };
}

/**
 * Reads refunds with all that is in them. One that is gone is left out.
 *
 * @throws UnreadableAnswer, and whatever `send` throws.
 */
export async function fetchRefunds(send: Send, refundIds: readonly string[]): Promise<RefundFacts[]> {
  const refunds: RefundFacts[] = [];
  for (const chunk of chunksOf(refundIds, REFUNDS_A_CALL)) {
    for (const present of presentNodes(await send(refundsCall(chunk)), "refunds")) {
      const node = readAnswer(refundNode, present, "a refund");
      const rest = restOfList(toGid("Refund", node.id), LINES_OF_REFUND);
      refunds.push(refundFacts(node, await readOn(send, node.refundLineItems, rest)));
    }
  }
  return refunds;
}
