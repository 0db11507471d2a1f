import { z } from "zod";
import { isRowId } from "#app/contracts/row-id.ts";

// A page shows fifty; more at once would keep a click waiting behind itself.
const MOST_ORDERS = 100;

const form = z.object({
  intent: z.enum(["pass_problems", "decide_again"]),
  subject: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.string().refine(isRowId, "is the id of an order")).min(1).max(MOST_ORDERS)),
});

/** A click on a bulk action: what is to be done, and with which orders (ids with commas between). */
export function parseBulkClick(data: FormData) {
  return form.safeParse(Object.fromEntries(data));
}
