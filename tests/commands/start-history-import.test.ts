import { expect, test } from "vitest";
import { database, NOW } from "#tests/support/app-database.ts";
import { openTestShop } from "#tests/support/place-rows.ts";
import { clickAs } from "#tests/commands/click-as.ts";
import { startHistoryImport } from "#app/commands/start-history-import.ts";
import { beginHistoryImport, saveHistoryImport } from "#app/db/history-rows.ts";
import { readHistoryProgress } from "#app/queries/read-history-progress.ts";

test("an import that failed is started again by a person, from the beginning", async () => {
  const shop = await openTestShop();
  await database.inShop(shop, async (sql) => {
    await beginHistoryImport(sql, shop, NOW);
    await saveHistoryImport(sql, shop, { state: "failed", reason: "Shopify gave up.", finishedAt: NOW, ordersRead: 7 });
  });
  expect(await startHistoryImport(shop, clickAs())).toEqual({ messageIds: [] });
  expect(await readHistoryProgress(shop)).toMatchObject({
    state: "starting",
    ordersExpected: null,
    ordersRead: 0,
    ordersLoaded: 0,
    finishedAt: null,
    reason: null,
  });
  const log = await database.inShop(shop, (sql) => sql.query("SELECT person, action FROM action_log"));
  expect(log).toEqual([{ person: "Staff member 7", action: "start_history_import" }]);
});

test("an import that is under way or has never begun is not started a second time", async () => {
  const shop = await openTestShop();
  const refused = { refused: "The import has not failed, so there is nothing to start again." };
  expect(await startHistoryImport(shop, clickAs())).toEqual(refused);
  expect(await readHistoryProgress(shop)).toBeNull();
  await database.inShop(shop, (sql) => beginHistoryImport(sql, shop, NOW));
  expect(await startHistoryImport(shop, clickAs())).toEqual(refused);
});
