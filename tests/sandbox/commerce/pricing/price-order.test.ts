import { expect, test } from "vitest";
import type { DiscountApplication } from "#tests/sandbox/state/order.ts";
import { allocateDiscounts, taxLinesOn } from "./price-order.ts";
import { bagOfShop, inPresentment, inShop, type Exchange } from "./exchange.ts";
import { spreadOver } from "./fraction.ts";
import { taxRatesFor } from "./tax-rates.ts";

const euros: Exchange = { currency: "EUR", presentmentCurrency: "EUR", rate: "1" };
const dollars: Exchange = { currency: "EUR", presentmentCurrency: "USD", rate: "1.0842" };
const yen: Exchange = { currency: "EUR", presentmentCurrency: "JPY", rate: "163.42" };

function application(parts: Partial<DiscountApplication>): DiscountApplication {
  return {
    index: 0,
    type: "DISCOUNT_CODE",
    title: "CODE",
    code: "CODE",
    valueType: "PERCENTAGE",
    value: "10",
    targetType: "LINE_ITEM",
    targetSelection: "ALL",
    allocationMethod: "ACROSS",
    ...parts,
  };
}

function lineOf(exchange: Exchange, priceMinor: number, quantity: number) {
  return { unitPrice: bagOfShop(exchange, priceMinor), quantity, isDiscountable: true };
}

test("a percentage off the whole order is rounded once and falls on the lines to the cent", () => {
  const lines = [lineOf(euros, 333, 1), lineOf(euros, 333, 1), lineOf(euros, 333, 1)];
  const parts = allocateDiscounts(euros, [application({})], lines, () => [0, 1, 2]);
  const amounts = parts.map(([part]) => part?.amount.shopMinor);
  expect(amounts).toEqual([34, 33, 33]);
});

test("a fixed amount is never more than there is, in neither currency", () => {
  const lines = [lineOf(dollars, 333, 3), lineOf(dollars, 199, 1)];
  const fixed = application({ valueType: "FIXED_AMOUNT", value: "100000" });
  const [first, second] = allocateDiscounts(dollars, [fixed], lines, () => [0, 1]);
  expect(first?.[0]?.amount).toEqual({ shopMinor: 999, presentmentMinor: 361 * 3 });
  expect(second?.[0]?.amount).toEqual({ shopMinor: 199, presentmentMinor: 216 });
});

test("the second discount sees only what the first one left", () => {
  const lines = [lineOf(euros, 10_000, 1)];
  const both = [application({ value: "15", allocationMethod: "EACH" }), application({ index: 1, value: "10" })];
  const [parts] = allocateDiscounts(euros, both, lines, () => [0]);
  expect(parts?.map(({ amount }) => amount.shopMinor)).toEqual([1500, 850]);
});

test("taxes on top are rounded one by one, taxes inside are shares of the price", () => {
  const newYork = taxRatesFor({ countryCode: "US", provinceCode: "NY" }, ["US"], "standard");
  const onTop = taxLinesOn({ shopMinor: 1999, presentmentMinor: 1999 }, newYork, false);
  expect(onTop.map(({ price }) => price.shopMinor)).toEqual([80, 90, 7]);
  const german = taxRatesFor({ countryCode: "DE", provinceCode: null }, ["DE"], "standard");
  const inside = taxLinesOn({ shopMinor: 11_900, presentmentMinor: 11_900 }, german, true);
  expect(inside.map(({ price }) => price.shopMinor)).toEqual([1900]);
});

test("two taxes inside a price are each a share of the price over all of them", () => {
  const quebec = taxRatesFor({ countryCode: "CA", provinceCode: "QC" }, ["CA"], "standard");
  const inside = taxLinesOn({ shopMinor: 114_975, presentmentMinor: 114_975 }, quebec, true);
  expect(inside.map(({ price }) => price.shopMinor)).toEqual([5000, 9975]);
});

test("an export bears no tax of the destination, and food in Germany bears the reduced rate", () => {
  expect(taxRatesFor({ countryCode: "CH", provinceCode: null }, ["DE"], "standard")).toEqual([]);
  expect(taxRatesFor({ countryCode: "DE", provinceCode: null }, ["DE"], "reduced")).toEqual([
    { title: "MwSt", rate: "0.07" },
  ]);
});

test("a price in yen has no cents, and comes back as the price it was", () => {
  expect(inPresentment(yen, 18_900)).toBe(30_886);
  expect(inShop(yen, 30_886)).toBe(18_900);
});

test("parts of an amount add up to it however the weights are", () => {
  expect(spreadOver(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(spreadOver(7, [0, 5, 0])).toEqual([0, 7, 0]);
  expect(spreadOver(5, [0, 0])).toEqual([0, 0]);
});
