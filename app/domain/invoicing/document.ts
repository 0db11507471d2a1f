/**
 * Our documents: invoices and credit notes. A draft is pure data computed from facts; issuing gives it a number and
 * freezes it. Amounts are minor units of the presentment currency, signed as printed: a credit note's are positive.
 */
export type DocumentKind = "invoice" | "credit_note";

export type DocumentLine = {
  /** "line:<line item id>", "shipping:<shipping line id>", "adjustment:<refund id>". */
  key: string;
  description: string;
  sku: string | null;
  quantity: number;
  /** Net of tax and of discounts, for the whole quantity. */
  netMinor: number;
  taxMinor: number;
  taxes: { title: string; ratePpm: number; netMinor: number; taxMinor: number }[];
};

export type DocumentDraft = {
  kind: DocumentKind;
  orderId: string;
  orderName: string;
  currency: string;
  lines: DocumentLine[];
  taxByRate: { title: string; ratePpm: number; netMinor: number; taxMinor: number }[];
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
  /** Why this document exists now: "payment captured", "refund of 12.00 EUR", "order edited". */
  cause: string;
  /** The invoice a credit note corrects, by its number; null for an invoice. */
  correctsNumber: string | null;
  /** True where tax had to be spread pro rata because the refund names no goods. */
  isProRata: boolean;
  poNumber: string | null;
};

/** A document that stands: numbered and frozen. Only what the next decision needs of it. */
export type IssuedDocument = {
  kind: DocumentKind;
  number: string;
  issuedAt: string;
  totalMinor: number;
  currency: string;
  lines: DocumentLine[];
};
