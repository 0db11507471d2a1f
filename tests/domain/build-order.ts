import type { LevelBook, OrderContext } from "#app/domain/decision.ts";
import type { Allocation } from "#app/domain/inventory/allocation.ts";
import { levelKey } from "#app/domain/inventory/level-book.ts";
import type { Level, LevelQuantities } from "#app/domain/inventory/level.ts";
import type {
  AddressFacts,
  FulfillmentOrderFacts,
  HoldFacts,
  LineItemFacts,
  OrderFacts,
  OrderTotals,
  PriceSet,
  RefundFacts,
  ShippingLineFacts,
  TransactionFacts,
} from "#app/domain/orders/order-facts.ts";
import type { LocationFacts, VariantFacts } from "#app/domain/routing/location-facts.ts";
import { NO_WISHES } from "#app/domain/routing/route-wishes.ts";
import { CAPABILITIES, type Capability, type CapabilitySetting, type ShopSettings } from "#app/domain/settings.ts";

/** When all these orders are placed and decided, unless a test says otherwise. */
export const NOON = "2026-11-20T12:00:00Z";

/** The same amount in shop and presentment currency. */
export function price(minor: number): PriceSet {
  return { shopMinor: minor, presentmentMinor: minor };
}

export const MUNICH: AddressFacts = {
  name: "Ada Lovelace",
  company: null,
  address1: "Marienplatz 1",
  address2: null,
  city: "München",
  zip: "80331",
  provinceCode: null,
  countryCode: "DE",
  phone: null,
  latitude: 48.137,
  longitude: 11.575,
};

export function address(changes: Partial<AddressFacts> = {}): AddressFacts {
  return { ...MUNICH, ...changes };
}

/** A line over two mugs at 10.00, no tax, whose variant is "v1" of item "i1". */
export function lineItem(changes: Partial<LineItemFacts> = {}): LineItemFacts {
  const quantity = changes.quantity ?? 2;
  return {
    id: "1",
    variantId: "v1",
    productId: "p1",
    title: "Mug",
    variantTitle: null,
    sku: "MUG",
    quantity,
    currentQuantity: quantity,
    fulfillableQuantity: quantity,
    requiresShipping: true,
    isGiftCard: false,
    isTip: false,
    grams: 400,
    unitPrice: price(1000),
    discount: price(0),
    taxLines: [],
    lineGroupId: null,
    sellingPlan: null,
    ...changes,
  };
}

export function shippingLine(changes: Partial<ShippingLineFacts> = {}): ShippingLineFacts {
  const charged = changes.price ?? price(500);
  return {
    id: "71",
    title: "Parcel",
    code: null,
    price: charged,
    discountedPrice: charged,
    taxLines: [],
    isRemoved: false,
    ...changes,
  };
}

export function hold(changes: Partial<HoldFacts> = {}): HoldFacts {
  return { id: "91", reason: "OTHER", reasonNotes: null, handle: null, isOurs: false, ...changes };
}

/** An open fulfillment order at location "L1" for all units of the lines given. */
export function fulfillmentOrder(
  lines: LineItemFacts[],
  changes: Partial<FulfillmentOrderFacts> = {},
): FulfillmentOrderFacts {
  const id = changes.id ?? "501";
  return {
    id,
    status: "OPEN",
    requestStatus: "UNSUBMITTED",
    locationId: "L1",
    deliveryMethod: "SHIPPING",
    fulfillAt: null,
    updatedAt: NOON,
    supportedActions: ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD", "SPLIT"],
    lines: lines.map((line) => ({
      id: `${id}-${line.id}`,
      lineItemId: line.id,
      inventoryItemId: line.variantId === null ? null : line.variantId.replace("v", "i"),
      totalQuantity: line.currentQuantity,
      remainingQuantity: line.currentQuantity,
    })),
    holds: [],
    ...changes,
  };
}

function totals(totalMinor: number): OrderTotals {
  return {
    currentTotalMinor: totalMinor,
    currentSubtotalMinor: totalMinor,
    currentTaxMinor: 0,
    currentDiscountsMinor: 0,
    originalTotalMinor: totalMinor,
    outstandingMinor: 0,
  };
}

/** A paid order of two mugs to Munich, read, with one open fulfillment order; its total is what its lines come to. */
export function order(changes: Partial<OrderFacts> & { totalMinor?: number } = {}): OrderFacts {
  const { totalMinor, ...facts } = changes;
  const lines = facts.lines ?? [lineItem()];
  const shippingLines = facts.shippingLines ?? [];
  const computed = totalMinor ?? sumOfPrices(lines, shippingLines, facts.taxesIncluded ?? true);
  return {
    id: "1001",
    name: "#1001",
    createdAt: NOON,
    processedAt: NOON,
    updatedAt: NOON,
    cancelledAt: null,
    closedAt: null,
    isDeleted: false,
    isTest: false,
    sourceName: "web",
    email: "ada@example.com",
    phone: null,
    customer: { id: "31", displayName: "Ada Lovelace", ordersCount: 1 },
    company: null,
    poNumber: null,
    paymentTerms: null,
    shopCurrency: "EUR",
    presentmentCurrency: "EUR",
    taxesIncluded: true,
    financialStatus: "paid",
    gatewayNames: ["shopify_payments"],
    totals: { shop: totals(computed), presentment: totals(computed) },
    shippingAddress: MUNICH,
    billingAddress: MUNICH,
    lines,
    shippingLines,
    refunds: [],
    transactions: [],
    fulfillments: [],
    fulfillmentOrders: [fulfillmentOrder(lines.filter((line) => line.requiresShipping))],
    fulfillmentOrdersReadAt: NOON,
    tags: [],
    note: null,
    risk: { level: "LOW", recommendation: "ACCEPT" },
    isRedacted: false,
    ...facts,
  };
}

