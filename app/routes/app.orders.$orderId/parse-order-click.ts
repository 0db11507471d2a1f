import { z } from "zod";
import { isRowId } from "#app/contracts/row-id.ts";
import { REJECTION_REASONS } from "./rejection-reasons.ts";

const outboxId = z.string().refine(isRowId, "is the id of an effect");

const locationId = z.string().refine(isRowId, "is the id of a location");

const form = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("pass_problem"),
    subject: z.string().regex(/^[a-z_]{1,60}$/, "is the code of a problem"),
  }),
  z.object({ intent: z.literal("decide_again") }),
  z.object({ intent: z.literal("lock"), subject: locationId }),
  z.object({ intent: z.literal("unlock") }),
  z.object({ intent: z.literal("reject"), subject: locationId, reason: z.enum(REJECTION_REASONS) }),
  z.object({ intent: z.literal("withdraw_rejection"), subject: locationId }),
  z.object({ intent: z.literal("approve"), subject: outboxId }),
  z.object({ intent: z.literal("dismiss"), subject: outboxId }),
]);

export type OrderClick = z.infer<typeof form>;

/** A click on an order's page. */
export function parseOrderClick(data: FormData) {
  return form.safeParse(Object.fromEntries(data));
}
