import { expect, test } from "vitest";
import { forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeEffect, placeLocation, placeMessage, placeOrder } from "#tests/support/place-rows.ts";
import { personAs } from "#tests/commands/click-as.ts";
import { readHome } from "#app/queries/read-home.ts";

const owner = personAs();

async function noteEvent(shop: string, orderId: string, kind: string) {
  const entry = { shop: BigInt(shop), orderId: BigInt(orderId), at: NOW, kind, sentence: "Something happened." };
  await forShop(shop, (client) => client.timelineEntry.create({ data: entry }));
}

test("a shop without orders has nothing to do and watches", async () => {
  const home = await readHome(await openTestShop(), owner, NOW);
  expect(home).toMatchObject({ needsPersonCount: 0, problems: [], suggestedCount: 0, parked: [], hasAnyOrder: false });
  expect(home.waiting).toEqual({ count: 0, oldestAt: null });
  expect(new Set(home.modes.map(({ mode }) => mode))).toEqual(new Set(["watch"]));
});

test("orders that need a person stand under each of their problems, newest first, and are counted once", async () => {
  const shop = await openTestShop();
  for (const id of ["1", "2", "3", "4", "5"]) {
    await placeOrder(shop, id, { needsPerson: true, problems: ["risk_high"], createdAt: minutesAgo(10 - Number(id)) });
  }
  await placeOrder(shop, "6", {
    needsPerson: true,
    problems: ["risk_high", "payment_pending"],
    createdAt: minutesAgo(1),
  });
  await placeOrder(shop, "7", { needsPerson: true });
  await placeOrder(shop, "8", { problems: ["payment_pending"] });
  const home = await readHome(shop, owner, NOW);
  expect(home.needsPersonCount).toBe(7);
  expect(home.problems.map(({ code, count }) => [code, count])).toEqual([
    ["risk_high", 6],
    ["payment_pending", 1],
    [null, 1],
  ]);
  expect(home.problems[0]?.newest.map((order) => order.name)).toEqual(["#6", "#5", "#4", "#3"]);
});

test("orders of the last day count as gone by themselves until a person steps in", async () => {
  const shop = await openTestShop();
  for (const id of ["1", "2", "3"]) await placeOrder(shop, id);
  await noteEvent(shop, "2", "fact");
  await noteEvent(shop, "3", "person");
  await placeOrder(shop, "4", { needsPerson: true });
  await placeOrder(shop, "5", { decidedAt: null });
  await placeOrder(shop, "6", { createdAt: minutesAgo(25 * 60) });
  await placeOrder(shop, "7", { isImported: true });
  expect((await readHome(shop, owner, NOW)).lastDay).toMatchObject({ orders: 5, byItself: 2 });
});

test("what was sent within a day is counted by its kind", async () => {
  const shop = await openTestShop();
  await placeEffect(shop, "1", "a", { state: "sent", kind: "hold", settledAt: minutesAgo(5) });
  await placeEffect(shop, "1", "b", { state: "sent", kind: "hold", settledAt: minutesAgo(6) });
  await placeEffect(shop, "1", "c", { state: "sent", kind: "move", settledAt: minutesAgo(25 * 60) });
  await placeEffect(shop, "1", "e", { state: "sent", kind: "issue", settledAt: minutesAgo(5) });
  await placeEffect(shop, "1", "d", { state: "obsolete", kind: "move", settledAt: minutesAgo(5) });
  expect((await readHome(shop, owner, NOW)).lastDay.sent).toEqual([{ kind: "hold", count: 2 }]);
});

test("effects that wait for a word say where to and why", async () => {
  const shop = await openTestShop();
  await placeLocation(shop, "11", "Lyon");
  await placeOrder(shop, "1", { sentence: "Ships from Lyon (12 km)." });
  await placeEffect(shop, "1", "a");
  await placeEffect(shop, "1", "b", { state: "needs_person", reason: "Shopify refused it." });
  await placeEffect(shop, "1", "c", { state: "watched" });
  const home = await readHome(shop, owner, NOW);
  expect(home.suggested).toMatchObject([
    { orderName: "#1", kind: "move", locationName: "Lyon", orderSentence: "Ships from Lyon (12 km)." },
  ]);
  expect(home.stuck).toMatchObject([{ reason: "Shopify refused it." }]);
  expect([home.suggestedCount, home.stuckCount]).toEqual([1, 1]);
});

test("the lag is the age of the oldest message that waits", async () => {
  const shop = await openTestShop();
  await placeMessage(shop, "a", { receivedAt: minutesAgo(3) });
  await placeMessage(shop, "b", { receivedAt: minutesAgo(2) });
  await placeMessage(shop, "c", { receivedAt: minutesAgo(9), state: "done" });
  await placeMessage(shop, "d", { receivedAt: minutesAgo(9), state: "parked", topic: "refunds/create" });
  const home = await readHome(shop, owner, NOW);
  expect(home.waiting).toEqual({ count: 2, oldestAt: minutesAgo(3).toISOString() });
  expect(home.parked).toEqual([{ topic: "refunds/create", count: 1 }]);
});

test("open notices name their orders, and oversold goods their location", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1");
  await placeLocation(shop, "11", "Lyon");
  const known = { shop: BigInt(shop) };
  await forShop(shop, async (client) => {
    await client.notice.create({
      data: { ...known, at: NOW, kind: "data_request", sentence: "Asked.", details: { orderIds: ["1", "99"] } },
    });
    await client.notice.create({ data: { ...known, at: NOW, kind: "limit", sentence: "Tripped.", details: {} } });
    await client.notice.create({ data: { ...known, at: NOW, kind: "limit", sentence: "Done.", doneAt: NOW } });
    await client.variant.create({ data: { ...known, id: 5n, inventoryItemId: 6n, title: "Mug" } });
    const units = { ...known, inventoryItemId: 6n, locationId: 11n, units: 2, openedAt: NOW };
    await client.oversellCase.create({ data: units });
    await client.oversellCase.create({ data: { ...units, inventoryItemId: 7n, closedAt: NOW } });
  });
  const home = await readHome(shop, owner, NOW);
  expect(home.notices.map(({ sentence, orders }) => [sentence, orders])).toEqual([
    ["Tripped.", []],
    ["Asked.", [{ id: "1", name: "#1" }]],
  ]);
  expect(home.oversold).toMatchObject([{ title: "Mug", locationName: "Lyon", units: 2 }]);
  expect([home.noticeCount, home.oversoldCount]).toEqual([2, 1]);
});

test("nothing of another shop shows on Home", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  await placeOrder(other, "1", { needsPerson: true, problems: ["risk_high"] });
  await placeEffect(other, "1", "a");
  await placeMessage(other, "a", { state: "parked" });
  await placeMessage(other, "b");
  expect(await readHome(shop, owner, NOW)).toEqual(await readHome(await openTestShop(), owner, NOW));
});
