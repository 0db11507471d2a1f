import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import { pageOf, type Page, type PagingArguments, type Position } from "#tests/sandbox/graphql/paging/paging.ts";
import { sortByPosition } from "#tests/sandbox/graphql/paging/sort-by-position.ts";
import { unsupported } from "#tests/sandbox/graphql/graphql-errors.ts";
import type { RequestContext } from "#tests/sandbox/graphql/request-context.ts";
import { matcherOf } from "#tests/sandbox/graphql/search/match-search.ts";
import { idsSearched } from "#tests/sandbox/graphql/search/ids-searched.ts";
import { orderSearch } from "#tests/sandbox/graphql/search/order-search.ts";

export type OrderListArguments = PagingArguments & { query?: string | null; sortKey?: string | null };

const sortValues: Record<string, (order: Order) => Position["value"]> = {
  ID: () => null,
  CREATED_AT: ({ createdAt }) => createdAt,
  PROCESSED_AT: ({ processedAt }) => processedAt,
  UPDATED_AT: ({ updatedAt }) => updatedAt,
  ORDER_NUMBER: ({ number }) => number,
  PO_NUMBER: ({ poNumber }) => poNumber,
};

/** One page of orders, filtered and sorted as asked. */
export function pageOfOrders(context: RequestContext, orders: Iterable<Order>, args: OrderListArguments): Page<Order> {
  const valueOf = sortValues[args.sortKey ?? "PROCESSED_AT"];
  if (!valueOf) throw unsupported(`sorting orders by ${args.sortKey}`);
  const positionOf = (order: Order): Position => ({ value: valueOf(order), id: order.id });
  const isMeant = matcherOf(orderSearch(context.shop, context.now), args.query, context.now);
  return pageOf(sortByPosition(orders, isMeant, positionOf), args, positionOf);
}

/** All orders of a shop, or those alone that a search for ids can mean. */
export function ordersToSearch(shop: Shop, query: string | null | undefined): Iterable<Order> {
  return idsSearched(query)?.flatMap((id) => shop.orders.get(id) ?? []) ?? shop.orders.values();
}
