import { expect, test } from "vitest";
import { cityOf } from "#tests/sandbox/merchant/cities.ts";
import { assignLocations, type Candidate, type Need } from "./assign-locations.ts";

function candidate(id: string, city: string, rank: number): Candidate {
  const { countryCode, latitude, longitude } = cityOf(city);
  return { id, countryCode, point: { latitude, longitude }, rank };
}

const hamburg = candidate("hamburg", "Hamburg", 1);
const lyon = candidate("lyon", "Lyon", 2);
const milano = candidate("milano", "Milano", 3);
const all = [hamburg, lyon, milano];

function buyerIn(city: string) {
  const { countryCode, latitude, longitude } = cityOf(city);
  return { countryCode, point: { latitude, longitude } };
}

function need(key: string, quantity: number, stock: Record<string, number> | null): Need {
  return { key, quantity, availableAt: stock === null ? null : new Map(Object.entries(stock)) };
}

const placesOf = (assignments: ReturnType<typeof assignLocations>): Record<string, string> =>
  Object.fromEntries(
    assignments.map(({ locationId, parts }) => [
      locationId,
      parts.map(({ key, quantity }) => `${key}x${quantity}`).join(" "),
    ]),
  );

test("one parcel from afar beats two from near", () => {
  const needs = [need("jacket", 1, { lyon: 5, hamburg: 5 }), need("tent", 1, { hamburg: 1 })];
  expect(placesOf(assignLocations(needs, all, buyerIn("Lyon")))).toEqual({ hamburg: "jacketx1 tentx1" });
});

test("the buyer's own country comes before the shorter way", () => {
  const needs = [need("mug", 1, { lyon: 1, milano: 1 })];
  // Marseille lies nearer to Milano than to Nantes would, but its country is France.
  expect(placesOf(assignLocations(needs, all, buyerIn("Marseille")))).toEqual({ lyon: "mugx1" });
});

test("among equals the closest location sends, and without coordinates the merchant's ranking decides", () => {
  const needs = [need("mug", 1, { lyon: 9, hamburg: 9, milano: 9 })];
  expect(placesOf(assignLocations(needs, all, buyerIn("Zürich")))).toEqual({ milano: "mugx1" });
  expect(placesOf(assignLocations(needs, all, { countryCode: "CH", point: null }))).toEqual({ hamburg: "mugx1" });
});

test("an order that no one can send alone is split over as few locations as will do", () => {
  const needs = [
    need("a", 1, { hamburg: 1 }),
    need("b", 1, { lyon: 1, milano: 1 }),
    need("c", 1, { hamburg: 1, milano: 1 }),
  ];
  expect(placesOf(assignLocations(needs, all, buyerIn("Paris")))).toEqual({ hamburg: "ax1 cx1", lyon: "bx1" });
});

test("a line is cut only when nobody has all of it", () => {
  const needs = [need("boots", 5, { hamburg: 3, lyon: 2 })];
  expect(placesOf(assignLocations(needs, all, buyerIn("Berlin")))).toEqual({ hamburg: "bootsx3", lyon: "bootsx2" });
});

test("what is sold beyond stock is owed by a location that stocks the item", () => {
  expect(placesOf(assignLocations([need("beanie", 2, { lyon: 0 })], all, buyerIn("Berlin")))).toEqual({
    lyon: "beaniex2",
  });
  expect(placesOf(assignLocations([need("poles", 4, { hamburg: 1, lyon: 1 })], all, buyerIn("Paris")))).toEqual({
    lyon: "polesx3",
    hamburg: "polesx1",
  });
});

test("goods that are not counted go with the rest", () => {
  const needs = [need("tent", 1, { hamburg: 4 }), need("engraving", 1, null)];
  expect(placesOf(assignLocations(needs, all, buyerIn("Lyon")))).toEqual({ hamburg: "tentx1 engravingx1" });
});

test("a merchant who ranks closeness first gets two parcels from near", () => {
  const needs = [need("jacket", 1, { lyon: 5, hamburg: 5 }), need("mat", 1, { milano: 1, hamburg: 1 })];
  const assigned = assignLocations(needs, all, buyerIn("Milano"), ["closest", "minimize-splits"]);
  expect(placesOf(assigned)).toEqual({ milano: "matx1", lyon: "jacketx1" });
});
