import type { OrderDecision, RouteCost } from "#app/domain/decision.ts";
import type { LineQuantities } from "#app/domain/orders/line-quantities.ts";
import type { OrderAct, Permission } from "#app/domain/orders/order-can.ts";
import type { FulfillmentOrderFacts, LineItemFacts, OrderFacts } from "#app/domain/orders/order-facts.ts";

/** An effect at Shopify that was wished for this order, in whatever state. */
export type OrderEffect = {
  id: string;
  /** The power it belongs to, which says who may answer it. */
  capability: string;
  kind: string;
  state: string;
  reason: string | null;
  locationName: string | null;
  notes: string | null;
  at: string;
};

export type OrderDocument = {
  id: string;
  label: string;
  kind: string;
  currency: string;
  totalMinor: number;
  issuedAt: string;
  /** False while the file is still being rendered. */
  hasPdf: boolean;
};

export type OrderEvent = { id: string; at: string; kind: string; sentence: string };

export type OrderMessage = { id: string; topic: string; receivedAt: string; state: string; bytes: number };

/** What it comes to. Amounts in minor units of the currency beside them. */
export type OrderMoney = {
  currency: string;
  totalMinor: number;
  taxMinor: number;
  taxesIncluded: boolean;
  outstandingMinor: number;
  shopCurrency: string;
  shopTotalMinor: number;
};

export type OrderBuyer = Pick<
  OrderFacts,
  "customer" | "company" | "email" | "phone" | "poNumber" | "shippingAddress" | "billingAddress" | "note" | "isRedacted"
>;

export type ShownLine = Pick<LineItemFacts, "id" | "title" | "variantTitle" | "sku" | "quantity"> & {
  /** In minor units of the buyer's currency; null for who sees no prices. */
  unitPriceMinor: number | null;
};

export type ShownDecision = Pick<OrderDecision, "problems" | "planByFulfillmentOrder"> & {
  sentence: string | null;
  route: {
    sentence: string;
    /** Null where nothing was weighed, and in decisions from before routes had prices. */
    cost: { cost: RouteCost; currency: string; carriers: string[] } | null;
    alternatives: string[];
  } | null;
  documentSentence: string;
  documentObstacle: string | null;
  /** The whole of it as JSON, for who may see all that is in it. */
  text: string | null;
};

export type OrderSteering = {
  lock: { name: string; person: string } | null;
  rejections: { locationId: string; name: string; reason: string; person: string }[];
  /** Locations that an order may be locked to or turned down by. */
  choices: { id: string; name: string }[];
};

/** An order as one person may see it: what is null, or empty, is not theirs to see, or not there. */
export type OrderPage = {
  id: string;
  name: string;
  headline: string;
  needsPerson: boolean;
  /** The decision in one sentence; empty before the first. */
  sentence: string | null;
  isImported: boolean;
  isTest: boolean;
  placedAt: string;
  sourceName: string;
  financialStatus: string;
  riskLevel: string | null;
  passedProblems: string[];
  decidedAt: string | null;
  lines: ShownLine[];
  money: OrderMoney | null;
  buyer: OrderBuyer | null;
  /** Fulfillment orders; for people of a warehouse those at their own locations. */
  work: FulfillmentOrderFacts[];
  isWorkRead: boolean;
  decision: ShownDecision | null;
  quantities: LineQuantities[];
  /** Units of a line promised at a location. */
  allocations: { lineItemId: string; locationId: string; quantity: number }[];
  /** What is held, backordered, ready ... by fulfillment order, as it is kept. */
  planStateByFulfillmentOrder: Record<string, string>;
  locationNameById: Record<string, string>;
  /** What people said about where it leaves from; null for who has no say in it. */
  steering: OrderSteering | null;
  /** What the order allows to be done and the person's role too; otherwise why not. */
  permissions: Record<OrderAct, Permission>;
  asking: OrderEffect[];
  effects: OrderEffect[];
  documents: OrderDocument[] | null;
  events: OrderEvent[] | null;
  hasEarlierEvents: boolean;
  messages: OrderMessage[];
};
