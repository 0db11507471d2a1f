import { loadVariants } from "#app/db/catalog-rows.ts";
import { loadChosenUnits } from "#app/db/decisions/choice-rows.ts";
import { loadDocuments } from "#app/db/document-rows.ts";
import { insertMessages } from "#app/db/inbox-writer.ts";
import { newestClaimants, ordersWaitingFor, type WaitingPlace } from "#app/db/level-rows.ts";
import { loadFrozen, loadSimilarOrders } from "#app/db/order-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import { decideBatch } from "#app/domain/decide-batch.ts";
import type { OrderContext, OrderDecision, SimilarOrder } from "#app/domain/decision.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import { claimableUnits, freeUnits, levelKey } from "#app/domain/inventory/level-book.ts";
import type { IssuedDocument } from "#app/domain/invoicing/document.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { addressKey, basketKey, customerKey } from "#app/domain/orders/order-keys.ts";
import { isPlaceholder } from "#app/domain/orders/placeholder-facts.ts";
import type { VariantFacts } from "#app/domain/routing/location-facts.ts";
import { NO_WISHES } from "#app/domain/routing/route-wishes.ts";
import type { ChosenUnits } from "#app/domain/routing/what-if/chosen-units.ts";
import type { Batch, OrderInBatch } from "./batch.ts";
import { levelReadDue } from "./changes/apply-level-change.ts";
import { loadLevelsInto, loadOrdersInto } from "./load-facts.ts";
import { isNoNews } from "./no-news.ts";
import { ownMessage } from "./own-messages.ts";

/** An order with what was decided about it and what the decision looked at; `found`: the levels of its goods then. */
export type DecidedOrder = {
  order: OrderInBatch;
  facts: OrderFacts;
  context: OrderContext;
  found: Level[];
  decision: OrderDecision;
  /** What it was routed to before; null where it never was. */
  chosenBefore: ChosenUnits | null;
};

// Enough that a delivery of a sold-out article serves everybody who waits for a usual one in a single batch. Where more
// wait, the next batch goes on behind them.
const MOST_WAITING = 100;

/**
 * Decides every order of the batch that changed, that a person or timer wants decided, or that waits for goods of which
 * units have just become free; oldest first, against one running set of levels. Answers those of which there is news.
 */
