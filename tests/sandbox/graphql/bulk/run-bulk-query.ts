import {
  execute,
  Kind,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from "graphql";
import { emit, nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import { instantOf } from "#tests/sandbox/state/instant.ts";
import type { BulkOperation, Shop } from "#tests/sandbox/state/shop.ts";
import { done, refused, type Outcome } from "#tests/sandbox/state/user-error.ts";
import { flattenResult } from "./flatten-result.ts";
import { inlinePaging } from "./inline-paging.ts";

/** Limits of the platform: connections in one query, how deep they are nested, operations at a time for an app on a shop. */
const maximumConnections = 5;
const maximumDepth = 2;
const maximumAtATime = 5;

/** Simulated speed: a second to get going, then as many objects a second. */
const startMs = 1000;
const objectsASecond = 3000;

const field = ["query"];

/**
 * Starts a bulk query. It is read at once (what changes while it runs is not in it) and finished when its simulated time is
 * over: see `settleBulkOperations`.
 */
export function runBulkQuery(schema: GraphQLSchema, context: RequestContext, query: string): Outcome<BulkOperation> {
  const { world, shop, app } = context;
  const document = parseQuery(schema, query);
  if (typeof document === "string") return refused(document, field, "INVALID");
  const shape = inlinePaging(schema, document);
  if (shape.connections === 0) {
    return refused("Bulk queries must contain at least one connection.", field, "INVALID");
  }
  if (shape.connections > maximumConnections) {
    return refused("Bulk queries cannot contain more than 5 connections.", field, "INVALID");
  }
  if (shape.depth > maximumDepth) {
    return refused("Bulk queries cannot contain connections with a nesting depth greater than 2.", field, "INVALID");
  }
  if (shape.isInList) {
    return refused(
      "Queries that contain a connection field within a list field are not currently supported.",
      field,
      "INVALID",
    );
  }
  const running = [...shop.bulkOperations.values()].filter((each) => each.apiKey === app.apiKey && isUnfinished(each));
  if (running.length >= maximumAtATime) {
    return refused("Bulk operations limit reached. Please try again later.", null, "LIMIT_REACHED");
  }
  const read = readAll(schema, context, shape.document);
  const operation: BulkOperation = {
    id: nextId(world, "BulkOperation"),
    apiKey: app.apiKey,
    type: "QUERY",
    status: "CREATED",
    errorCode: read === undefined ? "INTERNAL_SERVER_ERROR" : null,
    query,
    createdAt: nowOf(world),
    finishesAtMs: world.clock().getTime() + startMs + ((read?.lines.length ?? 0) * 1000) / objectsASecond,
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    result: read && read.lines.length > 0 ? `${read.lines.join("\n")}\n` : null,
  };
  shop.bulkOperations.set(operation.id, operation);
  return done(operation);
}

function parseQuery(schema: GraphQLSchema, query: string): DocumentNode | string {
  try {
    const document = parse(query);
    const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    if (operations.length !== 1 || operations[0]?.operation !== OperationTypeNode.QUERY)
      return "Bulk queries must contain one query.";
    if (operations[0]?.selectionSet.selections.length !== 1) return "Bulk queries must have a single top-level field.";
    const [error] = validate(schema, document);
    return error ? `Invalid bulk query: ${error.message}` : document;
  } catch (error) {
    return `Invalid bulk query: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function readAll(schema: GraphQLSchema, contextValue: RequestContext, document: DocumentNode) {
  const result = execute({ schema, document, contextValue, rootValue: {} }) as ExecutionResult;
  return result.data && !result.errors ? flattenResult(result.data) : undefined;
}

function isUnfinished({ status }: BulkOperation): boolean {
  return status === "CREATED" || status === "RUNNING" || status === "CANCELING";
}

/** Moves the shop's operations on to the present moment; those whose time is over are finished and announced. */
export function settleBulkOperations(world: World, shop: Shop): void {
  const nowMs = world.clock().getTime();
  for (const operation of shop.bulkOperations.values()) {
    if (!isUnfinished(operation)) continue;
    if (operation.status === "CANCELING") finish(world, shop, operation, "CANCELED");
    else if (operation.finishesAtMs > nowMs) proceed(operation, nowMs);
    else finish(world, shop, operation, operation.errorCode === null ? "COMPLETED" : "FAILED");
  }
}

/** Tells how far the operation is: a share of its lines, as its time has passed. */
function proceed(operation: BulkOperation, nowMs: number): void {
  operation.status = "RUNNING";
  const lines = linesOf(operation);
  const passedMs = nowMs - Date.parse(operation.createdAt) - startMs;
  const read = Math.max(0, Math.min(lines.length, Math.floor((passedMs * objectsASecond) / 1000)));
  if (read < operation.objectCount) return;
  operation.rootObjectCount += countRoots(lines.slice(operation.objectCount, read));
  operation.objectCount = read;
}

function linesOf({ result }: BulkOperation): string[] {
  return result?.trimEnd().split("\n") ?? [];
}

function countRoots(lines: readonly string[]): number {
  return lines.filter((line) => !line.includes('"__parentId":')).length;
}

function finish(world: World, shop: Shop, operation: BulkOperation, status: "COMPLETED" | "FAILED" | "CANCELED"): void {
  operation.status = status;
  operation.completedAt = status === "CANCELED" ? nowOf(world) : instantOf(new Date(operation.finishesAtMs));
  if (status === "CANCELED") operation.result = null;
  const lines = linesOf(operation);
  operation.objectCount = lines.length;
  operation.rootObjectCount = countRoots(lines);
  emit(world, shop, "bulk_operations/finish", { operation }, { kind: "shopify" });
}

export function cancelBulkOperation({ shop, app }: RequestContext, id: string): Outcome<BulkOperation> {
  const operation = shop.bulkOperations.get(id);
  if (operation?.apiKey !== app.apiKey) return refused("Bulk operation does not exist.", ["id"]);
  if (!isUnfinished(operation)) {
    return refused(`A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}.`);
  }
  operation.status = "CANCELING";
  return done(operation);
}
