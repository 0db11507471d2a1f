import { z } from "zod";
import type { SettingsWish } from "#app/commands/save-settings.ts";
import { CAPABILITIES, MODES, type Capability } from "#app/domain/settings.ts";

const MOST_MINUTES = 7 * 24 * 60;

function wholeNumber(least: number, most: number) {
  const sentence = `Enter a whole number from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}.`;
  return z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, sentence)
    .transform(Number)
    .refine((value) => value >= least && value <= most, sentence);
}

const calendarDay = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2})?$/, "Choose a day.")
  .refine((day) => day === "" || !Number.isNaN(Date.parse(`${day}T00:00:00Z`)), "Choose a day of the calendar.")
  .transform((day) => (day === "" ? null : day));

const capability = z.object({ mode: z.enum(MODES), goLiveDay: calendarDay, hourlyLimit: wholeNumber(0, 100_000) });

const countryCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^([A-Z]{2})?$/, "Enter the two letters of a country, such as DE.");

const text = z.string().trim().max(200, "At most 200 characters.");

const form = z
  .object({
    capabilities: z.object(
      Object.fromEntries(CAPABILITIES.map((name) => [name, capability])) as Record<Capability, typeof capability>,
    ),
    duplicateWindowMinutes: wholeNumber(0, MOST_MINUTES),
    holdRiskLevel: z.enum(["MEDIUM", "HIGH", "NEVER"]),
    allowedBorderCrossings: z
      .array(z.string().regex(/^([A-Z]{2})>(?!\1)[A-Z]{2}$/, "Choose two different countries."))
      .max(400, "At most 400 pairs of countries."),
    invoiceSeriesPrefix: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9]{1,10}$/, "Use 1 to 10 letters and digits: they begin every number."),
    seller: z.object({
      name: text.min(1, "Enter the name that invoices carry."),
      address1: text,
      zip: text,
      city: text,
      countryCode,
      vatId: text.transform((id) => (id === "" ? null : id.replace(/\s/g, "").toUpperCase())),
    }),
  })
  .superRefine(({ capabilities, seller }, context) => {
    const { mode } = capabilities.invoice;
    if (mode !== "suggest" && mode !== "act") return;
    // What an invoice must carry of its seller (EN 16931, BG-5); without it nothing may be issued.
    const asked = { address1: "street", zip: "postal code", city: "city", countryCode: "country" } as const;
    for (const [field, word] of Object.entries(asked)) {
      if (seller[field as keyof typeof asked] !== "") continue;
      context.addIssue({
        code: "custom",
        path: ["seller", field],
        message: `Enter the ${word}: invoices are issued with it.`,
      });
    }
  });

export type ParsedSettings = { ok: true; wish: SettingsWish } | { ok: false; fields: Record<string, string> };

/** Reads the settings form. What is wrong stands under the name of its field: "capabilities.hold.hourlyLimit". */
export function parseSettings(input: unknown): ParsedSettings {
  const parsed = form.safeParse(input);
  if (parsed.success) return { ok: true, wish: parsed.data };
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const [first, second] = issue.path;
    // A pair of countries has no field of its own: the list it stands in says it.
    const name =
      first === "allowedBorderCrossings"
        ? "allowedBorderCrossings"
        : [first, second, ...issue.path.slice(2)].filter((part) => part !== undefined).join(".");
    fields[name] ??= issue.message;
  }
  return { ok: false, fields };
}
