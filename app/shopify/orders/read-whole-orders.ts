import { z } from "zod";
import type { OrderSnapshot } from "#app/domain/orders/change.ts";
import type { LineItemFacts, ShippingLineFacts } from "#app/domain/orders/order-facts.ts";
import type { AdminCall } from "#app/shopify/admin-client.ts";
import { optionalMoneyBag, presentNodes, readAnswer, type ListPage } from "#app/shopify/answer-values.ts";
import { toGid } from "#app/shopify/gid.ts";
import { toOrderPage, type OrderPage } from "./order-work-nodes.ts";
import { connectionPoints } from "#app/shopify/query-points.ts";
import { ORDER_WORK_FRAGMENTS, ORDER_WORK_POINTS, WORK_SIZES } from "#app/shopify/read-orders.ts";
import type { Rest } from "#app/shopify/read-on.ts";
import { lineItems, shippingLines, toLine, toSnapshot, wholeOrder } from "./whole-order-nodes.ts";

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

const SHIPPING_LINE_PARTS = `#graphql
  fragment ShippingLineParts on ShippingLine {
    id title code isRemoved
    originalPriceSet { ...Amounts }
    discountedPriceSet { ...Amounts }
    taxLines { title rate priceSet { ...Amounts } }
  }`;

const WHOLE_ORDERS = `#graphql
  query ReadWholeOrders($ids: [ID!]!, $works: Int!, $lines: Int!, $lineItems: Int!, $shippingLines: Int!) {
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
        shippingLines(first: $shippingLines, includeRemovals: true) {
          nodes { ...ShippingLineParts }
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
  ${SHIPPING_LINE_PARTS}
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

const MORE_SHIPPING_LINES = `#graphql
  query ReadMoreShippingLines($id: ID!, $after: String!, $shippingLines: Int!) {
    order(id: $id) {
      shippingLines(first: $shippingLines, after: $after, includeRemovals: true) {
        nodes { ...ShippingLineParts }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
  ${SHIPPING_LINE_PARTS}
  ${AMOUNTS}`;

const LINES_A_PAGE = 50;
// One in most orders, and another for each edit of it or each part with a way of delivery of its own.
const SHIPPING_LINES_A_PAGE = 5;
// A line with its product, variant, weight, discounts, taxes, group and plan; an order with its buyer, terms, addresses
// and the ids of its parts; a shipping line with its taxes.
const LINE_POINTS = 8;
const SHIPPING_POINTS = 2;
const ORDER_POINTS =
  12 + connectionPoints(SHIPPING_LINES_A_PAGE, SHIPPING_POINTS) + connectionPoints(LINES_A_PAGE, LINE_POINTS);

/** Reads everything a webhook would have stated of one order, but for its refunds and fulfillments: those by their ids. */
export function wholeOrderCall(orderId: string): AdminCall {
  const sizes = { ...WORK_SIZES, lineItems: LINES_A_PAGE, shippingLines: SHIPPING_LINES_A_PAGE };
  const variables = { ids: [toGid("Order", orderId)], ...sizes };
  return { document: WHOLE_ORDERS, variables, requestedPoints: ORDER_WORK_POINTS + ORDER_POINTS };
}

/** An order's page with its snapshot, and what of it is still to be read. */
export type WholeOrderPage = OrderPage & {
  /** Its lines and shipping lines are those of the first pages. */
  snapshot: OrderSnapshot;
  lineItems: ListPage<LineItemFacts>;
  shippingLines: ListPage<ShippingLineFacts>;
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
    lineItems: { nodes: snapshot.lines, after: node.lineItems.after },
    shippingLines: node.shippingLines,
    refundIds: node.refunds.map((refund) => refund.id),
    fulfillmentIds: node.fulfillments.map((fulfillment) => fulfillment.id),
  };
}

/** The lines of an order that has more than a page of them. */
export function restOfLineItems(orderId: string): Rest<LineItemFacts> {
  const answer = z.object({ order: z.object({ totalTipReceivedSet: optionalMoneyBag, lineItems }) });
  const what = "an order's lines";
  return {
    what,
    call: (after) => ({
      document: MORE_LINES,
      variables: { id: toGid("Order", orderId), after, lineItems: LINES_A_PAGE },
      requestedPoints: 1 + connectionPoints(LINES_A_PAGE, LINE_POINTS),
    }),
    parse: (data) => {
      const { order } = readAnswer(answer, data, what);
      const { nodes, after } = order.lineItems;
      return { nodes: nodes.map((line) => toLine(line, order.totalTipReceivedSet)), after };
    },
  };
}

/** The shipping lines of an order that has more than a page of them. */
export function restOfShippingLines(orderId: string): Rest<ShippingLineFacts> {
  const answer = z.object({ order: z.object({ shippingLines }) });
  const what = "an order's shipping lines";
  return {
    what,
    call: (after) => ({
      document: MORE_SHIPPING_LINES,
      variables: { id: toGid("Order", orderId), after, shippingLines: SHIPPING_LINES_A_PAGE },
      requestedPoints: 1 + connectionPoints(SHIPPING_LINES_A_PAGE, SHIPPING_POINTS),
    }),
    parse: (data) => readAnswer(answer, data, what).order.shippingLines,
  };
}
