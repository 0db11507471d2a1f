import { database, forShop } from "#app/db.server.ts";
import { beginHistoryImport, loadHistoryImport } from "#app/db/history-rows.ts";
import type { Click, ClickOutcome } from "./click.ts";

/** A person has the orders of the last 60 days read again after that has failed. The worker's sweep takes it up. */
export async function startHistoryImport(shop: string, { person, now }: Click): Promise<ClickOutcome> {
  const isBegun = await database.inShop(shop, async (sql) => {
    const known = await loadHistoryImport(sql, shop);
    if (known?.state !== "failed") return false;
    await beginHistoryImport(sql, shop, now);
    return true;
  });
  if (!isBegun) return { refused: "The import has not failed, so there is nothing to start again." };
  await forShop(shop, (client) =>
    client.actionLog.create({
      data: { shop: BigInt(shop), at: now, person, action: "start_history_import", subject: "history" },
    }),
  );
  return { messageIds: [] };
}
