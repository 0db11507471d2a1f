import { expect, test } from "vitest";
import type { OrderContext } from "#app/domain/decision.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import { certifyRoute } from "#app/domain/routing/certificate/certify-route.ts";
import type { GroupCertificate } from "#app/domain/routing/certificate/route-certificate.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import { savedDefaults } from "#app/domain/routing/prices/routing-policy.ts";
import { lockRoute, NO_WISHES, rejectRoute } from "#app/domain/routing/route-wishes.ts";
import {
  claim,
  context,
  fulfillmentOrder,
  level,
  levelBook,
  lineItem,
  location,
  order,
  settings,
} from "#tests/domain/build-order.ts";

/** Locations by their distance from Munich: 0, about 60, 500, 620 and 690 km. */
const near = location("L1", { name: "Munich" });
const town = location("L2", { name: "Augsburg", latitude: 48.37, longitude: 10.9 });
const capital = location("L3", { name: "Berlin", latitude: 52.52, longitude: 13.4 });
const north = location("L4", { name: "Hamburg", latitude: 53.55, longitude: 10.0 });
const paris = location("L5", { name: "Paris", countryCode: "FR", latitude: 48.86, longitude: 2.35 });

const mug = lineItem();
const cap = lineItem({ id: "2", variantId: "v2", title: "Cap", variantTitle: "Blue", quantity: 1, grams: 100 });

type Given = {
  facts?: Partial<OrderFacts>;
  around?: Partial<OrderContext>;
  locations?: LocationFacts[];
  levels: Level[];
};

function certify({ facts, around, locations = [near, town, capital, north], levels }: Given) {
  return certifyRoute(context(order(facts), { locations, ...around }), levelBook(...levels))?.certificate;
}

function certifyOnly(given: Given): GroupCertificate {
  const { groups } = certify(given)!;
  expect(groups).toHaveLength(1);
  return groups[0]!;
}

const assignedTo = (locationId: string | null, lines = [mug], changes = {}) => ({
  lines,
  fulfillmentOrders: [fulfillmentOrder(lines, { locationId, ...changes })],
});

const twoParcels: Given = {
  facts: assignedTo("L1", [mug, cap]),
  levels: [
    level("i1", "L1", { committed: 2 }),
    level("i2", "L2", { available: 1 }),
    level("i2", "L4", { available: 1 }),
  ],
};

test("the plan is told line by line and place by place, and its terms come to what it costs", () => {
  const { lines, places, cost } = certifyOnly(twoParcels);
  expect(lines).toEqual([
    { title: "Mug", wantedUnits: 2, unitsByPlace: [2, 0], waitingUnits: 0 },
    { title: "Cap (Blue)", wantedUnits: 1, unitsByPlace: [0, 1], waitingUnits: 0 },
  ]);
  expect(places).toMatchObject([
    { name: "Munich", distanceKm: 5, days: 1, parcels: 1, grams: 800 },
    { name: "Augsburg", distanceKm: 56, days: 1, parcels: 1, grams: 100 },
  ]);
  const totals = places.map((place) => place.cost.totalMinor);
  expect(totals[0]! + totals[1]! + cost.splitMinor).toBe(cost.totalMinor);
  expect(cost.splitMinor).toBeGreaterThan(0);
});

test("what is proven of the plan, and which locations were left out and why", () => {
  const locations = [
    near,
    town,
    { ...capital, isActive: false },
    { ...north, fulfillsOnlineOrders: false, isFulfillmentService: true },
    paris,
    location("L6", { name: "Nowhere", countryCode: null, isActive: false }),
  ];
  const { proof } = certifyOnly({ locations, levels: [level("i1", "L1", { committed: 2 })] });
  expect(proof).toEqual({
    verdict: "cheapest",
    sentence: "2 of 6 locations may serve it. No plan costs less.",
    leftOut: [
      "Having none of it: Augsburg.",
      "Switched off: Berlin.",
      "Serving no online orders and Another app's fulfillment service: Hamburg.",
      "Beyond the customs border: Paris.",
      "Switched off and In a country that is not known: Nowhere.",
    ],
  });
});

