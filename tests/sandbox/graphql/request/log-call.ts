import { Kind, OperationTypeNode } from "graphql";
import type { Operation } from "#tests/sandbox/graphql/cost/query-cost.ts";
import { recordCall } from "#tests/sandbox/state.ts";
import type { CallEntry } from "#tests/sandbox/state/call-log.ts";
import type { UserError } from "#tests/sandbox/state/user-error.ts";
import type { GraphqlAnswer, GraphqlCaller, GraphqlRequest } from "./graphql-request.ts";

/** The log's entry is opened before the work, so that effects can point to it. */
export function openCall(caller: GraphqlCaller, request: GraphqlRequest, target: Operation | undefined): CallEntry {
  const operation = target?.operation;
  const fields =
    operation?.selectionSet.selections.flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : [])) ?? [];
  return recordCall(caller.world, {
    shopDomain: caller.shop.domain,
    apiKey: caller.installation.apiKey,
    operationName: operation?.name?.value ?? request.operationName ?? "",
    rootFields: fields,
    isMutation: operation?.operation === OperationTypeNode.MUTATION,
    variables: request.variables,
    status: 200,
    data: null,
    errorCodes: [],
    userErrors: [],
    requestedCost: 0,
    actualCost: 0,
    fault: caller.fault,
    isReplay: false,
  });
}

/** Completes the entry with what was answered. Answers of reads are not kept: they would fill the memory. */
export function closeCall(call: CallEntry, answer: GraphqlAnswer, requested: number, actual: number): void {
  call.requestedCost = requested;
  call.actualCost = actual;
  if (call.isMutation) {
    call.data = answer.data ?? null;
    call.userErrors = userErrorsIn(answer.data);
  }
  call.errorCodes = (answer.errors ?? []).map((error) => codeOf(error));
}

function codeOf(error: unknown): string {
  const { extensions } = error as { extensions?: { code?: unknown } };
  return typeof extensions?.code === "string" ? extensions.code : "";
}

function userErrorsIn(data: unknown): UserError[] {
  const payloads = Object.values((data ?? {}) as Record<string, unknown>);
  return payloads.flatMap((payload) => {
    const lists = Object.entries((payload ?? {}) as Record<string, unknown>).filter(([name]) =>
      /userErrors$/i.test(name),
    );
    return lists.flatMap(([, errors]) => (Array.isArray(errors) ? errors.map(toUserError) : []));
  });
}

function toUserError(error: Partial<UserError>): UserError {
  return { field: error.field ?? null, message: error.message ?? "", code: error.code ?? null };
}

/** An answer for which nothing was carried out. */
export function conclude(
  caller: GraphqlCaller,
  request: GraphqlRequest,
  target: Operation | undefined,
  answer: GraphqlAnswer,
): GraphqlAnswer {
  const call = openCall(caller, request, target);
  closeCall(call, answer, answer.extensions?.cost.requestedQueryCost ?? 0, 0);
  return answer;
}
