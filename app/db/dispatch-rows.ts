import type { Sql } from "./sql.ts";

/**
 * Shops that have something to do now: messages nobody has decided, outbox messages or reads that are due, or a shop
 * whose catalogue was not read since it was installed. Asked as the dispatcher, who sees no more than that.
 */
export async function findShopsWithWork(dispatcher: Sql, now: Date, most: number): Promise<string[]> {
  const rows = await dispatcher.query<{ shop: string }>(
    `SELECT id AS shop FROM shops s WHERE
       EXISTS (SELECT 1 FROM inbox_messages m WHERE m.shop = s.id AND m.state = 'waiting')
       OR EXISTS (SELECT 1 FROM wanted_reads r WHERE r.shop = s.id AND r.due_at <= $1)
       OR (s.status = 'installed' AND (
         EXISTS (SELECT 1 FROM outbox_messages o WHERE o.shop = s.id AND
           ((o.state = 'waiting' AND o.due_at <= $1) OR (o.state = 'sending' AND o.lease_until < $1)))
         OR EXISTS (SELECT 1 FROM orders t WHERE t.shop = s.id AND t.decide_at <= $1)
         OR s.catalog_read_at IS NULL OR s.catalog_read_at < s.installed_at))
     ORDER BY id LIMIT $2`,
    [now, most],
  );
  return rows.map((row) => row.shop);
}

/** When a shop has something due next in its outbox or reads; null when nothing is planned. */
export async function nextDue(sql: Sql, shop: string): Promise<Date | null> {
  const [row] = await sql.query<{ due: Date | null }>(
    `SELECT least(
       (SELECT min(due_at) FROM outbox_messages WHERE shop = $1 AND state = 'waiting'),
       (SELECT min(due_at) FROM wanted_reads WHERE shop = $1)) AS due`,
    [shop],
  );
  return row?.due ?? null;
}