function sumOfPrices(lines: LineItemFacts[], shippingLines: ShippingLineFacts[], taxesIncluded: boolean): number {
  let sum = 0;
  for (const line of lines) {
    sum += line.unitPrice.presentmentMinor * line.currentQuantity - line.discount.presentmentMinor;
    if (!taxesIncluded) for (const tax of line.taxLines) sum += tax.price.presentmentMinor;
  }
  for (const line of shippingLines.filter((each) => !each.isRemoved)) {
    sum += line.discountedPrice.presentmentMinor;
    if (!taxesIncluded) for (const tax of line.taxLines) sum += tax.price.presentmentMinor;
  }
  return sum;
}

export function refund(changes: Partial<RefundFacts> = {}): RefundFacts {
  return {
    id: "801",
    createdAt: NOON,
    note: null,
    lines: [],
    shipping: { amount: price(0), tax: price(0) },
    adjustments: [],
    transactionIds: [],
    ...changes,
  };
}

export function transaction(changes: Partial<TransactionFacts> = {}): TransactionFacts {
  return {
    id: "601",
    kind: "refund",
    status: "success",
    gateway: "shopify_payments",
    amount: price(0),
    processedAt: NOON,
    parentId: null,
    ...changes,
  };
}

/** An active German location that serves online orders. */
export function location(id: string, changes: Partial<LocationFacts> = {}): LocationFacts {
  return {
    id,
    name: id,
    countryCode: "DE",
    provinceCode: null,
    latitude: 48.1,
    longitude: 11.6,
    isActive: true,
    fulfillsOnlineOrders: true,
    isFulfillmentService: false,
    priority: 1,
    ...changes,
  };
}

export function variant(id: string, changes: Partial<VariantFacts> = {}): VariantFacts {
  return {
    id,
    inventoryItemId: id.replace("v", "i"),
    sku: id.toUpperCase(),
    title: id,
    isTracked: true,
    sellsBeyondZero: false,
    requiresShipping: true,
    isDeleted: false,
    ...changes,
  };
}

export function settings(changes: Partial<ShopSettings> = {}): ShopSettings {
  const capability = (name: Capability): CapabilitySetting => ({
    capability: name,
    mode: "act",
    goLiveAt: null,
    hourlyLimit: 1000,
  });
  return {
    shopCountryCode: "DE",
    shopCurrency: "EUR",
    timeZone: "Europe/Berlin",
    capabilities: Object.fromEntries(
      CAPABILITIES.map((name) => [name, capability(name)]),
    ) as ShopSettings["capabilities"],
    duplicateWindowMinutes: 60,
    holdRiskLevel: "HIGH",
    allowedBorderCrossings: [],
    routing: null,
    invoiceSeriesPrefix: "RE-",
    seller: {
      name: "Mugs Ltd",
      address1: "Werkstraße 2",
      zip: "80331",
      city: "München",
      countryCode: "DE",
      vatId: "DE123456789",
    },
    ...changes,
  };
}

/** Everything around an order: by default one location "L1" and the variants its lines name. */
export function context(facts: OrderFacts, changes: Partial<OrderContext> = {}): OrderContext {
  const variantIds = facts.lines.flatMap((line) => line.variantId ?? []);
  return {
    facts,
    isImported: false,
    settings: settings(),
    locations: [location("L1")],
    rateCards: [],
    variantById: Object.fromEntries(variantIds.map((id) => [id, variant(id)])),
    similarOrders: [],
    passedProblems: [],
    routeWishes: NO_WISHES,
    allocations: [],
    frozenFulfillmentOrderIds: [],
    documents: [],
    ...changes,
  };
}

export function level(
  inventoryItemId: string,
  locationId: string,
  quantities: Partial<LevelQuantities>,
  changes: Partial<Level> = {},
): Level {
  return {
    inventoryItemId,
    locationId,
    quantities: {
      available: 0,
      committed: 0,
      reserved: 0,
      safetyStock: 0,
      damaged: 0,
      qualityControl: 0,
      incoming: 0,
      ...quantities,
    },
    allocated: 0,
    safetyStockUnits: 0,
    unsettledUnits: 0,
    movingUnits: 0,
    movedUnits: 0,
    observedAt: NOON,
    isTracked: true,
    ...changes,
  };
}

/** A claim of the first order of these tests on its first item. */
export function claim(quantity: number, changes: Partial<Allocation> = {}): Allocation {
  const place = { orderId: "1001", lineItemId: "1", inventoryItemId: "i1", locationId: "L1" };
  return { ...place, quantity, movingQuantity: 0, ...changes };
}

export function levelBook(...levels: Level[]): LevelBook {
  return new Map(levels.map((each) => [levelKey(each.inventoryItemId, each.locationId), each]));
}