export async function decideOrders(sql: Sql, batch: Batch): Promise<DecidedOrder[]> {
  const lastAsked = await addWaitingOrders(sql, batch);
  await addThoseWhoGiveWay(sql, batch);
  const orders = [...batch.orders.values()].filter(
    (order) => isReadyToDecide(order) && (order.isChanged || order.isWanted || order.isAwoken),
  );
  if (orders.length === 0) return [];
  orders.sort((a, b) => a.facts!.createdAt.localeCompare(b.facts!.createdAt) || (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const [loaded, , chosen] = await Promise.all([
    loadContexts(sql, batch, orders),
    loadLevelsInto(sql, batch, itemsOf(batch, orders)),
    loadChosenUnits(
      sql,
      batch.shop.id,
      orders.map(({ id }) => id),
    ),
  ]);
  for (const order of orders) if (order.givesWay) giveBackClaims(batch, order);
  const contexts = orders.map(loaded);
  const decided = decideBatch(contexts, batch.levels, batch.now.toISOString());
  for (const [key, level] of decided.levels) {
    const before = batch.levels.get(key);
    if (before === level) continue;
    batch.levels.set(key, level);
    batch.touchedLevels.add(key);
    const hasLeft = level.unsettledUnits > (before?.unsettledUnits ?? 0);
    if (hasLeft || level.movedUnits > (before?.movedUnits ?? 0)) wantSettled(batch, key);
  }
  if (lastAsked !== null) await askOthersLater(sql, batch, lastAsked);
  return orders
    .map((order, index) => ({
      order,
      facts: order.facts!,
      context: contexts[index]!,
      found: decided.found[index]!,
      decision: decided.decisions[index]!,
      chosenBefore: chosen.get(order.id) ?? null,
    }))
    .filter((each) => !isNoNews(batch, each));
}

/** An order of which only parts have arrived yet is kept, and decided once it is there. */
function isReadyToDecide(order: OrderInBatch): boolean {
  return order.facts !== null && !isPlaceholder(order.facts);
}

/** @returns the last of those that wait who was asked; null when everybody was. */
async function addWaitingOrders(sql: Sql, batch: Batch): Promise<WaitingPlace | null> {
  const waiting = await ordersWaitingFor(sql, batch.shop.id, batch.freedItems, MOST_WAITING);
  const ids = waiting.map(({ orderId }) => orderId);
  await loadOrdersInto(sql, batch, ids);
  for (const id of ids) {
    const order = batch.orders.get(id);
    if (order?.facts) order.isAwoken = true;
  }
  return waiting.length < MOST_WAITING ? null : waiting.at(-1)!;
}

/** Of what is free still, those behind the last who was asked may have their share: a batch soon begins with them. */
async function askOthersLater(sql: Sql, batch: Batch, after: WaitingPlace): Promise<void> {
  const free = new Set([...batch.levels.values()].filter((level) => freeUnits(level, 0) > 0).map(itemOf));
  const inventoryItemIds = [...batch.freedItems.keys()].filter((item) => free.has(item));
  if (inventoryItemIds.length === 0) return;
  const body = { inventoryItemIds, after };
  const message = { topic: "switchyard/goods_freed", webhookId: `freed:${batch.id}`, body };
  await insertMessages(sql, [ownMessage(batch.shop.id, batch.now, message)]);
}

function itemOf({ inventoryItemId }: Level): string {
  return inventoryItemId;
}

/** Where less is there than was promised, the newest claims are given back, just enough of them. */
async function addThoseWhoGiveWay(sql: Sql, batch: Batch): Promise<void> {
  for (const key of batch.shortLevels) {
    const level = batch.levels.get(key)!;
    const missing = level.allocated - claimableUnits(level);
    const orderIds = await newestClaimants(sql, batch.shop.id, level, missing);
    await loadOrdersInto(sql, batch, orderIds);
    for (const id of orderIds) {
      const order = batch.orders.get(id)!;
      order.isWanted = true;
      order.givesWay = true;
    }
  }
}

/**
 * Takes an order's claims off the levels that hold too little. Its other claims are its own until it is decided: what it
 * leaves then is unsettled, so that the level is read and whoever waits for it is served.
 */
function giveBackClaims(batch: Batch, order: OrderInBatch): void {
  const kept = [];
  for (const claim of batch.allocations.get(order.id) ?? []) {
    const key = levelKey(claim.inventoryItemId, claim.locationId);
    const level = batch.levels.get(key);
    if (!level?.isTracked || !batch.shortLevels.has(key)) {
      kept.push(claim);
      continue;
    }
    const movingUnits = level.movingUnits - claim.movingQuantity;
    batch.levels.set(key, { ...level, allocated: level.allocated - claim.quantity, movingUnits });
    batch.touchedLevels.add(key);
  }
  batch.allocations.set(order.id, kept);
}

/** Claims were given back, or units moved here: the level is read whole, again if this batch has seen it, to see what is really there. */
function wantSettled(batch: Batch, key: string): void {
  batch.wantedReads.push({ subject: "inventory_level", id: key, dueAt: levelReadDue(batch.now) });
}

/** The goods an order wants and the goods it has claims on: both levels change when it is decided. */
function itemsOf(batch: Batch, orders: readonly OrderInBatch[]): string[] {
  const items = new Set<string>();
  for (const order of orders) {
    const lines = order.facts!.fulfillmentOrders.flatMap((fulfillmentOrder) => fulfillmentOrder.lines);
    for (const { inventoryItemId } of lines) if (inventoryItemId !== null) items.add(inventoryItemId);
    for (const allocation of batch.allocations.get(order.id) ?? []) items.add(allocation.inventoryItemId);
  }
  return [...items];
}

/** Loads what decisions look at besides the facts; answers each order's context, with its claims as they are then. */
async function loadContexts(
  sql: Sql,
  batch: Batch,
  orders: readonly OrderInBatch[],
): Promise<(order: OrderInBatch) => OrderContext> {
  const shop = batch.shop.id;
  const ids = orders.map((order) => order.id);
  const variantIds = orders.flatMap((order) => order.facts!.lines.flatMap((line) => line.variantId ?? []));
  const [variants, documents, frozen, similar] = await Promise.all([
    loadVariants(sql, shop, [...new Set(variantIds)]),
    loadDocuments(sql, shop, ids),
    loadFrozen(sql, shop, ids),
    findSimilar(sql, batch, orders),
  ]);
  return (order) => ({
    facts: order.facts!,
    isImported: order.isImported,
    settings: batch.shop.settings,
    locations: batch.shop.locations,
    rateCards: batch.shop.rateCards.cards,
    variantById: variantsOf(order.facts!, variants),
    similarOrders: similar(order),
    passedProblems: order.passedProblems,
    routeWishes: order.routeWishes ?? NO_WISHES,
    allocations: batch.allocations.get(order.id) ?? [],
    frozenFulfillmentOrderIds: order.facts!.fulfillmentOrders.map(({ id }) => id).filter((id) => frozen.has(id)),
    documents: documents.get(order.id) ?? ([] as IssuedDocument[]),
  });
}

function variantsOf(facts: OrderFacts, variants: ReadonlyMap<string, VariantFacts>): Record<string, VariantFacts> {
  const found: Record<string, VariantFacts> = {};
  for (const { variantId } of facts.lines) {
    const variant = variantId === null ? undefined : variants.get(variantId);
    if (variant) found[variant.id] = variant;
  }
  return found;
}

type Comparable = SimilarOrder & { customerKey: string };

/** Orders of the same buyers, from the database and from this batch itself: a duplicate often comes within a second. */
async function findSimilar(
  sql: Sql,
  batch: Batch,
  orders: readonly OrderInBatch[],
): Promise<(order: OrderInBatch) => SimilarOrder[]> {
  const keys = [...new Set(orders.flatMap((order) => customerKey(order.facts!) ?? []))];
  const oldest = orders[0]!.facts!.createdAt;
  const since = new Date(Date.parse(oldest) - batch.shop.settings.duplicateWindowMinutes * 60_000);
  const inBatch = orders.flatMap((order) => comparable(order.facts!));
  const idsInBatch = new Set(orders.map((order) => order.id));
  const stored = (await loadSimilarOrders(sql, batch.shop.id, keys, since))
    .filter((row) => !idsInBatch.has(row.id))
    .map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  const byKey = Map.groupBy<string, Comparable>([...stored, ...inBatch], (other) => other.customerKey);
  return (order) => {
    const key = customerKey(order.facts!);
    const others = key === null ? [] : (byKey.get(key) ?? []).filter((other) => other.id !== order.id);
    return others
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
      .slice(0, 20)
      .map(({ customerKey: _buyer, ...other }) => other);
  };
}

function comparable(facts: OrderFacts): Comparable[] {
  const key = customerKey(facts);
  if (key === null) return [];
  const { id, name, createdAt, cancelledAt } = facts;
  return [
    {
      id,
      name,
      createdAt,
      cancelledAt,
      basket: basketKey(facts),
      addressKey: addressKey(facts.shippingAddress),
      customerKey: key,
    },
  ];
}

/** The levels of the order's goods as the batch leaves them, for the record. */
export function levelsSeen(batch: Batch, decided: DecidedOrder): Level[] {
  const items = new Set(itemsOf(batch, [decided.order]));
  return [...batch.levels.values()].filter((level) => items.has(level.inventoryItemId));
}