test("a plan that stands tells how little the cheapest would save", () => {
  const fulfillmentOrders = [
    fulfillmentOrder([mug], { id: "501", locationId: "L3" }),
    fulfillmentOrder([cap], { id: "502", locationId: "L1" }),
  ];
  const claims = [
    claim(2, { locationId: "L2" }),
    claim(1, { lineItemId: "2", inventoryItemId: "i2", locationId: "L2" }),
  ];
  const { proof, places, next } = certifyOnly({
    facts: { lines: [mug, cap], fulfillmentOrders },
    around: { allocations: claims },
    levels: ["i1", "i2"].flatMap((item) => [
      level(item, "L1", { available: 2, committed: 1 }),
      level(item, "L2", { available: 3 }, { allocated: item === "i1" ? 2 : 1 }),
    ]),
  });
  expect(places.map(({ name }) => name)).toEqual(["Augsburg"]);
  expect(proof).toMatchObject({
    verdict: "stands",
    sentence:
      "4 of 4 locations may serve it. The cheapest plan costs 0.05 EUR (0.8 %) less, which is not worth changing a plan that stands.",
  });
  expect(next.sentences[0]).toBe(
    "Munich would cost 6.46 EUR, 0.05 EUR less: 0.05 EUR less for leaving from elsewhere than assigned. That is not worth changing a plan that stands.",
  );
});

test("the next best plans come with the difference in terms, the cheapest first", () => {
  expect(certifyOnly(twoParcels).next).toEqual({
    isProven: true,
    sentences: [
      "Munich and Hamburg would cost 13.87 EUR, 1.43 EUR more: 0.90 EUR more goodwill for arriving later and 0.53 EUR more postage.",
      "Munich would cost 6.22 EUR and leave 1 more unit waiting.",
      "Augsburg would cost 4.87 EUR and leave 2 more units waiting.",
    ],
  });
});

test.each<Given & { says: string; binding: string[] }>([
  {
    says: "nothing, where the cheapest location has everything",
    levels: [level("i1", "L1", { committed: 2 })],
    binding: ["Nothing: more stock anywhere would not make it cheaper."],
  },
  {
    says: "nothing, where only one may serve it",
    locations: [near],
    levels: [level("i1", "L1", { committed: 2 })],
    binding: ["Nothing: the only location that may serve it has everything."],
  },
  {
    ...twoParcels,
    says: "a unit that would spare a parcel",
    binding: ["1 more unit of Cap (Blue) in Munich would save 6.08 EUR."],
  },
  {
    says: "several units, where one is not enough",
    facts: assignedTo("L3"),
    levels: [level("i1", "L3", { committed: 2 })],
    binding: ["2 more units of Mug in Munich would save 1.51 EUR."],
  },
  {
    says: "a location that is switched off",
    facts: assignedTo("L3"),
    locations: [{ ...near, isActive: false }, capital],
    levels: [level("i1", "L3", { committed: 2 }), level("i1", "L1", { available: 2 })],
    binding: ["Munich is switched off; otherwise it would cost 0.61 EUR less."],
  },
])("what a plan hangs on: $says", ({ binding, ...given }) => {
  expect(certifyOnly(given).binding).toEqual(binding);
});

