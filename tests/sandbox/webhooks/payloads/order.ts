import { financialStatus, gatewayNames, totalOutstanding } from "#tests/sandbox/orders/order-payments.ts";
import { fulfillmentsOf, unfulfilledQuantity } from "#tests/sandbox/orders/order-fulfillment.ts";
import { currentTotals, orderedTotals, orderTaxLines, type OrderTotals } from "#tests/sandbox/orders/order-totals.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Instant } from "#tests/sandbox/state/instant.ts";
import {
  addMoney,
  formatMinor,
  nothing,
  subtractMoney,
  timesMoney,
  type MoneyBag,
} from "#tests/sandbox/state/money.ts";
import type { DiscountApplication, Order, PaymentTerms } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Json } from "#tests/sandbox/webhooks/write-json.ts";
import { fulfillmentOnOrder } from "./fulfillment.ts";
import { lineItemOnOrder } from "./line-item.ts";
import { refundPayload, returnPayload } from "./order-changes.ts";
import { idOf, idOrNull, moneySet, nameAndValue, shopAmount, taxLine, zoned, zonedOrNull } from "./parts.ts";
import { addressPayload, customerOnOrder } from "./people.ts";
import { shippingLinePayload } from "./shipping-line.ts";

/** `orders/create` and its sisters: the whole order, as it stands at the moment of the event. */
export function orderPayload(shop: Shop, order: Order, now: Instant): Json {
  return {
    id: idOf(order.id),
    admin_graphql_api_id: gid("Order", order.id),
    ...origin(shop, order),
    ...moments(shop, order),
    ...currentAmounts(order),
    ...amounts(order),
    ...statuses(shop, order, now),
    ...contents(shop, order),
  };
}

/** Where the order came from; what no sandbox knows (carts, browsers, campaigns) is null. */
function origin(shop: Shop, order: Order): { [key: string]: Json } {
  const token = order.id.slice(-12).padStart(32, "0");
  return {
    app_id: null,
    browser_ip: null,
    buyer_accepts_marketing: false,
    cart_token: null,
    checkout_token: null,
    client_details: null,
    confirmation_number: order.confirmationNumber,
    confirmed: true,
    contact_email: order.email,
    currency: order.currency,
    customer_locale: order.customerLocale,
    device_id: null,
    email: order.email,
    landing_site: null,
    landing_site_ref: null,
    location_id: idOrNull(order.retailLocationId),
    merchant_business_entity_id: order.merchantBusinessEntityId,
    merchant_of_record_app_id: null,
    name: order.name,
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `https://${shop.domain}/${shop.id}/orders/${token}/authenticate?key=${order.confirmationNumber}`,
    phone: order.phone,
    po_number: order.poNumber,
    presentment_currency: order.presentmentCurrency,
    reference: null,
    referring_site: null,
    source_identifier: order.sourceIdentifier,
    source_name: order.sourceName,
    source_url: null,
    token,
    user_id: null,
  };
}

function moments(shop: Shop, order: Order): { [key: string]: Json } {
  const zone = shop.ianaTimezone;
  return {
    cancelled_at: zonedOrNull(order.cancelledAt, zone),
    closed_at: zonedOrNull(order.closedAt, zone),
    created_at: zoned(order.createdAt, zone),
    processed_at: zoned(order.processedAt, zone),
    updated_at: zoned(order.updatedAt, zone),
  };
}

function currentAmounts(order: Order): { [key: string]: Json } {
  const current = currentTotals(order);
  return {
    current_shipping_price_set: moneySet(shippingWithin(order, current), order),
    ...withSet("current_subtotal_price", current.subtotal, order),
    current_total_additional_fees_set: null,
    ...withSet("current_total_discounts", current.discounts, order),
    current_total_duties_set: null,
    ...withSet("current_total_price", current.total, order),
    ...withSet("current_total_tax", current.tax, order),
    duties_included: false,
    estimated_taxes: false,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
  };
}

/** What of a total is shipping: all that is not goods, tips, duties or tax on top. */
function shippingWithin(order: Order, totals: OrderTotals): MoneyBag {
  const others = addMoney(totals.subtotal, totals.tips, totals.duties, order.taxesIncluded ? nothing : totals.tax);
  return subtractMoney(totals.total, others);
}

function amounts(order: Order): { [key: string]: Json } {
  const ordered = orderedTotals(order);
  const goods = order.lineItems.filter((line) => !line.isTip);
  const lineItemsPrice = addMoney(...goods.map((line) => timesMoney(line.unitPrice, line.quantity)));
  return {
    ...withSet("subtotal_price", ordered.subtotal, order),
    total_cash_rounding_payment_adjustment_set: moneySet(nothing, order),
    total_cash_rounding_refund_adjustment_set: moneySet(nothing, order),
    ...withSet("total_discounts", ordered.discounts, order),
    ...withSet("total_line_items_price", lineItemsPrice, order),
    total_outstanding: shopAmount(totalOutstanding(order), order),
    ...withSet("total_price", ordered.total, order),
    total_shipping_price_set: moneySet(ordered.shipping, order),
    ...withSet("total_tax", ordered.tax, order),
    total_tip_received: shopAmount(ordered.tips, order),
    total_weight: order.lineItems.reduce((grams, line) => grams + line.weightGrams * line.quantity, 0),
  };
}

