import { expect, test } from "vitest";
import { priceParcels } from "#app/domain/routing/cheapest/price-parcels.ts";
import { defaultOffer } from "#app/domain/routing/prices/parcel-rates.ts";
import { parcelsFor } from "#app/domain/routing/prices/parcel-tariff.ts";
import { quoteParcel } from "#app/domain/routing/prices/quote-parcel.ts";
import type { RateCard } from "#app/domain/routing/prices/rate-card.ts";
import { tariffFor, zoneFor, type Stretch } from "#app/domain/routing/prices/tariff-for.ts";
import { placeOf } from "#app/domain/routing/prices/zone-part.ts";
import { location } from "#tests/domain/build-order.ts";
import { createRandom, nextInteger } from "#tests/sandbox/state/random.ts";
import { card, zone } from "./build-cards.ts";

const lyon = location("L1", { countryCode: "FR" });
const DAY = 50;

function stretch(country: string, zip: string | null = null, kilometres: number | null = 400) {
  return { location: lyon, destination: { countryCode: country, provinceCode: null, zip }, kilometres };
}

const toGermany = stretch("DE", "80331");

function tariff(cards: readonly RateCard[], around: Partial<ReturnType<typeof stretch>> = {}, dayMinor = DAY) {
  return tariffFor(cards, { ...toGermany, ...around }, "EUR", dayMinor);
}

function zoneOf(from: RateCard, { destination, kilometres }: Stretch) {
  return zoneFor(from, placeOf(destination), kilometres);
}

/** "up to grams: price, service zone, days" of each step. */
function say({ steps }: ReturnType<typeof tariff>) {
  return steps.map(
    ({ upToGrams, priceMinor, days, carrier }) =>
      `${upToGrams}: ${priceMinor} ${carrier === null ? "estimate" : `${carrier.service} ${carrier.zone}`} ${days} d`,
  );
}

const closest = card("Parcel", [
  zone("world", "*", 9, [1000, 900]),
  zone("near", "0-500 km", 8, [1000, 800]),
  zone("country", "DE", 7, [1000, 700]),
  zone("band", "DE 0-500 km", 6, [1000, 600]),
  zone("province", "DE-BY", 5, [1000, 500]),
  zone("two", "DE 80-89", 4, [1000, 400]),
  zone("five", "DE 80331", 3, [1000, 300]),
]);

test.each([
  ["DE", "80331", null, 400, "five"],
  ["DE", "80332", "BY", 400, "two"],
  ["DE", "90000", "BY", 400, "province"],
  ["DE", "20457", null, 400, "band"],
  ["DE", "20457", null, 900, "country"],
  ["AT", "1010", null, 400, "near"],
  ["AT", "1010", null, 900, "world"],
  ["AT", "1010", null, null, "world"],
])("of zones that cover %s %s (%s, %s km) the one that describes it most closely holds: %s", (...row) => {
  const [countryCode, zip, provinceCode, kilometres, name] = row;
  const asked = { location: lyon, destination: { countryCode, zip, provinceCode }, kilometres };
  expect(zoneOf(closest, asked)?.name).toBe(name);
  const backwards = { ...closest, zones: closest.zones.toReversed() };
  expect(zoneOf(backwards, asked)?.name).toBe(name);
});

test("where two stretches meet the nearer has the kilometre they share", () => {
  const bands = card("Parcel", [zone("far", "300-600 km", 2, [1, 2]), zone("near", "0-300 km", 1, [1, 1])]);
  expect([299, 300, 301].map((km) => zoneOf(bands, stretch("DE", null, km))?.name)).toEqual(["near", "near", "far"]);
});

test("an order without an address is sent by the zone for everywhere, or estimated", () => {
  const nowhere = { location: lyon, destination: null, kilometres: null };
  expect(zoneOf(closest, nowhere)?.name).toBe("world");
  expect(zoneOf(card("Parcel", [zone("1", "DE", 1, [1000, 100])]), nowhere)).toBeNull();
});

test("without a card for the stretch it is estimated, as it is without any card", () => {
  const estimate = defaultOffer("EUR", 400, true);
  const austrian = card("Parcel", [zone("1", "AT", 1, [1000, 100])]);
  for (const cards of [[], [austrian], [{ ...closest, currency: "USD" }], [{ ...closest, locationIds: ["L2"] }]]) {
    const { rates, days, steps } = tariff(cards);
    expect({ rates, days }).toEqual({ rates: estimate.rates, days: estimate.days });
    expect(steps.every(({ carrier }) => carrier === null)).toBe(true);
  }
});

test("a card for the very location comes before the one for all, and where it does not go the one for all does", () => {
  const all = card("Parcel", [zone("all", "DE | AT", 1, [1000, 500])]);
  const own = card("Parcel", [zone("own", "DE", 1, [1000, 900])], { locationIds: ["L1", "L2"] });
  for (const cards of [
    [all, own],
    [own, all],
  ]) {
    expect(say(tariff(cards))).toEqual(["1000: 900 Parcel own 1 d"]);
    expect(say(tariff(cards, stretch("AT")))).toEqual(["1000: 500 Parcel all 1 d"]);
    expect(say(tariff(cards, { location: location("L3") }))).toEqual(["1000: 500 Parcel all 1 d"]);
  }
});

