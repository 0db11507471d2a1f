import { z } from "zod";
import { optionalPlatformId, optionalText } from "./platform-values.ts";

// A list where the platform's own samples show an object and its mutation answers a list: both are taken.
const named = z.object({ id: optionalPlatformId }).nullish();
const merged = z.object({ fulfillment_order: named });
const hold = z.object({ handle: optionalText, reason: optionalText, reason_notes: optionalText }).nullish();

/**
 * `fulfillment_orders/*` and `fulfillment_holds/*`. The seventeen topics name the fulfillment order in different places
 * and carry no time, so all a body can do is say which one to read; the hold's handle tells our own from the others'.
 */
export const fulfillmentOrderBody = z
  .object({
    fulfillment_order: named,
    original_fulfillment_order: named,
    submitted_fulfillment_order: named,
    moved_fulfillment_order: named,
    remaining_fulfillment_order: named,
    replacement_fulfillment_order: named,
    merge_intents: z.array(z.object({ fulfillment_order_id: optionalPlatformId })).nullish(),
    fulfillment_order_merges: z.union([merged, z.array(merged)]).nullish(),
    fulfillment_hold: hold,
    created_fulfillment_hold: hold,
    message: optionalText,
  })
  .transform((body) => ({
    fulfillmentOrderId: firstId(body),
    hold: body.fulfillment_hold ?? body.created_fulfillment_hold ?? null,
    message: body.message,
  }));

type Named = z.output<typeof named>;
type Merged = { fulfillment_order?: Named };
type NamedWork = {
  fulfillment_order?: Named;
  original_fulfillment_order?: Named;
  submitted_fulfillment_order?: Named;
  moved_fulfillment_order?: Named;
  remaining_fulfillment_order?: Named;
  replacement_fulfillment_order?: Named;
  merge_intents?: { fulfillment_order_id: string | null }[] | null;
  fulfillment_order_merges?: Merged | Merged[] | null;
};

/**
 * The one to read. Reading any of them shows the whole order, so the first of those that existed before is taken: its
 * order is known to us already.
 */
function firstId(body: NamedWork): string | null {
  const merges = [body.fulfillment_order_merges ?? []].flat();
  const candidates = [
    body.original_fulfillment_order?.id,
    body.fulfillment_order?.id,
    ...(body.merge_intents ?? []).map((intent) => intent.fulfillment_order_id),
    ...merges.map((merge) => merge.fulfillment_order?.id),
    body.submitted_fulfillment_order?.id,
    body.moved_fulfillment_order?.id,
    body.remaining_fulfillment_order?.id,
    body.replacement_fulfillment_order?.id,
  ];
  return candidates.find((id) => id !== undefined && id !== null) ?? null;
}
