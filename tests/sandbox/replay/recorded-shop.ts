import { z } from "zod";
import { handleAdminRequest } from "#tests/sandbox/handle-request.ts";
import { levelAt, shiftQuantities } from "#tests/sandbox/inventory/shift-quantities.ts";
import { installApp } from "#tests/sandbox/oauth/install-app.ts";
import { issueAccessToken } from "#tests/sandbox/oauth/issue-tokens.ts";
import { createWorld, nextId, nowOf, type World } from "#tests/sandbox/state.ts";
import { addressOf, createShop } from "#tests/sandbox/state/create-shop.ts";
import { idFromGid } from "#tests/sandbox/state/ids.ts";
import { parseAmount } from "#tests/sandbox/state/money.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { compareAnswers, createIdMap, translate, type IdMap } from "./compare-answers.ts";
import { stripUnsupported } from "./strip-unsupported.ts";

/** A shop put into the state that a recording starts from, with an app that has the scopes of the recording one. */
export type RecordedShop = { world: World; shop: Shop; token: string; ids: IdMap };

const apiKey = "recording-app";

/** The app that recorded had no `read_apps` and no `read_users`: it was refused the fields behind them. */
const scopes = [
  "write_orders",
  "write_order_edits",
  "write_products",
  "write_inventory",
  "write_locations",
  "write_customers",
  "write_merchant_managed_fulfillment_orders",
];

const answerForm = z.looseObject({
  data: z.unknown(),
  errors: z.array(z.unknown()).optional(),
  extensions: z.looseObject({ cost: z.looseObject({ requestedQueryCost: z.number() }) }).optional(),
});

export type Exchange = {
  query: string;
  variables: Record<string, unknown>;
  response: unknown;
  /** False when the recording left the document out: another one costs something else. */
  hasRecordedDocument: boolean;
};

export function openRecordedShop(currency = "USD"): RecordedShop {
  let seconds = 0;
  const start = Date.parse("2026-07-10T12:21:54Z");
  const world = createWorld({ clock: () => new Date(start + (seconds += 1) * 1000), seed: 1 });
  // An address in a country the sandbox has no tax rates for: the recording shops were not set up to collect taxes.
  const address = addressOf({ country: "Antarctica", countryCode: "AQ" });
  const shop = createShop(world, { domain: "recorded.myshopify.com", currency, taxesIncluded: false, address });
  const credentials = { secret: "secret", previousSecret: null };
  const terms = { title: "Recorder", handle: "recorder", url: "https://recorder.example", subscriptions: [] };
  world.apps.set(apiKey, { id: nextId(world, "App"), apiKey, ...credentials, ...terms });
  const installation = installApp(world, shop, apiKey, scopes);
  const { token } = issueAccessToken(world, installation, { kind: "offline", seconds: null, userId: null });
  return { world, shop, token, ids: createIdMap() };
}

function idIn(kind: string, gid: string): string {
  const id = idFromGid(kind, gid);
  if (id === undefined) throw new Error(`${gid} is not the id of a ${kind}.`);
  return id;
}

export function addLocation({ world, shop }: RecordedShop, gid: string, name: string): void {
  const now = nowOf(world);
  const id = idIn("Location", gid);
  shop.locations.set(id, {
    id,
    name,
    address: addressOf({ country: "Canada", countryCode: "CA", city: "Toronto", latitude: 43.65, longitude: -79.38 }),
    isActive: true,
    fulfillsOnlineOrders: true,
    shipsInventory: true,
    offersLocalPickup: false,
    rank: shop.locations.size + 1,
    fulfillmentServiceApiKey: null,
    createdAt: now,
    updatedAt: now,
  });
}

export type VariantFacts = { title?: string; sku?: string; price?: string; tracked?: boolean; item?: string };

