import type { OrderFacts, OrderTotals } from "./order-facts.ts";

/** Before anything: what is stated at this time yields to whatever is ever said. */
export const EPOCH = "1970-01-01T00:00:00.000Z";

const NOTHING: OrderTotals = {
  currentTotalMinor: 0,
  currentSubtotalMinor: 0,
  currentTaxMinor: 0,
  currentDiscountsMinor: 0,
  originalTotalMinor: 0,
  outstandingMinor: 0,
};

/**
 * Facts of an order of which only parts were seen: a refund, a payment or a parcel may arrive before the order itself.
 * The parts are kept here until the order's first snapshot, which replaces everything else.
 */
export function placeholderFacts(orderId: string): OrderFacts {
  return {
    id: orderId,
    name: "",
    confirmationNumber: null,
    createdAt: EPOCH,
    processedAt: EPOCH,
    updatedAt: EPOCH,
    cancelledAt: null,
    closedAt: null,
    isDeleted: false,
    isTest: false,
    sourceName: "unknown",
    email: null,
    phone: null,
    customer: null,
    company: null,
    poNumber: null,
    paymentTerms: null,
    shopCurrency: "XXX",
    presentmentCurrency: "XXX",
    taxesIncluded: false,
    financialStatus: "unknown",
    gatewayNames: [],
    totals: { shop: NOTHING, presentment: NOTHING },
    shippingAddress: null,
    billingAddress: null,
    lines: [],
    shippingLines: [],
    refunds: [],
    transactions: [],
    fulfillments: [],
    fulfillmentOrders: [],
    fulfillmentOrdersReadAt: null,
    tags: [],
    note: null,
    risk: null,
    isRedacted: false,
    snapshotReadAt: null,
  };
}

/** Whether the order itself was never seen. Nothing may be decided about it, and nothing of it is shown but its parts. */
export function isPlaceholder(facts: OrderFacts): boolean {
  return facts.updatedAt === EPOCH;
}
