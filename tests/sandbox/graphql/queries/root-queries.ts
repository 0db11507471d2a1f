import { isActive } from "#tests/sandbox/orders/order-fulfillment.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { Company } from "#tests/sandbox/state/people.ts";
import type { BulkOperation } from "#tests/sandbox/state/shop.ts";
import { unsupported } from "#tests/sandbox/graphql/graphql-errors.ts";
import { idOf, levelIdsOf } from "#tests/sandbox/graphql/ids-of.ts";
import { pageOf, type Page, type PagingArguments, type Position } from "#tests/sandbox/graphql/paging/paging.ts";
import type { RequestContext, TypeResolvers } from "#tests/sandbox/graphql/request-context.ts";
import { matcherOf, type SearchFields } from "#tests/sandbox/graphql/search/match-search.ts";
import { fulfillmentOrderSearch, heldSearch, orderSearch } from "#tests/sandbox/graphql/search/order-search.ts";
import {
  bulkOperationSearch,
  companySearch,
  customerSearch,
  webhookSubscriptionSearch,
} from "#tests/sandbox/graphql/search/people-search.ts";
import {
  inventoryItemSearch,
  locationSearch,
  productSearch,
  variantSearch,
} from "#tests/sandbox/graphql/search/stock-search.ts";
import { sortByPosition } from "#tests/sandbox/graphql/paging/sort-by-position.ts";
import { countOf } from "#tests/sandbox/graphql/sources.ts";
import { topicEnum } from "#tests/sandbox/graphql/webhook-topics.ts";
import { quantityNameList } from "#tests/sandbox/graphql/types/stock-types.ts";
import { findCompanyLocation, findLevelOf, findNode } from "./find-node.ts";
import { ordersToSearch, pageOfOrders, type OrderListArguments } from "./list-orders.ts";

type ById = { id: string };
type ListArguments = PagingArguments & { query?: string | null; sortKey?: string | null };
type Identified = { id: string };

/** How a list can be sorted: the key's name and the value it sorts by. Ids break ties and are the only order of `ID`. */
type SortKeys<T> = Readonly<Record<string, (item: T) => Position["value"]>>;

function pageOfList<T extends Identified>(
  items: Iterable<T>,
  args: ListArguments,
  list: { search: SearchFields<T>; sortKeys: SortKeys<T>; now: string },
): Page<T> {
  const valueOf = list.sortKeys[args.sortKey ?? "ID"];
  if (!valueOf) throw unsupported(`sorting by ${args.sortKey}`);
  const positionOf = (item: T): Position => ({ value: valueOf(item), id: item.id });
  const isMeant = matcherOf(list.search, args.query, list.now);
  return pageOf(sortByPosition(items, isMeant, positionOf), args, positionOf);
}

const byId = { ID: () => null };
const byTimes = {
  ...byId,
  CREATED_AT: ({ createdAt }: { createdAt: string }) => createdAt,
  UPDATED_AT: ({ updatedAt }: { updatedAt: string }) => updatedAt,
};

const orders = {
  order: (_: unknown, args: ById, { shop }: RequestContext) => shop.orders.get(idOf("Order", args.id)) ?? null,
  orders: (_: unknown, args: OrderListArguments, context: RequestContext) =>
    pageOfOrders(context, ordersToSearch(context.shop, args.query), args),
  ordersCount: (_: unknown, args: { query?: string | null; limit?: number | null }, { shop, now }: RequestContext) => {
    const isMeant = matcherOf(orderSearch(shop, now), args.query, now);
    return countOf([...shop.orders.values()].filter(isMeant).length, args.limit ?? undefined);
  },
  fulfillmentOrder: (_: unknown, args: ById, { shop }: RequestContext) =>
    shop.fulfillmentOrders.get(idOf("FulfillmentOrder", args.id)) ?? null,
  fulfillmentOrders: (
    _: unknown,
    args: ListArguments & { includeClosed?: boolean | null },
    { shop, now }: RequestContext,
  ) => {
    const all = [...shop.fulfillmentOrders.values()];
    const shown = args.includeClosed === true ? all : all.filter(isActive);
    return pageOfList(shown, args, { search: fulfillmentOrderSearch, sortKeys: byTimes, now });
  },
  manualHoldsFulfillmentOrders: (_: unknown, args: ListArguments, { shop, now }: RequestContext) => {
    const held = [...shop.fulfillmentOrders.values()].filter(({ holds }: FulfillmentOrder) => holds.length > 0);
    return pageOfList(held, args, { search: heldSearch(shop, now), sortKeys: byId, now });
  },
  fulfillment: (_: unknown, args: ById, { shop }: RequestContext) =>
    shop.fulfillments.get(idOf("Fulfillment", args.id)) ?? null,
};

type LocationArguments = ListArguments & { includeInactive?: boolean | null; includeLegacy?: boolean | null };

