import type { ProblemCode } from "#app/domain/decision.ts";

const titleByCode: Record<ProblemCode, string> = {
  address_missing: "Address missing",
  address_incomplete: "Address incomplete",
  house_number_missing: "House number missing",
  contact_missing: "No way to reach the buyer",
  variant_unknown: "Unknown item",
  duplicate_suspected: "Possible duplicate",
  risk_high: "High risk of fraud",
  risk_pending: "Risk not assessed yet",
  payment_pending: "Payment pending",
  unroutable: "No location can serve it",
};

/** A problem in two or three words. */
export function problemTitle(code: string): string {
  return titleByCode[code as ProblemCode] ?? code.replaceAll("_", " ");
}
