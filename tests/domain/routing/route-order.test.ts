import { expect, test } from "vitest";
import type { OrderContext } from "#app/domain/decision.ts";
import type { Level } from "#app/domain/inventory/level.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import { routeOrder } from "#app/domain/routing/route-order.ts";
import { surveyWork } from "#app/domain/routing/survey-work.ts";
import {
  claim,
  address,
  context,
  fulfillmentOrder,
  hold,
  level,
  levelBook,
  lineItem,
  location,
  order,
} from "#tests/domain/build-order.ts";

/** Locations by their distance from Munich: 0, about 60, 500 and 620 km. */
const near = location("L1", { name: "Munich" });
const town = location("L2", { name: "Augsburg", latitude: 48.37, longitude: 10.9 });
const capital = location("L3", { name: "Berlin", latitude: 52.52, longitude: 13.4 });
const north = location("L4", { name: "Hamburg", latitude: 53.55, longitude: 10.0 });
const paris = location("L5", { name: "Paris", countryCode: "FR", latitude: 48.86, longitude: 2.35 });

const mug = lineItem();
const cap = lineItem({ id: "2", variantId: "v2", title: "Cap", quantity: 1 });

type Row = {
  says: string;
  facts?: Partial<OrderFacts>;
  around?: Partial<OrderContext>;
  locations?: LocationFacts[];
  levels: Level[];
  /** "line × quantity @ location", sorted. */
  planned: string[];
  backordered?: string[];
};

function route(row: Omit<Row, "says" | "planned">) {
  const around = context(order(row.facts), { locations: row.locations ?? [near, town, capital, north], ...row.around });
  return routeOrder(around, surveyWork(around), levelBook(...row.levels))!;
}

function say(parts: { lineItemId: string; quantity: number; locationId: string }[]): string[] {
  return parts.map((part) => `${part.lineItemId} × ${part.quantity} @ ${part.locationId}`).sort();
}

const assignedTo = (locationId: string | null, lines = [mug], changes = {}) => ({
  lines,
  fulfillmentOrders: [fulfillmentOrder(lines, { locationId, ...changes })],
});

