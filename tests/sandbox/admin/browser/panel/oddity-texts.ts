import type { Oddity } from "#tests/sandbox/merchant/oddities.ts";

/** Every oddity a checkout can have, in a newcomer's words; the first six are offered at once, the others on demand. */
export const oddityTexts: Record<Oddity, string> = {
  "no-house-number": "House number missing",
  "risky-buyer": "Risky buyer",
  duplicate: "Same as the last order",
  "sold-out": "Contains a sold-out item",
  split: "No location has everything",
  company: "Bought by a company (B2B)",
  "no-phone": "Phone number missing",
  "no-zip": "Postal code missing",
  "po-box": "Goes to a PO box",
  "odd-name": "A name full of surprises",
  "script-note": "A note with a script in it",
  "pending-risk": "Risk still being assessed",
  oversold: "More than is in stock",
  "high-value": "Four times as many",
  "shopify-bundle": "A Shopify bundle",
  "own-bundle": "A bundle of our own parts list",
  "app-bundle": "A bundle of another app",
  "gift-card": "A gift card",
  digital: "A download",
  "custom-item": "An item outside the catalogue",
  tip: "A tip",
  "pre-order": "A pre-order",
  prepaid: "A prepaid subscription",
  authorized: "Paid later: authorised only",
  "bank-transfer": "Bank transfer, not paid yet",
  deposit: "A deposit of 30 %",
  "paid-by-gift-card": "Partly paid by gift card",
  "whole-discount": "A free replacement",
  "tax-exempt": "Exempt from tax",
  pickup: "Picked up in the store",
  pos: "Sold at the till",
  test: "A test order",
};

/** The first of them, in their order. */
export const USUAL = 6;
