import { z } from "zod";
import type { PlannedAction } from "#app/domain/decision.ts";
import type { AdminCall } from "#app/shopify/admin-client.ts";
import { toGid } from "#app/shopify/gid.ts";
import { isMutation, type Mutation } from "./classify-user-errors.ts";

const HOLD = `#graphql
  mutation HoldFulfillmentOrder($id: ID!, $hold: FulfillmentOrderHoldInput!) {
    fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
      fulfillmentHold { id handle }
      fulfillmentOrder { id status }
      remainingFulfillmentOrder { id status }
      userErrors { code field message }
    }
  }`;

const RELEASE_HOLD = `#graphql
  mutation ReleaseFulfillmentOrderHold($id: ID!, $holdIds: [ID!]!) {
    fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {
      fulfillmentOrder { id status }
      userErrors { code field message }
    }
  }`;

const MOVE = `#graphql
  mutation MoveFulfillmentOrder($id: ID!, $locationId: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
    fulfillmentOrderMove(id: $id, newLocationId: $locationId, fulfillmentOrderLineItems: $lines) {
      movedFulfillmentOrder { id status }
      originalFulfillmentOrder { id status }
      remainingFulfillmentOrder { id status }
      userErrors { code field message }
    }
  }`;

const SPLIT = `#graphql
  mutation SplitFulfillmentOrder($splits: [FulfillmentOrderSplitInput!]!) {
    fulfillmentOrderSplit(fulfillmentOrderSplits: $splits) {
      fulfillmentOrderSplits {
        fulfillmentOrder { id status }
        remainingFulfillmentOrder { id status }
        replacementFulfillmentOrder { id status }
      }
      userErrors { code field message }
    }
  }`;

/** A mutation costs 10 points whatever it selects (Shopify: API rate limits, calculated query cost). */
export const MUTATION_POINTS = 10;

export type UserError = { code: string | null; field: string[] | null; message: string };

/** The call that does a planned action. */
export function callFor(action: PlannedAction): AdminCall {
  const id = toGid("FulfillmentOrder", action.fulfillmentOrderId);
  switch (action.kind) {
    case "hold":
      return call(HOLD, {
        id,
        hold: { reason: action.holdReason, reasonNotes: action.notes, handle: action.handle, notifyMerchant: false },
      });
    case "release_hold":
      // Without the ids Shopify would release everyone's holds.
      return call(RELEASE_HOLD, { id, holdIds: action.holdIds.map((holdId) => toGid("FulfillmentHold", holdId)) });
    case "move":
      return call(MOVE, {
        id,
        locationId: toGid("Location", action.locationId),
        lines: action.lines?.map(lineInput) ?? null,
      });
    case "split":
      return call(SPLIT, {
        splits: [{ fulfillmentOrderId: id, fulfillmentOrderLineItems: action.lines.map(lineInput) }],
      });
  }
}

function call(document: string, variables: Record<string, unknown>): AdminCall {
  return { document, variables, requestedPoints: MUTATION_POINTS };
}

function lineInput(line: { fulfillmentOrderLineId: string; quantity: number }) {
  return { id: toGid("FulfillmentOrderLineItem", line.fulfillmentOrderLineId), quantity: line.quantity };
}

export const userErrorSchema = z.object({
  code: z
    .string()
    .nullish()
    .transform((code) => code ?? null),
  field: z
    .array(z.string())
    .nullish()
    .transform((field) => field ?? null),
  message: z.string(),
});
const answerSchema = z.record(
  z.string(),
  z
    .object({ userErrors: z.array(userErrorSchema) })
    .loose()
    .nullable(),
);

/** What an act's answer shows when it was done. Null without a user error is an answer that says nothing. */
const SHOWS: Readonly<Partial<Record<Mutation, readonly string[]>>> = {
  fulfillmentOrderHold: ["fulfillmentHold"],
  fulfillmentOrderReleaseHold: ["fulfillmentOrder"],
  fulfillmentOrderMove: ["movedFulfillmentOrder", "originalFulfillmentOrder"],
  fulfillmentOrderSplit: ["fulfillmentOrderSplits"],
};

/** The answer to an act: it was done, it was refused (in part perhaps), or it does not say. */
export type ActAnswer =
  | { is: "done" }
  | { is: "unclear" }
  | { is: "refused"; mutation: Mutation; userErrors: UserError[]; isPartial: boolean };

/** Reads the data a mutation of `callFor` was answered with. */
export function readActAnswer(data: unknown): ActAnswer {
  const parsed = answerSchema.safeParse(data);
  const [field, payload] = (parsed.success && Object.entries(parsed.data)[0]) || [];
  if (field === undefined || !isMutation(field) || !payload) return { is: "unclear" };
  const isShown = SHOWS[field]?.some((key) => hasSomething(payload[key])) ?? false;
  const { userErrors } = payload;
  if (userErrors.length > 0) return { is: "refused", mutation: field, userErrors, isPartial: isShown };
  return isShown ? { is: "done" } : { is: "unclear" };
}

function hasSomething(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
}
