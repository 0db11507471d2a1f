import type { Sql } from "./sql.ts";

/** Ids of shops, by what is to be done for them. */
export type DueShops = { withWork: string[]; toImport: string[]; toReconcile: string[] };

// Messages nobody has decided, outbox messages, reads or timers that are due, or a catalogue not read since the installation.
const WITH_WORK = `
  SELECT 'withWork' AS due, id AS shop FROM shops s WHERE
    EXISTS (SELECT 1 FROM inbox_messages m WHERE m.shop = s.id AND m.state = 'waiting')
    OR EXISTS (SELECT 1 FROM wanted_reads r WHERE r.shop = s.id AND r.due_at <= $1)
    OR (s.status = 'installed' AND (
      EXISTS (SELECT 1 FROM outbox_messages o WHERE o.shop = s.id AND
        ((o.state = 'waiting' AND o.due_at <= $1) OR (o.state = 'sending' AND o.lease_until < $1)))
      OR EXISTS (SELECT 1 FROM orders t WHERE t.shop = s.id AND t.decide_at <= $1)
      OR s.catalog_read_at IS NULL OR s.catalog_read_at < s.installed_at))
  ORDER BY id <= $4, id LIMIT $3`;

// The catalogue is there, and the history was not imported since the shop was installed (again), or is being imported.
const TO_IMPORT = `
  SELECT 'toImport', s.id FROM shops s LEFT JOIN history_imports h ON h.shop = s.id
  WHERE s.status = 'installed' AND s.catalog_read_at >= s.installed_at
    AND (h.shop IS NULL OR h.started_at < s.installed_at OR h.state NOT IN ('done', 'failed'))
  ORDER BY s.id <= $4, s.id LIMIT $3`;

const TO_RECONCILE = `
  SELECT 'toReconcile', id FROM shops WHERE status = 'installed' AND catalog_read_at IS NOT NULL
    AND coalesce(reconciled_at, installed_at) <= $2 ORDER BY reconciled_at NULLS FIRST, id LIMIT $3`;

/**
 * Shops for which there is something to do now, at most so many of each kind. Asked as the dispatcher, who sees no more
 * than that.
 *
 * @param reconciledBefore installed shops that were not compared with Shopify since this moment are to be.
 * @param after those with a greater id come first: where there are too many, the next search goes on behind them.
 */
export async function findDueShops(
  dispatcher: Sql,
  now: Date,
  reconciledBefore: Date,
  most: number,
  after = "0",
): Promise<DueShops> {
  const rows = await dispatcher.query<{ due: keyof DueShops; shop: string }>(
    `(${WITH_WORK}) UNION ALL (${TO_IMPORT}) UNION ALL (${TO_RECONCILE})`,
    [now, reconciledBefore, most, after],
  );
  const shopsOf = (due: keyof DueShops) => rows.filter((row) => row.due === due).map(({ shop }) => shop);
  return { withWork: shopsOf("withWork"), toImport: shopsOf("toImport"), toReconcile: shopsOf("toReconcile") };
}

/** A message of a capability that was stopped is taken by nobody: it must not keep a turn busy. */
const MAY_LEAVE = `EXISTS (SELECT 1 FROM capabilities c
  WHERE c.shop = o.shop AND c.capability = o.capability AND c.mode IN ('act', 'suggest'))`;

/** What a shop has to do, and when: null where nothing is planned. */
export type ShopWork = {
  hasMessages: boolean;
  /** When an outbox message is due, or the lease of one that is under way is over. */
  sendAt: Date | null;
  readAt: Date | null;
  /** When an order is due to be decided again. */
  timerAt: Date | null;
};

/** Looks at everything that a shop's turn may have to do. */
export async function findWork(sql: Sql, shop: string): Promise<ShopWork> {
  const [work] = await sql.query<ShopWork>(
    `SELECT EXISTS (SELECT 1 FROM inbox_messages WHERE shop = $1 AND state = 'waiting') AS "hasMessages",
       least(
         (SELECT min(due_at) FROM outbox_messages o WHERE shop = $1 AND state = 'waiting' AND ${MAY_LEAVE}),
         (SELECT min(lease_until) FROM outbox_messages WHERE shop = $1 AND state = 'sending')) AS "sendAt",
       (SELECT min(due_at) FROM wanted_reads WHERE shop = $1) AS "readAt",
       (SELECT min(decide_at) FROM orders WHERE shop = $1) AS "timerAt"`,
    [shop],
  );
  return work!;
}
