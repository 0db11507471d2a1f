import { expect, test } from "vitest";
import type { RateCard } from "#app/domain/routing/prices/rate-card.ts";
import { routeOrder } from "#app/domain/routing/route-order.ts";
import { surveyWork } from "#app/domain/routing/survey-work.ts";
import { context, fulfillmentOrder, level, levelBook, lineItem, location, order } from "#tests/domain/build-order.ts";
import { card, zone } from "./build-cards.ts";

const munich = location("L1", { name: "Munich" });
const berlin = location("L2", { name: "Berlin", latitude: 52.52, longitude: 13.4 });
/** Two mugs of 400 g. */
const mugs = lineItem();

function route(rateCards: RateCard[], assignedId = "L1", grams = 400) {
  const lines = [{ ...mugs, grams }];
  const facts = order({ lines, fulfillmentOrders: [fulfillmentOrder(lines, { locationId: assignedId })] });
  const around = context(facts, { locations: [munich, berlin], rateCards });
  const levels = levelBook(level("i1", "L1", { available: 2 }), level("i1", "L2", { available: 2 }));
  return routeOrder(around, surveyWork(around), levels)!;
}

const placesOf = ({ planned }: ReturnType<typeof route>) => planned.map(({ locationId }) => locationId);

const cheapFromBerlin = [
  card("DHL Paket", [zone("2", "DE", 2, [2000, 890])]),
  card("DHL Paket", [zone("1", "DE", 2, [2000, 290])], { locationIds: ["L2"] }),
];

test("it leaves from where the merchant's own carrier asks least, however far that is", () => {
  expect(placesOf(route([]))).toEqual(["L1"]);
  const byCards = route(cheapFromBerlin);
  expect(placesOf(byCards)).toEqual(["L2"]);
  expect(byCards.cost?.postageMinor).toBe(290);
});

test("the sentence and the plan name the service and its zone", () => {
  const plan = route(cheapFromBerlin);
  expect(plan.sentence).toMatch(/Berlin has everything and is cheapest .* to send with DHL Paket, zone 1/);
  const carrier = { service: "DHL Paket", zone: "1" };
  expect(plan.parcels).toEqual([{ locationId: "L2", carrier, days: 2, count: 1, postageMinor: 290 }]);
});

test("where all of it is estimated nothing names a carrier", () => {
  const plan = route([card("DHL Paket", [zone("1", "AT", 2, [2000, 290])])]);
  expect(plan).toEqual(route([]));
  expect(plan).not.toHaveProperty("parcels");
});

test("later days of a lighter service count as delay and not as postage", () => {
  const cards = [
    card("Letter", [zone("1", "DE", 4, [1000, 100])], { locationIds: ["L1"] }),
    card("Parcel", [zone("1", "DE", 1, [2000, 900])]),
  ];
  const { cost } = route(cards);
  // Three days at 45 cents each; the parcel of a day would have cost 8 more.
  expect([cost?.postageMinor, cost?.delayMinor]).toEqual([100, 135]);
  expect(cost?.totalMinor).toBe(100 + 135 + cost!.handlingMinor);
});

test("what is too heavy for one parcel goes as several, and each is named", () => {
  const cards = [card("Parcel", [zone("1", "DE", 1, [1000, 300], [2000, 500])])];
  const { parcels, cost } = route(cards, "L1", 2250);
  expect(parcels?.map(({ count, postageMinor }) => [count, postageMinor])).toEqual([
    [2, 1000],
    [1, 300],
  ]);
  expect(cost?.postageMinor).toBe(1300);
});
