import type { UserError } from "./fulfillment-order-acts.ts";

/**
 * What a refusal asks of us. "already": the platform is where we wanted it. "changed": the order is no longer what we
 * decided on; read it and decide again. "later": the platform is busy with it. "person": only someone can settle it.
 */
export type Refusal = "already" | "changed" | "later" | "person";

type Row = { code?: string; message?: RegExp; refusal: Refusal };

// About half of what the Admin API really answers carries no code: code first, then the sentence. Read off recorded
// answers and the schema's descriptions (Admin API 2026-04 to 2026-10).
const ROWS: readonly Row[] = [
  { code: "DUPLICATE_FULFILLMENT_HOLD_HANDLE", refusal: "already" },
  { message: /(hold|handle).*(already|taken|exist)/i, refusal: "already" },
  { code: "TAKEN", refusal: "already" },
  { code: "FULFILLMENT_ORDER_NOT_FOUND", refusal: "changed" },
  { message: /does not exist|not found|could not be found/i, refusal: "changed" },
  { code: "INVALID_LINE_ITEM_QUANTITY", refusal: "changed" },
  { code: "GREATER_THAN", refusal: "changed" },
  { code: "GREATER_THAN_ZERO", refusal: "changed" },
  { code: "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS", refusal: "changed" },
  { code: "FULFILLMENT_ORDER_NOT_SPLITTABLE", refusal: "changed" },
  { code: "CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS", refusal: "changed" },
  {
    message: /(closed|cancell?ed|in progress|invalid state|not (in )?(an? )?open|unfulfillable|status)/i,
    refusal: "changed",
  },
  { message: /same location|already assigned/i, refusal: "already" },
  { message: /try again|temporar|busy|being processed|concurrent/i, refusal: "later" },
  { code: "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED", refusal: "person" },
  { code: "INVALID_ACCESS", refusal: "person" },
];

/** What one refusal asks of us; a refusal nobody has seen before goes to a person. */
export function classifyUserError(error: UserError): Refusal {
  for (const row of ROWS) {
    if (row.code !== undefined && row.code === error.code) return row.refusal;
    if (row.message?.test(error.message)) return row.refusal;
  }
  return "person";
}

// A partial success is never "done": the gravest refusal of an answer counts.
const GRAVITY: readonly Refusal[] = ["person", "changed", "later", "already"];

/** What an answer's refusals ask of us together; null when there is none. */
export function classifyUserErrors(errors: readonly UserError[]): Refusal | null {
  const found = new Set(errors.map(classifyUserError));
  return GRAVITY.find((refusal) => found.has(refusal)) ?? null;
}
