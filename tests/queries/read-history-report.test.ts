import { expect, test } from "vitest";
import { database, forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { personAs } from "#tests/commands/click-as.ts";
import { saveFindings } from "#app/db/finding-rows.ts";
import { beginHistoryImport, saveHistoryImport } from "#app/db/history-rows.ts";
import type { Confidence, FindingKind } from "#app/domain/history/finding.ts";
import { listHistoryReport } from "#app/queries/list-history-report.ts";
import { readHistoryReport } from "#app/queries/read-history-report.ts";

const owner = personAs();

async function openShopWithHistory(state: "done" | "assessing" = "done"): Promise<string> {
  const shop = await openTestShop();
  await database.inShop(shop, async (sql) => {
    await beginHistoryImport(sql, shop, minutesAgo(5));
    await saveHistoryImport(sql, shop, { state, finishedAt: NOW });
  });
  return shop;
}

async function find(
  shop: string,
  orderId: string,
  kind: FindingKind,
  amountMinor: number | null,
  confidence: Confidence = "likely",
) {
  const known = await forShop(shop, (client) => client.order.count({ where: { id: BigInt(orderId) } }));
  if (known === 0) await placeOrder(shop, orderId, { isImported: true });
  const finding = {
    orderId,
    kind,
    amountMinor,
    currency: "EUR",
    confidence,
    sentence: `About ${orderId}.`,
    details: {},
  };
  await database.inShop(shop, (sql) => saveFindings(sql, shop, [finding]));
}

test("the report counts orders, money and confidence by kind, and says nothing of live orders", async () => {
  const shop = await openShopWithHistory();
  await placeOrder(shop, "50");
  await placeOrder(shop, "51", { isImported: true });
  await find(shop, "1", "duplicate", 2000);
  await find(shop, "1", "bad_address", null, "certain");
  await find(shop, "2", "duplicate", 500, "possible");
  const report = await readHistoryReport(shop, owner);
  expect(report).toMatchObject({ orders: 3, foundOrders: 2, heldOrders: 2 });
  expect(report?.kinds.map(({ kind, orders, amountMinor }) => [kind, orders, amountMinor])).toEqual([
    ["split_cost", 0, null],
    ["duplicate", 2, 2500],
    ["bad_address", 1, null],
    ["negative_stock", 0, null],
    ["missing_credit_note", 0, null],
  ]);
  expect(report?.kinds[1]?.byConfidence).toEqual({ certain: 0, likely: 1, possible: 1 });
});

test("there is no report before the import is done", async () => {
  expect(await readHistoryReport(await openTestShop(), owner)).toBeNull();
  expect(await readHistoryReport(await openShopWithHistory("assessing"), owner)).toBeNull();
});

test("pages of a kind show the largest amount first and those without one last, there and back", async () => {
  const shop = await openShopWithHistory();
  const amounts = [100, null, 300, 300, 200];
  for (const [index, amountMinor] of amounts.entries()) await find(shop, String(index + 1), "split_cost", amountMinor);
  await find(shop, "9", "duplicate", 900);
  const page = (from: Parameters<typeof listHistoryReport>[1]["from"]) =>
    listHistoryReport(shop, { kind: "split_cost", from, pageSize: 2 });
  const ids = (list: Awaited<ReturnType<typeof page>>) => list.rows.map((row) => row.orderId);
  const first = await page(null);
  expect([ids(first), first.hasPreviousPage, first.hasNextPage]).toEqual([["4", "3"], false, true]);
  const second = await page({ side: "after", cursor: first.rows[1]! });
  expect([ids(second), second.hasPreviousPage, second.hasNextPage]).toEqual([["5", "1"], true, true]);
  const third = await page({ side: "after", cursor: second.rows[1]! });
  expect([ids(third), third.hasPreviousPage, third.hasNextPage]).toEqual([["2"], true, false]);
  expect(third.rows[0]).toMatchObject({ amountMinor: null, name: "#2", sentence: "About 2." });
  const back = await page({ side: "before", cursor: third.rows[0]! });
  expect([ids(back), back.hasPreviousPage]).toEqual([["5", "1"], true]);
  expect(await page({ side: "before", cursor: second.rows[0]! })).toEqual(first);
});

test("another shop's findings are not seen", async () => {
  const shop = await openShopWithHistory();
  await find(shop, "1", "duplicate", 2000);
  const other = await openShopWithHistory();
  expect((await readHistoryReport(other, owner))?.foundOrders).toBe(0);
  expect((await listHistoryReport(other, { kind: "duplicate", from: null, pageSize: 5 })).rows).toEqual([]);
});
