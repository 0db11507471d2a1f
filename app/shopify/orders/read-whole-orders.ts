import { z } from "zod";
import type { OrderSnapshot } from "#app/domain/orders/change.ts";
import type { LineItemFacts } from "#app/domain/orders/order-facts.ts";
import type { AdminCall } from "#app/shopify/admin-client.ts";
import { optionalMoneyBag, presentNodes, readAnswer } from "#app/shopify/answer-values.ts";
import { toGid } from "#app/shopify/gid.ts";
import { cursorAfter, toOrderPage, type OrderPage } from "./order-work-nodes.ts";
import { connectionPoints } from "#app/shopify/query-points.ts";
import { ORDER_WORK_FRAGMENTS, ORDER_WORK_POINTS, WORK_SIZES } from "#app/shopify/read-orders.ts";
import { lineItems, toLine, toSnapshot, wholeOrder } from "./whole-order-nodes.ts";

const AMOUNTS = `#graphql
  fragment Amounts on MoneyBag { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }`;

const POSTAL_ADDRESS = `#graphql
  fragment PostalAddress on MailingAddress {
    name company address1 address2 city zip provinceCode countryCodeV2 phone latitude longitude
  }`;

const LINE_ITEM_PARTS = `#graphql
  fragment LineItemParts on LineItem {
    id title variantTitle sku quantity currentQuantity unfulfilledQuantity requiresShipping isGiftCard taxable
    product { id }
    variant { id }
    weight { value unit }
    originalUnitPriceSet { ...Amounts }
    totalDiscountSet { ...Amounts }
    discountAllocations { allocatedAmountSet { ...Amounts } }
    taxLines { title rate priceSet { ...Amounts } }
    lineItemGroup { id }
    sellingPlan { name }
  }`;

const WHOLE_ORDERS = `#graphql
  query ReadWholeOrders($ids: [ID!]!, $works: Int!, $lines: Int!, $lineItems: Int!) {
    nodes(ids: $ids) {
      ... on Order {
        ...OrderWork
        name confirmationNumber createdAt processedAt cancelledAt closedAt test sourceName email phone poNumber tags note
        currencyCode presentmentCurrencyCode taxesIncluded displayFinancialStatus paymentGatewayNames
        customer { id displayName numberOfOrders }
        purchasingEntity { ... on PurchasingCompany { company { id name } location { id } } }
        paymentTerms { paymentTermsName dueInDays }
        currentTotalPriceSet { ...Amounts }
        currentSubtotalPriceSet { ...Amounts }
        currentTotalTaxSet { ...Amounts }
        currentTotalDiscountsSet { ...Amounts }
        totalPriceSet { ...Amounts }
        totalOutstandingSet { ...Amounts }
        totalTipReceivedSet { ...Amounts }
        shippingAddress { ...PostalAddress }
        billingAddress { ...PostalAddress }
        shippingLines(first: 5, includeRemovals: true) {
          nodes {
            id title code isRemoved
            originalPriceSet { ...Amounts }
            discountedPriceSet { ...Amounts }
            taxLines { title rate priceSet { ...Amounts } }
          }
          pageInfo { hasNextPage endCursor }
        }
        lineItems(first: $lineItems) { nodes { ...LineItemParts } pageInfo { hasNextPage endCursor } }
        refunds { id }
        fulfillments { id }
      }
    }
  }
  ${ORDER_WORK_FRAGMENTS}
  ${LINE_ITEM_PARTS}
  ${POSTAL_ADDRESS}
  ${AMOUNTS}`;

const MORE_LINES = `#graphql
  query ReadMoreLineItems($id: ID!, $after: String!, $lineItems: Int!) {
    order(id: $id) {
      totalTipReceivedSet { ...Amounts }
      lineItems(first: $lineItems, after: $after) { nodes { ...LineItemParts } pageInfo { hasNextPage endCursor } }
    }
  }
  ${LINE_ITEM_PARTS}
  ${AMOUNTS}`;

const LINES_A_PAGE = 50;
const SHIPPING_LINES = 5;
// A line with its product, variant, weight, discounts, taxes, group and plan; an order with its buyer, terms, addresses
// and the ids of its parts; a shipping line with its taxes.
const LINE_POINTS = 8;
const ORDER_POINTS = 12 + connectionPoints(SHIPPING_LINES, 2) + connectionPoints(LINES_A_PAGE, LINE_POINTS);

/** Reads everything a webhook would have stated of one order, but for its refunds and fulfillments: those by their ids. */
export function wholeOrderCall(orderId: string): AdminCall {
  const variables = { ids: [toGid("Order", orderId)], ...WORK_SIZES, lineItems: LINES_A_PAGE };
  return {
    document: WHOLE_ORDERS,
    variables,
    requestedPoints: ORDER_WORK_POINTS + ORDER_POINTS,
  };
}

/** The next lines of an order that has more than a page of them. */
export function moreLineItemsCall(orderId: string, after: string): AdminCall {
  const variables = { id: toGid("Order", orderId), after, lineItems: LINES_A_PAGE };
  return { document: MORE_LINES, variables, requestedPoints: 1 + connectionPoints(LINES_A_PAGE, LINE_POINTS) };
}

/** An order's page with its snapshot, and what of it is still to be read. */
export type WholeOrderPage = OrderPage & {
  snapshot: OrderSnapshot;
  moreLineItemsAfter: string | null;
  refundIds: string[];
  fulfillmentIds: string[];
};

/** The order an answer to `wholeOrderCall` shows; undefined when it does not exist any more. */
export function parseWholeOrder(data: unknown, readAt: string): WholeOrderPage | undefined {
  const [present] = presentNodes(data, "an order");
  if (!present) return undefined;
  const node = readAnswer(wholeOrder, present, "an order");
  const snapshot = toSnapshot(node);
  return {
    ...toOrderPage(node, snapshot, readAt),
    snapshot,
    moreLineItemsAfter: cursorAfter(node.lineItems.pageInfo),
    refundIds: node.refunds.map((refund) => refund.id),
    fulfillmentIds: node.fulfillments.map((fulfillment) => fulfillment.id),
  };
}

/** What an answer to `moreLineItemsCall` adds to an order. */
export function parseMoreLineItems(data: unknown): { lines: LineItemFacts[]; after: string | null } {
  const schema = z.object({
    order: z.object({ totalTipReceivedSet: optionalMoneyBag, lineItems }).nullable(),
  });
  const { order } = readAnswer(schema, data, "an order's lines");
  if (!order) return { lines: [], after: null };
  return {
    lines: order.lineItems.nodes.map((line) => toLine(line, order.totalTipReceivedSet)),
    after: cursorAfter(order.lineItems.pageInfo),
  };
}
