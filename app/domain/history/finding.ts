/** What Watch would have said about an order of the past. */
export const FINDING_KINDS = [
  "split_cost",
  "duplicate",
  "bad_address",
  "negative_stock",
  "missing_credit_note",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/**
 * How far a finding can be relied on:
 * - certain: Shopify's own records say so, nothing is assumed;
 * - likely: the records point to it, and a person would look before acting;
 * - possible: it may have been right, for what would settle it nobody recorded: the stock of that day, the wish of the buyer.
 */
export const CONFIDENCES = ["certain", "likely", "possible"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export type HistoryFinding = {
  orderId: string;
  kind: FindingKind;
  /** What it is about in minor units of the shop's currency; null where no amount can be derived from the records. */
  amountMinor: number | null;
  currency: string;
  confidence: Confidence;
  sentence: string;
  details: Record<string, string | number | string[]>;
};
