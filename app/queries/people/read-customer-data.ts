import { database } from "#app/db.server.ts";
import { loadOrders, ordersOfCustomer } from "#app/db/order-rows.ts";
import { calledBy } from "#app/db/shops/people-rows.ts";
import type { Sql } from "#app/db/sql.ts";
import { compareIds } from "#app/domain/basics/ids.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { readJson } from "./read-json.ts";
import { sayAmount, tellOrder } from "./tell-order.ts";

// Topics whose message tells an order whole.
const WHOLE_ORDER = ["create", "updated", "paid", "cancelled", "fulfilled", "partially_fulfilled"].map(
  (event) => `orders/${event}`,
);

const ERASED =
  "The customer's personal data has been erased on request. Their orders name nobody any more; documents that were issued " +
  "are kept as the law wants.";

export type CustomerData = Awaited<ReturnType<typeof tellCustomer>>;

/**
 * Everything that is kept of the customer who asked for it (`customers/data_request`), as it goes into the file for them.
 * Theirs are the orders that stand in the notice, and whatever else bears their Shopify id by now.
 *
 * @returns undefined when the shop has no such notice, or it is about something else.
 */
export function readCustomerData(shop: string, noticeId: string, now: Date): Promise<CustomerData | undefined> {
  return database.inShop(shop, async (sql) => {
    const request = await readRequest(sql, shop, noticeId);
    return request && tellCustomer(sql, shop, request, now);
  });
}

type DataRequest = { askedAt: Date; requestId: string | null; customerId: string | null; orderIds: string[] };

async function readRequest(sql: Sql, shop: string, noticeId: string): Promise<DataRequest | undefined> {
  const [request] = await sql.query<DataRequest>(
    `SELECT at AS "askedAt", details->>'requestId' AS "requestId", details->>'customerId' AS "customerId",
       ARRAY(SELECT jsonb_array_elements_text(details->'orderIds')) AS "orderIds"
     FROM notices WHERE shop = $1 AND id = $2 AND kind = 'data_request'`,
    [shop, noticeId],
  );
  return request;
}

async function tellCustomer(sql: Sql, shop: string, request: DataRequest, now: Date) {
  const { customerId, requestId, askedAt } = request;
  const bearing = await ordersOfCustomer(sql, shop, { customerId, email: null });
  const orderIds = [...new Set([...request.orderIds, ...bearing])].sort(compareIds);
  const kept = await loadOrders(sql, shop, orderIds);
  const facts = orderIds.flatMap((id) => kept.get(id)?.facts ?? []);
  const ids = facts.map(({ id }) => id);
  const beside = await readBeside(sql, shop, ids);
  return {
    about: "Everything that Switchyard keeps of one customer of this shop. Times are in UTC.",
    shop: await readShopName(sql, shop),
    request: { id: requestId, askedAt: askedAt.toISOString(), writtenAt: now.toISOString() },
    remarks: remarksOn(facts, orderIds),
    customer: tellContact(facts, customerId),
    orders: facts.map((each) => tellOrder(each, beside(each.id))),
    seenBy: await readSeenBy(sql, shop, ids),
  };
}

function remarksOn(facts: readonly OrderFacts[], orderIds: readonly string[]): string[] {
  const known = new Set(facts.map(({ id }) => id));
  const unknown = orderIds.filter((id) => !known.has(id));
  return [
    ...(facts.some(({ isRedacted }) => isRedacted) ? [ERASED] : []),
    ...(unknown.length > 0 ? [`Nothing is kept of these orders that Shopify named: ${unknown.join(", ")}.`] : []),
    ...(facts.length === 0 ? ["No order of this customer is kept here."] : []),
  ];
}

/** The customer as their orders have them; a name or address that has changed stands there twice. */
function tellContact(facts: readonly OrderFacts[], customerId: string | null) {
  const each = (values: (order: OrderFacts) => (string | null | undefined)[]) => [
    ...new Set(facts.flatMap(values).filter((value) => value !== null && value !== undefined && value !== "")),
  ];
  return {
    shopifyId: customerId,
    names: each(({ customer, shippingAddress, billingAddress }) => [
      customer?.displayName,
      shippingAddress?.name,
      billingAddress?.name,
    ]),
    emails: each(({ email }) => [email]),
    phones: each(({ phone, shippingAddress, billingAddress }) => [
      phone,
      shippingAddress?.phone,
      billingAddress?.phone,
    ]),
    companies: each(({ company, shippingAddress, billingAddress }) => [
      company?.name,
      shippingAddress?.company,
      billingAddress?.company,
    ]),
  };
}

async function readShopName(sql: Sql, shop: string) {
  const [row] = await sql.query<{ name: string; domain: string }>("SELECT name, domain FROM shops WHERE id = $1", [
    shop,
  ]);
  return row ?? null;
}

type OfOrder<T> = { orderId: string; told: T };

