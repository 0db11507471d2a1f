import { expect, test } from "vitest";
import { centreOf } from "#app/domain/routing/centres.ts";
import { greatCircleKm, kilometresTo } from "#app/domain/routing/distance.ts";
import { location } from "./build-order.ts";

test("Lyon and Paris lie 392 km apart on the great circle", () => {
  const lyon = { latitude: 45.7578, longitude: 4.832 };
  expect(Math.round(greatCircleKm(lyon, { latitude: 48.8566, longitude: 2.3522 }))).toBe(392);
  expect(Math.round(greatCircleKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }))).toBe(20015);
});

test("an address without coordinates is as far as the centre of its province, else of its country", () => {
  const bare = { latitude: null, longitude: null };
  const newYork = location("L9", { ...bare, countryCode: "US", provinceCode: "NY" });
  expect(kilometresTo(newYork, centreOf("US", "NJ"))).toBeLessThan(200);
  expect(kilometresTo(newYork, centreOf("US", null))).toBeGreaterThan(1000);
  expect(kilometresTo(location("L9", { ...bare, countryCode: "XX" }), centreOf("DE", null))).toBeNull();
  expect(centreOf(null, null)).toBeNull();
});

test.each([
  ["DE", 47, 55.1, 5.8, 15.1],
  ["FR", 42, 51.1, -5, 8.3],
  ["US", 25, 49, -125, -67],
  ["JP", 30, 46, 129, 146],
  ["AU", -44, -10, 113, 154],
  ["ZA", -35, -22, 16, 33],
])("the centre of %s lies inside it", (country, south, north_, west, east) => {
  const centre = centreOf(country, null)!;
  expect(centre.latitude).toBeGreaterThan(south);
  expect(centre.latitude).toBeLessThan(north_);
  expect(centre.longitude).toBeGreaterThan(west);
  expect(centre.longitude).toBeLessThan(east);
});
