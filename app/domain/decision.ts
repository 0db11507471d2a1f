import type { Allocation } from "./inventory/allocation.ts";
import type { Level } from "./inventory/level.ts";
import type { DocumentDraft, IssuedDocument } from "./invoicing/document.ts";
import type { OrderFacts } from "./orders/order-facts.ts";
import type { LocationFacts, VariantFacts } from "./routing/location-facts.ts";
import type { RouteWishes } from "./routing/route-wishes.ts";
import type { CarrierZone } from "./routing/prices/parcel-tariff.ts";
import type { RateCard } from "./routing/prices/rate-card.ts";
import type { Capability, ShopSettings } from "./settings.ts";

/** Everything a decision about one order may look at. What its route needs of it is kept to compute it again (decision-inputs.ts). */
export type OrderContext = {
  facts: OrderFacts;
  /** Whether the order may be acted on at all: not imported, not from before go-live (a test order may never be). */
  isImported: boolean;
  settings: ShopSettings;
  locations: LocationFacts[];
  /** What carriers ask the merchant. Of these the record keeps the version alone. */
  rateCards: readonly RateCard[];
  variantById: Record<string, VariantFacts>;
  /** Other recent orders of the same buyer (same customer, e-mail or phone), newest first, at most 20. */
  similarOrders: SimilarOrder[];
  /** Problem codes a person has looked at and passed for this order. */
  passedProblems: string[];
  /** What people said about where it leaves from. */
  routeWishes: RouteWishes;
  /** This order's claims before the decision. */
  allocations: Allocation[];
  /** Fulfillment orders whose plan is frozen: handed to the warehouse, exported, printed, progress reported. */
  frozenFulfillmentOrderIds: string[];
  documents: IssuedDocument[];
};

export type SimilarOrder = {
  id: string;
  name: string;
  createdAt: string;
  cancelledAt: string | null;
  /** "variantId x quantity" of its lines, sorted: equal texts are equal baskets. */
  basket: string;
  addressKey: string;
};

/** Lookup of levels by "inventoryItemId/locationId". `decide` never changes it: the batch applies what was decided. */
export type LevelBook = ReadonlyMap<string, Level>;

export type ProblemCode =
  | "address_missing"
  | "address_incomplete"
  | "house_number_missing"
  | "contact_missing"
  | "variant_unknown"
  | "duplicate_suspected"
  | "risk_high"
  | "risk_pending"
  | "payment_pending"
  | "unroutable";

/** One thing that is wrong with an order, in words for the person who looks at it. */
export type Problem = {
  code: ProblemCode;
  /** Shopify's hold reason it is pushed with. */
  holdReason: "AWAITING_PAYMENT" | "HIGH_RISK_OF_FRAUD" | "INCORRECT_ADDRESS" | "INVENTORY_OUT_OF_STOCK" | "OTHER";
  sentence: string;
  /** Field or line it is about, if any: "shippingAddress.address1", "line 123". */
  subject: string | null;
  /** Only problems that hold stop the order; the others are shown. */
  holds: boolean;
};

/** Units of one line of one fulfillment order planned at one location. */
export type PlannedQuantity = {
  fulfillmentOrderId: string;
  fulfillmentOrderLineId: string;
  lineItemId: string;
  /** Null for goods of which no stock is claimed: none is counted, or the merchant's policy does not ask for it. */
  inventoryItemId: string | null;
  locationId: string;
  quantity: number;
};

export type RoutePlan = {
  planned: PlannedQuantity[];
  /** Units no location can serve now; they stay where Shopify assigned them. */
  backordered: PlannedQuantity[];
  /** "Lyon has everything and is cheapest (312 km): about 6.10 EUR to send". */
  sentence: string;
  /** Absent in decisions from before routes had prices, and where all of it stays where it is whatever it costs. */
  cost?: RouteCost;
  /** Whom the parcels go with; absent where that is all estimated. */
  parcels?: PlannedParcel[];
  /** How each location's part travels. Absent in decisions from before it was kept, and of work that had to stay. */
  legs?: RouteLeg[];
  /** What else was considered, best first, at most 5, each with why it was not taken. */
  alternatives: RouteAlternative[];
};

/** What leaves one location for the buyer. */
export type RouteLeg = {
  locationId: string;
  units: number;
  /** Null where nobody knows where one of the two is. */
  kilometres: number | null;
  /** Days on the way beyond those that the fastest location would take that may serve the order. */
  daysLater: number;
};

/** Parcels of one kind from one location, and what a carrier asks for all of them. */
export type PlannedParcel = {
  locationId: string;
  /** Null: an estimate, no rate card covers the stretch. */
  carrier: CarrierZone | null;
  days: number;
  count: number;
  postageMinor: number;
};

export type RouteAlternative = {
  locationIds: string[];
  parcels: number;
  kilometres: number | null;
  /** What it would have cost to send what it has; null where it has nothing. Absent in decisions from before routes had prices. */
  costMinor?: number | null;
  sentence: string;
};

/** What a route is thought to cost, in minor units of the shop's currency. The terms come to the total. */
export type RouteCost = {
  /** What carriers ask. */
  postageMinor: number;
  /** Picking and packing. */
  handlingMinor: number;
  /** Goodwill for later days. */
  delayMinor: number;
  /** Goodwill for parcels beyond the first. */
  splitMinor: number;
  /** Leaving from elsewhere than where Shopify put it. */
  movesMinor: number;
  totalMinor: number;
};

/** State of one fulfillment order's plan, as far as deciding goes (picking, packed and shipped come from acts). */
export type PlanState = "deciding" | "held" | "backordered" | "moving" | "ready" | "done" | "elsewhere";

/**
 * Something Shopify must hear. `key` is deterministic: the same wish has the same key, so that it is queued once.
 * `capability` decides by its mode whether it is sent (act), asked (suggest) or only shown (watch).
 */
export type PlannedAction = { key: string; capability: Capability; fulfillmentOrderId: string } & (
  | { kind: "hold"; holdReason: Problem["holdReason"]; notes: string; handle: string }
  | { kind: "release_hold"; holdIds: string[] }
  | { kind: "move"; locationId: string; lines: { fulfillmentOrderLineId: string; quantity: number }[] | null }
  | { kind: "split"; lines: { fulfillmentOrderLineId: string; quantity: number }[] }
);

export type OrderDecision = {
  orderId: string;
  problems: Problem[];
  route: RoutePlan | null;
  /** The order's claims after the decision: replaces those before it. */
  allocations: Allocation[];
  planByFulfillmentOrder: Record<string, { state: PlanState; sentence: string }>;
  /** Next steps towards the plan, at most one for each fulfillment order; after each the order is read and decided again. */
  actions: PlannedAction[];
  /** Documents that are due now. Empty while not due; `documentSentence` says why or what. */
  documents: DocumentDraft[];
  documentSentence: string;
  /** Something a person must settle before a document may be issued; null when nothing is in the way. */
  documentObstacle: string | null;
  /** The whole decision in one plain sentence. */
  sentence: string;
};
