import type { Instant } from "./instant.ts";
import type { MoneyBag } from "./money.ts";
import type { LineItem } from "./order.ts";

export type Transaction = {
  id: string;
  parentId: string | null;
  kind: "AUTHORIZATION" | "SALE" | "CAPTURE" | "REFUND" | "VOID";
  status: "SUCCESS" | "PENDING" | "FAILURE" | "ERROR";
  gateway: string;
  formattedGateway: string;
  amount: MoneyBag;
  isTest: boolean;
  paymentId: string | null;
  errorCode: string | null;
  message: string | null;
  authorizationExpiresAt: Instant | null;
  createdAt: Instant;
  processedAt: Instant;
};

export type RestockType = "CANCEL" | "RETURN" | "NO_RESTOCK" | "LEGACY_RESTOCK";

export type RefundLine = {
  id: string;
  lineItemId: string;
  quantity: number;
  restockType: RestockType;
  isRestocked: boolean;
  locationId: string | null;
  /** For the whole quantity, after discounts, without tax unless the order's prices include it. */
  subtotal: MoneyBag;
  tax: MoneyBag;
};

export type Refund = {
  id: string;
  createdAt: Instant;
  processedAt: Instant;
  note: string | null;
  staffMemberId: string | null;
  lines: RefundLine[];
  shippingLines: { shippingLineId: string; subtotal: MoneyBag; tax: MoneyBag }[];
  /** What makes the refunded money differ from lines and shipping: goodwill, restocking fees, amount-only refunds. */
  adjustments: {
    id: string;
    kind: "SHIPPING_REFUND" | "REFUND_DISCREPANCY";
    reason: string;
    amount: MoneyBag;
    tax: MoneyBag;
  }[];
  /** Transactions of kind REFUND; the objects are in the order's list. */
  transactionIds: string[];
  returnId: string | null;
};

export type ReturnStatus = "REQUESTED" | "OPEN" | "DECLINED" | "CANCELED" | "CLOSED";

export type ReturnLine = {
  id: string;
  lineItemId: string;
  fulfillmentLineItemId: string | null;
  quantity: number;
  refundedQuantity: number;
  processedQuantity: number;
  reason: string;
  reasonNote: string;
  customerNote: string | null;
};

export type Return = {
  id: string;
  name: string;
  status: ReturnStatus;
  lines: ReturnLine[];
  createdAt: Instant;
  closedAt: Instant | null;
};

/** A committed edit. */
export type OrderEdit = {
  id: string;
  committedAt: Instant;
  notifyCustomer: boolean;
  staffNote: string;
  apiKey: string | null;
  additions: { lineItemId: string; delta: number }[];
  removals: { lineItemId: string; delta: number }[];
};

/** A line as an edit in progress sees it; `lineItemId` is null while the line is new. */
export type CalculatedLine = {
  id: string;
  lineItemId: string | null;
  quantity: number;
  restock: boolean;
  /** What the new line will be; null for a line the order has already. */
  staged: LineItem | null;
  /** Where a new line is to be fulfilled from; left to routing when null or missing. */
  locationId?: string | null;
};

/** An edit in progress: begun, not yet committed. */
export type CalculatedOrder = {
  id: string;
  orderId: string;
  apiKey: string | null;
  lines: CalculatedLine[];
  createdAt: Instant;
};
