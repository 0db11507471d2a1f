import { database } from "#app/db.server.ts";
import { loadHistoryImport, type HistoryImport } from "#app/db/history-rows.ts";

export type HistoryProgress = Pick<
  HistoryImport,
  "state" | "ordersExpected" | "ordersRead" | "ordersLoaded" | "startedAt" | "finishedAt" | "reason"
>;

/** How far the import of the last 60 days has come; null before it has begun. */
export async function readHistoryProgress(shop: string): Promise<HistoryProgress | null> {
  const found = await database.inShop(shop, (sql) => loadHistoryImport(sql, shop));
  if (!found) return null;
  const { state, ordersExpected, ordersRead, ordersLoaded, startedAt, finishedAt, reason } = found;
  return { state, ordersExpected, ordersRead, ordersLoaded, startedAt, finishedAt, reason };
}
