import { execute, GraphQLError, type DocumentNode, type ExecutionResult } from "graphql";
import { nowOf } from "#tests/sandbox/state.ts";
import type { CallEntry } from "#tests/sandbox/state/call-log.ts";
import { effectiveScopes } from "./access.ts";
import { adminSchema } from "./admin-schema.ts";
import { settleBulkOperations } from "./bulk/run-bulk-query.ts";
import { refill, throttleStatus } from "./cost/cost-bucket.ts";
import { actualCost, maximumQueryCost, requestedCost, type Operation } from "./cost/query-cost.ts";
import type { RequestContext } from "./request-context.ts";
import { compileDocument, noOperation } from "./request/compile-document.ts";
import type { CostReport, GraphqlAnswer, GraphqlCaller, GraphqlRequest } from "./request/graphql-request.ts";
import { closeCall, conclude, openCall } from "./request/log-call.ts";
import { oversizedList, throttled, tooDear, tooLong } from "./request/refuse-request.ts";

/** Carries one Admin GraphQL request out, charges it, and writes it to the log. */
export function executeOperation(caller: GraphqlCaller, request: GraphqlRequest): GraphqlAnswer {
  const document = compileDocument(request.query);
  const operation = document.operations.find(
    ({ name }) => !request.operationName || name?.value === request.operationName,
  );
  if (document.errors.length > 0 || !operation) {
    const errors = document.errors.length > 0 ? document.errors : [noOperation(request.operationName)];
    return conclude(caller, request, undefined, { errors: errors.map((error) => error.toJSON()) });
  }
  const excess = oversizedList(request.variables);
  if (excess !== undefined) return conclude(caller, request, undefined, { errors: [tooLong(excess)] });
  const { fragments } = document;
  const target = { schema: adminSchema, operation, fragments, variables: request.variables };
  return charge(caller, request, target, document.document);
}

/** Takes the requested cost from the bucket, carries out, gives back what was not needed. */
function charge(
  caller: GraphqlCaller,
  request: GraphqlRequest,
  target: Operation,
  document: DocumentNode,
): GraphqlAnswer {
  const { world, shop, installation } = caller;
  const { bucket } = installation;
  refill(bucket, shop.plan, world.clock().getTime());
  const requested = costOrError(target);
  if (typeof requested !== "number") return conclude(caller, request, target, { errors: [requested.toJSON()] });
  const report = (actual: number | null): CostReport => ({
    requestedQueryCost: requested,
    actualQueryCost: actual,
    throttleStatus: throttleStatus(bucket, shop.plan),
  });
  if (requested > maximumQueryCost) {
    return conclude(caller, request, target, { errors: [tooDear(requested)], extensions: { cost: report(null) } });
  }
  if (requested > bucket.available) {
    return conclude(caller, request, target, { errors: [throttled], extensions: { cost: report(null) } });
  }
  const call = openCall(caller, request, target);
  const result = carryOut(caller, request, document, call);
  const actual = actualCost(target, result.data, requested);
  bucket.available -= actual;
  const answer: GraphqlAnswer = { data: result.data ?? null, extensions: { cost: report(actual) } };
  if (result.errors) answer.errors = result.errors.map(withCode);
  closeCall(call, answer, requested, actual);
  return answer;
}

function costOrError(target: Operation): number | GraphQLError {
  try {
    return requestedCost(target);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** Gives errors that bear no code the platform's: a wrong variable, or a fault of the sandbox itself. */
function withCode(error: GraphQLError): object {
  if (error.extensions["code"] !== undefined) return error.toJSON();
  const isOurs = error.originalError !== undefined && !(error.originalError instanceof GraphQLError);
  return { ...error.toJSON(), extensions: { code: isOurs ? "INTERNAL_SERVER_ERROR" : "INVALID_VARIABLE" } };
}

/** Resolvers work at once, without waiting for anything: a request is carried out whole before the next one begins. */
function carryOut(
  caller: GraphqlCaller,
  request: GraphqlRequest,
  document: DocumentNode,
  call: CallEntry,
): ExecutionResult {
  const { world, shop, installation, scopes } = caller;
  const app = world.apps.get(installation.apiKey);
  if (!app) throw new Error(`The app ${installation.apiKey} is installed but not registered.`);
  settleBulkOperations(world, shop);
  const contextValue: RequestContext = {
    world,
    shop,
    app,
    installation,
    scopes: effectiveScopes(scopes),
    actor: { kind: "app", apiKey: app.apiKey },
    now: nowOf(world),
    isReplay: false,
  };
  world.currentCall = call.sequence;
  try {
    const { variables: variableValues, operationName } = request;
    return execute({
      schema: adminSchema,
      document,
      rootValue: {},
      contextValue,
      variableValues,
      operationName,
    }) as ExecutionResult;
  } finally {
    world.currentCall = null;
    call.isReplay = contextValue.isReplay;
  }
}
