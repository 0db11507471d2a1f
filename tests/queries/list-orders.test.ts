import { expect, test } from "vitest";
import { minutesAgo } from "#tests/support/app-database.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import { personAs } from "#tests/commands/click-as.ts";
import { listOrders, type ListedOrder, type OrderListRequest } from "#app/queries/list-orders.ts";
import { readOrderFilters } from "#app/queries/read-order-filters.ts";

const owner = personAs();

const everything: OrderListRequest = {
  tab: "all",
  search: "",
  countryCode: null,
  sourceName: null,
  isTest: null,
  sort: "newest",
  from: null,
  pageSize: 3,
};

const names = (orders: ListedOrder[]) => orders.map((order) => order.name);

function beside(side: "after" | "before", order: ListedOrder | undefined): OrderListRequest["from"] {
  if (!order) throw new Error("The page is empty.");
  return { side, cursor: { createdAt: order.createdAt, id: order.id } };
}

/** Eight orders, of which the middle four were placed in the same millisecond. */
async function placeEight(shop: string) {
  for (let id = 1; id <= 8; id++) {
    await placeOrder(shop, String(id), { createdAt: minutesAgo(id < 3 ? 20 - id : id > 6 ? 10 - id : 15) });
  }
}

test("pages walk through every order once, though a newer order comes in between", async () => {
  const shop = await openTestShop();
  await placeEight(shop);
  const first = await listOrders(shop, owner, everything);
  expect(names(first.orders)).toEqual(["#8", "#7", "#6"]);
  expect(first).toMatchObject({ hasPreviousPage: false, hasNextPage: true });
  await placeOrder(shop, "9", { createdAt: minutesAgo(0) });
  const second = await listOrders(shop, owner, { ...everything, from: beside("after", first.orders.at(-1)) });
  expect(names(second.orders)).toEqual(["#5", "#4", "#3"]);
  expect(second).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
  const third = await listOrders(shop, owner, { ...everything, from: beside("after", second.orders.at(-1)) });
  expect(names(third.orders)).toEqual(["#2", "#1"]);
  expect(third).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
});

test("walking back shows the same pages, and at the beginning a whole one", async () => {
  const shop = await openTestShop();
  await placeEight(shop);
  const last = await listOrders(shop, owner, {
    ...everything,
    from: { side: "after", cursor: { createdAt: minutesAgo(15).toISOString(), id: "3" } },
  });
  expect(names(last.orders)).toEqual(["#2", "#1"]);
  const middle = await listOrders(shop, owner, { ...everything, from: beside("before", last.orders[0]) });
  expect(names(middle.orders)).toEqual(["#5", "#4", "#3"]);
  expect(middle).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
  const nearStart = await listOrders(shop, owner, {
    ...everything,
    from: beside("before", { ...last.orders[0]!, id: "7", createdAt: minutesAgo(3).toISOString() }),
  });
  expect(names(nearStart.orders)).toEqual(["#8", "#7", "#6"]);
  expect(nearStart).toMatchObject({ hasPreviousPage: false, hasNextPage: true });
});

test("oldest first turns the pages round", async () => {
  const shop = await openTestShop();
  await placeEight(shop);
  const first = await listOrders(shop, owner, { ...everything, sort: "oldest" });
  expect(names(first.orders)).toEqual(["#1", "#2", "#3"]);
  const second = await listOrders(shop, owner, {
    ...everything,
    sort: "oldest",
    from: beside("after", first.orders.at(-1)),
  });
  expect(names(second.orders)).toEqual(["#4", "#5", "#6"]);
});

test("a tab, a country, a source and the test mark each narrow the list", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1", { headline: "Held", needsPerson: true });
  await placeOrder(shop, "2", { headline: "Part backordered", countryCode: "FR" });
  await placeOrder(shop, "3", { headline: "Backordered", sourceName: "pos" });
  await placeOrder(shop, "4", { isTest: true });
  const listed = async (changed: Partial<OrderListRequest>) =>
    names((await listOrders(shop, owner, { ...everything, ...changed })).orders).sort();
  expect(await listed({ tab: "needs_person" })).toEqual(["#1"]);
  expect(await listed({ tab: { headlines: ["Backordered", "Part backordered"] } })).toEqual(["#2", "#3"]);
  expect(await listed({ countryCode: "FR" })).toEqual(["#2"]);
  expect(await listed({ sourceName: "pos" })).toEqual(["#3"]);
  expect(await listed({ isTest: true })).toEqual(["#4"]);
  expect(await listed({ isTest: false, countryCode: "DE" })).toEqual(["#1", "#3"]);
});

test("a name with its mark finds that order alone, other words find parts of the search text", async () => {
  const shop = await openTestShop();
  await placeOrder(shop, "1001", { searchText: "#1001 ada@example.com ada lovelace" });
  await placeOrder(shop, "10010", { searchText: "#10010 grace@example.com 100% wool" });
  const found = async (search: string) =>
    names((await listOrders(shop, owner, { ...everything, search })).orders).sort();
  expect(await found("#1001")).toEqual(["#1001"]);
  expect(await found("1001")).toEqual(["#1001", "#10010"]);
  expect(await found(" Lovelace ")).toEqual(["#1001"]);
  expect(await found("100%")).toEqual(["#10010"]);
  expect(await found("a_a")).toEqual([]);
});

test("a shop's list and filters never show another shop's orders", async () => {
  const shop = await openTestShop();
  const other = await openTestShop();
  await placeOrder(other, "1", { countryCode: "JP", sourceName: "secret-app", needsPerson: true });
  expect(await listOrders(shop, owner, everything)).toEqual({
    orders: [],
    hasPreviousPage: false,
    hasNextPage: false,
    isPersonalSearch: false,
  });
  expect(await readOrderFilters(shop, owner)).toEqual({
    countryCodes: [],
    sourceNames: [],
    needsPersonCount: 0,
    hasAnyOrder: false,
  });
  expect(await readOrderFilters(other, owner)).toEqual({
    countryCodes: ["JP"],
    sourceNames: ["secret-app"],
    needsPersonCount: 1,
    hasAnyOrder: true,
  });
});
