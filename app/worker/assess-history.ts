import { clearFindings, loadOversold, loadPastOrders, type PastOrderRow } from "#app/db/finding-rows.ts";
import { loadHistoryImport } from "#app/db/history-rows.ts";
import { loadShop } from "#app/db/shop-rows.ts";
import type { Database } from "#app/db/sql.ts";
import { assessPastOrders } from "#app/pipeline/assess-past-orders.ts";

const HISTORY_MS = 60 * 86_400_000;
// An order's facts are some 5 to 20 KB: a page stays within a few megabytes, and its writing within a second.
const PAGE_ORDERS = 500;

/**
 * Finds what Watch would have done about the imported orders and writes it down, page by page, each in a transaction of
 * its own. Done again it replaces what was found before, so one that was cut off is simply begun afresh.
 */
export async function assessHistory(database: Database, shop: string, now: Date): Promise<void> {
  const begun = await database.inShop(shop, async (sql) => {
    await clearFindings(sql, shop);
    const known = await loadShop(sql, shop);
    const imported = await loadHistoryImport(sql, shop);
    const since = imported?.fromAt ?? new Date(now.getTime() - HISTORY_MS);
    return known && { known, since, oversold: await loadOversold(sql, shop) };
  });
  if (!begun) return;
  const { known, since } = begun;
  let oversold: ReadonlyMap<string, number> = new Map(
    begun.oversold.map(({ inventoryItemId, locationId, units }) => [`${inventoryItemId}/${locationId}`, units]),
  );
  let last: PastOrderRow | null = null;
  do {
    const page: { last: PastOrderRow | null; oversold: ReadonlyMap<string, number> } = await database.inShop(
      shop,
      async (sql) => {
        const rows = await loadPastOrders(sql, shop, since, last, PAGE_ORDERS);
        return { last: rows.at(-1) ?? null, oversold: await assessPastOrders(sql, known, rows, oversold) };
      },
    );
    ({ last, oversold } = page);
  } while (last !== null);
}
