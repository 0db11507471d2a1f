import { expect, test } from "vitest";
import type { OrderContext } from "#app/domain/decision.ts";
import { routeOrder } from "#app/domain/routing/route-order.ts";
import {
  isWished,
  lockRoute,
  NO_WISHES,
  rejectRoute,
  withdrawRejection,
  type RouteWishes,
} from "#app/domain/routing/route-wishes.ts";
import { surveyWork } from "#app/domain/routing/survey-work.ts";
import { context, fulfillmentOrder, level, levelBook, lineItem, location, order } from "#tests/domain/build-order.ts";

const munich = location("L1", { name: "Munich" });
const berlin = location("L2", { name: "Berlin", latitude: 52.52, longitude: 13.4 });
const paris = location("L3", { name: "Paris", countryCode: "FR", latitude: 48.86, longitude: 2.35 });
const mug = lineItem({ quantity: 2 });

const everywhere = ["L1", "L2", "L3"].map((id) => level("i1", id, { available: 5 }));

function route(routeWishes: RouteWishes, levels = everywhere, around: Partial<OrderContext> = {}) {
  const facts = order({ lines: [mug], fulfillmentOrders: [fulfillmentOrder([mug], { locationId: "L1" })] });
  const asked = context(facts, { locations: [munich, berlin, paris], routeWishes, ...around });
  const plan = routeOrder(asked, surveyWork(asked), levelBook(...levels))!;
  const say = (parts: typeof plan.planned) => parts.map((part) => `${part.quantity} @ ${part.locationId}`);
  return { planned: say(plan.planned), backordered: say(plan.backordered), sentence: plan.sentence };
}

const locked = (locationId: string) => lockRoute(NO_WISHES, locationId, "Ana");
const rejected = (...locationIds: string[]) =>
  locationIds.reduce(
    (wishes, locationId) => rejectRoute(wishes, { locationId, reason: "damaged", person: "Bo" }),
    NO_WISHES,
  );

test("an order that is locked to a location leaves from there, although another is cheaper", () => {
  const { planned, sentence } = route(locked("L2"));
  expect(planned).toEqual(["2 @ L2"]);
  expect(sentence).toMatch(/^Berlin has everything .*; Ana locked it to Berlin$/);
});

test("what the location lacks that it is locked to waits, although another has it", () => {
  const { planned, backordered } = route(locked("L2"), [
    level("i1", "L1", { available: 5 }),
    level("i1", "L2", { available: 1 }),
  ]);
  expect(planned).toEqual(["1 @ L2"]);
  expect(backordered).toEqual(["1 @ L1"]);
});

test("a lock leads across no border that the merchant has not opened", () => {
  expect(route(locked("L3"))).toEqual({
    planned: [],
    backordered: ["2 @ L1"],
    sentence: "no location may serve it; Ana locked it to Paris, which lies beyond a customs border",
  });
});

test("what a location turned down leaves from the next best, also from where Shopify put it", () => {
  const { planned, sentence } = route(rejected("L1"));
  expect(planned).toEqual(["2 @ L2"]);
  expect(sentence).toMatch(/; turned down by Munich \(damaged\)$/);
});

test("an order that all have turned down goes nowhere", () => {
  expect(route(rejected("L1", "L2"))).toEqual({
    planned: [],
    backordered: ["2 @ L1"],
    sentence: "no location may serve it; turned down by Munich (damaged) and Berlin (damaged)",
  });
});

test("work that is frozen stays where it is, whatever people wish", () => {
  const { planned, sentence } = route(locked("L2"), everywhere, { frozenFulfillmentOrderIds: ["501"] });
  expect(planned).toEqual(["2 @ L1"]);
  expect(sentence).toBe("it stays at Munich");
});

test("a lock and a rejection of the same location end each other, whichever came first", () => {
  expect(rejectRoute(locked("L1"), { locationId: "L1", reason: "damaged", person: "Bo" })).toEqual(rejected("L1"));
  expect(lockRoute(rejected("L1", "L2"), "L1", "Ana")).toEqual({
    ...locked("L1"),
    rejections: rejected("L2").rejections,
  });
  expect(rejectRoute(locked("L2"), { locationId: "L1", reason: "damaged", person: "Bo" }).lock).toEqual(
    locked("L2").lock,
  );
});

test("a location that turns an order down twice stands there once, with the last reason", () => {
  const twice = rejectRoute(rejected("L1"), { locationId: "L1", reason: "closed today", person: "Cy" });
  expect(twice.rejections).toEqual([{ locationId: "L1", reason: "closed today", person: "Cy" }]);
});

test("what was said is as if never said once it is taken back", () => {
  expect(lockRoute(locked("L2"), null, "Ana")).toEqual(NO_WISHES);
  expect(withdrawRejection(rejected("L1", "L2"), "L1")).toEqual(rejected("L2"));
  expect(["L1", "L2"].map((id) => isWished(NO_WISHES, id))).toEqual([true, true]);
});

test.each([
  ["is closed", { isActive: false }, "which is closed"],
  ["serves no online orders", { fulfillsOnlineOrders: false }, "which serves no online orders"],
])("a lock to a location that %s says so", (_, change, clause) => {
  const locations = [munich, { ...berlin, ...change }];
  expect(route(locked("L2"), everywhere, { locations }).sentence).toBe(
    `no location may serve it; Ana locked it to Berlin, ${clause}`,
  );
});

test("a location that is gone is told as such, and where nobody said anything nothing is told", () => {
  expect(route(rejected("L9")).sentence).toMatch(/; turned down by a deleted location \(damaged\)$/);
  expect(route(NO_WISHES).sentence).not.toMatch(/;/);
});
