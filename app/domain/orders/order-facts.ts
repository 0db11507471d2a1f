/**
 * Everything we know about one order, folded from what the platform told us, in whatever order it told it.
 * Plain data: it is stored as JSON, is the whole input of a decision about the order, and can be replayed.
 *
 * Instants are ISO 8601 texts in UTC with a final Z. Ids are the decimal digits at the end of Shopify's gid: they
 * exceed 2^53 and therefore are texts. Amounts are integer minor units of the currency that stands beside them.
 */
export type OrderFacts = {
  id: string;
  name: string;
  /**
   * What the shop tells the buyer alone, beside the name: with it a guest proves that the order is theirs. Null for orders
   * from before Shopify gave such numbers; absent from facts that were folded before it was kept.
   */
  confirmationNumber?: string | null;
  createdAt: string;
  processedAt: string;
  /** One-second resolution at the platform: the time by which snapshots fold. */
  updatedAt: string;
  cancelledAt: string | null;
  closedAt: string | null;
  isDeleted: boolean;
  isTest: boolean;
  /** "web", "pos", "shopify_draft_order", an app's id, a marketplace's handle: as the platform says it. */
  sourceName: string;
  email: string | null;
  phone: string | null;
  customer: CustomerFacts | null;
  company: { companyId: string; companyLocationId: string | null; name: string | null } | null;
  poNumber: string | null;
  paymentTerms: { name: string; dueInDays: number | null } | null;
  /** The currency of the shop's books and the currency the buyer paid in. */
  shopCurrency: string;
  presentmentCurrency: string;
  taxesIncluded: boolean;
  financialStatus: FinancialStatus;
  gatewayNames: string[];
  /** After edits and refunds, in both currencies, as the platform states them. */
  totals: { shop: OrderTotals; presentment: OrderTotals };
  shippingAddress: AddressFacts | null;
  billingAddress: AddressFacts | null;
  lines: LineItemFacts[];
  shippingLines: ShippingLineFacts[];
  refunds: RefundFacts[];
  transactions: TransactionFacts[];
  fulfillments: FulfillmentFacts[];
  /** Empty until the first read of them; `fulfillmentOrdersReadAt` tells whether it happened. */
  fulfillmentOrders: FulfillmentOrderFacts[];
  fulfillmentOrdersReadAt: string | null;
  tags: string[];
  note: string | null;
  /** Highest level any risk assessment states; PENDING while the platform is still thinking. */
  risk: { level: RiskLevel; recommendation: "ACCEPT" | "INVESTIGATE" | "CANCEL" | "NONE" } | null;
  /** True once the customer's personal data was erased on request. */
  isRedacted: boolean;
  /** When the order's own fields were last read from the Admin API; null or absent while a webhook stated them. */
  snapshotReadAt?: string | null;
};

export type FinancialStatus =
  | "pending"
  | "authorized"
  | "partially_paid"
  | "paid"
  | "partially_refunded"
  | "refunded"
  | "voided"
  | "expired"
  | "unknown";

export type RiskLevel = "NONE" | "LOW" | "MEDIUM" | "HIGH" | "PENDING";

/** `current*`: after removals, edits and refunds. `outstandingMinor`: what the buyer still owes. */
export type OrderTotals = {
  currentTotalMinor: number;
  currentSubtotalMinor: number;
  currentTaxMinor: number;
  currentDiscountsMinor: number;
  originalTotalMinor: number;
  outstandingMinor: number;
};

export type CustomerFacts = { id: string; displayName: string; ordersCount: number | null };

export type AddressFacts = {
  name: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  zip: string | null;
  provinceCode: string | null;
  countryCode: string | null;
  phone: string | null;
  latitude: number | null;
  longitude: number | null;
};

/** An amount in both currencies of the order. */
export type PriceSet = { shopMinor: number; presentmentMinor: number };

export type TaxLineFacts = {
  title: string;
  /** Parts per million: 19 % is 190000. */ ratePpm: number;
  price: PriceSet;
};

