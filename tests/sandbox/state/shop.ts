import type {
  InventoryAdjustmentGroup,
  InventoryItem,
  InventoryLevel,
  Product,
  SellingPlan,
  Variant,
} from "./catalog.ts";
import type { Fulfillment, FulfillmentOrder } from "./fulfillment.ts";
import type { Instant } from "./instant.ts";
import type { CalculatedOrder } from "./order-changes.ts";
import type { Order } from "./order.ts";
import type { Address, Company, Customer, Location } from "./people.ts";

export type PlanName = "BASIC" | "ADVANCED" | "PLUS" | "ENTERPRISE";

/** Points a second and bucket size for each app, by plan (the platform's published rates; the bucket holds 20 s worth). */
export const plans: Record<PlanName, { restoreRate: number; bucketSize: number; displayName: string }> = {
  BASIC: { restoreRate: 100, bucketSize: 2000, displayName: "Basic" },
  ADVANCED: { restoreRate: 200, bucketSize: 4000, displayName: "Advanced" },
  PLUS: { restoreRate: 1000, bucketSize: 20_000, displayName: "Shopify Plus" },
  ENTERPRISE: { restoreRate: 2000, bucketSize: 40_000, displayName: "Shopify Enterprise" },
};

/** Points left in an app's bucket at a moment, in milliseconds because requests come faster than seconds. */
export type CostBucket = { available: number; asOfMs: number };

export type AccessToken = {
  token: string;
  kind: "offline" | "online";
  apiKey: string;
  scopes: string[];
  issuedAt: Instant;
  /** Null for a token that does not expire. */
  expiresAt: Instant | null;
  userId: string | null;
};

export type RefreshToken = {
  token: string;
  apiKey: string;
  issuedAt: Instant;
  expiresAt: Instant;
  /** The refresh token this one replaced: it stays valid until this one is first used. */
  replaces: string | null;
  /** Set when a later one was used: this one is then dead. */
  isDead: boolean;
};

/** An app on a shop. An uninstalled app keeps its record, with `uninstalledAt` set and every token removed. */
export type Installation = {
  id: string;
  apiKey: string;
  scopes: string[];
  installedAt: Instant;
  uninstalledAt: Instant | null;
  accessTokens: Map<string, AccessToken>;
  refreshTokens: Map<string, RefreshToken>;
  bucket: CostBucket;
};

export type StaffMember = {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  isShopOwner: boolean;
  locale: string;
};

export type Metafield = {
  id: string;
  /** gid of what it belongs to. */
  ownerId: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  compareDigest: string;
  createdAt: Instant;
  updatedAt: Instant;
};

export type WebhookSubscription = {
  id: string;
  apiKey: string;
  /** "orders/create". */
  topic: string;
  uri: string;
  filter: string | null;
  includeFields: string[];
  metafieldNamespaces: string[];
  name: string | null;
  apiVersion: string;
  createdAt: Instant;
  updatedAt: Instant;
};

export type BulkOperation = {
  id: string;
  apiKey: string;
  type: "QUERY" | "MUTATION";
  status: "CREATED" | "RUNNING" | "COMPLETED" | "CANCELING" | "CANCELED" | "FAILED" | "EXPIRED";
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null;
  query: string;
  createdAt: Instant;
  /** When the simulated work will be finished, in milliseconds since 1970. */
  finishesAtMs: number;
  completedAt: Instant | null;
  objectCount: number;
  rootObjectCount: number;
  /** The JSONL text, read when the operation began and shown only once it is completed; null when there is none. */
  result: string | null;
};

export type IdempotencyRecord = {
  key: string;
  apiKey: string;
  mutation: string;
  /** Hash of the arguments: the same key with others is refused. */
  argumentsHash: string;
  outcome: "succeeded" | "failed";
  /** What the first attempt answered, replayed on the same key. */
  answer: unknown;
  at: Instant;
};

export type Shop = {
  id: string;
  name: string;
  /** "name.myshopify.com": the key of the world's map and what tokens, requests and webhooks are addressed by. */
  domain: string;
  email: string;
  ownerName: string;
  currency: string;
  /** Presentment currencies: units of it for one unit of the shop's currency, as text; the shop's own is not listed. */
  exchangeRates: Record<string, string>;
  ianaTimezone: string;
  weightUnit: "GRAMS" | "KILOGRAMS" | "OUNCES" | "POUNDS";
  address: Address;
  taxesIncluded: boolean;
  /** Country codes where the merchant is registered for tax: the checkout (commerce/) charges tax there and nowhere else. */
  taxCountries: string[];
  plan: PlanName;
  createdAt: Instant;
  nextOrderNumber: number;
  staff: StaffMember[];

  /** By api key. */
  installations: Map<string, Installation>;

  /** Maps by id; each remembers the order of creation. */
  locations: Map<string, Location>;
  products: Map<string, Product>;
  variants: Map<string, Variant>;
  sellingPlans: Map<string, SellingPlan>;
  inventoryItems: Map<string, InventoryItem>;
  customers: Map<string, Customer>;
  companies: Map<string, Company>;
  orders: Map<string, Order>;
  fulfillmentOrders: Map<string, FulfillmentOrder>;
  fulfillments: Map<string, Fulfillment>;
  calculatedOrders: Map<string, CalculatedOrder>;
  inventoryAdjustmentGroups: Map<string, InventoryAdjustmentGroup>;
  bulkOperations: Map<string, BulkOperation>;
  webhookSubscriptions: Map<string, WebhookSubscription>;
  /** By owner gid, then "namespace.key". */
  metafields: Map<string, Map<string, Metafield>>;
  /** By `${apiKey}:${key}`. */
  idempotencyRecords: Map<string, IdempotencyRecord>;

  /** By `levelKey(item, location)`. Write through `addInventoryLevel` only: the two below index the same objects. */
  inventoryLevels: Map<string, InventoryLevel>;
  levelsByItem: Map<string, InventoryLevel[]>;
  levelsByLocation: Map<string, InventoryLevel[]>;
};

export function levelKey(inventoryItemId: string, locationId: string): string {
  return `${inventoryItemId}:${locationId}`;
}

export function findLevel(shop: Shop, inventoryItemId: string, locationId: string): InventoryLevel | undefined {
  return shop.inventoryLevels.get(levelKey(inventoryItemId, locationId));
}

/** Adds a level to the shop and to both indexes. */
export function addInventoryLevel(shop: Shop, level: InventoryLevel): void {
  shop.inventoryLevels.set(levelKey(level.inventoryItemId, level.locationId), level);
  appendTo(shop.levelsByItem, level.inventoryItemId, level);
  appendTo(shop.levelsByLocation, level.locationId, level);
}

function appendTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The physical stock of a level: every state except incoming. */
export function onHandOf(level: InventoryLevel): number {
  const { available, committed, reserved, damaged, safety_stock, quality_control } = level.quantities;
  return (
    available.quantity +
    committed.quantity +
    reserved.quantity +
    damaged.quantity +
    safety_stock.quantity +
    quality_control.quantity
  );
}
