import { announceRouting, routeOrder } from "#tests/sandbox/commerce/routing/route-order.ts";
import { transactionOf } from "#tests/sandbox/commerce/checkout/take-payment.ts";
import { emit, nextId, recordEffect } from "#tests/sandbox/state.ts";
import { financialStatus } from "#tests/sandbox/orders/order-payments.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import { instantOf } from "#tests/sandbox/state/instant.ts";
import type { LineItem, Order } from "#tests/sandbox/state/order.ts";
import type { Company } from "#tests/sandbox/state/people.ts";
import { nextHex } from "#tests/sandbox/state/random.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { idOf } from "#tests/sandbox/graphql/ids-of.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import { addressFrom } from "./address-input.ts";
import { refusal, type Payload } from "./answer.ts";
import { bagFromInput } from "./money-input.ts";
import { importedLine, importedShipping, refuseUnsupported, type OrderInput } from "./order-input.ts";

type CreateArguments = {
  order: OrderInput;
  options?: { inventoryBehaviour?: string | null; sendReceipt?: boolean | null } | null;
};

/**
 * An order that came another way: prices, taxes, payments and dates are taken as stated, work is assigned to locations as at a
 * checkout. Stock is claimed only if asked; by default the order takes nothing from available.
 */
export function createOrder(_: unknown, { order: input, options }: CreateArguments, context: RequestContext): Payload {
  const { world, shop, actor } = context;
  refuseUnsupported(input);
  const behaviour = options?.inventoryBehaviour ?? "BYPASS";
  const lines = (input.lineItems ?? []).map((line) => importedLine(world, shop, line, behaviour !== "BYPASS"));
  const wrong = lines.findIndex((line) => typeof line === "string");
  const objection = lines[wrong];
  if (typeof objection === "string") return refusal(objection, ["order", "lineItems", String(wrong)], "INVALID");
  if (lines.length === 0)
    return refusal("Line items must have at least one line item", ["order", "lineItems"], "INVALID");
  const lineItems = lines.filter((line) => typeof line !== "string");
  if (behaviour === "DECREMENT_OBEYING_POLICY" && !isInStock(shop, lineItems)) {
    return refusal("Unable to reserve inventory", ["order", "lineItems"], "INVENTORY_CLAIM_FAILED");
  }
  if (input.processedAt && instantOf(input.processedAt) > context.now) {
    return refusal("Processed at is in the future", ["order", "processedAt"], "PROCESSED_AT_INVALID");
  }
  const order = buildOrder(context, input, lineItems);
  shop.orders.set(order.id, order);
  const work = lineItems.map((lineItem) => ({ lineItem, quantity: lineItem.quantity }));
  const opened = routeOrder(world, shop, order, work, { delivery: { kind: "shipping" }, shipping: null }, actor);
  announce(context, order);
  announceRouting(world, shop, opened, { kind: "shopify" });
  if (options?.sendReceipt === true) notifyCustomer(context, order);
  return { order, userErrors: [] };
}

function isInStock(shop: Shop, lineItems: readonly LineItem[]): boolean {
  return lineItems.every((line) => {
    const variant = shop.variants.get(line.variantId ?? "");
    if (!variant || !line.isStockCommitted || variant.inventoryPolicy === "CONTINUE") return true;
    const levels = shop.levelsByItem.get(variant.inventoryItemId) ?? [];
    return levels.reduce((sum, level) => sum + level.quantities.available.quantity, 0) >= line.quantity;
  });
}

function announce({ world, shop, actor, now }: RequestContext, order: Order): void {
  recordEffect(world, shop, {
    actor,
    name: "order imported",
    subject: gid("Order", order.id),
    details: { name: order.name },
  });
  emit(world, shop, "orders/create", { order }, actor);
  for (const transaction of order.transactions)
    emit(world, shop, "order_transactions/create", { order, transaction }, actor);
  if (financialStatus(order, now) === "PAID") emit(world, shop, "orders/paid", { order }, actor);
}