async function readBeside(sql: Sql, shop: string, orderIds: readonly string[]) {
  const timeline = await readTold(
    sql,
    `SELECT order_id AS "orderId", jsonb_build_object('at', at, 'kind', kind, 'sentence', sentence) AS told
     FROM timeline_entries WHERE shop = $1 AND order_id = ANY($2::bigint[]) ORDER BY id`,
    [shop, [...orderIds]],
  );
  const toldShopify = await readTold(
    sql,
    `SELECT order_id AS "orderId", jsonb_build_object('at', coalesce(settled_at, created_at), 'what', kind, 'state', state,
       'notes', payload->>'notes', 'reason', reason) AS told
     FROM outbox_messages WHERE shop = $1 AND order_id = ANY($2::bigint[]) ORDER BY id`,
    [shop, [...orderIds]],
  );
  const findings = await readTold(
    sql,
    `SELECT order_id AS "orderId", jsonb_build_object('kind', kind, 'sentence', sentence) AS told
     FROM history_findings WHERE shop = $1 AND order_id = ANY($2::bigint[]) ORDER BY order_id, kind`,
    [shop, [...orderIds]],
  );
  const documents = await readDocuments(sql, shop, orderIds);
  const messages = await readLastMessages(sql, shop, orderIds);
  return (orderId: string) => ({
    timeline: timeline.get(orderId) ?? [],
    documents: documents.get(orderId) ?? [],
    toldShopify: toldShopify.get(orderId) ?? [],
    findings: findings.get(orderId) ?? [],
    lastMessage: messages.get(orderId),
  });
}

async function readTold(sql: Sql, text: string, values: readonly unknown[]): Promise<Map<string, object[]>> {
  return byOrder(await sql.query<OfOrder<object>>(text, values));
}

function byOrder<T>(rows: readonly OfOrder<T>[]): Map<string, T[]> {
  const told = new Map<string, T[]>();
  for (const row of rows) told.set(row.orderId, [...(told.get(row.orderId) ?? []), row.told]);
  return told;
}

/** Documents with what is written in them, word for word as they were issued. */
async function readDocuments(sql: Sql, shop: string, orderIds: readonly string[]) {
  type Row = {
    orderId: string;
    label: string;
    kind: string;
    issuedAt: Date;
    currency: string;
    total: string;
    body: string;
  };
  const rows = await sql.query<Row>(
    `SELECT order_id AS "orderId", label, kind, issued_at AS "issuedAt", currency, total_minor AS total, body
     FROM documents WHERE shop = $1 AND order_id = ANY($2::bigint[]) ORDER BY id`,
    [shop, [...orderIds]],
  );
  return byOrder(
    rows.map(({ orderId, label, kind, issuedAt, currency, total, body }) => ({
      orderId,
      told: {
        label,
        kind,
        issuedAt: issuedAt.toISOString(),
        total: sayAmount(Number(total), currency),
        text: readJson(body),
      },
    })),
  );
}

async function readLastMessages(sql: Sql, shop: string, orderIds: readonly string[]) {
  const rows = await sql.query<{ orderId: string; topic: string; receivedAt: Date; body: Buffer }>(
    `SELECT DISTINCT ON (order_id) order_id AS "orderId", topic, received_at AS "receivedAt", body FROM inbox_messages
     WHERE shop = $1 AND order_id = ANY($2::bigint[]) AND topic = ANY($3::text[]) AND body <> '' ORDER BY order_id, id DESC`,
    [shop, [...orderIds], WHOLE_ORDER],
  );
  return new Map(
    rows.map(({ orderId, topic, receivedAt, body }) => [
      orderId,
      { topic, receivedAt: receivedAt.toISOString(), body: readJson(body.toString("utf8")) },
    ]),
  );
}

/**
 * Who of the staff has seen any of this, by the log: looks at their orders, messages and documents, searches that showed
 * them, and files like this one. The subjects are those that commands/note-personal-read.ts is given, and are looked up
 * whole: the log is long.
 */
async function readSeenBy(sql: Sql, shop: string, orderIds: readonly string[]) {
  type Row = { at: Date; person: string; personId: string | null; action: string; subject: string };
  const rows = await sql.query<Row>(
    `WITH subjects AS (
       SELECT 'order ' || id AS subject FROM unnest($2::bigint[]) AS id
       UNION SELECT 'document ' || label || ' of order ' || order_id FROM documents WHERE shop = $1 AND order_id = ANY($2::bigint[])
       UNION SELECT 'inbox message ' || id || ' of order ' || order_id FROM inbox_messages WHERE shop = $1 AND order_id = ANY($2::bigint[]))
     SELECT id, at, person, person_id AS "personId", action, subject FROM action_log
     WHERE shop = $1 AND action = 'read_personal_data' AND subject IN (SELECT subject FROM subjects)
     UNION ALL
     SELECT id, at, person, person_id, action, subject FROM action_log
     WHERE shop = $1 AND action IN ('search_orders', 'export_personal_data') AND details->'orderIds' ?| $3::text[]
     ORDER BY id`,
    [shop, [...orderIds], [...orderIds]],
  );
  return rows.map(({ at, person, personId, action, subject }) => ({
    at: at.toISOString(),
    person: personId === null ? person : calledBy(person, personId),
    saw: SAW[action] ?? subject,
  }));
}

const SAW: Readonly<Record<string, string>> = {
  search_orders: "their orders, by a search",
  export_personal_data: "all of this, as a file",
};
