import { z } from "zod";
import { parseMinor } from "#app/domain/basics/money.ts";
import { ROLES } from "#app/domain/people/role-can.ts";
import { isRowId } from "#app/contracts/row-id.ts";

// More locations than Shopify lets a shop have (1,000 on the largest plan).
const MOST_LOCATIONS = 1_000;

const person = z.string().refine(isRowId, "is the id of a person");

/** An amount as it was typed; empty is what the role may. */
function amount(currency: string) {
  return z
    .string()
    .trim()
    .max(20)
    .transform((text, check) => {
      if (text === "") return null;
      const minor = parseMinor(text.replace(",", "."), currency);
      if (minor !== undefined && minor >= 0) return minor;
      check.addIssue({ code: "custom", message: "Write an amount, such as 100 or 49.90, or leave it empty." });
      return z.NEVER;
    });
}

/** A click on the page of people. Amounts are in the currency of the shop. */
export function parsePeopleClick(data: FormData, currency: string) {
  const form = z.discriminatedUnion("intent", [
    z.object({ intent: z.literal("set_role"), subject: person, role: z.enum(ROLES) }),
    z.object({
      intent: z.literal("set_locations"),
      subject: person,
      locationIds: z
        .string()
        .transform((text) => (text === "" ? [] : text.split(",")))
        .pipe(z.array(z.string().refine(isRowId, "is the id of a location")).max(MOST_LOCATIONS)),
    }),
    z.object({ intent: z.literal("set_limits"), subject: person, refund: amount(currency), cancel: amount(currency) }),
    z.object({ intent: z.literal("set_default_role"), role: z.enum(ROLES) }),
  ]);
  return form.safeParse(Object.fromEntries(data));
}

export type PeopleClick = NonNullable<ReturnType<typeof parsePeopleClick>["data"]>;