/** A variant with an item of its own, stocked (with nothing) at the named locations in that order. */
export function addVariant(
  recorded: RecordedShop,
  gid: string,
  locations: readonly string[],
  facts: VariantFacts = {},
): void {
  const { world, shop } = recorded;
  const now = nowOf(world);
  const id = idIn("ProductVariant", gid);
  const productId = nextId(world, "Product");
  const itemId = facts.item ? idIn("InventoryItem", facts.item) : nextId(world, "InventoryItem");
  const times = { createdAt: now, updatedAt: now };
  const sku = facts.sku ?? null;
  shop.products.set(productId, {
    id: productId,
    title: facts.title ?? "Recorded product",
    handle: `product-${id}`,
    vendor: "Recorder",
    productType: "",
    status: "ACTIVE",
    tags: [],
    variantIds: [id],
    isBundle: false,
    isGiftCard: false,
    ...times,
  });
  shop.variants.set(id, {
    id,
    productId,
    inventoryItemId: itemId,
    title: "Default Title",
    sku,
    barcode: null,
    priceMinor: parseAmount(facts.price ?? "20.00", shop.currency) ?? 0,
    position: 1,
    inventoryPolicy: "CONTINUE",
    taxable: true,
    components: [],
    sellingPlanIds: [],
    ...times,
  });
  shop.inventoryItems.set(itemId, {
    id: itemId,
    variantId: id,
    sku,
    tracked: facts.tracked ?? true,
    requiresShipping: true,
    unitCostMinor: null,
    countryCodeOfOrigin: null,
    provinceCodeOfOrigin: null,
    harmonizedSystemCode: null,
    weightGrams: 0,
    ...times,
  });
  for (const location of locations) levelAt(world, shop, itemId, idIn("Location", location), { kind: "shopify" });
}

/** Puts units of an item on the shelf of a location, so that routing prefers it. */
export function stockUp({ world, shop }: RecordedShop, variantGid: string, locationGid: string, units: number): void {
  const variant = shop.variants.get(idIn("ProductVariant", variantGid));
  const actor = { kind: "staff", staffMemberId: null } as const;
  const level = levelAt(world, shop, variant?.inventoryItemId ?? "", idIn("Location", locationGid), actor);
  shiftQuantities(world, shop, level, { available: units }, { actor, reason: "set up", subject: variantGid });
}

export type Replay = { differences: string[]; isSupported: boolean };

/**
 * Sends a recorded request with our ids and answers how the answer differs from the recorded one: data, errors, and the requested
 * cost where the whole request could be sent.
 */
export async function replay(recorded: RecordedShop, exchange: Exchange): Promise<Replay> {
  const stripped = stripUnsupported(exchange.query);
  if (!stripped) return { differences: [], isSupported: false };
  const answer = await send(recorded, stripped.query, translate(recorded.ids, exchange.variables));
  const { data, errors, extensions } = answerForm.parse(exchange.response);
  const differences = [
    ...compareAnswers(recorded.ids, data, answer.data, stripped.left, "data"),
    ...compareAnswers(recorded.ids, errorsOf(errors), errorsOf(answer.errors), stripped.left, "errors"),
  ];
  const cost = extensions?.cost.requestedQueryCost;
  const given = answer.extensions?.cost.requestedQueryCost;
  if (exchange.hasRecordedDocument && cost !== undefined && stripped.left.size === 0 && cost !== given) {
    differences.push(`the requested cost is ${given}, recorded is ${cost}`);
  }
  return { differences, isSupported: true };
}

async function send({ world, shop, token }: RecordedShop, query: string, variables: unknown) {
  const response = await handleAdminRequest(world, {
    method: "POST",
    path: "/admin/api/2026-10/graphql.json",
    shopDomain: shop.domain,
    headers: { "x-shopify-access-token": token, "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return answerForm.parse(JSON.parse(response.body));
}

/** What counts of an error: what it says, its code and where it arose. */
function errorsOf(errors: unknown[] | undefined): unknown[] {
  return (errors ?? []).map((error) => {
    const { message, path, extensions } = error as { message: string; path?: unknown; extensions?: { code?: string } };
    return { message, path, code: extensions?.code };
  });
}
