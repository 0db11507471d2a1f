import { eraseTraces } from "#app/db/shops/erase-customer.ts";
import { closeShop, GIVEN_UP_STATES, redactShop, saveScopes, saveShop } from "#app/db/shops/shop-lifecycle.ts";
import { ordersOfCustomer } from "#app/db/order-rows.ts";
import type { NoticeRecord } from "#app/db/decisions/timeline-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import { assertNever } from "#app/domain/basics/assert.ts";
import { compareIds } from "#app/domain/basics/ids.ts";
import type { Change } from "#app/domain/orders/change.ts";
import { CAPABILITIES, type Capability } from "#app/domain/settings.ts";
import { placeholderFacts } from "#app/domain/orders/placeholder-facts.ts";
import { applyOrderChange } from "./apply-order-change.ts";
import type { Batch, OrderInBatch, UnderstoodMessage } from "#app/pipeline/batch.ts";
import { loadOrdersInto } from "#app/pipeline/load-facts.ts";

const KINDS = [
  "shop",
  "app_uninstalled",
  "scopes",
  "customer_data_requested",
  "customer_redacted",
  "shop_redacted",
] as const;
const DATA_REQUEST = "data_request";
/** What such a notice knows; app/queries/people/read-customer-data.ts answers it. */
type DataRequest = { orderIds: string[]; customerId: string | null; requestId: string | null };
type ShopChange = Extract<Change, { kind: (typeof KINDS)[number] }>;

export function isShopChange(change: Change): change is ShopChange {
  return (KINDS as readonly string[]).includes(change.kind);
}

/** What concerns the shop as a whole: its profile, its leaving, and requests about personal data. None needs a token. */
export async function applyShopChange(
  sql: Sql,
  batch: Batch,
  entry: UnderstoodMessage,
  change: ShopChange,
): Promise<void> {
  const shop = batch.shop.id;
  switch (change.kind) {
    case "shop":
      return saveShop(sql, shop, change);
    case "app_uninstalled":
      return tameBatch(batch, await closeShop(sql, batch.shop, saidAt(entry), batch.now));
    case "scopes":
      return saveScopes(sql, shop, change.scopes);
    case "customer_data_requested":
      return noteDataRequest(sql, batch, change);
    case "customer_redacted":
      return redactCustomer(sql, batch, entry, change);
    case "shop_redacted":
      if (!(await redactShop(sql, batch.shop, saidAt(entry), batch.now))) return;
      tameBatch(batch, CAPABILITIES);
      return forgetBatch(batch);
    default:
      return assertNever(change);
  }
}

/** What this batch decides after the farewell is only watched, and what it knew to be queued is given up. */
function tameBatch(batch: Batch, tamed: readonly Capability[]): void {
  for (const setting of tamed.map((name) => batch.shop.settings.capabilities[name])) {
    if (setting.mode !== "off") setting.mode = "watch";
  }
  for (const row of [...batch.outbox.values()].flat()) {
    if (!GIVEN_UP_STATES.includes(row.state) || !tamed.includes(row.capability)) continue;
    row.state = "obsolete";
    row.settledAt = batch.now;
  }
}

/** When Shopify said it first; a delivery that is repeated bears the same time. */
function saidAt({ message }: UnderstoodMessage): Date {
  return message.triggeredAt ?? message.receivedAt;
}

/**
 * The notice bears ids alone: what else the request says of the customer is forgotten with its body. Orders that only their
 * e-mail address leads to are therefore looked for now, and not when the data is asked for.
 */
async function noteDataRequest(
  sql: Sql,
  batch: Batch,
  change: Extract<ShopChange, { kind: "customer_data_requested" }>,
) {
  const { customerId, requestId } = change;
  const orderIds = (await allOrdersOf(sql, batch, change)).sort(compareIds);
  const details: DataRequest = { orderIds, customerId, requestId };
  batch.notices.push({
    kind: DATA_REQUEST,
    sentence: "A customer asked for the data you keep about them. Download it here and send it to them within 30 days.",
    details,
  });
}

/** The orders that a request names, and whatever else is recorded of the customer or first heard of in this batch. */
async function allOrdersOf(
  sql: Sql,
  batch: Batch,
  change: { customerId: string | null; email: string | null; orderIds: string[] },
): Promise<string[]> {
  const ofBatch = [...batch.orders.values()].filter((order) => isOfCustomer(order, change)).map((order) => order.id);
  const recorded = await ordersOfCustomer(sql, batch.shop.id, change);
  return [...new Set([...change.orderIds, ...ofBatch, ...recorded])];
}

async function redactCustomer(
  sql: Sql,
  batch: Batch,
  entry: UnderstoodMessage,
  change: Extract<ShopChange, { kind: "customer_redacted" }>,
) {
  const orderIds = await allOrdersOf(sql, batch, change);
  await loadOrdersInto(sql, batch, orderIds);
  // Of an order that was redacted before nothing is left to erase: what was decided and told since names nobody.
  const redactedIds = orderIds.filter((id) => batch.orders.get(id)?.facts?.isRedacted);
  await eraseTraces(sql, batch.shop.id, { ...change, orderIds, redactedIds });
  // What this batch was about to say of these orders was said of the buyer too.
  const isErased = new Set(orderIds);
  batch.timeline = batch.timeline.filter((each) => !isErased.has(each.orderId));
  batch.notices = batch.notices.map((notice) => forgetIn(notice, change.customerId));
  for (const orderId of orderIds) redactOrderOf(batch, entry, change, orderId);
}

function redactOrderOf(batch: Batch, entry: UnderstoodMessage, change: Change, orderId: string): void {
  const order = batch.orders.get(orderId);
  if (!order) return;
  const isUnknown = order.facts === null;
  if (isUnknown && batch.isShopErased) return;
  // Its webhooks may still be on their way: what they say of the buyer must not be kept when they come.
  order.facts ??= placeholderFacts(orderId);
  const wanted = batch.wantedReads.length;
  applyOrderChange(batch, entry, change, orderId);
  if (isUnknown) batch.wantedReads.length = wanted;
}

/** A customer who asks for their data and to be forgotten in one breath leaves no id in the notice either. */
function forgetIn(notice: NoticeRecord, customerId: string | null): NoticeRecord {
  const isOfOther = notice.kind !== DATA_REQUEST || (notice.details as DataRequest).customerId !== customerId;
  return isOfOther ? notice : { ...notice, details: { ...(notice.details as DataRequest), customerId: null } };
}

/** An order that this batch was the first to hear of is in no table yet. */
function isOfCustomer({ facts }: OrderInBatch, change: { customerId: string | null; email: string | null }): boolean {
  if (!facts) return false;
  const isSame = change.customerId !== null && facts.customer?.id === change.customerId;
  return isSame || (change.email !== null && facts.email?.toLowerCase() === change.email.toLowerCase());
}

/** Nothing that this batch has learnt of the shop before may be written after its erasure. */
function forgetBatch(batch: Batch): void {
  batch.isShopErased = true;
  for (const known of [batch.orders, batch.levels, batch.allocations, batch.outbox, batch.seenLevels]) known.clear();
  for (const known of [batch.touchedLevels, batch.disconnectedLevels, batch.freedItems, batch.shortLevels])
    known.clear();
  for (const said of [batch.postings, batch.timeline, batch.notices, batch.wantedReads]) said.length = 0;
}
