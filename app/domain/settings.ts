import type { SavedPolicy } from "./routing/prices/routing-policy.ts";

/** The five powers a merchant grants one by one (trust: modes before power). */
export const CAPABILITIES = ["hold", "route", "stock", "invoice", "notify"] as const;
export type Capability = (typeof CAPABILITIES)[number];

/**
 * Off does nothing. Watch decides and shows everything and sends nothing outside, mails nothing, gives no legal
 * number. Suggest waits for one click. Act does it.
 */
export const MODES = ["off", "watch", "suggest", "act"] as const;
export type Mode = (typeof MODES)[number];

/** How far a capability may go in a shop. Orders created before `goLiveAt` are never acted on or numbered. */
export type CapabilitySetting = {
  capability: Capability;
  mode: Mode;
  goLiveAt: string | null;
  /** Effects an hour before the capability falls back to Suggest with a notice. */
  hourlyLimit: number;
};

export type ShopSettings = {
  shopCountryCode: string;
  shopCurrency: string;
  timeZone: string;
  capabilities: Record<Capability, CapabilitySetting>;
  /** Minutes in which a second order of the same buyer with the same goods counts as a suspicious duplicate. */
  duplicateWindowMinutes: number;
  /** Hold orders whose risk is at least this level. */
  holdRiskLevel: "MEDIUM" | "HIGH" | "NEVER";
  /** Pairs "DE>FR" of countries between which an order may be routed although the buyer was not charged for it. */
  allowedBorderCrossings: string[];
  /** What the merchant has routes weighed by; null, or absent in what was stored before: the defaults (policyOf). */
  routing: SavedPolicy | null;
  invoiceSeriesPrefix: string;
  seller: { name: string; address1: string; zip: string; city: string; countryCode: string; vatId: string | null };
};