export type LineItemFacts = {
  id: string;
  variantId: string | null;
  productId: string | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  /** As first ordered or added by an edit. */
  quantity: number;
  /** After removals by edit and refunds of unfulfilled goods. */
  currentQuantity: number;
  /** What the platform still expects to be fulfilled. */
  fulfillableQuantity: number;
  requiresShipping: boolean;
  isGiftCard: boolean;
  isTip: boolean;
  grams: number;
  unitPrice: PriceSet;
  /** Order and line discounts that fell on this line, for its whole quantity. */
  discount: PriceSet;
  taxLines: TaxLineFacts[];
  /** Set on the parts of a Shopify bundle: they arrive exploded and are never exploded again. */
  lineGroupId: string | null;
  sellingPlan: { name: string } | null;
};

export type ShippingLineFacts = {
  id: string;
  title: string;
  code: string | null;
  price: PriceSet;
  /** After discounts. */
  discountedPrice: PriceSet;
  taxLines: TaxLineFacts[];
  isRemoved: boolean;
};

export type RefundFacts = {
  id: string;
  createdAt: string;
  note: string | null;
  lines: {
    lineItemId: string;
    quantity: number;
    restockKind: "no_restock" | "cancel" | "return" | "legacy_restock";
    locationId: string | null;
    subtotal: PriceSet;
    tax: PriceSet;
  }[];
  shipping: { amount: PriceSet; tax: PriceSet };
  /**
   * Order adjustments that are not shipping: an amount given back without goods, a rounding difference. Positive is
   * given back beyond the lines, negative is withheld (the platform signs them the other way round).
   */
  adjustments: { kind: string; amount: PriceSet; tax: PriceSet }[];
  transactionIds: string[];
};

export type TransactionFacts = {
  id: string;
  kind: "authorization" | "sale" | "capture" | "void" | "refund" | "change" | "unknown";
  status: "success" | "pending" | "failure" | "error" | "unknown";
  gateway: string;
  amount: PriceSet;
  processedAt: string | null;
  parentId: string | null;
  /**
   * Set when a webhook stated the amount in this one currency: in an order of two currencies the other side then holds
   * the same figure until the transaction is read, which states both.
   */
  statedIn?: string;
};

export type FulfillmentFacts = {
  id: string;
  status: "success" | "pending" | "open" | "cancelled" | "error" | "failure" | "unknown";
  createdAt: string;
  updatedAt: string;
  locationId: string | null;
  trackingCompany: string | null;
  trackingNumbers: string[];
  trackingUrls: string[];
  lines: { lineItemId: string; quantity: number }[];
  /** The set of tracking events, by their own ids; the state of the parcel is a function of this set. */
  events: { id: string; status: string; happenedAt: string; message: string | null }[];
  /** Events that were taken back: their creation may still arrive, and must not bring them back. */
  deletedEventIds?: string[];
  /** The platform's own word for where the parcel is, for when its events never came. */
  shipmentStatus?: string | null;
};

export type FulfillmentOrderStatus =
  "OPEN" | "IN_PROGRESS" | "ON_HOLD" | "SCHEDULED" | "INCOMPLETE" | "CANCELLED" | "CLOSED";

export type FulfillmentOrderFacts = {
  id: string;
  status: FulfillmentOrderStatus;
  requestStatus: string;
  /** Null when the assigned location was deleted. */
  locationId: string | null;
  /** SHIPPING, PICK_UP, LOCAL, RETAIL, NONE ... */
  deliveryMethod: string;
  fulfillAt: string | null;
  updatedAt: string;
  supportedActions: string[];
  lines: {
    id: string;
    lineItemId: string;
    inventoryItemId: string | null;
    totalQuantity: number;
    remainingQuantity: number;
  }[];
  holds: HoldFacts[];
};

export type HoldFacts = {
  id: string;
  reason: string;
  reasonNotes: string | null;
  handle: string | null;
  /** Whether this app placed it. Only such holds are ours to release. */
  isOurs: boolean;
};
