import { expect, test } from "vitest";
import { priceScarcity } from "./price-scarcity.ts";

const unitMinor = [
  [100, 300],
  [300, 100],
];

test("units are worth nothing elsewhere where every place has enough for its own region", () => {
  expect(priceScarcity({ stock: [5, 5], draws: [[3, 3]], unitMinor, missingMinor: 1000 })).toEqual([0, 0]);
});

test("the last unit of a place is worth what it spares the buyer next door, as often as one comes", () => {
  const draws = [
    [1, 0],
    [0, 0],
  ];
  expect(priceScarcity({ stock: [1, 5], draws, unitMinor, missingMinor: 1000 })).toEqual([100, 0]);
});

test("what all units lack alike says nothing about where to take one", () => {
  expect(priceScarcity({ stock: [1, 1], draws: [[3, 3]], unitMinor, missingMinor: 1000 })).toEqual([0, 0]);
});

test("a place without units has no price", () => {
  expect(priceScarcity({ stock: [0, 2], draws: [[1, 1]], unitMinor, missingMinor: 1000 })).toEqual([0, 0]);
});