function withSet(name: string, bag: MoneyBag, order: Order): { [key: string]: Json } {
  return { [name]: shopAmount(bag, order), [`${name}_set`]: moneySet(bag, order) };
}

function statuses(shop: Shop, order: Order, now: Instant): { [key: string]: Json } {
  return {
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    financial_status: financialStatus(order, now)?.toLowerCase() ?? "pending",
    fulfillment_status: fulfillmentStatusOf(shop, order),
    payment_gateway_names: gatewayNames(order),
    tax_exempt: order.taxExempt,
    taxes_included: order.taxesIncluded,
    test: order.isTest,
  };
}

/** null, "partial", "fulfilled", or "restocked" once a cancelled order's goods are all back on the shelf. */
function fulfillmentStatusOf(shop: Shop, order: Order): string | null {
  const hasLeft = fulfillmentsOf(shop, order).some(({ status }) => status === "SUCCESS");
  if (hasLeft)
    return order.lineItems.some((line) => unfulfilledQuantity(shop, order, line) > 0) ? "partial" : "fulfilled";
  const refunded = order.refunds.flatMap((refund) => refund.lines);
  return order.cancelledAt !== null && refunded.length > 0 && refunded.every((line) => line.isRestocked)
    ? "restocked"
    : null;
}

function contents(shop: Shop, order: Order): { [key: string]: Json } {
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const company = order.purchasingCompany;
  return {
    billing_address: addressPayload(order.billingAddress),
    company: company ? { id: idOf(company.companyId), location_id: idOf(company.companyLocationId) } : null,
    customer: customerOnOrder(shop, customer),
    discount_applications: order.discountApplications.map((application) => applicationPayload(order, application)),
    discount_codes: order.discountApplications.flatMap((application) => codePayload(order, application)),
    fulfillments: fulfillmentsOf(shop, order).map((fulfillment) => fulfillmentOnOrder(shop, order, fulfillment)),
    line_item_groups: lineItemGroups(order),
    line_items: order.lineItems.map((line) => lineItemOnOrder(shop, order, line)),
    note: order.note,
    note_attributes: order.customAttributes.map(nameAndValue),
    payment_terms: order.paymentTerms ? paymentTermsPayload(shop, order, order.paymentTerms) : null,
    refunds: order.refunds.map((refund) => refundPayload(shop, order, refund)),
    returns: order.returns.map((returned) => returnPayload(order, returned)),
    shipping_address: addressPayload(order.shippingAddress),
    shipping_lines: order.shippingLines.map((line) => shippingLinePayload(order, line)),
    tags: [...order.tags].sort().join(", "),
    tax_lines: orderTaxLines(order, "ordered").map((tax) => taxLine(tax, order)),
  };
}

/** An amount as a discount states it: per cent, or money in the currency the buyer saw. */
function valueOf(order: Order, application: DiscountApplication): string {
  if (application.valueType === "PERCENTAGE") return Number(application.value).toFixed(1);
  return formatMinor(Number(application.value), order.presentmentCurrency);
}

function applicationPayload(order: Order, application: DiscountApplication): Json {
  return {
    target_type: application.targetType.toLowerCase(),
    type: application.type.toLowerCase(),
    value: valueOf(order, application),
    value_type: application.valueType.toLowerCase(),
    allocation_method: application.allocationMethod.toLowerCase(),
    target_selection: application.targetSelection.toLowerCase(),
    ...(application.code === null ? { title: application.title } : { code: application.code }),
  };
}

function codePayload(order: Order, application: DiscountApplication): Json[] {
  if (application.code === null) return [];
  const allocations = [...order.lineItems, ...order.shippingLines].flatMap((line) => line.discountAllocations);
  const amount = addMoney(
    ...allocations.filter((each) => each.applicationIndex === application.index).map((each) => each.amount),
  );
  const isShipping = application.targetType === "SHIPPING_LINE";
  const type = isShipping ? "shipping" : application.valueType.toLowerCase();
  return [{ code: application.code, amount: shopAmount(amount, order), type }];
}

function lineItemGroups(order: Order): Json {
  const groups = new Map(
    order.lineItems.flatMap(({ lineItemGroup }) => (lineItemGroup ? [[lineItemGroup.id, lineItemGroup]] : [])),
  );
  return [...groups.values()].map((group) => ({
    id: idOf(group.id),
    title: group.title,
    quantity: group.quantity,
    product_id: idOrNull(group.productId),
    variant_id: idOrNull(group.variantId),
    variant_sku: group.variantSku,
    properties: [],
  }));
}

function paymentTermsPayload(shop: Shop, order: Order, terms: PaymentTerms): Json {
  const zone = shop.ianaTimezone;
  const total = currentTotals(order).total;
  return {
    id: idOf(terms.id),
    payment_terms_name: terms.name,
    payment_terms_type: terms.type.toLowerCase(),
    due_in_days: terms.dueInDays,
    created_at: zoned(terms.issuedAt, zone),
    updated_at: zoned(terms.completedAt ?? terms.issuedAt, zone),
    payment_schedules: [
      {
        amount: formatMinor(total.presentmentMinor, order.presentmentCurrency),
        currency: order.presentmentCurrency,
        issued_at: zoned(terms.issuedAt, zone),
        due_at: zonedOrNull(terms.dueAt, zone),
        completed_at: zonedOrNull(terms.completedAt, zone),
        expected_payment_method: null,
      },
    ],
  };
}
