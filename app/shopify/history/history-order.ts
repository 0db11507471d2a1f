import { z } from "zod";
import { fulfillmentStatus } from "#app/contracts/fulfillment-body.ts";
import type { OrderRead, OrderSnapshot } from "#app/domain/orders/change.ts";
import type { FulfillmentFacts, FulfillmentOrderStatus, LineItemFacts } from "#app/domain/orders/order-facts.ts";
import { answerList, readAnswer } from "#app/shopify/answer-values.ts";
import { toOrderPage } from "#app/shopify/orders/order-work-nodes.ts";
import { parcelFacts, parcelNode } from "#app/shopify/orders/read-fulfillments.ts";
import { toSnapshot, wholeOrder } from "#app/shopify/orders/whole-order-nodes.ts";
import type { RawHistoryOrder } from "./read-result-lines.ts";

/** An order of the history, and what of it is still to be read before it is complete. */
export type HistoryOrder = {
  read: OrderRead & { order: OrderSnapshot };
  /** Its refunds, or which goods were in which parcel. */
  needsParts: boolean;
  /** The units of work that is still open. */
  needsWork: boolean;
};

const parcel = parcelNode.extend({ totalQuantity: z.int() });
type Parcel = z.output<typeof parcel>;

const historyOrder = wholeOrder.extend({ fulfillments: answerList(parcel) });

const LAST_PAGE = { hasNextPage: false, endCursor: null };
const ENDED: readonly FulfillmentOrderStatus[] = ["CLOSED", "CANCELLED", "INCOMPLETE"];

/**
 * An order of a bulk result in the domain's form.
 *
 * @param readAt when the operation was created: it shows at least what was true then.
 * @throws UnreadableAnswer
 */
export function parseHistoryOrder(raw: RawHistoryOrder, readAt: string): HistoryOrder {
  const page = (nodes: unknown[]) => ({ nodes, pageInfo: LAST_PAGE });
  const node = readAnswer(
    historyOrder,
    {
      ...raw.order,
      lineItems: page(raw.lineItems),
      shippingLines: page(raw.shippingLines),
      fulfillmentOrders: page(raw.fulfillmentOrders.map((work) => ({ ...(work as object), lineItems: page([]) }))),
    },
    "an order of the history",
  );
  const snapshot = toSnapshot(node);
  const sent = node.refunds.length === 0 ? unitsSent(node.lineItems.nodes, snapshot.lines) : [];
  const parcels = node.fulfillments.map((each) => toFulfillment(each, node.fulfillments.length, sent));
  const order = { ...snapshot, fulfillments: parcels.filter((each) => each !== null) };
  const { read } = toOrderPage(node, order, readAt);
  return {
    read: { ...read, order },
    needsParts: node.refunds.length > 0 || parcels.includes(null),
    needsWork: read.fulfillmentOrders.some((work) => !ENDED.includes(work.status)),
  };
}

type SentUnits = { lineItemId: string; quantity: number; requiresShipping: boolean };

/** Units that have left, of an order without refunds: of those its lines still have, those that nobody waits for. */
function unitsSent(nodes: readonly { id: string; unfulfilledQuantity: number }[], lines: readonly LineItemFacts[]) {
  const waitingByLine = new Map(nodes.map((node) => [node.id, node.unfulfilledQuantity]));
  return lines
    .map(({ id, currentQuantity, requiresShipping }): SentUnits => ({
      lineItemId: id,
      quantity: currentQuantity - (waitingByLine.get(id) ?? 0),
      requiresShipping,
    }))
    .filter((line) => line.quantity > 0);
}

/**
 * A parcel with its goods, where there is but one and its units are all that have left; null where that is not certain.
 * Its events are not in a bulk result: the platform's own word for where it is stands in.
 */
function toFulfillment(node: Parcel, parcels: number, sent: readonly SentUnits[]): FulfillmentFacts | null {
  const status = fulfillmentStatus(node.status);
  const groups = [sent, sent.filter((line) => line.requiresShipping)];
  const goods = groups.find((lines) => lines.reduce((sum, line) => sum + line.quantity, 0) === node.totalQuantity);
  if (parcels !== 1 || status !== "success" || !goods) return null;
  return parcelFacts(
    node,
    goods.map(({ lineItemId, quantity }) => ({ lineItemId, quantity })),
  );
}
