import type { Confidence, FindingKind } from "#app/domain/history/finding.ts";
import { CAPABILITY_TITLE } from "#app/ui/words/capability-text.ts";

export type FindingWords = {
  /** On a tab. */
  title: string;
  /** What was looked for. */
  looksFor: string;
  /** What the money of this kind is. */
  money: string;
  /** What would take care of it from now on. */
  remedy: string;
};

export const FINDING_WORDS: Record<FindingKind, FindingWords> = {
  split_cost: {
    title: "Split orders",
    looksFor: "Orders that left from more locations than were needed.",
    money: "for parcels that might have been spared",
    remedy: `“${CAPABILITY_TITLE.route}” keeps an order together where one location has everything.`,
  },
  duplicate: {
    title: "Duplicates",
    looksFor: "Orders that repeat an earlier one: same buyer, same goods, same address, soon after.",
    money: "in repeated orders",
    remedy: `“${CAPABILITY_TITLE.hold}” stops the second order until somebody has looked at it.`,
  },
  bad_address: {
    title: "Addresses",
    looksFor: "Parcels whose address lacked something a carrier needs.",
    money: "",
    remedy: `“${CAPABILITY_TITLE.hold}” stops such an order before a label is bought.`,
  },
  negative_stock: {
    title: "Sold below zero",
    looksFor: "Open orders for goods of which more were sold than their location has.",
    money: "paid for goods that are not there",
    remedy: "Switchyard promises no unit twice: it shows at once who goes without, and serves the oldest order first.",
  },
  missing_credit_note: {
    title: "Credit notes",
    looksFor:
      "Refunds that went through. Each takes a credit note; whether another system wrote one Switchyard cannot see.",
    money: "went back to buyers",
    remedy: `“${CAPABILITY_TITLE.invoice}” writes a credit note for every refund, numbered without a gap.`,
  },
};

export const CONFIDENCE_WORDS: Record<
  Confidence,
  { title: string; meaning: string; tone: "success" | "info" | undefined }
> = {
  certain: { title: "Certain", meaning: "Shopify's own records say so.", tone: "success" },
  likely: { title: "Likely", meaning: "The records point to it; a person would look before acting.", tone: "info" },
  possible: {
    title: "Possible",
    meaning:
      "It may have been right: what would settle it, such as the stock of that day or the wish of the buyer, nobody recorded.",
    tone: undefined,
  },
};
