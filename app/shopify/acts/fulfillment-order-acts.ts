import { z } from "zod";
import type { PlannedAction } from "#app/domain/decision.ts";
import type { AdminCall } from "#app/shopify/admin-client.ts";
import { toGid } from "#app/shopify/gid.ts";

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

const userErrorSchema = z.object({
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

/** The user errors of a mutation's answer, and whether the mutation answered at all. */
export function readAnswer(data: unknown): { userErrors: UserError[]; isWhole: boolean } {
  const parsed = answerSchema.safeParse(data);
  if (!parsed.success) return { userErrors: [], isWhole: false };
  const payloads = Object.values(parsed.data);
  return {
    userErrors: payloads.flatMap((payload) => payload?.userErrors ?? []),
    isWhole: payloads.length > 0 && payloads.every((payload) => payload !== null),
  };
}
