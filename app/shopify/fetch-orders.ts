import type { LevelObservation } from "#app/domain/inventory/level.ts";
import type { OrderRead } from "#app/domain/orders/change.ts";
import type { FulfillmentOrderFacts } from "#app/domain/orders/order-facts.ts";
import type { AdminCall, Send } from "./admin-client.ts";
import { fetchFulfillments } from "./orders/read-fulfillments.ts";
import { fetchRefunds } from "./orders/read-refunds.ts";
import {
  findOrdersCall,
  ORDERS_A_CALL,
  ORDERS_A_SEARCH,
  ordersCall,
  parseOrderPages,
  restOfWorkLines,
  restOfWorks,
} from "./read-orders.ts";
import type { OrderPage } from "./orders/order-work-nodes.ts";
import { chunksOf } from "./query-points.ts";
import {
  findLevelsCall,
  LEVELS_A_CALL,
  LEVELS_A_SEARCH,
  levelsAtCall,
  pairsOfWork,
  parseLevelsAt,
  type LevelPair,
} from "./read-levels.ts";
import { parseWholeOrder, restOfLineItems, restOfShippingLines, wholeOrderCall } from "./orders/read-whole-orders.ts";
import { readOn } from "./read-on.ts";

export type FetchedOrders = {
  reads: OrderRead[];
  /** Asked for and not there: deleted, or older than the app may see. Reading them again would show the same. */
  missingIds: string[];
};

/**
 * Reads orders' work, payments and risk, many in a call, and the levels of the goods that are still to be shipped.
 *
 * @param now is asked before each call, so that a read never claims to be newer than what it saw.
 * @throws UnreadableAnswer, and whatever `send` throws.
 */
export async function fetchOrders(send: Send, orderIds: readonly string[], now: () => Date): Promise<FetchedOrders> {
  const pages: OrderPage[] = [];
  // A single order is not cheaper by a search, and a search knows of new orders a little later.
  const searched = orderIds.length > 1 ? orderIds : [];
  for (const chunk of chunksOf(searched, ORDERS_A_SEARCH)) {
    const readAt = now().toISOString();
    pages.push(...parseOrderPages(await send(findOrdersCall(chunk)), readAt));
  }
  const found = new Set(pages.map((page) => page.read.orderId));
  for (const chunk of chunksOf(
    orderIds.filter((id) => !found.has(id)),
    ORDERS_A_CALL,
  )) {
    const readAt = now().toISOString();
    pages.push(...parseOrderPages(await send(ordersCall(chunk)), readAt));
  }
  const reads: OrderRead[] = [];
  for (const page of pages) reads.push(await completeWork(send, page));
  return finish(send, orderIds, reads, now);
}

/** Reads everything of orders whose webhooks were lost, or contradict each other. The same promises as `fetchOrders`. */
export async function fetchWholeOrders(
  send: Send,
  orderIds: readonly string[],
  now: () => Date,
): Promise<FetchedOrders> {
  const reads: OrderRead[] = [];
  for (const orderId of orderIds) {
    const readAt = now().toISOString();
    const page = parseWholeOrder(await send(wholeOrderCall(orderId)), readAt);
    if (!page) continue;
    const read = await completeWork(send, page);
    const lines = await readOn(send, page.lineItems, restOfLineItems(orderId));
    const shippingLines = await readOn(send, page.shippingLines, restOfShippingLines(orderId));
    const refunds = await fetchRefunds(send, page.refundIds);
    const fulfillments = await fetchFulfillments(send, page.fulfillmentIds);
    reads.push({ ...read, order: { ...page.snapshot, lines, shippingLines, refunds, fulfillments } });
  }
  return finish(send, orderIds, reads, now);
}

/** Reads all states of items at locations. An item that a location does not hold has no observation. */
export async function fetchLevels(
  send: Send,
  pairs: readonly LevelPair[],
  now: () => Date,
): Promise<LevelObservation[]> {
  const itemsByLocation = new Map<string, Set<string>>();
  for (const { locationId, inventoryItemId } of pairs) {
    itemsByLocation.set(locationId, (itemsByLocation.get(locationId) ?? new Set()).add(inventoryItemId));
  }
  const observations: LevelObservation[] = [];
  for (const [locationId, items] of itemsByLocation)
    observations.push(...(await fetchLevelsAt(send, locationId, [...items], now)));
  return observations;
}

async function fetchLevelsAt(
  send: Send,
  locationId: string,
  itemIds: readonly string[],
  now: () => Date,
): Promise<LevelObservation[]> {
  const observations: LevelObservation[] = [];
  const found = new Set<string>();
  const ask = async (call: AdminCall) => {
    const readAt = now().toISOString();
    const answer = parseLevelsAt(await send(call), locationId);
    observations.push(...answer.observations.map((each) => ({ ...each, readAt })));
    for (const id of answer.itemIds) found.add(id);
  };
  for (const chunk of chunksOf(itemIds.length > 1 ? itemIds : [], LEVELS_A_SEARCH)) {
    await ask(findLevelsCall(locationId, chunk));
  }
  for (const chunk of chunksOf(
    itemIds.filter((id) => !found.has(id)),
    LEVELS_A_CALL,
  )) {
    await ask(levelsAtCall(locationId, chunk));
  }
  return observations;
}

/** One read of each level for all orders together: hot goods are in many of them. */
async function finish(
  send: Send,
  orderIds: readonly string[],
  reads: readonly OrderRead[],
  now: () => Date,
): Promise<FetchedOrders> {
  const levels = await fetchLevels(
    send,
    reads.flatMap((read) => pairsOfWork(read.fulfillmentOrders)),
    now,
  );
  const levelByPair = new Map(levels.map((level) => [pairKey(level), level]));
  const withLevels = reads.map((read) => {
    const keys = new Set(pairsOfWork(read.fulfillmentOrders).map(pairKey));
    return { ...read, levels: [...keys].flatMap((key) => levelByPair.get(key) ?? []) };
  });
  const found = new Set(reads.map((read) => read.orderId));
  return { reads: withLevels, missingIds: orderIds.filter((id) => !found.has(id)) };
}

function pairKey(pair: LevelPair): string {
  return `${pair.inventoryItemId}/${pair.locationId}`;
}

/** Continues an order's fulfillment orders and their lines until the last page. */
async function completeWork(send: Send, page: OrderPage): Promise<OrderRead> {
  const fulfillmentOrders: FulfillmentOrderFacts[] = [];
  for (const { work, lines } of await readOn(send, page.works, restOfWorks(page.read.orderId))) {
    fulfillmentOrders.push({ ...work, lines: await readOn(send, lines, restOfWorkLines(work.id)) });
  }
  return { ...page.read, fulfillmentOrders };
}