function notifyCustomer({ world, shop, actor }: RequestContext, order: Order): void {
  const subject = gid("Order", order.id);
  recordEffect(world, shop, { actor, name: "customer notified of order", subject, details: {} });
}

function buildOrder(context: RequestContext, input: OrderInput, lineItems: LineItem[]): Order {
  const { world, shop, app, now } = context;
  const number = shop.nextOrderNumber;
  shop.nextOrderNumber += 1;
  const currency = input.currency ?? shop.currency;
  const order: Order = {
    id: nextId(world, "Order"),
    name: input.name ?? `#${number}`,
    number,
    confirmationNumber: nextHex(world.random, 9).toUpperCase(),
    sourceName: input.sourceName ?? app.id,
    sourceIdentifier: input.sourceIdentifier ?? null,
    apiKey: app.apiKey,
    retailLocationId: null,
    merchantBusinessEntityId: btoa(shop.id).replaceAll("=", ""),
    isTest: input.test ?? false,
    createdAt: now,
    processedAt: input.processedAt ? instantOf(input.processedAt) : now,
    updatedAt: now,
    cancelledAt: null,
    cancelReason: null,
    closedAt: input.closedAt ? instantOf(input.closedAt) : null,
    customerId: customerOf(shop, input),
    customerLocale: "en",
    purchasingCompany: companyOf(shop, input),
    email: input.email ?? null,
    phone: input.phone ?? null,
    note: input.note ?? null,
    poNumber: input.poNumber ?? null,
    tags: (input.tags ?? []).toSorted(),
    customAttributes: input.customAttributes ?? [],
    currency,
    presentmentCurrency: input.presentmentCurrency ?? currency,
    taxesIncluded: input.taxesIncluded ?? false,
    taxExempt: false,
    billingAddress: input.billingAddress ? addressFrom(input.billingAddress) : null,
    shippingAddress: input.shippingAddress ? addressFrom(input.shippingAddress) : null,
    lineItems,
    shippingLines: (input.shippingLines ?? []).map((line) => importedShipping(world, line)),
    discountApplications: [],
    transactions: [],
    refunds: [],
    returns: [],
    edits: [],
    paymentTerms: null,
    statedFinancialStatus: input.financialStatus ?? null,
    riskAssessments: [],
    fulfillmentOrderIds: [],
    fulfillmentIds: [],
  };
  order.transactions = transactionsOf(context, order, input);
  return order;
}

function transactionsOf({ world }: RequestContext, order: Order, input: OrderInput): Order["transactions"] {
  return (input.transactions ?? []).map((each) => {
    const transaction = transactionOf(world, order, {
      kind: each.kind ?? "SALE",
      status: each.status ?? "SUCCESS",
      gateway: each.gateway ?? "manual",
      amount: bagFromInput(each.amountSet) ?? { shopMinor: 0, presentmentMinor: 0 },
    });
    const processedAt = each.processedAt ? instantOf(each.processedAt) : transaction.processedAt;
    return { ...transaction, processedAt, isTest: each.test ?? false };
  });
}

function customerOf(shop: Shop, { customer }: OrderInput): string | null {
  const wanted = customer?.toAssociate;
  if (!wanted) return null;
  if (wanted.id) return shop.customers.get(idOf("Customer", wanted.id))?.id ?? null;
  return [...shop.customers.values()].find(({ email }) => email !== null && email === wanted.email)?.id ?? null;
}

function companyOf(shop: Shop, { companyLocationId }: OrderInput): Order["purchasingCompany"] {
  if (!companyLocationId) return null;
  const id = idOf("CompanyLocation", companyLocationId);
  const owns = (company: Company) => company.locations.some((location) => location.id === id);
  const company = [...shop.companies.values()].find(owns);
  if (!company) return null;
  const contact = company.contacts.find(({ isMainContact }) => isMainContact);
  return { companyId: company.id, companyLocationId: id, contactId: contact?.id ?? null };
}
