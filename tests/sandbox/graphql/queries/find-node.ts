import { parseGid } from "#tests/sandbox/state/ids.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import { findLevel, type Shop } from "#tests/sandbox/state/shop.ts";
import { invalidGlobalId } from "#tests/sandbox/graphql/graphql-errors.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";

/** Which type a source stands for where the schema only says Node. Remembered when the node is looked up. */
const typeNames = new WeakMap<object, string>();

export function typeNameOf(source: object): string {
  const name = typeNames.get(source);
  if (!name) throw new Error("A node was handed on without its type.");
  return name;
}

export function asNode<T extends object>(typeName: string, source: T): T {
  typeNames.set(source, typeName);
  return source;
}

type Lookup = (shop: Shop, id: string, parameters: string) => object | undefined;

const lookups: Readonly<Record<string, Lookup>> = {
  Order: (shop, id) => shop.orders.get(id),
  FulfillmentOrder: (shop, id) => shop.fulfillmentOrders.get(id),
  Fulfillment: (shop, id) => shop.fulfillments.get(id),
  Product: (shop, id) => shop.products.get(id),
  ProductVariant: (shop, id) => shop.variants.get(id),
  InventoryItem: (shop, id) => shop.inventoryItems.get(id),
  InventoryLevel: (shop, id, parameters) => findLevelByGid(shop, id, parameters),
  Location: (shop, id) => shop.locations.get(id),
  Customer: (shop, id) => shop.customers.get(id),
  Company: (shop, id) => shop.companies.get(id),
  CompanyLocation: (shop, id) => findCompanyLocation(shop, id),
  BulkOperation: (shop, id) => shop.bulkOperations.get(id),
  WebhookSubscription: (shop, id) => shop.webhookSubscriptions.get(id),
  InventoryAdjustmentGroup: (shop, id) => shop.inventoryAdjustmentGroups.get(id),
  Refund: (shop, id) => findOnOrder(shop, (order) => order.refunds.find((each) => each.id === id), "refund"),
  Return: (shop, id) => findOnOrder(shop, (order) => order.returns.find((each) => each.id === id), "return"),
  OrderTransaction: (shop, id) => {
    return findOnOrder(shop, (order) => order.transactions.find((each) => each.id === id), "transaction");
  },
};

/** The object of a gid, or null when there is none; a text that is no gid is refused. Types nobody can look up answer null. */
export function findNode({ shop }: RequestContext, text: string): object | null {
  const parsed = parseGid(text);
  if (!parsed) throw invalidGlobalId(text);
  const source = lookups[parsed.kind]?.(shop, parsed.id, parsed.parameters);
  return source ? asNode(parsed.kind, source) : null;
}

function findLevelByGid(shop: Shop, id: string, parameters: string): object | undefined {
  const itemId = new URLSearchParams(parameters).get("inventory_item_id") ?? "";
  return shop.levelsByItem.get(itemId)?.find((level) => level.id === id);
}

/** The level of a gid, by item and level id. */
export function findLevelOf({ shop }: RequestContext, inventoryItemId: string, id: string) {
  const level = shop.levelsByItem.get(inventoryItemId)?.find((each) => each.id === id);
  return level ? findLevel(shop, inventoryItemId, level.locationId) : undefined;
}

export function findCompanyLocation(shop: Shop, id: string): object | undefined {
  for (const company of shop.companies.values()) {
    const found = company.locations.find((location) => location.id === id);
    if (found) return found;
  }
  return undefined;
}

/** Newest orders first: what is looked up by the id of its part has usually just happened. */
function findOnOrder<T>(shop: Shop, find: (order: Order) => T | undefined, name: string): object | undefined {
  for (const order of [...shop.orders.values()].reverse()) {
    const found = find(order);
    if (found) return { order, [name]: found };
  }
  return undefined;
}
