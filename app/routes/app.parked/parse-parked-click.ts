import { z } from "zod";
import { isRowId } from "#app/contracts/row-id.ts";

const form = z
  .object({
    intent: z.enum(["replay", "discard"]),
    subject: z.string().min(1).max(2_000),
    isReason: z.literal("yes").optional(),
  })
  .refine(({ subject, isReason }) => isReason === "yes" || isRowId(subject), {
    path: ["subject"],
    error: "is the id of a message",
  })
  .transform(({ intent, subject, isReason }) => ({ intent, choice: isReason ? { reason: subject } : { id: subject } }));

/** A click on the page of parked messages: about one message, or about all that share a reason. */
export function parseParkedClick(data: FormData) {
  return form.safeParse(Object.fromEntries(data));
}
