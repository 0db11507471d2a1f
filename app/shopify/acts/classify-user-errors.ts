import type { UserError } from "./fulfillment-order-acts.ts";

/**
 * What a refusal asks of us.
 *
 *   already  the platform is where we wanted it: settled.
 *   changed  permanent, because the order is not what we decided on: it is read, and decided again.
 *   later    the platform is busy with it: the same call again, a while later and not for ever.
 *   person   permanent, and neither another call nor another look at the order helps: somebody has to know.
 */
export type Refusal = "already" | "changed" | "later" | "person";

/** The mutations the app sends, by their root field. */
export type Mutation =
  | "fulfillmentOrderHold"
  | "fulfillmentOrderReleaseHold"
  | "fulfillmentOrderMove"
  | "fulfillmentOrderSplit"
  | "bulkOperationRunQuery";

type CodeRow = {
  code: string;
  /** The path (`field`) it has to stand at, where one code means different things. */
  at?: RegExp;
  refusal: Refusal;
};

/** Every code of the mutation's enum (Admin API 2026-10); a test compares them with the schema. */
const CODES: Readonly<Record<Mutation, readonly CodeRow[]>> = {
  fulfillmentOrderHold: [
    { code: "DUPLICATE_FULFILLMENT_HOLD_HANDLE", refusal: "already" },
    // "Has already been taken" is said of the handle; said of anything else it is a hold that nobody has described yet.
    { code: "TAKEN", at: /(^|\.)handle$/, refusal: "already" },
    { code: "TAKEN", refusal: "person" },
    { code: "FULFILLMENT_ORDER_NOT_FOUND", refusal: "changed" },
    // Only of holds on some of the lines: they were merged, split or sent meanwhile.
    { code: "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS", refusal: "changed" },
    { code: "FULFILLMENT_ORDER_NOT_SPLITTABLE", refusal: "changed" },
    { code: "GREATER_THAN_ZERO", refusal: "changed" },
    { code: "INVALID_LINE_ITEM_QUANTITY", refusal: "changed" },
    // Ten holds of one app on one fulfillment order: only lifting one helps.
    { code: "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED", refusal: "person" },
  ],
  fulfillmentOrderReleaseHold: [
    { code: "FULFILLMENT_ORDER_NOT_FOUND", refusal: "changed" },
    // The app may not lift this hold: a permission, or somebody else's hold.
    { code: "INVALID_ACCESS", refusal: "person" },
  ],
  fulfillmentOrderMove: [{ code: "CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS", refusal: "changed" }],
  fulfillmentOrderSplit: [
    { code: "FULFILLMENT_ORDER_NOT_FOUND", refusal: "changed" },
    { code: "GREATER_THAN", refusal: "changed" },
    { code: "INVALID_LINE_ITEM_QUANTITY", refusal: "changed" },
    // Its lines went elsewhere: sent, or merged into another fulfillment order.
    { code: "NO_LINE_ITEMS_PROVIDED_TO_SPLIT", refusal: "changed" },
  ],
  bulkOperationRunQuery: [
    { code: "OPERATION_IN_PROGRESS", refusal: "later" },
    { code: "LIMIT_REACHED", refusal: "later" },
    { code: "INVALID", refusal: "person" },
  ],
};

type SentenceRow = { message: RegExp; at?: RegExp; of?: readonly Mutation[]; refusal: Refusal };

// About half of what the Admin API really answers carries no code: then the sentence counts, and where it stands. Read
// off recorded answers and the schema's descriptions (Admin API 2026-04 to 2026-10). The first row that fits counts.
const SENTENCES: readonly SentenceRow[] = [
  { message: /try again|temporar|busy|being processed|concurrent/i, refusal: "later" },
  { message: /(hold|handle).*(already|taken|exist)/i, at: /(^|\.)handle$|^$/, refusal: "already" },
  { message: /not on hold/i, of: ["fulfillmentOrderReleaseHold"], refusal: "already" },
  { message: /same location|already assigned/i, of: ["fulfillmentOrderMove"], refusal: "already" },
  // A read of the order tells nothing about a location.
  { message: /location.*(does not exist|not found|could not be found|deactivated|inactive)/i, refusal: "person" },
  { message: /not stocked/i, at: /^newLocationId$|^$/, refusal: "changed" },
  { message: /does not exist|not found|could not be found/i, refusal: "changed" },
  { message: /cannot (change|move)\b.*\b(location|fulfillment order)/i, refusal: "changed" },
  {
    message: /closed|cancell?ed|in progress|submitted|unfulfillable|\bstate\b|\bstatus\b|not (an? )?open/i,
    refusal: "changed",
  },
  { message: /quantity/i, at: /line_?items?|quantity|^$/i, refusal: "changed" },
];

/** What one refusal asks of us; a refusal nobody has seen before goes to a person. */
export function classifyUserError(mutation: Mutation, error: UserError): Refusal {
  const path = (error.field ?? []).join(".");
  const coded = CODES[mutation].filter((row) => row.code === error.code);
  if (coded.length > 0) return coded.find(({ at }) => at === undefined || at.test(path))?.refusal ?? "person";
  const fits = ({ message, at, of }: SentenceRow) =>
    message.test(error.message) && (at === undefined || at.test(path)) && (of === undefined || of.includes(mutation));
  return SENTENCES.find(fits)?.refusal ?? "person";
}

/** Codes of a mutation that are classified on purpose. */
export function classifiedCodes(mutation: Mutation): string[] {
  return [...new Set(CODES[mutation].map(({ code }) => code))];
}

export function isMutation(field: string): field is Mutation {
  return Object.hasOwn(CODES, field);
}

// A partial success is never "done": the gravest refusal of an answer counts.
const GRAVITY: readonly Refusal[] = ["person", "changed", "later", "already"];

/** What an answer's refusals ask of us together; null when there is none. */
export function classifyUserErrors(mutation: Mutation, errors: readonly UserError[]): Refusal | null {
  const found = new Set(errors.map((error) => classifyUserError(mutation, error)));
  return GRAVITY.find((refusal) => found.has(refusal)) ?? null;
}
