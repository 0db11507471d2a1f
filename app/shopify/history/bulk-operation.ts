import { z } from "zod";
import type { AdminCall } from "#app/shopify/admin-client.ts";
import { gidId, readAnswer } from "#app/shopify/answer-values.ts";
import { classifyUserErrors } from "#app/shopify/acts/classify-user-errors.ts";
import { MUTATION_POINTS, userErrorSchema } from "#app/shopify/acts/fulfillment-order-acts.ts";
import { connectionPoints } from "#app/shopify/query-points.ts";

/**
 * The result is read as a stream, one order after the other, so children must stand behind their parent: Shopify
 * promises that only for grouped objects, and takes a little longer for it.
 */
const RUN = `#graphql
  mutation ImportHistory($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: true) {
      bulkOperation { id }
      userErrors { code field message }
    }
  }`;

const OPERATION = `#graphql
  query ReadBulkOperation($id: ID!) {
    bulkOperation(id: $id) { id status errorCode createdAt rootObjectCount url }
  }`;

const RECENT = `#graphql
  query FindBulkOperations($first: Int!) {
    bulkOperations(first: $first, sortKey: CREATED_AT, reverse: true) { nodes { id status query } }
  }`;

const COUNT = `#graphql
  query CountHistory($query: String!) {
    ordersCount(query: $query, limit: null) { count }
  }`;

// An app runs at most five at a time on a shop; ours is among the last of them.
const RECENT_OPERATIONS = 10;

/** Starts the operation: the only mutation an import ever sends. */
export function runBulkCall(query: string): AdminCall {
  return { document: RUN, variables: { query }, requestedPoints: MUTATION_POINTS };
}

export function bulkOperationCall(operationId: string): AdminCall {
  const id = `gid://shopify/BulkOperation/${operationId}`;
  return { document: OPERATION, variables: { id }, requestedPoints: 1 };
}

/** Looks for an operation whose start was answered to nobody. */
export function recentBulkOperationsCall(): AdminCall {
  const variables = { first: RECENT_OPERATIONS };
  return { document: RECENT, variables, requestedPoints: connectionPoints(RECENT_OPERATIONS, 1) };
}

/** How many orders a search finds. */
export function ordersCountCall(query: string): AdminCall {
  return { document: COUNT, variables: { query }, requestedPoints: 10 };
}

const started = z.object({
  bulkOperationRunQuery: z
    .object({
      bulkOperation: z.object({ id: gidId }).nullish(),
      userErrors: z.array(userErrorSchema),
    })
    .nullish(),
});

export type BulkStart = { operationId: string } | { refusal: string; isLimit: boolean };

/** The operation that was started, or why none was; `isLimit`: others of ours are still running. */
export function parseBulkStart(data: unknown): BulkStart {
  const payload = readAnswer(started, data, "a bulk operation").bulkOperationRunQuery;
  if (payload?.bulkOperation) return { operationId: payload.bulkOperation.id };
  const errors = payload?.userErrors ?? [];
  const isLimit = classifyUserErrors("bulkOperationRunQuery", errors) === "later";
  return { refusal: errors.map((error) => error.message).join(" ") || "Shopify gave no reason.", isLimit };
}

const STATUSES = ["CREATED", "RUNNING", "COMPLETED", "CANCELING", "CANCELED", "FAILED", "EXPIRED"] as const;
const status = z.enum(STATUSES);
// An UnsignedInt64 comes as text.
const count = z.coerce.number().int().nonnegative();

export type BulkOperation = {
  id: string;
  status: (typeof STATUSES)[number];
  errorCode: string | null;
  createdAt: string;
  /** Objects of the top level that are in the result so far: orders. */
  rootObjectCount: number;
  /** Where the finished result lies for seven days; null when it is empty. */
  url: string | null;
};

const operation = z.object({
  bulkOperation: z
    .object({
      id: gidId,
      status,
      errorCode: z.string().nullable(),
      createdAt: z.string(),
      rootObjectCount: count,
      url: z.string().nullable(),
    })
    .nullable(),
});

/** The operation as it stands; null when Shopify has forgotten it. */
export function parseBulkOperation(data: unknown): BulkOperation | null {
  return readAnswer(operation, data, "a bulk operation").bulkOperation;
}

const recent = z.object({
  bulkOperations: z.object({ nodes: z.array(z.object({ id: gidId, status, query: z.string() })) }),
});

/** An operation with this very query that is under way or has a result. */
export function findRunningBulk(data: unknown, query: string): string | null {
  const { nodes } = readAnswer(recent, data, "bulk operations").bulkOperations;
  const alive = nodes.filter((node) => ["CREATED", "RUNNING", "COMPLETED"].includes(node.status));
  return alive.find((node) => node.query.trim() === query.trim())?.id ?? null;
}

export function parseOrdersCount(data: unknown): number | null {
  const schema = z.object({ ordersCount: z.object({ count: z.number() }).nullable() });
  return readAnswer(schema, data, "the number of orders").ordersCount?.count ?? null;
}
