import { z } from "zod";
import type { PolicyWish } from "#app/commands/routing/save-routing-policy.ts";
import { isRowId } from "#app/contracts/row-id.ts";
import { formatMinor, minorDigits, parseMinor } from "#app/domain/basics/money.ts";
import { POLICY_AMOUNTS, type PolicyAmount } from "#app/domain/routing/prices/routing-policy.ts";

// More than a goodwill can be worth in any currency, and a slip of the keys is told.
const MOST_UNITS = 1_000_000;
// As long as Shopify lets a SKU be, and as many as one can look over.
const MOST_CHARACTERS = 255;
const MOST_SKUS = 200;
const MOST_GROUPS = 50;
// As many as Shopify lets a shop have on the largest plan.
const MOST_LOCATIONS = 1_000;

function amount(currency: string) {
  const digits = minorDigits(currency);
  const example = formatMinor(15 * 10 ** Math.max(0, digits - 1), currency);
  const sentence = `Enter an amount from 0 to ${MOST_UNITS.toLocaleString("en")} ${currency}, such as ${example}.`;
  const written = new RegExp(digits === 0 ? "^\\d+$" : `^\\d+(\\.\\d{1,${digits}})?$`);
  return z
    .string()
    .trim()
    .max(20, sentence)
    .transform((text, check) => {
      const decimal = text.replace(",", ".");
      const minor = written.test(decimal) ? parseMinor(decimal, currency) : undefined;
      if (minor !== undefined && minor <= MOST_UNITS * 10 ** digits) return minor;
      check.addIssue({ code: "custom", message: sentence });
      return z.NEVER;
    });
}

/** What stands on lines or between commas, each once. */
function listed(text: string): string[] {
  return [...new Set(text.split(/[\n,]/).map((each) => each.trim()))].filter((each) => each !== "");
}

const skus = z
  .string()
  .transform(listed)
  .pipe(
    z
      .array(
        z
          .string()
          .max(MOST_CHARACTERS, `A SKU has at most ${MOST_CHARACTERS} characters.`)
          .refine((each) => !each.slice(0, -1).includes("*"), "A * may only stand at the end of a SKU."),
      )
      .max(MOST_SKUS, `At most ${MOST_SKUS} SKUs.`),
  );

const group = skus.refine(
  (patterns) => patterns.length > 1 || patterns.some((each) => each.endsWith("*")),
  "Enter two SKUs or more, or one that ends in *.",
);

const regions = z
  .string()
  .toUpperCase()
  .transform(listed)
  .pipe(
    z.array(z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "Enter countries such as CH, or provinces such as US-AK.")),
  );

function policyForm(currency: string) {
  const amounts = Object.fromEntries(POLICY_AMOUNTS.map((name) => [name, amount(currency)]));
  return z.object({
    amounts: z.object(amounts as Record<PolicyAmount, ReturnType<typeof amount>>),
    shipsAloneSkus: skus,
    neverSplitSkus: skus,
    availableAnywhereSkus: skus,
    keepTogether: z.array(group).max(MOST_GROUPS, `At most ${MOST_GROUPS} groups.`),
    excludedRegions: z
      .record(z.string().refine(isRowId), regions)
      .refine((byLocation) => Object.keys(byLocation).length <= MOST_LOCATIONS),
    why: z.string().trim().max(200, "At most 200 characters."),
  });
}

const version = z.number().int().min(0);

export type RoutingClick =
  | { intent: "save"; basedOn: number; policy: PolicyWish; why: string }
  | { intent: "preview"; policy: PolicyWish }
  | { intent: "return"; basedOn: number; version: number };

export type ParsedRoutingClick = { ok: true; click: RoutingClick } | { ok: false; fields: Record<string, string> };

/** Reads what the page of routing posts. What is wrong stands under the name of its field: "amounts.splitMinor". */
export function parseRoutingClick(input: unknown, currency: string): ParsedRoutingClick {
  const draft = policyForm(currency);
  const parsed = z
    .discriminatedUnion("intent", [
      z.object({ intent: z.literal("save"), basedOn: version, draft }),
      z.object({ intent: z.literal("preview"), draft }),
      z.object({ intent: z.literal("return"), basedOn: version, version }),
    ])
    .safeParse(input);
  if (!parsed.success) return { ok: false, fields: fieldsOf(parsed.error) };
  const { data } = parsed;
  if (data.intent === "return") return { ok: true, click: data };
  const policy = wishOf(data.draft);
  if (data.intent === "preview") return { ok: true, click: { intent: data.intent, policy } };
  return { ok: true, click: { intent: data.intent, basedOn: data.basedOn, policy, why: data.draft.why } };
}

const day = z.iso.date("Enter a day.");
// Whoever asks for more has time: nothing older than this is kept by Shopify for an app to compare with either.
const MOST_DAYS = 400;

const period = z
  .object({ firstDay: day, lastDay: day })
  .refine(({ firstDay, lastDay }) => firstDay <= lastDay, {
    path: ["lastDay"],
    message: "The last day is before the first.",
  })
  .refine(({ firstDay, lastDay }) => Date.parse(lastDay) - Date.parse(firstDay) < MOST_DAYS * 86_400_000, {
    path: ["firstDay"],
    message: `At most ${MOST_DAYS} days at a time.`,
  });

export type Trial = { policy: PolicyWish; firstDay: string; lastDay: string };

export type ParsedTrial = { ok: true; trial: Trial } | { ok: false; fields: Record<string, string> };

/** Reads a draft that is to be tried on the orders of some days, both of them included. */
export function parseTrial(input: unknown, currency: string): ParsedTrial {
  const parsed = z.object({ draft: policyForm(currency), period }).safeParse(input);
  if (!parsed.success) return { ok: false, fields: fieldsOf(parsed.error) };
  const { draft, period: days } = parsed.data;
  return { ok: true, trial: { policy: wishOf(draft), ...days } };
}

function wishOf({ amounts, why: _why, excludedRegions, ...rules }: z.infer<ReturnType<typeof policyForm>>): PolicyWish {
  const some = Object.entries(excludedRegions).filter(([, codes]) => codes.length > 0);
  return { ...amounts, ...rules, excludedRegions: Object.fromEntries(some) };
}

/** A SKU or a region has no field of its own: the text it stands in says what is wrong with it. */
function fieldsOf({ issues }: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { path, message } of issues) {
    const [, first, second] = path;
    const isPart = first === "amounts" || first === "keepTogether" || first === "excludedRegions";
    const name = [first, ...(isPart ? [second] : [])].filter((part) => part !== undefined).join(".");
    fields[name] ??= message;
  }
  return fields;
}
