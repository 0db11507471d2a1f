import type { Instant } from "./instant.ts";

export type Product = {
  id: string;
  title: string;
  handle: string;
  vendor: string;
  productType: string;
  status: "ACTIVE" | "ARCHIVED" | "DRAFT";
  tags: string[];
  variantIds: string[];
  /** A Shopify bundle: its variants are sold whole and arrive on orders exploded into their components. */
  isBundle: boolean;
  isGiftCard: boolean;
  createdAt: Instant;
  updatedAt: Instant;
};

export type BundleComponent = { variantId: string; quantity: number };

export type Variant = {
  id: string;
  productId: string;
  inventoryItemId: string;
  title: string;
  sku: string | null;
  barcode: string | null;
  /** In the shop's currency. */
  priceMinor: number;
  position: number;
  inventoryPolicy: "DENY" | "CONTINUE";
  taxable: boolean;
  /** What one unit explodes into at checkout; empty unless the product is a Shopify bundle. */
  components: BundleComponent[];
  /** Selling plans a shopper may choose. */
  sellingPlanIds: string[];
  createdAt: Instant;
  updatedAt: Instant;
};

export type SellingPlan = {
  id: string;
  name: string;
  category: "PRE_ORDER" | "SUBSCRIPTION" | "TRY_BEFORE_YOU_BUY" | "OTHER";
  /** When the checkout takes stock: pre-orders usually only on fulfillment. */
  reserveInventory: "ON_SALE" | "ON_FULFILLMENT";
  /** Prepaid subscriptions: how many deliveries are paid at once and the days between them. */
  deliveries: number;
  deliveryIntervalDays: number;
  /** Pre-orders: when the goods are expected. */
  expectedShipDate: Instant | null;
};

export type InventoryItem = {
  id: string;
  variantId: string;
  sku: string | null;
  tracked: boolean;
  requiresShipping: boolean;
  unitCostMinor: number | null;
  countryCodeOfOrigin: string | null;
  provinceCodeOfOrigin: string | null;
  harmonizedSystemCode: string | null;
  weightGrams: number;
  createdAt: Instant;
  updatedAt: Instant;
};

/** The states that are stored. `on_hand` is always the sum of all of them except `incoming` and is never stored. */
export const storedQuantityNames = [
  "available",
  "committed",
  "reserved",
  "damaged",
  "safety_stock",
  "quality_control",
  "incoming",
] as const;
export type StoredQuantityName = (typeof storedQuantityNames)[number];
export type QuantityName = StoredQuantityName | "on_hand";

export type StoredQuantity = { quantity: number; updatedAt: Instant | null };

export type InventoryLevel = {
  id: string;
  inventoryItemId: string;
  locationId: string;
  isActive: boolean;
  quantities: Record<StoredQuantityName, StoredQuantity>;
  createdAt: Instant;
  updatedAt: Instant;
};

export type InventoryChange = {
  inventoryItemId: string;
  locationId: string;
  name: QuantityName;
  delta: number;
  quantityAfterChange: number | null;
  ledgerDocumentUri: string | null;
};

/** The receipt of one inventory write, as the merchant's inventory history shows it. */
export type InventoryAdjustmentGroup = {
  id: string;
  createdAt: Instant;
  reason: string;
  referenceDocumentUri: string | null;
  /** The app that wrote, or null for staff and for Shopify itself. */
  apiKey: string | null;
  changes: InventoryChange[];
};
