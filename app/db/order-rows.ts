import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { RouteWishes } from "#app/domain/routing/route-wishes.ts";
import type { ReadTimes } from "#app/domain/orders/fold-read.ts";
import { insertRows } from "./insert-rows.ts";
import type { Sql } from "./sql.ts";

/** An order as it lies in the database. */
export type OrderRow = {
  id: string;
  version: number;
  facts: OrderFacts;
  passedProblems: string[];
  /** Null where people said nothing. */
  routeWishes: RouteWishes | null;
  isImported: boolean;
  /** The decision in one sentence. */
  sentence: string;
};

/** What is written of an order after a batch. */
export type OrderRecord = OrderRow & {
  headline: string;
  needsPerson: boolean;
  problems: string[];
  searchText: string;
  customerKey: string | null;
  basket: string;
  addressKey: string;
  decidedAt: Date | null;
  /** When a reason to wait ends, and the order is to be decided again by itself. */
  decideAt: Date | null;
};

const COLUMNS = `id, version, facts, passed_problems AS "passedProblems", route_wishes AS "routeWishes",
  is_imported AS "isImported", sentence`;

export async function loadOrders(sql: Sql, shop: string, ids: readonly string[]): Promise<Map<string, OrderRow>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<OrderRow>(`SELECT ${COLUMNS} FROM orders WHERE shop = $1 AND id = ANY($2::bigint[])`, [
    shop,
    [...ids],
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which of these orders are recorded whole: not only parts of them have arrived. */
export async function recordedOrders(sql: Sql, shop: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    "SELECT id FROM orders WHERE shop = $1 AND id = ANY($2::bigint[]) AND decided_at IS NOT NULL",
    [shop, [...ids]],
  );
  return new Set(rows.map((row) => row.id));
}

/** The orders of fulfillment orders that a hint names by id alone. */
export async function ordersOfFulfillmentOrders(
  sql: Sql,
  shop: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ id: string; orderId: string }>(
    `SELECT id, order_id AS "orderId" FROM fulfillment_orders WHERE shop = $1 AND id = ANY($2::bigint[])`,
    [shop, [...ids]],
  );
  return new Map(rows.map((row) => [row.id, row.orderId]));
}

