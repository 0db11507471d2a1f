import { expect, test } from "vitest";
import { changeAddress, cursorText } from "#app/routes/app.orders._index/list-address.ts";
import { readAddress, requestOf } from "#app/routes/app.orders._index/list-request.ts";
import { ORDER_TABS } from "#app/routes/app.orders._index/order-tabs.ts";
import { HEADLINE_STATUSES } from "#app/domain/orders/headline-status.ts";

const read = (query: string) => readAddress(new URLSearchParams(query));

test("an address without anything lists all orders, newest first", () => {
  expect(requestOf(read(""), 50)).toEqual({
    tab: "all",
    search: "",
    countryCode: null,
    sourceName: null,
    isTest: null,
    sort: "newest",
    from: null,
    pageSize: 50,
  });
});

test("everything that is chosen comes back from its own address", () => {
  const chosen = {
    tab: "held",
    search: "#1001 & co",
    country: "FR",
    source: "web",
    test: "no",
    sort: "oldest",
  } as const;
  const url = changeAddress(read(""), chosen);
  expect(read(url.split("?")[1]!)).toEqual({ ...chosen, after: null, before: null });
});

test("a change of what is listed begins at the first page", () => {
  const onLaterPage = read("tab=ready&after=1763640000000_7");
  expect(changeAddress(onLaterPage, { country: "DE" })).toBe("/app/orders?tab=ready&country=DE");
  expect(changeAddress(onLaterPage, { tab: "all" })).toBe("/app/orders");
});

test("a place in the list survives its way through an address, to the millisecond and beyond 2^53", () => {
  const cursor = { createdAt: "2026-11-20T12:00:00.123Z", id: "9007199254740993" };
  const request = requestOf(read(`before=${cursorText(cursor)}`), 50);
  expect(request.from).toEqual({ side: "before", cursor });
});

test.each([
  "tab=nonsense",
  "country=Germany",
  "sort=random",
  "test=maybe",
  "after=x",
  "after=1_2_",
  "after=1_99999999999999999999",
])("an address that makes no sense (%s) is as if it said nothing", (query) => {
  expect(requestOf(read(query), 50)).toEqual(requestOf(read(""), 50));
});

test("every headline has a tab, but for those that pass by themselves", () => {
  const shown = ORDER_TABS.flatMap(({ shows }) => (typeof shows === "object" ? shows.headlines : []));
  expect(new Set(shown).size).toBe(shown.length);
  const without = HEADLINE_STATUSES.filter((status) => !shown.includes(status));
  expect(without).toEqual(["Arriving", "Scheduled", "Moving", "Nothing to ship", "Placed"]);
});