test.each<Row>([
  {
    says: "it stays where Shopify put it when that is nearest",
    levels: [level("i1", "L1", { committed: 2 })],
    planned: ["1 × 2 @ L1"],
  },
  {
    says: "it moves to the nearest location that has everything",
    facts: assignedTo("L3"),
    levels: [
      level("i1", "L3", { committed: 2 }),
      level("i1", "L4", { available: 9 }),
      level("i1", "L1", { available: 2 }),
    ],
    planned: ["1 × 2 @ L1"],
  },
  {
    says: "a little farther is no reason to move",
    facts: assignedTo("L2"),
    levels: [level("i1", "L2", { committed: 2 }), level("i1", "L1", { available: 2 })],
    locations: [near, { ...town, latitude: 48.4, longitude: 11.2 }],
    planned: ["1 × 2 @ L2"],
  },
  {
    says: "one parcel from afar beats two from nearby",
    facts: assignedTo("L1", [mug, cap]),
    levels: [
      level("i1", "L1", { committed: 2 }),
      level("i2", "L2", { available: 1 }),
      level("i1", "L4", { available: 5 }),
      level("i2", "L4", { available: 5 }),
    ],
    planned: ["1 × 2 @ L4", "2 × 1 @ L4"],
  },
  {
    says: "two locations serve what no single one has",
    facts: assignedTo("L1", [mug, cap]),
    levels: [
      level("i1", "L1", { committed: 2 }),
      level("i2", "L2", { available: 1 }),
      level("i2", "L4", { available: 1 }),
    ],
    planned: ["1 × 2 @ L1", "2 × 1 @ L2"],
  },
  {
    says: "the units of one line may come from two locations",
    levels: [level("i1", "L1", { available: -1, committed: 2 }), level("i1", "L2", { available: 1 })],
    planned: ["1 × 1 @ L1", "1 × 1 @ L2"],
  },
  {
    says: "what nobody has is backordered where it was assigned",
    levels: [level("i1", "L1", { available: -1, committed: 2 })],
    planned: ["1 × 1 @ L1"],
    backordered: ["1 × 1 @ L1"],
  },
  {
    says: "units that other orders claim are not free",
    levels: [level("i1", "L1", { committed: 2 }, { allocated: 1 }), level("i1", "L3", { available: 1 })],
    planned: ["1 × 1 @ L1", "1 × 1 @ L3"],
  },
  {
    says: "our own claims are free for us",
    around: {
      allocations: [claim(2)],
    },
    levels: [level("i1", "L1", { committed: 2 }, { allocated: 2 })],
    planned: ["1 × 2 @ L1"],
  },
  {
    says: "elsewhere only available units count, Shopify has promised the rest",
    facts: assignedTo("L3"),
    levels: [level("i1", "L1", { available: 1, committed: 5 })],
    planned: ["1 × 1 @ L1"],
    backordered: ["1 × 1 @ L3"],
  },
  {
    says: "the merchant's safety stock is not touched",
    levels: [level("i1", "L1", { available: 1, committed: 2 }, { safetyStockUnits: 2 })],
    planned: ["1 × 1 @ L1"],
    backordered: ["1 × 1 @ L1"],
  },
  {
    says: "damaged and reserved units are on hand and not for sale",
    facts: assignedTo("L3"),
    levels: [level("i1", "L1", { damaged: 5, reserved: 5, qualityControl: 5, safetyStock: 5 })],
    planned: [],
    backordered: ["1 × 2 @ L3"],
  },
  {
    says: "untracked goods are there without limit",
    levels: [level("i1", "L1", {}, { isTracked: false })],
    planned: ["1 × 2 @ L1"],
  },
  {
    says: "a custom item stays where it is assigned",
    facts: assignedTo("L3", [lineItem({ variantId: null })]),
    levels: [],
    planned: ["1 × 2 @ L3"],
  },
  {
    says: "a custom item follows the goods it is sold with",
    facts: assignedTo("L3", [mug, lineItem({ id: "2", variantId: null, quantity: 1 })]),
    levels: [level("i1", "L1", { available: 2 })],
    planned: ["1 × 2 @ L1", "2 × 1 @ L1"],
  },
  {
    says: "a closed location serves nothing",
    facts: assignedTo("L3"),
    locations: [{ ...near, isActive: false }, capital],
    levels: [level("i1", "L1", { available: 2 }), level("i1", "L3", { committed: 2 })],
    planned: ["1 × 2 @ L3"],
  },
  {
    says: "a location without online orders serves nothing it was not assigned",
    facts: assignedTo("L3"),
    locations: [{ ...near, fulfillsOnlineOrders: false }, capital],
    levels: [level("i1", "L1", { available: 2 }), level("i1", "L3", { committed: 2 })],
    planned: ["1 × 2 @ L3"],
  },
  {
    says: "another app's service is never routed to",
    facts: assignedTo("L3"),
    locations: [{ ...near, isFulfillmentService: true }, capital],
    levels: [level("i1", "L1", { available: 2 }), level("i1", "L3", {})],
    planned: [],
    backordered: ["1 × 2 @ L3"],
  },
  {
    says: "goods do not cross a border the buyer was not charged for",
    facts: assignedTo("L5"),
    locations: [near, paris],
    levels: [level("i1", "L1", { available: 2 })],
    planned: [],
    backordered: ["1 × 2 @ L5"],
  },
  {
    says: "goods cross a border the merchant opened",
    facts: assignedTo("L5"),
    around: { settings: { ...context(order()).settings, allowedBorderCrossings: ["FR>DE"] } },
    locations: [near, paris],
    levels: [level("i1", "L1", { available: 2 })],
    planned: ["1 × 2 @ L1"],
  },
  {
    says: "an opened border is open in one direction only",
    facts: assignedTo("L1"),
    around: { settings: { ...context(order()).settings, allowedBorderCrossings: ["FR>DE"] } },
    locations: [near, paris],
    levels: [level("i1", "L5", { available: 2 })],
    planned: [],
    backordered: ["1 × 2 @ L1"],
  },
  ...(["PICK_UP", "LOCAL", "RETAIL"] as const).map((deliveryMethod) => ({
    says: `${deliveryMethod} stays where it is`,
    facts: assignedTo("L3", [mug], { deliveryMethod }),
    levels: [level("i1", "L1", { available: 2 }), level("i1", "L3", { committed: 2 })],
    planned: ["1 × 2 @ L3"],
  })),
  {
    says: "goods without a stated delivery method are parcels",
    facts: assignedTo("L3", [mug], { deliveryMethod: "NONE" }),
    levels: [level("i1", "L1", { available: 2 })],
    planned: ["1 × 2 @ L1"],
  },
  {
    says: "frozen work stays where it is",
    facts: assignedTo("L3"),
    around: { frozenFulfillmentOrderIds: ["501"] },
    levels: [level("i1", "L1", { available: 2 }), level("i1", "L3", { committed: 2 })],
    planned: ["1 × 2 @ L3"],
  },
  {
    says: "work in progress stays where it is",
    facts: assignedTo("L3", [mug], { status: "IN_PROGRESS", supportedActions: [] }),
    levels: [level("i1", "L1", { available: 2 }), level("i1", "L3", { committed: 2 })],
    planned: ["1 × 2 @ L3"],
  },
  {
    says: "work that somebody else holds stays where it is",
    facts: assignedTo("L3", [mug], { status: "ON_HOLD", holds: [hold()] }),
    levels: [level("i1", "L1", { available: 2 }), level("i1", "L3", { committed: 2 })],
    planned: ["1 × 2 @ L3"],
  },
  {
    says: "work Shopify does not let move stays where it is",
    facts: assignedTo("L3", [mug], { supportedActions: ["HOLD"] }),
    levels: [level("i1", "L1", { available: 2 }), level("i1", "L3", { committed: 2 })],
    planned: ["1 × 2 @ L3"],
  },
  {
    says: "work of a deleted location moves to one that has it",
    facts: assignedTo(null),
    levels: [level("i1", "L4", { available: 2 })],
    planned: ["1 × 2 @ L4"],
  },
  {
    says: "where nobody knows a distance the merchant's priority decides",
    facts: { ...assignedTo("L3"), shippingAddress: null },
    locations: [{ ...near, priority: 3 }, { ...town, priority: 2 }, capital],
    levels: [level("i1", "L1", { available: 2 }), level("i1", "L2", { available: 2 })],
    planned: ["1 × 2 @ L2"],
  },
  {
    says: "a plan that stands is kept when another is only a little nearer",
    facts: assignedTo("L3"),
    around: {
      allocations: [claim(2, { locationId: "L2" })],
    },
    locations: [near, { ...town, latitude: 48.4, longitude: 11.2 }, capital],
    levels: [level("i1", "L1", { available: 2 }), level("i1", "L2", { available: 2 }, { allocated: 2 })],
    planned: ["1 × 2 @ L2"],
  },
  {
    says: "fulfillment orders of one country and method are routed together",
    facts: {
      lines: [mug, cap],
      fulfillmentOrders: [
        fulfillmentOrder([mug], { id: "501", locationId: "L3" }),
        fulfillmentOrder([cap], { id: "502", locationId: "L4" }),
      ],
    },
    levels: [
      level("i1", "L3", { committed: 2 }),
      level("i2", "L4", { committed: 1 }),
      level("i1", "L1", { available: 2 }),
      level("i2", "L1", { available: 1 }),
    ],
    planned: ["1 × 2 @ L1", "2 × 1 @ L1"],
  },
  {
    says: "one parcel beats two, however near they are to each other",
    facts: {
      lines: [mug, cap],
      fulfillmentOrders: [
        fulfillmentOrder([mug], { id: "501", locationId: "L1" }),
        fulfillmentOrder([cap], { id: "502", locationId: "L6" }),
      ],
    },
    locations: [near, location("L6")],
    levels: [
      level("i1", "L1", { committed: 2 }),
      level("i2", "L6", { committed: 1 }),
      level("i1", "L6", { available: 2 }),
    ],
    planned: ["1 × 2 @ L6", "2 × 1 @ L6"],
  },
  {
    says: "units that a fulfillment already took are not planned again",
    facts: {
      ...assignedTo("L1"),
      fulfillments: [
        {
          id: "1",
          status: "success",
          createdAt: "",
          updatedAt: "",
          locationId: "L1",
          trackingCompany: null,
          trackingNumbers: [],
          trackingUrls: [],
          lines: [{ lineItemId: "1", quantity: 1 }],
          events: [],
        },
      ],
    },
    levels: [level("i1", "L1", { available: 5, committed: 1 })],
    planned: ["1 × 1 @ L1"],
  },
])("$says", (row) => {
  const plan = route(row);
  expect(say(plan.planned)).toEqual(row.planned);
  expect(say(plan.backordered)).toEqual(row.backordered ?? []);
});