test.each<Given & { says: string; missing: string }>([
  {
    says: "too little anywhere",
    facts: assignedTo("L1", [lineItem({ quantity: 12 })]),
    levels: [level("i1", "L1", { available: -7, committed: 12 }), level("i1", "L3", { available: 4 })],
    missing: "12 units of Mug are wanted and all locations together have 9.",
  },
  {
    says: "none anywhere",
    levels: [],
    missing: "2 units of Mug are wanted and no location has any.",
  },
  {
    says: "none where alone it may be served",
    locations: [near],
    levels: [],
    missing: "2 units of Mug are wanted and Munich, the only location that may serve it, has none.",
  },
  {
    says: "all promised to others",
    levels: [level("i1", "L1", { available: 0, committed: 5 }, { allocated: 5 })],
    missing:
      "2 units of Mug are wanted and no location has any. 5 more units on hand are promised to others or set aside.",
  },
  {
    says: "a location that is switched off",
    facts: assignedTo("L2"),
    locations: [{ ...near, isActive: false }, town],
    levels: [level("i1", "L1", { available: 2 })],
    missing: "Only Munich has Mug, and it is switched off.",
  },
  {
    says: "a customs border",
    locations: [near, paris],
    levels: [level("i1", "L5", { available: 2 })],
    missing: "Only Paris has Mug, and it lies beyond the customs border (DE to FR).",
  },
  {
    says: "a lock to another location",
    locations: [near, capital],
    around: { routeWishes: lockRoute(NO_WISHES, "L1", "Ana") },
    levels: [level("i1", "L3", { available: 2 })],
    missing: "Only Berlin has Mug, and it is not where it is locked to.",
  },
  {
    says: "the location that turned it down, although it is assigned there",
    facts: assignedTo("L1"),
    locations: [near, capital],
    around: { routeWishes: rejectRoute(NO_WISHES, { locationId: "L1", reason: "damaged", person: "Bo" }) },
    levels: [level("i1", "L1", { committed: 2 })],
    missing: "Only Munich has Mug, and it turned it down (damaged).",
  },
  {
    says: "a region that a location does not send to",
    locations: [near, capital],
    around: { settings: settings({ routing: { ...savedDefaults("EUR"), excludedRegions: { L3: ["DE"] } } }) },
    levels: [level("i1", "L3", { available: 2 })],
    missing: "Only Berlin has Mug, and it does not send to DE.",
  },
  {
    says: "one fact is smaller than two",
    locations: [near, { ...capital, isActive: false, fulfillsOnlineOrders: false }, paris],
    levels: [level("i1", "L3", { available: 2 }), level("i1", "L5", { available: 2 })],
    missing: "Only Paris has Mug, and it lies beyond the customs border (DE to FR).",
  },
  {
    says: "two facts, where each alone is not enough",
    locations: [near, { ...town, isActive: false }, { ...capital, fulfillsOnlineOrders: false }],
    levels: [
      level("i1", "L1", { available: -2, committed: 2 }),
      level("i1", "L2", { available: 1 }),
      level("i1", "L3", { available: 1 }),
    ],
    missing: "Only Augsburg and Berlin have Mug, and Augsburg is switched off and Berlin serves no online orders.",
  },
  {
    says: "what is missing of a part that is there",
    locations: [near, { ...town, isActive: false }],
    levels: [level("i1", "L1", { available: -1, committed: 2 }), level("i1", "L2", { available: 1 })],
    missing: "1 unit of Mug is missing. Augsburg has enough, but it is switched off.",
  },
  {
    says: "too little, wherever it may be",
    locations: [near, { ...town, isActive: false }],
    levels: [level("i1", "L2", { available: 1 })],
    missing:
      "2 units of Mug are wanted and Munich, the only location that may serve it, has none. Augsburg has 1, but is switched off.",
  },
  {
    says: "nobody may serve it",
    facts: assignedTo("L1"),
    locations: [{ ...near, isActive: false }],
    levels: [level("i1", "L1", { committed: 2 })],
    missing: "Only Munich has Mug, and it is switched off.",
  },
  {
    says: "nobody may serve it, and nobody has it",
    facts: assignedTo("L1"),
    locations: [{ ...near, isActive: false }],
    levels: [],
    missing: "No location may serve it: Munich is switched off. 2 units of Mug are wanted and no location has any.",
  },
  {
    says: "goods of which nothing is counted, at a closed location",
    facts: assignedTo("L1", [lineItem({ variantId: null })]),
    locations: [{ ...near, isActive: false }],
    levels: [],
    missing: "Only Munich might serve it, and it is switched off.",
  },
])("the smallest reason why units wait: $says", ({ missing, ...given }) => {
  expect(certifyOnly(given).missing).toBe(missing);
});

test("nothing waits, nothing is missing", () => {
  expect(certifyOnly(twoParcels).missing).toBeNull();
});

test.each([
  ["it is being worked on", { status: "IN_PROGRESS" as const, supportedActions: [] }, {}],
  ["it does not go out as a parcel", { deliveryMethod: "PICK_UP" }, {}],
  ["the warehouse has it already", {}, { frozenFulfillmentOrderIds: ["501"] }],
  ["Shopify lets nobody move it", { supportedActions: ["HOLD"] }, {}],
])("work that is not for us to place says why: %s", (why, change, around) => {
  const levels = [level("i1", "L1", { committed: 2 })];
  const certificate = certify({ facts: assignedTo("L1", [mug], change), around, levels });
  expect(certificate).toMatchObject({ groups: [], staying: [`2 units stay at Munich: ${why}.`] });
});

test("groups that are routed apart have a part each, and the second finds what the first has left", () => {
  const lines = [mug, lineItem({ id: "2" })];
  const facts = {
    lines,
    fulfillmentOrders: [
      fulfillmentOrder([lines[0]!], { id: "501", locationId: "L1" }),
      fulfillmentOrder([lines[1]!], { id: "502", locationId: "L5" }),
    ],
  };
  const settings = { ...context(order()).settings, allowedBorderCrossings: ["FR>DE"] };
  const { groups } = certify({
    facts,
    around: { settings },
    locations: [near, paris],
    levels: [level("i1", "L1", { available: 1, committed: 2 }), level("i1", "L5", { available: -1, committed: 2 })],
  })!;
  expect(groups.map(({ lines: [line] }) => line!.unitsByPlace)).toEqual([[2], [1, 1]]);
});

test("where there is nothing to route there is nothing to certify", () => {
  expect(certify({ facts: assignedTo("L1", [mug], { status: "CLOSED" }), levels: [] })).toBeUndefined();
});
