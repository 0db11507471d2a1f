import type { HistoryFinding } from "#app/domain/history/finding.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { insertRows } from "./insert-rows.ts";
import type { Sql } from "./sql.ts";

/** An imported order, and its place among them. */
export type PastOrderRow = { id: string; createdAt: Date; facts: OrderFacts };

/** Imported orders placed since a moment, the newest first; `after` is the last one seen. */
export function loadPastOrders(
  sql: Sql,
  shop: string,
  since: Date,
  after: Pick<PastOrderRow, "id" | "createdAt"> | null,
  most: number,
): Promise<PastOrderRow[]> {
  const start = after === null ? "" : "AND (created_at, id) < ($4, $5)";
  return sql.query<PastOrderRow>(
    `SELECT id, created_at AS "createdAt", facts FROM orders
     WHERE shop = $1 AND is_imported AND created_at >= $2 ${start} ORDER BY created_at DESC, id DESC LIMIT $3`,
    [shop, since, most, ...(after === null ? [] : [after.createdAt, after.id])],
  );
}

export type RepeatedRow = {
  orderId: string;
  id: string;
  name: string;
  createdAt: Date;
  cancelledAt: string | null;
  basket: string;
  addressKey: string;
};

/** For each of these orders, the earlier ones of the same buyer with the same goods within so many minutes, newest first. */
export function loadRepeatedOrders(
  sql: Sql,
  shop: string,
  orderIds: readonly string[],
  windowMinutes: number,
): Promise<RepeatedRow[]> {
  return sql.query<RepeatedRow>(
    `SELECT o.id AS "orderId", s.id, s.name, s.created_at AS "createdAt", s.facts->>'cancelledAt' AS "cancelledAt", s.basket,
       s.address_key AS "addressKey"
     FROM orders o JOIN orders s ON s.shop = o.shop AND s.customer_key = o.customer_key AND s.basket = o.basket AND s.id <> o.id
       AND s.created_at BETWEEN o.created_at - make_interval(mins => $3) AND o.created_at
     WHERE o.shop = $1 AND o.id = ANY($2::bigint[]) AND o.customer_key IS NOT NULL AND o.basket <> ''
     ORDER BY o.id, s.created_at DESC, s.id DESC`,
    [shop, [...orderIds], windowMinutes],
  );
}

/** Counted levels whose available is below zero, with how far. */
export function loadOversold(
  sql: Sql,
  shop: string,
): Promise<{ inventoryItemId: string; locationId: string; units: number }[]> {
  return sql.query(
    `SELECT inventory_item_id AS "inventoryItemId", location_id AS "locationId", -available AS units FROM inventory_levels
     WHERE shop = $1 AND is_connected AND is_tracked AND available < 0`,
    [shop],
  );
}

/** Forgets what an earlier look has found. */
export async function clearFindings(sql: Sql, shop: string): Promise<void> {
  await sql.query("DELETE FROM history_findings WHERE shop = $1", [shop]);
}

/** Writes findings; one of the same kind about the same order is replaced. */
export async function saveFindings(sql: Sql, shop: string, findings: readonly HistoryFinding[]): Promise<void> {
  if (findings.length === 0) return;
  const columns = ["shop", "order_id", "kind", "amount_minor", "currency", "confidence", "sentence", "details"];
  await insertRows(
    sql,
    "history_findings",
    columns.map((name) => ({ name })),
    findings.map((f) => [
      shop,
      f.orderId,
      f.kind,
      f.amountMinor,
      f.currency,
      f.confidence,
      f.sentence,
      JSON.stringify(f.details),
    ]),
    `ON CONFLICT (shop, order_id, kind) DO UPDATE SET amount_minor = excluded.amount_minor, currency = excluded.currency,
       confidence = excluded.confidence, sentence = excluded.sentence, details = excluded.details`,
  );
}