const stock = {
  location: (_: unknown, args: { id?: string | null }, { shop }: RequestContext) => {
    if (args.id) return shop.locations.get(idOf("Location", args.id)) ?? null;
    return [...shop.locations.values()].find(({ rank }) => rank === 1) ?? null;
  },
  locations: (_: unknown, args: LocationArguments, { shop, now }: RequestContext) => {
    const shown = [...shop.locations.values()].filter(
      (location) =>
        (location.isActive || args.includeInactive === true) &&
        (location.fulfillmentServiceApiKey === null || args.includeLegacy === true),
    );
    const sortKeys = { ...byId, NAME: ({ name }: { name: string }) => name };
    return pageOfList(shown, { ...args, sortKey: args.sortKey ?? "NAME" }, { search: locationSearch, sortKeys, now });
  },
  locationsAvailableForDeliveryProfilesConnection: (
    _: unknown,
    args: PagingArguments,
    { shop, now }: RequestContext,
  ) => {
    const shown = [...shop.locations.values()].filter(({ isActive: active }) => active);
    return pageOfList(shown, args, { search: locationSearch, sortKeys: byId, now });
  },
  inventoryItem: (_: unknown, args: ById, { shop }: RequestContext) =>
    shop.inventoryItems.get(idOf("InventoryItem", args.id)) ?? null,
  inventoryItems: (_: unknown, args: ListArguments, { shop, now }: RequestContext) =>
    pageOfList(shop.inventoryItems.values(), args, { search: inventoryItemSearch, sortKeys: byId, now }),
  inventoryLevel: (_: unknown, args: ById, context: RequestContext) => {
    const { id, inventoryItemId } = levelIdsOf(args.id);
    return findLevelOf(context, inventoryItemId, id) ?? null;
  },
  inventoryProperties: () => ({ quantityNames: quantityNameList }),
};

const catalogue = {
  product: (_: unknown, args: ById, { shop }: RequestContext) => shop.products.get(idOf("Product", args.id)) ?? null,
  products: (_: unknown, args: ListArguments, { shop, now }: RequestContext) => {
    const sortKeys = { ...byTimes, TITLE: ({ title }: { title: string }) => title };
    return pageOfList(shop.products.values(), args, { search: productSearch, sortKeys, now });
  },
  productVariant: (_: unknown, args: ById, { shop }: RequestContext) =>
    shop.variants.get(idOf("ProductVariant", args.id)) ?? null,
  productVariants: (_: unknown, args: ListArguments, { shop, now }: RequestContext) => {
    const sortKeys = {
      ...byId,
      SKU: ({ sku }: { sku: string | null }) => sku,
      TITLE: ({ title }: { title: string }) => title,
    };
    return pageOfList(shop.variants.values(), args, { search: variantSearch(shop), sortKeys, now });
  },
  productVariantsCount: (_: unknown, args: { query?: string | null }, { shop, now }: RequestContext) =>
    countOf([...shop.variants.values()].filter(matcherOf(variantSearch(shop), args.query, now)).length),
};

const people = {
  customer: (_: unknown, args: ById, { shop }: RequestContext) => shop.customers.get(idOf("Customer", args.id)) ?? null,
  customers: (_: unknown, args: ListArguments, { shop, now }: RequestContext) =>
    pageOfList(shop.customers.values(), args, { search: customerSearch, sortKeys: byTimes, now }),
  company: (_: unknown, args: ById, { shop }: RequestContext) => shop.companies.get(idOf("Company", args.id)) ?? null,
  companies: (_: unknown, args: ListArguments, { shop, now }: RequestContext) => {
    const sortKeys = { ...byTimes, NAME: ({ name }: Company) => name };
    return pageOfList(shop.companies.values(), args, { search: companySearch, sortKeys, now });
  },
  companyLocation: (_: unknown, args: ById, { shop }: RequestContext) =>
    findCompanyLocation(shop, idOf("CompanyLocation", args.id)) ?? null,
};

type SubscriptionArguments = ListArguments & { topics?: string[] | null };

const machinery = {
  shop: (_: unknown, __: unknown, { shop }: RequestContext) => shop,
  currentAppInstallation: (_: unknown, __: unknown, { installation }: RequestContext) => installation,
  bulkOperation: (_: unknown, args: ById, { shop }: RequestContext) =>
    shop.bulkOperations.get(idOf("BulkOperation", args.id)) ?? null,
  bulkOperations: (_: unknown, args: ListArguments, { shop, app, now }: RequestContext) => {
    const own = [...shop.bulkOperations.values()].filter(({ apiKey }: BulkOperation) => apiKey === app.apiKey);
    const sortKeys = {
      ...byId,
      CREATED_AT: ({ createdAt }: BulkOperation) => createdAt,
      COMPLETED_AT: ({ completedAt }: BulkOperation) => completedAt,
    };
    return pageOfList(
      own,
      { ...args, sortKey: args.sortKey ?? "CREATED_AT" },
      { search: bulkOperationSearch, sortKeys, now },
    );
  },
  /** Jobs are finished when they are answered; the id is all there is of them. */
  job: (_: unknown, args: ById) => ({ id: idOf("Job", args.id), isDone: true }),
  webhookSubscription: (_: unknown, args: ById, { shop }: RequestContext) =>
    shop.webhookSubscriptions.get(idOf("WebhookSubscription", args.id)) ?? null,
  webhookSubscriptions: (_: unknown, args: SubscriptionArguments, { shop, app, now }: RequestContext) => {
    const own = [...shop.webhookSubscriptions.values()].filter(
      ({ apiKey, topic }) => apiKey === app.apiKey && (args.topics?.includes(topicEnum(topic)) ?? true),
    );
    return pageOfList(own, args, { search: webhookSubscriptionSearch, sortKeys: byId, now });
  },
};

export const queryRoot: TypeResolvers = {
  fields: {
    ...orders,
    ...stock,
    ...catalogue,
    ...people,
    ...machinery,
    node: (_: unknown, args: ById, context: RequestContext) => findNode(context, args.id),
    nodes: (_: unknown, args: { ids: string[] }, context: RequestContext) =>
      args.ids.map((id) => findNode(context, id)),
  },
};