test("at each weight the cheapest service is taken, and what crosses, crosses", () => {
  const letter = card("Letter", [zone("1", "DE", 2, [500, 200], [1000, 600])]);
  const parcel = card("Parcel", [zone("1", "DE", 2, [2000, 400], [10_000, 900])]);
  const expected = ["500: 200 Letter 1 2 d", "2000: 400 Parcel 1 2 d", "10000: 900 Parcel 1 2 d"];
  expect(say(tariff([letter, parcel]))).toEqual(expected);
  expect(say(tariff([parcel, letter]))).toEqual(expected);
});

test("beyond the heaviest parcel of one service another takes it, and beyond all of them it goes as several", () => {
  const small = card("Small", [zone("1", "DE", 1, [1000, 100])]);
  const large = card("Large", [zone("1", "DE", 1, [5000, 900])]);
  const both = tariff([small, large]);
  expect(say(both)).toEqual(["1000: 100 Small 1 1 d", "5000: 900 Large 1 1 d"]);
  const split = parcelsFor(both, 10_600);
  expect(split.map(({ step, count }) => `${count} ${step.carrier?.service}`)).toEqual(["2 Large", "1 Small"]);
  expect(parcelsFor(both, 10_000).map(({ count }) => count)).toEqual([2]);
  expect(parcelsFor(both, 0).map(({ step, count }) => [step.upToGrams, count])).toEqual([[1000, 1]]);
});

const slow = card("Slow", [zone("1", "DE", 4, [1000, 400])]);
const fast = card("Fast", [zone("1", "DE", 1, [1000, 500])]);

test.each([
  { dayMinor: 0, chosen: "1000: 400 Slow 1 4 d" },
  { dayMinor: 33, chosen: "1000: 400 Slow 1 4 d" },
  { dayMinor: 34, chosen: "1000: 500 Fast 1 1 d" },
])("where days differ, goodwill of $dayMinor for a day decides: $chosen", ({ dayMinor, chosen }) => {
  expect(say(tariff([slow, fast], {}, dayMinor))).toEqual([chosen]);
});

test("of equal ones the one of fewer days is taken, then the first by name", () => {
  const dearer = card("Fast", [zone("1", "DE", 1, [1000, 550])]);
  expect(say(tariff([slow, dearer], {}, 50))).toEqual(["1000: 550 Fast 1 1 d"]);
  const [b, a] = [card("B", [zone("1", "DE", 1, [1000, 500])]), card("A", [zone("1", "DE", 1, [1000, 500])])];
  expect(say(tariff([b, a]))).toEqual(["1000: 500 A 1 1 d"]);
});

test("the search weighs later days, the price stays what the carrier asks", () => {
  const light = card("Light", [zone("1", "DE", 4, [500, 100])]);
  const heavy = card("Heavy", [zone("1", "DE", 1, [5000, 600])]);
  const { steps, rates, days } = tariff([light, heavy]);
  expect(days).toBe(1);
  expect(steps.map(({ priceMinor }) => priceMinor)).toEqual([100, 600]);
  expect(rates).toEqual([
    { upToGrams: 500, priceMinor: 100 + 3 * DAY },
    { upToGrams: 5000, priceMinor: 600 },
  ]);
});

test("a service that is too dear to be chosen makes nothing late", () => {
  const express = card("Express", [zone("1", "DE", 0, [1000, 5000])]);
  const { rates, days } = tariff([slow, express]);
  expect([days, rates]).toEqual([4, [{ upToGrams: 1000, priceMinor: 400 }]]);
});

test("a quote names what is chosen and what every service asks, several parcels summed", () => {
  const { chosen, offers } = quoteParcel([slow, fast], toGermany, 2500, "EUR", 0);
  expect(chosen).toEqual([{ carrier: { service: "Slow", zone: "1" }, priceMinor: 1200, days: 4, parcels: 3 }]);
  expect(offers.map(({ carrier, priceMinor, parcels }) => [carrier?.service, priceMinor, parcels])).toEqual([
    ["Slow", 1200, 3],
    ["Fast", 1500, 3],
  ]);
});

test("whatever the cards, each weight costs the least of all services that take it, and more weight never less", () => {
  const random = createRandom(20_261_124);
  for (let round = 0; round < 300; round++) {
    const cards = Array.from({ length: nextInteger(random, 1, 4) }, (_, index) => drawCard(random, `S${index}`));
    const { steps, rates, days } = tariff(cards, {}, DAY);
    for (let grams = 1; grams <= steps.at(-1)!.upToGrams; grams += 37) {
      const least = Math.min(...cards.map((each) => weighed(each, grams)));
      expect(priceParcels(rates, grams) + days * DAY).toBe(least);
    }
    for (const [index, rate] of rates.slice(1).entries()) {
      expect(rate.upToGrams).toBeGreaterThan(rates[index]!.upToGrams);
      expect(rate.priceMinor).toBeGreaterThanOrEqual(rates[index]!.priceMinor);
    }
  }
});

function drawCard(random: ReturnType<typeof createRandom>, service: string): RateCard {
  const steps: [number, number][] = [];
  let [grams, minor] = [0, 0];
  for (let step = nextInteger(random, 1, 5); step > 0; step--) {
    grams += nextInteger(random, 1, 400);
    minor += nextInteger(random, 0, 200);
    steps.push([grams, minor]);
  }
  return card(service, [zone("1", "DE", nextInteger(random, 0, 4), ...steps)]);
}

/** Price and goodwill of a single parcel, told from the card alone; without end where the service does not take it. */
function weighed({ zones: [only] }: RateCard, grams: number): number {
  const rate = only!.rates.find(({ upToGrams }) => upToGrams >= grams);
  return rate ? rate.priceMinor + only!.days * DAY : Infinity;
}
