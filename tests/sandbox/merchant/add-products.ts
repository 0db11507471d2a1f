import { nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import type { InventoryItem, Product, SellingPlan, StoredQuantityName, Variant } from "#tests/sandbox/state/catalog.ts";
import { instantAfter } from "#tests/sandbox/state/instant.ts";
import type { Location } from "#tests/sandbox/state/people.ts";
import { nextChance, nextInteger } from "#tests/sandbox/state/random.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { levelAt } from "#tests/sandbox/inventory/shift-quantities.ts";
import type { ProductLine, StockProfile, VariantLine } from "./product-line.ts";

/** Fills a shop's shelves. `stockFactor` multiplies what lies at each location; a thousand orders need more than a demo. */
export function addProducts(world: World, shop: Shop, range: readonly ProductLine[], stockFactor: number): void {
  for (const line of range) {
    const product = addProduct(world, shop, line);
    line.variants.forEach((variant, index) =>
      addVariant(world, shop, product, line, { variant, position: index + 1, stockFactor }),
    );
  }
}

/** The variant of a SKU; asking for one the shop does not sell is a mistake of the caller. */
export function variantOfSku(shop: Shop, sku: string): Variant {
  for (const variant of shop.variants.values()) if (variant.sku === sku) return variant;
  throw new Error(`${shop.name} does not sell ${sku}.`);
}

function addProduct(world: World, shop: Shop, line: ProductLine): Product {
  const now = nowOf(world);
  const product: Product = {
    id: nextId(world, "Product"),
    title: line.title,
    handle: line.title.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
    vendor: line.vendor,
    productType: line.type,
    status: "ACTIVE",
    tags: line.tags ?? [],
    variantIds: [],
    isBundle: line.kind === "shopify bundle",
    isGiftCard: line.kind === "gift card",
    createdAt: now,
    updatedAt: now,
  };
  shop.products.set(product.id, product);
  return product;
}

type Placing = { variant: VariantLine; position: number; stockFactor: number };

function addVariant(world: World, shop: Shop, product: Product, line: ProductLine, placing: Placing): void {
  const now = nowOf(world);
  const { title, sku, priceMinor, policy = "DENY", stock = "everywhere" } = placing.variant;
  const variantId = nextId(world, "ProductVariant");
  const item: InventoryItem = {
    id: nextId(world, "InventoryItem"),
    variantId,
    sku,
    tracked: stock !== "not-counted",
    requiresShipping: line.kind !== "digital" && line.kind !== "gift card",
    unitCostMinor: Math.round(priceMinor * 0.42),
    countryCodeOfOrigin: line.origin,
    provinceCodeOfOrigin: null,
    harmonizedSystemCode: line.harmonizedSystemCode,
    weightGrams: line.weightGrams,
    createdAt: now,
    updatedAt: now,
  };
  const variant: Variant = {
    id: variantId,
    productId: product.id,
    inventoryItemId: item.id,
    title,
    sku,
    barcode: `40${variantId.slice(-10).padStart(11, "0")}`,
    priceMinor,
    position: placing.position,
    inventoryPolicy: policy,
    taxable: line.kind !== "gift card",
    components: (line.components ?? []).map((part) => ({
      variantId: variantOfSku(shop, part.sku).id,
      quantity: part.quantity,
    })),
    sellingPlanIds: line.plan ? [addPlan(world, shop, line.plan).id] : [],
    createdAt: now,
    updatedAt: now,
  };
  shop.variants.set(variant.id, variant);
  shop.inventoryItems.set(item.id, item);
  product.variantIds.push(variant.id);
  if (item.tracked) shelve(world, shop, item, stock, placing.stockFactor);
}

function addPlan(world: World, shop: Shop, kind: NonNullable<ProductLine["plan"]>): SellingPlan {
  const id = nextId(world, "SellingPlan");
  const plan: SellingPlan =
    kind === "pre-order"
      ? {
          id,
          name: "Pre-order, ships in six weeks",
          category: "PRE_ORDER",
          reserveInventory: "ON_FULFILLMENT",
          deliveries: 1,
          deliveryIntervalDays: 0,
          expectedShipDate: instantAfter(nowOf(world), 42 * 86_400),
        }
      : {
          id,
          name: "Three months prepaid",
          category: "SUBSCRIPTION",
          reserveInventory: "ON_SALE",
          deliveries: 3,
          deliveryIntervalDays: 30,
          expectedShipDate: null,
        };
  shop.sellingPlans.set(plan.id, plan);
  return plan;
}

/** Stock is there before anybody listens: it is set, not booked. */
function shelve(world: World, shop: Shop, item: InventoryItem, profile: StockProfile, stockFactor: number): void {
  const continents = new Map<string, Location[]>();
  for (const location of shop.locations.values()) {
    const continent = ["US", "CA"].includes(location.address.countryCode ?? "") ? "America" : "Europe";
    continents.set(continent, [...(continents.get(continent) ?? []), location]);
  }
  for (const locations of continents.values()) {
    locations.forEach((location, index) => {
      if (profile === "first-only" && index !== 0) return;
      if (profile === "second-only" && index !== Math.min(1, locations.length - 1)) return;
      const level = levelAt(world, shop, item.id, location.id, { kind: "staff", staffMemberId: null });
      const set = (name: StoredQuantityName, quantity: number): void => {
        level.quantities[name] = { quantity, updatedAt: nowOf(world) };
      };
      set("available", unitsOf(world, profile, index) * stockFactor);
      if (profile === "sold-out" && index === 0) set("incoming", 40);
      if (profile === "everywhere" && nextChance(world.random, 0.06)) set("damaged", nextInteger(world.random, 1, 3));
      if (profile === "everywhere" && nextChance(world.random, 0.04)) set("safety_stock", 5);
    });
  }
}

/** The first location of a continent is its warehouse, the later ones hold less. */
function unitsOf(world: World, profile: StockProfile, index: number): number {
  if (profile === "sold-out") return 0;
  if (profile === "low") return nextInteger(world.random, 0, 3);
  return index === 0 ? nextInteger(world.random, 60, 180) : nextInteger(world.random, 8, 40);
}
