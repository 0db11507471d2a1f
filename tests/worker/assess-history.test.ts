import { expect, test } from "vitest";
import { database, forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { assessHistory } from "#app/worker/assess-history.ts";
import { fulfillmentOrder, lineItem, location, price, refund, transaction } from "#tests/domain/build-order.ts";

const MUG = lineItem({ id: "11", variantId: "501", quantity: 2 });

/** A shop that stocks mugs in Lyon, three of them below zero. */
async function openMugShop(): Promise<string> {
  const shop = await openTestShop();
  await forShop(shop, async (client) => {
    const at = { shop: BigInt(shop) };
    await client.location.create({ data: { ...at, id: 11n, name: "Lyon", facts: location("11", { name: "Lyon" }) } });
    await client.variant.create({ data: { ...at, id: 501n, inventoryItemId: 601n, title: "Mug" } });
    await client.inventoryLevel.create({ data: { ...at, inventoryItemId: 601n, locationId: 11n, available: -3, committed: 4 } }); // prettier-ignore
  });
  return shop;
}

const openMugs = (id: string) => {
  const work = fulfillmentOrder([MUG], { id: `${id}2`, locationId: "11" });
  return { lines: [MUG], fulfillmentOrders: [{ ...work, lines: work.lines.map((line) => ({ ...line, inventoryItemId: "601" })) }] }; // prettier-ignore
};

async function findings(shop: string) {
  const rows = await forShop(shop, (client) =>
    client.historyFinding.findMany({ where: { shop: BigInt(shop) }, orderBy: [{ kind: "asc" }, { orderId: "desc" }] }),
  );
  return rows.map((row) => [row.kind, Number(row.orderId), row.amountMinor === null ? null : Number(row.amountMinor)]);
}

test("the past is looked through page by page, and looking again finds the same and no more", async () => {
  const shop = await openMugShop();
  for (let id = 1; id <= 3; id += 1) {
    const createdAt = minutesAgo(60 - id);
    await placeOrder(shop, String(id), { isImported: true, createdAt, facts: openMugs(String(id)) });
  }
  await placeOrder(shop, "4", {
    isImported: true,
    createdAt: minutesAgo(200),
    facts: {
      lines: [MUG],
      refunds: [refund({ transactionIds: ["601"] })],
      transactions: [transaction({ amount: price(700) })],
      financialStatus: "partially_refunded",
    },
  });
  await placeOrder(shop, "5", { facts: { lines: [MUG], shippingAddress: null } });
  await placeOrder(shop, "6", {
    isImported: true,
    createdAt: minutesAgo(61 * 24 * 60),
    facts: { lines: [MUG], shippingAddress: null },
  });
  const expected = [
    ["missing_credit_note", 4, 700],
    ["negative_stock", 3, 2000],
    ["negative_stock", 2, 1000],
  ];
  await assessHistory(database, shop, NOW);
  expect(await findings(shop)).toEqual(expected);
  await forShop(
    shop,
    (client) =>
    client.historyFinding.create({ data: { shop: BigInt(shop), orderId: 99n, kind: "duplicate", currency: "EUR", confidence: "likely", sentence: "Gone.", details: {} } }), // prettier-ignore
  );
  await assessHistory(database, shop, NOW);
  expect(await findings(shop)).toEqual(expected);
});

test("a repeated order is found across all pages, also of a buyer with many orders since", async () => {
  const shop = await openTestShop();
  const buyer = { customerKey: "mail ada@example.com", basket: "501x2", addressKey: "de/80331/munchen/marienplatz1/", isImported: true }; // prettier-ignore
  const minutes = [9000, 8997, ...Array.from({ length: 30 }, (_, index) => 7000 - index * 120)];
  for (const [index, minute] of minutes.entries()) {
    await placeOrder(shop, String(index + 1), { ...buyer, createdAt: minutesAgo(minute), facts: { lines: [MUG] } });
  }
  await assessHistory(database, shop, NOW);
  expect(await findings(shop)).toEqual([["duplicate", 2, 2000]]);
});
