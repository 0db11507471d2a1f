import { expect, test } from "vitest";
import { formatGraphqlAmount, formatMinor, parseAmount, shareOfMoney } from "./money.ts";

test.each([
  [1250, "EUR", "12.50", "12.5"],
  [1000, "EUR", "10.00", "10.0"],
  [5, "USD", "0.05", "0.05"],
  [0, "CAD", "0.00", "0.0"],
  [-999, "EUR", "-9.99", "-9.99"],
  [1600, "JPY", "1600", "1600.0"],
  [1234, "KWD", "1.234", "1.234"],
])("%i minor units of %s are %s for people and %s for GraphQL", (minor, currency, text, amount) => {
  expect(formatMinor(minor, currency)).toBe(text);
  expect(formatGraphqlAmount(minor, currency)).toBe(amount);
  expect(parseAmount(text, currency)).toBe(minor);
});

test("an amount finer than its currency is no amount, zeros excepted", () => {
  expect(parseAmount("1.005", "EUR")).toBeUndefined();
  expect(parseAmount("1.500", "EUR")).toBe(150);
  expect(parseAmount("12.0", "JPY")).toBe(12);
  expect(parseAmount("twelve", "EUR")).toBeUndefined();
});

test("a share is rounded half away from zero, on both sides of it", () => {
  expect(shareOfMoney({ shopMinor: 5, presentmentMinor: -5 }, 1, 2)).toEqual({ shopMinor: 3, presentmentMinor: -3 });
  expect(shareOfMoney({ shopMinor: 100, presentmentMinor: 100 }, 1, 3)).toEqual({
    shopMinor: 33,
    presentmentMinor: 33,
  });
  expect(shareOfMoney({ shopMinor: 100, presentmentMinor: 100 }, 1, 0)).toEqual({ shopMinor: 0, presentmentMinor: 0 });
});