/** Ids of orders that belong to a customer, for a request about personal data. */
export async function ordersOfCustomer(
  sql: Sql,
  shop: string,
  customer: { customerId: string | null; email: string | null },
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM orders WHERE shop = $1 AND customer_id = $2::bigint
     UNION
     SELECT id FROM orders WHERE shop = $1 AND customer_key IN ('mail ' || lower($3), 'customer ' || $2::text)`,
    [shop, customer.customerId, customer.email],
  );
  return rows.map((row) => row.id);
}

export type SimilarRow = {
  id: string;
  name: string;
  createdAt: Date;
  cancelledAt: string | null;
  basket: string;
  addressKey: string;
  customerKey: string;
};

/** Orders of these buyers placed since a moment: what a suspicious duplicate is compared with. */
export async function loadSimilarOrders(
  sql: Sql,
  shop: string,
  customerKeys: readonly string[],
  since: Date,
): Promise<SimilarRow[]> {
  if (customerKeys.length === 0) return [];
  return sql.query<SimilarRow>(
    `SELECT s.* FROM unnest($2::text[]) AS wanted (key) CROSS JOIN LATERAL (
       SELECT id, name, created_at AS "createdAt", facts->>'cancelledAt' AS "cancelledAt", basket, address_key AS "addressKey",
         customer_key AS "customerKey"
       FROM orders WHERE shop = $1 AND customer_key = wanted.key AND created_at >= $3 ORDER BY created_at DESC LIMIT 20) AS s`,
    [shop, [...customerKeys], since],
  );
}

const RECORD_COLUMNS = [
  "shop",
  "id",
  "name",
  "created_at",
  "updated_at",
  "version",
  "facts",
  "headline",
  "needs_person",
  "problems",
  "sentence",
  "search_text",
  "customer_key",
  "customer_id",
  "basket",
  "address_key",
  "currency",
  "total_minor",
  "line_count",
  "country_code",
  "source_name",
  "is_test",
  "is_imported",
  "passed_problems",
  "route_wishes",
  "decided_at",
  "decide_at",
];

/** Writes orders whole. The caller holds the writer's row, so what it loaded is what it replaces. */
export async function saveOrders(sql: Sql, shop: string, orders: readonly OrderRecord[]) {
  const kept = new Set(["shop", "id"]);
  const updates = RECORD_COLUMNS.filter((name) => !kept.has(name)).map((name) => `${name} = excluded.${name}`);
  await insertRows(
    sql,
    "orders",
    RECORD_COLUMNS.map((name) => ({ name })),
    orders.map((order) => recordValues(shop, order)),
    `ON CONFLICT (shop, id) DO UPDATE SET ${updates.join(", ")}`,
  );
}

/** Notes when orders were last read, where that is all that is new of them: their decisions stand. */
export async function saveReadTimes(sql: Sql, shop: string, orders: readonly { id: string; times: ReadTimes }[]) {
  if (orders.length === 0) return;
  await sql.query(
    `UPDATE orders SET facts = facts || read.times FROM unnest($2::bigint[], $3::jsonb[]) AS read (id, times)
     WHERE shop = $1 AND orders.id = read.id`,
    [shop, orders.map(({ id }) => id), orders.map(({ times }) => JSON.stringify(times))],
  );
}

function recordValues(shop: string, order: OrderRecord): unknown[] {
  const { facts } = order;
  return [
    shop,
    order.id,
    facts.name,
    facts.createdAt,
    facts.updatedAt,
    order.version,
    JSON.stringify(facts),
    order.headline,
    order.needsPerson,
    order.problems,
    order.sentence,
    order.searchText,
    order.customerKey,
    facts.customer?.id ?? null,
    order.basket,
    order.addressKey,
    facts.presentmentCurrency,
    facts.totals.presentment.currentTotalMinor,
    facts.lines.length,
    facts.shippingAddress?.countryCode ?? null,
    facts.sourceName,
    facts.isTest,
    order.isImported,
    order.passedProblems,
    order.routeWishes && JSON.stringify(order.routeWishes),
    order.decidedAt,
    order.decideAt,
  ];
}

export type FulfillmentOrderRecord = {
  id: string;
  orderId: string;
  status: string;
  locationId: string | null;
  planState: string;
  updatedAt: string;
};

/** Fulfillment orders by id, so that a hint finds its order and a list its state. */
export async function saveFulfillmentOrders(sql: Sql, shop: string, records: readonly FulfillmentOrderRecord[]) {
  const columns = ["shop", "id", "order_id", "status", "location_id", "plan_state", "updated_at"];
  await insertRows(
    sql,
    "fulfillment_orders",
    columns.map((name) => ({ name })),
    records.map((r) => [shop, r.id, r.orderId, r.status, r.locationId, r.planState, r.updatedAt]),
    `ON CONFLICT (shop, id) DO UPDATE SET status = excluded.status, location_id = excluded.location_id,
       plan_state = excluded.plan_state, updated_at = excluded.updated_at`,
  );
}

/** Fulfillment orders of these orders whose plan may no longer change. */
export async function loadFrozen(sql: Sql, shop: string, orderIds: readonly string[]): Promise<Set<string>> {
  if (orderIds.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(
    "SELECT id FROM fulfillment_orders WHERE shop = $1 AND order_id = ANY($2::bigint[]) AND frozen_at IS NOT NULL",
    [shop, [...orderIds]],
  );
  return new Set(rows.map((row) => row.id));
}

/**
 * Orders whose time has come, each once: their time is taken off them in the statement that finds them.
 *
 * @returns order ids with the time they were waiting for.
 */
export function takeDueOrders(sql: Sql, shop: string, now: Date, most: number): Promise<{ id: string; dueAt: Date }[]> {
  return sql.query<{ id: string; dueAt: Date }>(
    `WITH due AS (
       SELECT id, decide_at FROM orders WHERE shop = $1 AND decide_at <= $2 ORDER BY decide_at LIMIT $3 FOR UPDATE SKIP LOCKED)
     UPDATE orders AS o SET decide_at = NULL FROM due WHERE o.shop = $1 AND o.id = due.id
     RETURNING o.id, due.decide_at AS "dueAt"`,
    [shop, now, most],
  );
}
