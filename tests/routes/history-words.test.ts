import { expect, test } from "vitest";
import type { HistoryReport } from "#app/queries/read-history-report.ts";
import { addressOf, kindOf, placeOf } from "#app/routes/app.history/history-address.ts";
import { sayPromise } from "#app/routes/app.settings/promise-words.ts";
import { isImporting, sayProgress, type ShownProgress } from "#app/ui/words/history-progress.ts";

const progress = (changes: Partial<ShownProgress>): ShownProgress => ({
  state: "starting",
  ordersExpected: 5000,
  ordersRead: 0,
  ordersLoaded: 0,
  startedAt: new Date("2026-11-20T12:00:00Z"),
  finishedAt: null,
  reason: null,
  ...changes,
});

test("the import is told in words and numbers, and its bar never goes back", () => {
  const course = [
    null,
    progress({}),
    progress({ state: "running", ordersRead: 1200 }),
    progress({ state: "running", ordersRead: 5000 }),
    progress({ state: "loading", ordersRead: 5000, ordersLoaded: 800 }),
    progress({ state: "assessing", ordersRead: 5000, ordersLoaded: 5000 }),
    progress({ state: "done", ordersRead: 5000, ordersLoaded: 5000 }),
  ].map(sayProgress);
  expect(course.map(({ step, numbers }) => `${step}: ${numbers}`)).toEqual([
    "Reading your locations, products and stock: Orders come next.",
    "Asking Shopify for your orders: 5,000 orders.",
    "Shopify is preparing your orders: 1,200 of 5,000 orders.",
    "Shopify is preparing your orders: 5,000 of 5,000 orders.",
    "Recording your orders: 800 of 5,000 orders.",
    "Looking at your orders: 5,000 orders.",
    "All orders were looked at: 5,000 orders.",
  ]);
  const percents = course.map(({ percent }) => percent);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
  expect(percents.at(-1)).toBe(100);
});

test("an import with more orders than were expected, or with none, stays within its bar", () => {
  expect(sayProgress(progress({ state: "running", ordersExpected: 10, ordersRead: 12 })).percent).toBe(50);
  expect(sayProgress(progress({ state: "loading", ordersExpected: 0 })).percent).toBe(50);
});

test("somebody waits for an import until it is done or has failed", () => {
  expect([null, progress({}), progress({ state: "assessing" })].every(isImporting)).toBe(true);
  expect([progress({ state: "done" }), progress({ state: "failed" })].some(isImporting)).toBe(false);
});

test("the report opens at the first kind of which there is anything, unless its address names one", () => {
  const found = [{ kind: "split_cost" as const, orders: 0 }, { kind: "bad_address" as const, orders: 0 }, { kind: "duplicate" as const, orders: 2 }]; // prettier-ignore
  expect(kindOf(new URLSearchParams(), found)).toBe("duplicate");
  expect(kindOf(new URLSearchParams("kind=bad_address"), found)).toBe("bad_address");
  expect(kindOf(new URLSearchParams("kind=negative_stock"), found)).toBe("duplicate");
  expect(kindOf(new URLSearchParams("kind=nonsense"), [])).toBe("split_cost");
});

test.each([500, null])("a place in the report with the amount %s comes back from its address", (amountMinor) => {
  const address = addressOf("duplicate", "after", { amountMinor, orderId: "9007199254740993" });
  const from = placeOf(new URL(address, "https://a.example").searchParams);
  expect(from).toEqual({ side: "after", cursor: { amountMinor, orderId: "9007199254740993" } });
});

test("a place that makes no sense is as if it were not there", () => {
  for (const after of ["", "5", "x_1", "-5_1", "5_x", "5_99999999999999999999"]) {
    expect(placeOf(new URLSearchParams({ after }))).toBeNull();
  }
});

const report: HistoryReport = {
  since: "2026-09-21T12:00:00Z",
  orders: 5000,
  foundOrders: 90,
  heldOrders: 41,
  currency: "EUR",
  kinds: [{ kind: "split_cost", orders: 7, amountMinor: null, byConfidence: { certain: 0, likely: 0, possible: 7 } }],
};
const watch = { mode: "watch", goLiveDay: "", hourlyLimit: "500" } as const;

test("before a capability acts the form says what it will do, how often it would have, its limit and the way back", () => {
  const said = sayPromise("hold", { ...watch, mode: "act", hourlyLimit: "20" }, watch, report);
  expect(said[0]).toMatch(/^From now on it places a hold/);
  expect(said[1]).toContain("In your last 60 days that would have been 41 of 5,000 orders, for their address");
  expect(said[2]).toBe("Orders placed before you save stay as they are.");
  expect(said[3]).toMatch(/^After 20 in an hour it stops by itself/);
  expect(said[4]).toContain("set “Hold orders” back to Watch");
});

test("figures of the past are left out where there are none, and nothing is said of what does not change", () => {
  const live = { ...watch, mode: "act" } as const;
  expect(sayPromise("route", live, watch, null).join(" ")).not.toContain("60 days");
  expect(sayPromise("stock", live, watch, report).join(" ")).not.toContain("60 days");
  expect(sayPromise("route", live, live, report)).toEqual([]);
  expect(sayPromise("hold", watch, live, report)).toEqual([]);
});
