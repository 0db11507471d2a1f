import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { LineRequest } from "#tests/sandbox/state/happenings.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Outcome, UserError } from "#tests/sandbox/state/user-error.ts";
import { resourceNotFound } from "#tests/sandbox/graphql/graphql-errors.ts";
import { idOf } from "#tests/sandbox/graphql/ids-of.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";

export type Payload = Record<string, unknown> & { userErrors: UserError[] };

/** The payload of an outcome: what was done, or nothing but the user errors. Fields left out are null in the answer. */
export function answer<T>(outcome: Outcome<T>, fieldsOf: (value: T) => Record<string, unknown>): Payload {
  if (!outcome.isDone) return { userErrors: outcome.errors };
  return { ...fieldsOf(outcome.value), userErrors: [] };
}

export function refusal(message: string, field: string[] | null = null, code: string | null = null): Payload {
  return { userErrors: [{ message, field, code }] };
}

/** The fulfillment order of an id argument; an unknown one is a top-level error, as recorded on the platform. */
export function demandFulfillmentOrder({ shop }: RequestContext, gid: string): FulfillmentOrder {
  const found = shop.fulfillmentOrders.get(idOf("FulfillmentOrder", gid));
  if (!found) throw resourceNotFound(gid);
  return found;
}

export function findOrder({ shop }: RequestContext, gid: string): Order | undefined {
  return shop.orders.get(idOf("Order", gid));
}

export type LineInput = { id: string; quantity: number };

export function lineRequests(lines: readonly LineInput[] | null | undefined): LineRequest[] {
  return (lines ?? []).map(({ id, quantity }) => ({
    fulfillmentOrderLineItemId: idOf("FulfillmentOrderLineItem", id),
    quantity,
  }));
}
