import { z } from "zod";
import type { Exchange } from "./recorded-shop.ts";

const exchangeForm = z.looseObject({
  query: z.string().optional(),
  variables: z.record(z.string(), z.unknown()),
  response: z.looseObject({ payload: z.unknown().optional(), body: z.unknown().optional() }),
});

/**
 * The exchange at a path of a recording, such as "workflow.hold". Some recordings keep the answer in `payload`, some bare, and some
 * leave the document out: then the caller gives it.
 */
export function exchangeAt(recording: unknown, path: string, query?: string): Exchange {
  const found = exchangeForm.parse(valueAt(recording, path));
  const document = found.query ?? query;
  if (document === undefined) throw new Error(`The recording has no document at ${path}; one must be given.`);
  const response = found.response.payload ?? found.response.body ?? found.response;
  return { query: document, variables: found.variables, response, hasRecordedDocument: found.query !== undefined };
}

/** An exchange whose variables and answer are kept apart, with a document of ours. */
export function exchangeOf(
  recording: unknown,
  paths: { variables: string; response: string },
  query: string,
  more: Record<string, unknown> = {},
): Exchange {
  const variables = { ...z.record(z.string(), z.unknown()).parse(valueAt(recording, paths.variables)), ...more };
  return { query, variables, response: valueAt(recording, paths.response), hasRecordedDocument: false };
}

/** The number of the order that an exchange creates, so that the shop can be made to count from there; undefined for others. */
export function createdOrderNumber({ response }: Exchange): number | undefined {
  const name = valueAt(response, "data.orderCreate.order.name");
  return typeof name === "string" ? Number(name.replace("#", "")) : undefined;
}

/** The value at a dotted path. */
export function valueAt(recording: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], recording);
}

export function textAt(recording: unknown, path: string): string {
  return z.string().parse(valueAt(recording, path));
}