test.each([
  ["a submitted request", { requestStatus: "SUBMITTED" }],
  ["an accepted request", { requestStatus: "ACCEPTED" }],
  ["a location nobody told us of", { locationId: "L99" }],
  ["a schedule", { status: "SCHEDULED" as const }],
  ["its end", { status: "CLOSED" as const }],
])("work with %s is not routed at all", (_, change) => {
  const around = context(order(assignedTo("L1", [mug], change)), { locations: [near] });
  expect(routeOrder(around, surveyWork(around), levelBook(level("i1", "L1", { available: 9 })))).toBeNull();
});

test("a route says in a sentence why", () => {
  const moved = route({
    facts: assignedTo("L3"),
    levels: [
      level("i1", "L1", { available: 2 }),
      level("i1", "L4", { available: 2 }),
      level("i1", "L2", { available: 1 }),
    ],
  });
  expect(moved.sentence).toBe("Munich has everything and is cheapest (5 km): about 6.32 EUR to send");
  expect(moved.alternatives.map((alternative) => alternative.sentence)).toEqual([
    "Hamburg, which has everything too (612 km), would cost 7.93 EUR, 1.61 EUR more.",
    "Augsburg has only 1 of 2 units.",
    "Berlin has none of it.",
  ]);
});

test("a route tells what the parcels cost that it saves", () => {
  const facts = {
    lines: [mug, cap],
    fulfillmentOrders: [
      fulfillmentOrder([mug], { id: "501", locationId: "L3" }),
      fulfillmentOrder([cap], { id: "502", locationId: "L4" }),
    ],
  };
  const levels = [
    level("i1", "L3", { committed: 2 }),
    level("i2", "L4", { committed: 1 }),
    level("i1", "L1", { available: 2 }),
    level("i2", "L1", { available: 1 }),
  ];
  expect(route({ facts, levels }).alternatives[0]).toMatchObject({
    locationIds: ["L3", "L4"],
    parcels: 2,
    costMinor: 1604,
    sentence: "Shopify's own choice, Berlin and Hamburg, would cost 16.04 EUR, 8.36 EUR more.",
  });
});

test("the address stands in the way of no route when it has no coordinates", () => {
  const plan = route({
    facts: { ...assignedTo("L3"), shippingAddress: address({ latitude: null, longitude: null }) },
    levels: [level("i1", "L4", { available: 2 })],
  });
  expect(say(plan.planned)).toEqual(["1 × 2 @ L4"]);
});
