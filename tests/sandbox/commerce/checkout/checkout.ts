import type { Address } from "#tests/sandbox/state/people.ts";
import type { Attribute, RiskAssessment } from "#tests/sandbox/state/order.ts";

/** One line of a cart. Prices are in the shop's currency; the checkout converts them. */
export type CheckoutLine = {
  quantity: number;
  attributes?: Attribute[];
} & (
  | {
      variantId: string;
      sellingPlanId?: string;
      /** A price list's price instead of the catalogue's. */ priceMinor?: number;
    }
  | { custom: { title: string; priceMinor: number; requiresShipping: boolean; taxable: boolean; weightGrams: number } }
);

export type CheckoutDiscount = {
  kind: "code" | "automatic" | "manual";
  /** The code itself for a code, else the name the buyer sees. */
  title: string;
  /** Per cent as decimal text, or minor units of the presentment currency (for a list of variants: for each unit). */
  value: { percent: string } | { amountMinor: number };
  on: "order" | "shipping" | { variantIds: string[] };
};

/** `priceMinor` is in the shop's currency; the days are promised from the day of the order. */
export type CheckoutShipping = {
  title: string;
  code: string;
  priceMinor: number;
  minDays: number;
  maxDays: number;
};

/** How the goods reach the buyer. `retail`: handed over at the till at once. */
export type CheckoutDelivery =
  | { kind: "shipping" }
  | { kind: "local"; locationId: string }
  | { kind: "pickup"; locationId: string }
  | { kind: "retail"; locationId: string };

export type Payment =
  | { kind: "paid"; gateway: Gateway }
  | { kind: "authorized"; gateway: Gateway }
  /** Bank transfer or cash on delivery: nothing is there yet. */
  | { kind: "pending"; gateway: Gateway }
  /** A deposit now, the rest later; per cent as decimal text. */
  | { kind: "deposit"; gateway: Gateway; percent: string }
  /** The company's payment terms. */
  | { kind: "terms" };

export const gateways = {
  shopify_payments: "Shopify Payments",
  paypal: "PayPal Express Checkout",
  bogus: "(for testing) Bogus Gateway",
  bank_deposit: "Bank Deposit",
  cash_on_delivery: "Cash on Delivery (COD)",
  cash: "Cash",
  gift_card: "Gift Card",
  manual: "Manual",
} as const;
export type Gateway = keyof typeof gateways;

export type Checkout = {
  lines: CheckoutLine[];
  delivery: CheckoutDelivery;
  shipping: CheckoutShipping | null;
  payment: Payment;
  shippingAddress: Address | null;
  /** Left out: the shipping address again. */
  billingAddress?: Address | null;
  customerId?: string | null;
  email?: string | null;
  phone?: string | null;
  locale?: string;
  /** Left out: the shop's own. Any other must have an exchange rate on the shop. */
  presentmentCurrency?: string;
  discounts?: CheckoutDiscount[];
  /** In presentment minor units. */
  tipMinor?: number;
  /** Paid with gift cards, in presentment minor units; the rest by `payment`. */
  giftCardMinor?: number;
  company?: { companyId: string; companyLocationId: string; contactId: string | null };
  poNumber?: string;
  note?: string;
  attributes?: Attribute[];
  tags?: string[];
  isTest?: boolean;
  taxExempt?: boolean;
  /** Left out: as the shop's prices are. Markets may differ: with tax in Europe, without in North America. */
  taxesIncluded?: boolean;
  /** "web" when left out. */
  sourceName?: string;
  sourceIdentifier?: string;
  risk?: Pick<RiskAssessment, "riskLevel" | "facts">;
};

/** Why a checkout does not sell. */
export type Refusal = { variantId: string; reason: "sold out" | "unknown variant"; available: number };
