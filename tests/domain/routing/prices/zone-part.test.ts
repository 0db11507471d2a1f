import { expect, test } from "vitest";
import { readZonePart } from "#app/domain/routing/prices/rate-file/read-zone-part.ts";
import { areAlike, closenessOf, placeOf, sayZonePart } from "#app/domain/routing/prices/zone-part.ts";
import { part } from "./build-cards.ts";

const place = (countryCode: string | null, zip: string | null = null, provinceCode: string | null = null) => ({
  countryCode,
  zip,
  provinceCode,
});

test.each([
  ["*", place("DE"), null, true],
  ["*", place(null), null, true],
  ["DE", place("DE", "80331"), null, true],
  ["DE", place("AT"), null, false],
  ["DE", place(null), null, false],
  ["US-CA", place("US", null, "CA"), null, true],
  ["US-CA", place("US", null, "NY"), null, false],
  ["US-CA", place("CA", null, "CA"), null, false],
  ["JP-13", place("JP", null, "JP-13"), null, true],
  ["DE 80-89", place("DE", "80331"), null, true],
  ["DE 80-89", place("DE", "89999"), null, true],
  ["DE 80-89", place("DE", "90000"), null, false],
  ["DE 80-89", place("DE", "79999"), null, false],
  ["DE 80-89", place("AT", "8010"), null, false],
  ["DE 80-89", place("DE", null), null, false],
  ["DE 80331", place("DE", "80331"), null, true],
  ["DE 80331", place("DE", "8033"), null, false],
  ["DE 80000-89999", place("DE", "85"), null, false],
  ["GB SW1", place("GB", "sw1a 1aa"), null, true],
  ["GB SW1-SW9", place("GB", "SW20 0AA"), null, true],
  ["PL 00-950", place("PL", "00-950"), null, true],
  ["PL 00-950", place("PL", "00950"), null, true],
  ["PL 00-950", place("PL", "01-950"), null, false],
  ["0-300 km", place("FR"), 300, true],
  ["0-300 km", place("FR"), 301, false],
  ["0-300 km", place("FR"), null, false],
  ["DE 0-300 km", place("FR"), 10, false],
  ["DE 0-300 km", place("DE"), 0, true],
  ["600+ km", place("DE"), 600, true],
  ["600+ km", place("DE"), 599, false],
])("%s covers %j at %s km: %s", (text, destination, kilometres, isCovered) => {
  expect(closenessOf(part(text), placeOf(destination), kilometres) !== null).toBe(isCovered);
});

test.each([
  ["de", "DE"],
  [" US-ca ", "US-CA"],
  ["DE 80 - 89", "DE 80-89"],
  ["gb sw1a 1aa", "GB SW1A1AA"],
  ["US 90210-1234", "US 902101234"],
  ["us 0-241km", "US 0-241 km"],
  ["600+ KM", "600+ km"],
  ["*", "*"],
])("“%s” is written %s", (text, written) => {
  expect(sayZonePart(part(text))).toBe(written);
  expect(part(written)).toEqual(part(text));
});

test.each([
  ["Germany", "“Germany” is no destination."],
  ["XX", "“XX” is no country."],
  ["UK", "The United Kingdom is GB."],
  ["UK 0-300 km", "The United Kingdom is GB."],
  ["DE-80", "A postal code follows a space: DE 80."],
  ["DE 89-80", "“DE 89-80” ends before it begins."],
  ["300-300 km", "“300-300 km” ends before it begins."],
  ["DE 80_89", "“DE 80_89” is no destination."],
  ["", "“” is no destination."],
])("“%s” is none: %s", (text, sentence) => {
  expect(readZonePart(text)).toContain(sentence);
});

test.each([
  ["DE", "DE", true],
  ["DE", "AT", false],
  ["DE", "DE 80-89", false],
  ["DE 80-89", "DE 85-95", true],
  ["DE 80-89", "DE 850", false],
  ["DE 80-89", "AT 80-89", false],
  ["0-300 km", "300-600 km", false],
  ["0-300 km", "301-600 km", false],
  ["0-300 km", "299-600 km", true],
  ["0-300 km", "0-600 km", true],
  ["0-300 km", "DE 0-300 km", false],
  ["300+ km", "900+ km", true],
])("whether %s and %s describe a place equally closely: %s", (left, right, isAlike) => {
  expect(areAlike(part(left), part(right))).toBe(isAlike);
  expect(areAlike(part(right), part(left))).toBe(isAlike);
});
