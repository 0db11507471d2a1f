import type { Address } from "./people.ts";
import type { Instant } from "./instant.ts";
import type { MoneyBag } from "./money.ts";
import type { OrderEdit, Refund, Return, Transaction } from "./order-changes.ts";

export type TaxLine = {
  title: string;
  /** A fraction as text, exact: "0.19" is nineteen per cent. */
  rate: string;
  price: MoneyBag;
  channelLiable: boolean;
};

export type DiscountApplication = {
  index: number;
  type: "DISCOUNT_CODE" | "AUTOMATIC" | "MANUAL";
  title: string;
  code: string | null;
  valueType: "PERCENTAGE" | "FIXED_AMOUNT";
  /** Per cent as text, or the amount in presentment minor units as text. */
  value: string;
  targetType: "LINE_ITEM" | "SHIPPING_LINE";
  targetSelection: "ALL" | "ENTITLED" | "EXPLICIT";
  allocationMethod: "ACROSS" | "EACH" | "ONE";
};

export type DiscountAllocation = { applicationIndex: number; amount: MoneyBag };
export type Attribute = { key: string; value: string };

export type LineItemGroup = {
  id: string;
  title: string;
  quantity: number;
  productId: string | null;
  variantId: string | null;
  variantSku: string | null;
};

export type LineItem = {
  id: string;
  /** Null for a custom item, a tip, or when the product was deleted since. */
  productId: string | null;
  variantId: string | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  /** Units ordered, removed ones included; raised by an edit that adds units. */
  quantity: number;
  /** Units ordered less those removed by edits, cancels and refunds. */
  currentQuantity: number;
  /** Price of one unit before discounts. */
  unitPrice: MoneyBag;
  discountAllocations: DiscountAllocation[];
  taxLines: TaxLine[];
  taxable: boolean;
  requiresShipping: boolean;
  isGiftCard: boolean;
  isTip: boolean;
  weightGrams: number;
  customAttributes: Attribute[];
  /** The Shopify bundle this line is a component of. */
  lineItemGroup: LineItemGroup | null;
  sellingPlan: { id: string; name: string } | null;
  /** False when the checkout took no stock for it: untracked item, or a pre-order that reserves on fulfillment. */
  isStockCommitted: boolean;
  duties: { id: string; harmonizedSystemCode: string | null; countryCodeOfOrigin: string | null; price: MoneyBag }[];
};

export type ShippingLine = {
  id: string;
  title: string;
  code: string | null;
  source: string | null;
  carrierIdentifier: string | null;
  deliveryCategory: string | null;
  price: MoneyBag;
  discountAllocations: DiscountAllocation[];
  taxLines: TaxLine[];
  isRemoved: boolean;
};

export type RiskAssessment = {
  riskLevel: "NONE" | "LOW" | "MEDIUM" | "HIGH" | "PENDING";
  /** The app that assessed; null means Shopify's own analysis. */
  providerApiKey: string | null;
  providerTitle: string | null;
  facts: { description: string; sentiment: "POSITIVE" | "NEGATIVE" | "NEUTRAL" }[];
  createdAt: Instant;
};

export type PaymentTerms = {
  id: string;
  name: string;
  type: "NET" | "RECEIPT" | "FIXED" | "FULFILLMENT";
  dueInDays: number | null;
  issuedAt: Instant;
  dueAt: Instant | null;
  completedAt: Instant | null;
};

export const cancelReasons = ["CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "STAFF", "OTHER"] as const;
export type CancelReason = (typeof cancelReasons)[number];

export type Order = {
  id: string;
  /** "#1001". */
  name: string;
  number: number;
  confirmationNumber: string;
  /** "web", "pos", "shopify_draft_order", "subscription_contract", or the id of a marketplace's channel. */
  sourceName: string;
  sourceIdentifier: string | null;
  /** The app that created the order through the API. */
  apiKey: string | null;
  retailLocationId: string | null;
  merchantBusinessEntityId: string | null;
  isTest: boolean;
  createdAt: Instant;
  processedAt: Instant;
  updatedAt: Instant;
  cancelledAt: Instant | null;
  cancelReason: CancelReason | null;
  closedAt: Instant | null;
  customerId: string | null;
  customerLocale: string;
  purchasingCompany: { companyId: string; companyLocationId: string; contactId: string | null } | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  poNumber: string | null;
  tags: string[];
  customAttributes: Attribute[];
  /** `currency` is the shop's side of every amount, `presentmentCurrency` what the buyer saw and paid. */
  currency: string;
  presentmentCurrency: string;
  taxesIncluded: boolean;
  taxExempt: boolean;
  billingAddress: Address | null;
  shippingAddress: Address | null;
  lineItems: LineItem[];
  shippingLines: ShippingLine[];
  discountApplications: DiscountApplication[];
  transactions: Transaction[];
  refunds: Refund[];
  returns: Return[];
  edits: OrderEdit[];
  paymentTerms: PaymentTerms | null;
  /** Stated by whoever created the order through the API instead of by transactions; null otherwise. */
  statedFinancialStatus: FinancialStatus | null;
  riskAssessments: RiskAssessment[];
  /** In order of creation, closed and cancelled ones included. The objects are in the shop's maps. */
  fulfillmentOrderIds: string[];
  fulfillmentIds: string[];
};

export type FinancialStatus =
  "PENDING" | "AUTHORIZED" | "PARTIALLY_PAID" | "PAID" | "PARTIALLY_REFUNDED" | "REFUNDED" | "VOIDED" | "EXPIRED";
