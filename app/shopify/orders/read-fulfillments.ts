import { z } from "zod";
import { fulfillmentStatus } from "#app/contracts/fulfillment-body.ts";
import type { FulfillmentFacts } from "#app/domain/orders/order-facts.ts";
import type { AdminCall, Send } from "#app/shopify/admin-client.ts";
import {
  answerList,
  connection,
  gidId,
  moment,
  optionalString,
  presentNodes,
  readAnswer,
} from "#app/shopify/answer-values.ts";
import { toGid } from "#app/shopify/gid.ts";
import { chunksOf, connectionPoints } from "#app/shopify/query-points.ts";
import { LARGEST_PAGE, readOn, restOfList, type ListOfObject } from "#app/shopify/read-on.ts";

/** Fulfillments of an order are a list without pages there, so they are read by their own ids. */
const FULFILLMENTS = `#graphql
  query ReadFulfillments($ids: [ID!]!, $first: Int!) {
    nodes(ids: $ids) {
      ... on Fulfillment {
        id status createdAt updatedAt
        location { id }
        trackingInfo { company number url }
        fulfillmentLineItems(first: $first) { nodes { quantity lineItem { id } } pageInfo { hasNextPage endCursor } }
        events(first: $first) { nodes { id status happenedAt message } pageInfo { hasNextPage endCursor } }
      }
    }
  }`;

const MORE_LINES = `#graphql
  query ReadMoreFulfillmentLines($ids: [ID!]!, $first: Int!, $after: String!) {
    nodes(ids: $ids) {
      ... on Fulfillment {
        id
        fulfillmentLineItems(first: $first, after: $after) {
          nodes { quantity lineItem { id } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }`;

const MORE_EVENTS = `#graphql
  query ReadMoreFulfillmentEvents($ids: [ID!]!, $first: Int!, $after: String!) {
    nodes(ids: $ids) {
      ... on Fulfillment {
        id
        events(first: $first, after: $after) {
          nodes { id status happenedAt message }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }`;

// A line with its line item; an event; a fulfillment with its location, its tracking, lines and events.
const LINE_POINTS = 2;
const EVENT_POINTS = 1;
const FULFILLMENT_POINTS =
  3 + connectionPoints(LARGEST_PAGE, LINE_POINTS) + connectionPoints(LARGEST_PAGE, EVENT_POINTS);
/** Read by their ids they cost their full price each: 25 of them stay below the 1,000 points that a query may cost. */
const FULFILLMENTS_A_CALL = 25;

function fulfillmentsCall(fulfillmentIds: readonly string[]): AdminCall {
  const ids = fulfillmentIds.map((id) => toGid("Fulfillment", id));
  const variables = { ids, first: LARGEST_PAGE };
  return { document: FULFILLMENTS, variables, requestedPoints: ids.length * FULFILLMENT_POINTS };
}

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

const line = z
  .object({ quantity: z.int().nullish(), lineItem: z.object({ id: gidId }) })
  .transform(({ quantity, lineItem }): FulfillmentFacts["lines"][number] => ({
    lineItemId: lineItem.id,
    quantity: quantity ?? 0,
  }));
/** A page of the goods in a parcel. */
export const parcelLines = connection(line);

const event = z
  .object({ id: gidId, status: z.string(), happenedAt: moment, message: optionalString })
  .transform((node): FulfillmentFacts["events"][number] => ({ ...node, status: node.status.toLowerCase() }));
const parcelEvents = connection(event);

const LINES_OF_PARCEL: ListOfObject<FulfillmentFacts["lines"][number]> = {
  what: "the lines of a fulfillment",
  document: MORE_LINES,
  field: "fulfillmentLineItems",
  nodePoints: LINE_POINTS,
  page: parcelLines,
};
const EVENTS_OF_PARCEL: ListOfObject<FulfillmentFacts["events"][number]> = {
  what: "the events of a fulfillment",
  document: MORE_EVENTS,
  field: "events",
  nodePoints: EVENT_POINTS,
  page: parcelEvents,
};

const fulfillmentNode = parcelNode.extend({ fulfillmentLineItems: parcelLines, events: parcelEvents });

/**
 * Reads fulfillments with all their lines and tracking events. One that is gone is left out.
 *
 * @throws UnreadableAnswer, and whatever `send` throws.
 */
export async function fetchFulfillments(send: Send, fulfillmentIds: readonly string[]): Promise<FulfillmentFacts[]> {
  const fulfillments: FulfillmentFacts[] = [];
  for (const chunk of chunksOf(fulfillmentIds, FULFILLMENTS_A_CALL)) {
    for (const present of presentNodes(await send(fulfillmentsCall(chunk)), "fulfillments")) {
      const node = readAnswer(fulfillmentNode, present, "a fulfillment");
      const gid = toGid("Fulfillment", node.id);
      const lines = await readOn(send, node.fulfillmentLineItems, restOfList(gid, LINES_OF_PARCEL));
      const events = await readOn(send, node.events, restOfList(gid, EVENTS_OF_PARCEL));
      fulfillments.push({ ...parcelFacts(node, lines), events });
    }
  }
  return fulfillments;
}
