import { expect, test } from "vitest";
import { database, forShop, minutesAgo, NOW } from "#tests/support/app-database.ts";
import { openTestShop, placeOrder } from "#tests/support/place-rows.ts";
import {
  context,
  fulfillmentOrder,
  level,
  levelBook,
  lineItem,
  location,
  order,
  settings,
  variant,
} from "#tests/domain/build-order.ts";
import { addDecisions, keepGrounds } from "#app/db/timeline-rows.ts";
import { decideBatch } from "#app/domain/decide-batch.ts";
import { decideOrder } from "#app/domain/decide-order.ts";
import { levelsBefore, type DecisionInputs } from "#app/domain/decision-inputs.ts";
import type { OrderContext, OrderDecision, RoutePlan } from "#app/domain/decision.ts";
import { savedDefaults, type SavedPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import { previewRoutingPolicy } from "#app/queries/routing/preview-routing-policy.ts";

const places = [
  location("11", { name: "Munich" }),
  location("12", { name: "Augsburg", latitude: 48.37, longitude: 10.9 }),
  location("13", { name: "Hamburg", latitude: 53.55, longitude: 10.0 }),
];
const cup = lineItem({ variantId: "v21", title: "Cup", sku: "CUP" });
const saucer = lineItem({ id: "2", variantId: "v22", title: "Saucer", sku: "SAUCER", quantity: 1 });
const levels = levelBook(
  level("i21", "11", { committed: 2 }),
  level("i22", "12", { available: 1 }),
  level("i21", "13", { available: 5 }),
  level("i22", "13", { available: 5 }),
);
const defaults = savedDefaults("EUR");
/** Two parcels from near rather than one from afar. */
const hasty = { ...defaults, splitMinor: 0, dayMinor: 500 };

function contextOf(id: string, routing: SavedPolicy | null = null): OrderContext {
  const lines = [cup, saucer].map((line) => ({ ...line, variantId: line.variantId!.slice(1) }));
  const work = fulfillmentOrder([cup, saucer], { id: `${id}5`, locationId: "11" });
  const facts = order({ id, name: `#${id}`, lines, fulfillmentOrders: [work] });
  const variantById = Object.fromEntries(
    ["21", "22"].map((each) => [each, variant(each, { inventoryItemId: `i${each}` })]),
  );
  return context(facts, { locations: places, variantById, settings: settings({ routing }) });
}

/** A shop with these locations, and orders as a batch has decided and recorded them, the first the oldest. */
async function openDecided(ids: readonly string[]): Promise<string> {
  const shop = await openTestShop();
  await forShop(shop, (client) =>
    client.location.createMany({
      data: places.map((facts) => ({ shop: BigInt(shop), id: BigInt(facts.id), name: facts.name, facts, priority: 1 })),
    }),
  );
  for (const [at, id] of ids.entries()) {
    const asked = contextOf(id);
    const decided = decideBatch([asked], levels, NOW.toISOString());
    await placeOrder(shop, id, { facts: asked.facts, version: 1, createdAt: minutesAgo(100 - at) });
    await record(shop, id, 1, asked, decided.decisions[0]!);
  }
  return shop;
}

/** A decision as a batch records it that found the levels of this file. */
async function record(shop: string, orderId: string, version: number, asked: OrderContext, decision: OrderDecision) {
  const { settings: held, locations, rateCards, ...rest } = asked;
  const left = [...decideBatch([asked], levels, NOW.toISOString()).levels.values()];
  const inputs: DecisionInputs = {
    ...rest,
    levels: left,
    levelsBefore: levelsBefore([...levels.values()], levelBook(...left)),
    rateCardsVersion: 0,
    policyVersion: 0,
    groundsHash: "a",
  };
  await database.inShop(shop, async (sql) => {
    await keepGrounds(sql, shop, "a", JSON.stringify({ settings: held, locations, rateCards }));
    await addDecisions(sql, shop, String(version), NOW, [{ orderId, version, decision, inputs }]);
  });
}

function namesOf(route: RoutePlan): string[] {
  const ids = new Set(route.planned.map(({ locationId }) => locationId));
  return places.filter(({ id }) => ids.has(id)).map(({ name }) => name);
}

test("a draft is tried as if the orders were decided by it, beside the policy that holds", async () => {
  const shop = await openDecided(["1"]);
  const { currency, effects } = await previewRoutingPolicy(shop, hasty);
  const [now, then] = [null, hasty].map(
    (policy) => decideOrder(contextOf("1", policy), levels, NOW.toISOString()).route!,
  );
  expect(currency).toBe("EUR");
  expect(effects).toEqual([
    {
      orderId: "1",
      name: "#1",
      changes: true,
      now: { places: namesOf(now!), costMinor: now!.cost!.totalMinor, waitingUnits: 0, sentence: now!.sentence },
      then: { places: namesOf(then!), costMinor: then!.cost!.totalMinor, waitingUnits: 0, sentence: then!.sentence },
    },
  ]);
  expect([effects[0]!.now.places, effects[0]!.then.places]).toEqual([["Hamburg"], ["Munich", "Augsburg"]]);
});

test("the policy that holds changes nothing, whichever it is", async () => {
  const shop = await openDecided(["1", "2"]);
  const unset = (await previewRoutingPolicy(shop, defaults)).effects;
  expect(unset.map(({ changes, then }) => ({ changes, then }))).toEqual(
    unset.map(({ now }) => ({ changes: false, then: now })),
  );
  const { version: _version, ...policy } = hasty;
  await forShop(shop, (client) =>
    client.routingPolicy.create({
      data: { shop: BigInt(shop), version: 1, policy, savedAt: NOW, savedBy: "Ada" },
    }),
  );
  const held = (await previewRoutingPolicy(shop, hasty)).effects;
  expect(held.map(({ changes, now }) => [changes, now.places])).toEqual([
    [false, ["Munich", "Augsburg"]],
    [false, ["Munich", "Augsburg"]],
  ]);
  expect((await previewRoutingPolicy(shop, defaults)).effects.every(({ changes }) => changes)).toBe(true);
});

test("rules are tried too: what waits then is told", async () => {
  const shop = await openDecided(["1"]);
  const regions = { "11": ["DE"], "12": ["DE"], "13": ["DE"] };
  const [effect] = (await previewRoutingPolicy(shop, { ...defaults, excludedRegions: regions })).effects;
  expect(effect).toMatchObject({ changes: true, then: { places: [], costMinor: null, waitingUnits: 3 } });
  expect(effect!.then.sentence).toContain("Munich does not send to DE");
});

test("the five most recent orders that have a route are tried, and no order of another shop", async () => {
  const shop = await openDecided(["1", "2", "3", "4", "5", "6", "7"]);
  await placeOrder(shop, "8", { version: 1, createdAt: minutesAgo(1) });
  await placeOrder(shop, "9", { version: 1, createdAt: minutesAgo(1) });
  const routed = (id: string) => decideOrder(contextOf(id), levels, NOW.toISOString());
  await record(shop, "9", 1, contextOf("9"), { ...routed("9"), route: null });
  await record(shop, "7", 0, contextOf("7"), routed("7"));
  const { effects } = await previewRoutingPolicy(shop, defaults);
  expect(effects.map(({ name }) => name)).toEqual(["#7", "#6", "#5", "#4", "#3"]);
  expect((await previewRoutingPolicy(await openTestShop(), defaults)).effects).toEqual([]);
});
