const AMOUNTS = "{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }";
const ADDRESS = "{ name company address1 address2 city zip provinceCode countryCodeV2 phone latitude longitude }";

// What is selected of an order: the same that a read of a single order selects, as far as the limits below let it.
const ORDER_FIELDS = `
  id updatedAt
  name confirmationNumber createdAt processedAt cancelledAt closedAt test sourceName email phone poNumber tags note
  currencyCode presentmentCurrencyCode taxesIncluded displayFinancialStatus paymentGatewayNames
  customer { id displayName numberOfOrders }
  purchasingEntity { ... on PurchasingCompany { company { id name } location { id } } }
  paymentTerms { paymentTermsName dueInDays }
  currentTotalPriceSet ${AMOUNTS}
  currentSubtotalPriceSet ${AMOUNTS}
  currentTotalTaxSet ${AMOUNTS}
  currentTotalDiscountsSet ${AMOUNTS}
  totalPriceSet ${AMOUNTS}
  totalOutstandingSet ${AMOUNTS}
  totalTipReceivedSet ${AMOUNTS}
  shippingAddress ${ADDRESS}
  billingAddress ${ADDRESS}
  risk { recommendation assessments { riskLevel } }
  transactions {
    id kind status gateway createdAt processedAt
    amountSet ${AMOUNTS}
    parentTransaction { id }
  }
  refunds { id }
  fulfillments {
    id status displayStatus createdAt updatedAt totalQuantity
    location { id }
    trackingInfo { company number url }
  }
  shippingLines(includeRemovals: true) {
    edges {
      node {
        id title code isRemoved
        originalPriceSet ${AMOUNTS}
        discountedPriceSet ${AMOUNTS}
        taxLines { title rate priceSet ${AMOUNTS} }
      }
    }
  }
  lineItems {
    edges {
      node {
        id title variantTitle sku quantity currentQuantity unfulfilledQuantity requiresShipping isGiftCard taxable
        product { id }
        variant { id }
        weight { value unit }
        originalUnitPriceSet ${AMOUNTS}
        totalDiscountSet ${AMOUNTS}
        discountAllocations { allocatedAmountSet ${AMOUNTS} }
        taxLines { title rate priceSet ${AMOUNTS} }
        lineItemGroup { id }
        sellingPlan { name }
      }
    }
  }
  fulfillmentOrders {
    edges {
      node {
        id status requestStatus fulfillAt updatedAt
        supportedActions { action }
        assignedLocation { location { id } }
        deliveryMethod { methodType }
        fulfillmentHolds { id reason reasonNotes handle heldByRequestingApp }
      }
    }
  }
`;

/** The search that finds a shop's history: what was created in the time before the app was installed. */
export function historySearch(fromAt: Date, installedAt: Date): string {
  return `created_at:>='${fromAt.toISOString()}' AND created_at:<'${installedAt.toISOString()}'`;
}

/**
 * What the bulk operation reads. Its limits (Shopify: bulk operations, restrictions): one field at the top, five
 * connections, two of them inside each other, none inside a list. So fulfillment orders come without their lines, and
 * parcels and refunds without theirs: `fetchHistoryDetails` reads those where they cannot be told from the order.
 */
export function historyQuery(fromAt: Date, installedAt: Date): string {
  return `{
  orders(query: "${historySearch(fromAt, installedAt)}", sortKey: CREATED_AT) {
    edges {
      node {
        ${ORDER_FIELDS}
      }
    }
  }
}`;
}
