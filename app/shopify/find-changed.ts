import { z } from "zod";
import type { Changed } from "#app/domain/changed.ts";
import { gidId, moment, presentNodes, readAnswer } from "./answer-values.ts";
import type { AdminCall } from "./admin-client.ts";
import { toGid } from "./gid.ts";
import { connectionPoints } from "./query-points.ts";
import type { Page } from "./read-catalog.ts";

/** A stretch of time by Shopify's clock, both ends included. */
export type Stretch = { from: Date; to: Date };

const CHANGED_ORDERS = `#graphql
  query FindChangedOrders($first: Int!, $after: String, $query: String!) {
    orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes { id updatedAt }
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
    nodes(ids: $ids) { ... on Fulfillment { id updatedAt events(first: $events) { nodes { id } } } }
  }`;

// The largest page a connection has. Of each node only its id and its time are asked for.
const CHANGED_A_PAGE = 250;
// A parcel has few events: picked up, on its way, out for delivery, delivered.
const EVENTS_OF_A_PARCEL = 10;
const PARCEL_POINTS = 1 + connectionPoints(EVENTS_OF_A_PARCEL, 1);
/** Nodes read by their ids cost their full price each: 100 of them stay below the 1,000 points a query may cost. */
export const PARCELS_A_CALL = 100;

/** Orders that changed within a stretch of time, oldest change first. */
export function changedOrdersCall(stretch: Stretch, after: string | null): AdminCall {
  return changedCall(CHANGED_ORDERS, stretch, after);
}

/** Fulfillment orders that changed within a stretch of time, closed ones too, oldest change first. */
export function changedWorkCall(stretch: Stretch, after: string | null): AdminCall {
  return changedCall(CHANGED_WORK, stretch, after);
}

/** When parcels last changed and what carriers told of them; there is no connection that finds changed ones. */
export function parcelsCall(fulfillmentIds: readonly string[]): AdminCall {
  const ids = fulfillmentIds.map((id) => toGid("Fulfillment", id));
  const variables = { ids, events: EVENTS_OF_A_PARCEL };
  return { document: PARCELS, variables, requestedPoints: ids.length * PARCEL_POINTS };
}

function changedCall(document: string, stretch: Stretch, after: string | null): AdminCall {
  const variables = { first: CHANGED_A_PAGE, after, query: searchForChanges(stretch) };
  return { document, variables, requestedPoints: connectionPoints(CHANGED_A_PAGE, 1) };
}

/** Shopify's search syntax for what changed within a stretch of time. */
export function searchForChanges({ from, to }: Stretch): string {
  return `updated_at:>='${from.toISOString()}' AND updated_at:<='${to.toISOString()}'`;
}

const page = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const ordersAnswer = z.object({
  orders: z.object({ nodes: z.array(z.object({ id: gidId, updatedAt: moment })), pageInfo: page }),
});
const workAnswer = z.object({
  fulfillmentOrders: z.object({
    nodes: z.array(z.object({ id: gidId, orderId: gidId, updatedAt: moment })),
    pageInfo: page,
  }),
});

/** @throws UnreadableAnswer when the platform answers something else than its schema says. */
export function parseChangedOrders(data: unknown): Page<Changed> {
  const { nodes, pageInfo } = readAnswer(ordersAnswer, data, "changed orders").orders;
  return {
    rows: nodes.map((node) => ({ ...node, orderId: node.id })),
    after: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}

/** @throws UnreadableAnswer when the platform answers something else than its schema says. */
export function parseChangedWork(data: unknown): Page<Changed> {
  const { nodes, pageInfo } = readAnswer(workAnswer, data, "changed fulfillment orders").fulfillmentOrders;
  return { rows: nodes, after: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}

const parcelNode = z.object({
  id: gidId,
  updatedAt: moment,
  events: z.object({ nodes: z.array(z.object({ id: gidId })) }),
});

/** A parcel as Shopify has it: its last change, and the ids of what its carrier told. */
export type ParcelTold = { id: string; updatedAt: string; eventIds: string[] };

/** The parcels that are still there. @throws UnreadableAnswer */
export function parseParcels(data: unknown): ParcelTold[] {
  return presentNodes(data, "parcels").map((node) => {
    const { id, updatedAt, events } = readAnswer(parcelNode, node, "a parcel");
    return { id, updatedAt, eventIds: events.nodes.map((event) => event.id) };
  });
}
