import { createHash } from "node:crypto";
import { getDirectiveValues, type GraphQLResolveInfo } from "graphql";
import type { IdempotencyRecord } from "#tests/sandbox/state/shop.ts";
import { badRequest } from "#tests/sandbox/graphql/graphql-errors.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import { refusal, type Payload } from "./answer.ts";

/** How an answer is kept and given again: as plain data, from which the payload is made anew. */
export type Memory<M> = { remember: (payload: Payload) => M; recall: (memory: M) => Payload };

/**
 * Carries a mutation out under the key of its `@idempotent` directive:
 * - without the directive the platform refuses the field;
 * - a key that succeeded answers again what it answered first, and nothing is done;
 * - a key with other arguments, or of an attempt that ended in user errors, is refused.
 * Keys belong to one app on one shop and are kept for good (the platform's retention time is not known).
 */
export function idempotently<M>(
  info: GraphQLResolveInfo,
  context: RequestContext,
  args: unknown,
  memory: Memory<M>,
  carryOut: () => Payload,
): Payload {
  const key = keyOf(info);
  const mutation = info.fieldName;
  const argumentsHash = createHash("sha256").update(JSON.stringify(args)).digest("hex");
  const { shop, app, now } = context;
  const recordKey = `${app.apiKey}:${key}`;
  const record = shop.idempotencyRecords.get(recordKey);
  if (record) return answerAgain(record, { mutation, argumentsHash }, context, memory);
  const payload = carryOut();
  const hasFailed = payload.userErrors.length > 0;
  shop.idempotencyRecords.set(recordKey, {
    key,
    apiKey: app.apiKey,
    mutation,
    argumentsHash,
    outcome: hasFailed ? "failed" : "succeeded",
    answer: hasFailed ? null : memory.remember(payload),
    at: now,
  });
  return payload;
}

function keyOf(info: GraphQLResolveInfo): string {
  const directive = info.schema.getDirective("idempotent");
  const node = info.fieldNodes[0];
  const values = directive && node ? getDirectiveValues(directive, node, info.variableValues) : undefined;
  const key = values?.["key"];
  if (typeof key !== "string") {
    throw badRequest("The @idempotent directive is required for this mutation but was not provided.");
  }
  if (key.trim() === "") throw badRequest("The idempotency key must not be blank.");
  return key;
}

function answerAgain<M>(
  record: IdempotencyRecord,
  attempt: { mutation: string; argumentsHash: string },
  context: RequestContext,
  memory: Memory<M>,
): Payload {
  if (record.mutation !== attempt.mutation || record.argumentsHash !== attempt.argumentsHash) {
    const message = "The request with this idempotency key has different parameters than the original request.";
    return refusal(message, null, "IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
  }
  if (record.outcome === "failed") {
    const message = "A previous request with this idempotency key failed. Retry with a new idempotency key.";
    return refusal(message, null, "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED");
  }
  context.isReplay = true;
  return memory.recall(record.answer as M);
}
