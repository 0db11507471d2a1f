import { z } from "zod";
import { financialStatus } from "#app/contracts/order-body.ts";
import type { Changed, ChangedOrder } from "#app/domain/changed.ts";
import { connection, gidId, moment, presentNodes, readAnswer } from "./answer-values.ts";
import type { AdminCall, Send } from "./admin-client.ts";
import { toGid } from "./gid.ts";
import { chunksOf, connectionPoints } from "./query-points.ts";
import { LARGEST_PAGE, readOn, restOfList, type ListOfObject } from "./read-on.ts";
import type { Page } from "./read-catalog.ts";

/** A stretch of time by Shopify's clock, both ends included. */
export type Stretch = { from: Date; to: Date };

const CHANGED_ORDERS = `#graphql
  query FindChangedOrders($first: Int!, $after: String, $query: String!) {
    orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes { id updatedAt cancelledAt displayFinancialStatus currentSubtotalLineItemsQuantity }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const CHANGED_WORK = `#graphql
  query FindChangedFulfillmentOrders($first: Int!, $after: String, $query: String!) {
    fulfillmentOrders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT, includeClosed: true) {
      nodes { id orderId updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const PARCELS = `#graphql
  query ReadParcels($ids: [ID!]!, $events: Int!) {
    nodes(ids: $ids) {
      ... on Fulfillment {
        id updatedAt
        events(first: $events) { nodes { id } pageInfo { hasNextPage endCursor } }
      }
    }
  }`;

const MORE_EVENTS = `#graphql
  query ReadMoreParcelEvents($ids: [ID!]!, $first: Int!, $after: String!) {
    nodes(ids: $ids) {
      ... on Fulfillment {
        id
        events(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
      }
    }
  }`;

// A parcel has few events: picked up, on its way, out for delivery, delivered. The rare one with more is read on.
const EVENTS_OF_A_PARCEL = 10;
const PARCEL_POINTS = 1 + connectionPoints(EVENTS_OF_A_PARCEL, 1);
/** Nodes read by their ids cost their full price each: 100 of them stay below the 1,000 points a query may cost. */
const PARCELS_A_CALL = 100;

/** Orders that changed within a stretch of time, oldest change first. */
export function changedOrdersCall(stretch: Stretch, after: string | null): AdminCall {
  return changedCall(CHANGED_ORDERS, stretch, after);
}

/** Fulfillment orders that changed within a stretch of time, closed ones too, oldest change first. */
export function changedWorkCall(stretch: Stretch, after: string | null): AdminCall {
  return changedCall(CHANGED_WORK, stretch, after);
}

function parcelsCall(fulfillmentIds: readonly string[]): AdminCall {
  const ids = fulfillmentIds.map((id) => toGid("Fulfillment", id));
  const variables = { ids, events: EVENTS_OF_A_PARCEL };
  return { document: PARCELS, variables, requestedPoints: ids.length * PARCEL_POINTS };
}

function changedCall(document: string, stretch: Stretch, after: string | null): AdminCall {
  const variables = { first: LARGEST_PAGE, after, query: searchForChanges(stretch) };
  return { document, variables, requestedPoints: connectionPoints(LARGEST_PAGE, 1) };
}

/** Shopify's search syntax for what changed within a stretch of time. */
export function searchForChanges({ from, to }: Stretch): string {
  return `updated_at:>='${from.toISOString()}' AND updated_at:<='${to.toISOString()}'`;
}

const changedOrderNode = z
  .object({
    id: gidId,
    updatedAt: moment,
    cancelledAt: z.string().nullable(),
    displayFinancialStatus: z.string().nullable(),
    currentSubtotalLineItemsQuantity: z.number(),
  })
  .transform((node): ChangedOrder => ({
    id: node.id,
    orderId: node.id,
    updatedAt: node.updatedAt,
    isCancelled: node.cancelledAt !== null,
    financialStatus: financialStatus(node.displayFinancialStatus),
    currentUnits: node.currentSubtotalLineItemsQuantity,
  }));
const ordersAnswer = z.object({ orders: connection(changedOrderNode) });
const workAnswer = z.object({
  fulfillmentOrders: connection(z.object({ id: gidId, orderId: gidId, updatedAt: moment })),
});

/** @throws UnreadableAnswer when the platform answers something else than its schema says. */
export function parseChangedOrders(data: unknown): Page<ChangedOrder> {
  const { nodes, after } = readAnswer(ordersAnswer, data, "changed orders").orders;
  return { rows: nodes, after };
}

/** @throws UnreadableAnswer when the platform answers something else than its schema says. */
export function parseChangedWork(data: unknown): Page<Changed> {
  const { nodes, after } = readAnswer(workAnswer, data, "changed fulfillment orders").fulfillmentOrders;
  return { rows: nodes, after };
}

const eventIds = connection(z.object({ id: gidId }).transform(({ id }) => id));
const parcelNode = z.object({ id: gidId, updatedAt: moment, events: eventIds });
const EVENTS: ListOfObject<string> = {
  what: "the events of a parcel",
  document: MORE_EVENTS,
  field: "events",
  nodePoints: 1,
  page: eventIds,
};

/** A parcel as Shopify has it: its last change, and the ids of all that its carrier told. */
export type ParcelTold = { id: string; updatedAt: string; eventIds: string[] };

/**
 * When parcels last changed and what carriers told of them; there is no connection that finds changed ones. One that is
 * gone is left out.
 *
 * @throws UnreadableAnswer, and whatever `send` throws.
 */
export async function fetchParcels(send: Send, fulfillmentIds: readonly string[]): Promise<ParcelTold[]> {
  const parcels: ParcelTold[] = [];
  for (const chunk of chunksOf(fulfillmentIds, PARCELS_A_CALL)) {
    for (const present of presentNodes(await send(parcelsCall(chunk)), "parcels")) {
      const { id, updatedAt, events } = readAnswer(parcelNode, present, "a parcel");
      parcels.push({
        id,
        updatedAt,
        eventIds: await readOn(send, events, restOfList(toGid("Fulfillment", id), EVENTS)),
      });
    }
  }
  return parcels;
}
