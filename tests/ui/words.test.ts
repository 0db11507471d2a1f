import { expect, test } from "vitest";
import { actionDone, actionWish } from "#app/ui/words/action-sentence.ts";
import { countryName } from "#app/ui/words/format-country.ts";
import { countOf, formatMoney } from "#app/ui/words/format-money.ts";
import { formatAge, formatDuration, formatFullTime, formatTime } from "#app/ui/words/format-time.ts";
import { problemTitle } from "#app/ui/words/problem-title.ts";
import { sourceTitle } from "#app/ui/words/source-name.ts";

test.each([
  [120550, "EUR", "€1,205.50"],
  [-5, "EUR", "-€0.05"],
  [1200, "JPY", "¥1,200"],
  [1234, "KWD", "KWD\u00a01.234"],
  [9007199254740991, "EUR", "€90,071,992,547,409.91"],
  [100, "??", "1.00"],
])("%i minor units of %s read %s", (amountMinor, currency, text) => {
  expect(formatMoney(amountMinor, currency)).toBe(text);
});

test("a time is shown in the shop's zone, with the year only when it is another", () => {
  const now = "2026-11-22T12:00:00Z";
  expect(formatTime("2026-11-22T23:30:00Z", "Europe/Berlin", now)).toBe("Nov 23, 00:30");
  expect(formatTime("2025-12-31T23:30:00Z", "America/New_York", now)).toBe("Dec 31, 2025, 18:30");
  expect(formatTime("2025-12-31T23:30:00Z", "Europe/Berlin", now)).toBe("Jan 1, 00:30");
  expect(formatFullTime("2026-11-22T23:30:05Z", "UTC")).toBe("Nov 22, 2026, 23:30:05");
});

test("a duration is said in its largest whole unit", () => {
  expect([0, 999, 59_999, 60_000, 7_200_000, 200_000_000, -5].map(formatDuration)).toEqual([
    "0 s",
    "0 s",
    "59 s",
    "1 min",
    "2 h",
    "2 d",
    "0 s",
  ]);
  expect(formatAge("2026-11-22T11:59:20Z", "2026-11-22T12:00:00Z")).toBe("40 s ago");
  expect(formatAge("2026-11-22T12:00:00Z", "2026-11-22T12:00:01Z")).toBe("just now");
});

test("an effect says what it will do and where", () => {
  expect(actionWish({ kind: "move", locationName: "Lyon", notes: null })).toBe("Move to Lyon");
  expect(actionWish({ kind: "move", locationName: null, notes: null })).toBe("Move to another location");
  expect(actionWish({ kind: "hold", locationName: null, notes: "no house number" })).toBe(
    "Place on hold: no house number",
  );
  expect([actionDone("hold", 1), actionDone("hold", 2), actionDone("new_kind", 2)]).toEqual([
    "hold placed",
    "holds placed",
    "new kind",
  ]);
});

test("words that are not known are shown as they are", () => {
  expect([
    countryName("FR"),
    countryName("ZZZ"),
    sourceTitle("web"),
    sourceTitle("580111"),
    sourceTitle("amazon"),
  ]).toEqual(["France", "ZZZ", "Online store", "App 580111", "amazon"]);
  expect([problemTitle("risk_high"), problemTitle("some_later_code")]).toEqual([
    "High risk of fraud",
    "some later code",
  ]);
  expect([countOf(1, "order"), countOf(1204, "order"), countOf(2, "needs", "need")]).toEqual([
    "1 order",
    "1,204 orders",
    "2 need",
  ]);
});
