import { database, forShop } from "#app/db.server.ts";
import { beginHistoryImport, loadHistoryImport } from "#app/db/history-rows.ts";
import type { Click, ClickOutcome } from "./click.ts";
import { logAction } from "./log-action.ts";
import { requireRight } from "./require-right.ts";

/** A person has the orders of the last 60 days read again after that has failed. The worker's sweep takes it up. @throws NotAllowed */
export async function startHistoryImport(shop: string, click: Click): Promise<ClickOutcome> {
  requireRight(click.by, "import_history");
  const isBegun = await database.inShop(shop, async (sql) => {
    const known = await loadHistoryImport(sql, shop);
    if (known?.state !== "failed") return false;
    await beginHistoryImport(sql, shop, click.now);
    return true;
  });
  if (!isBegun) return { refused: "The import has not failed, so there is nothing to start again." };
  await forShop(shop, (client) =>
    logAction(client, shop, click, { action: "start_history_import", subject: "history" }),
  );
  return { messageIds: [] };
}
