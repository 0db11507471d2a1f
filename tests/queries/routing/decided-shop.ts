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
import { saveChoices } from "#app/db/decisions/choice-rows.ts";
import { addDecisions, keepGrounds } from "#app/db/decisions/timeline-rows.ts";
import { decideBatch } from "#app/domain/decide-batch.ts";
import { levelsBefore, type DecisionInputs } from "#app/domain/decision-inputs.ts";
import type { OrderContext, OrderDecision, RoutePlan } from "#app/domain/decision.ts";
import { savedDefaults, type SavedPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import { chosenUnits } from "#app/domain/routing/what-if/chosen-units.ts";

/** Two near each other, and one far from both that has all. */
export const places = [
  location("11", { name: "Munich" }),
  location("12", { name: "Augsburg", latitude: 48.37, longitude: 10.9 }),
  location("13", { name: "Hamburg", latitude: 53.55, longitude: 10.0 }),
];
const cup = lineItem({ variantId: "v21", title: "Cup", sku: "CUP" });
const saucer = lineItem({ id: "2", variantId: "v22", title: "Saucer", sku: "SAUCER", quantity: 1 });
export const levels = levelBook(
  level("i21", "11", { committed: 2 }),
  level("i22", "12", { available: 1 }),
  level("i21", "13", { available: 5 }),
  level("i22", "13", { available: 5 }),
);
export const defaults = savedDefaults("EUR");
/** Two parcels from near rather than one from afar. */
export const hasty = { ...defaults, splitMinor: 0, dayMinor: 500 };

/** An order of two cups and a saucer. */
export function contextOf(id: string, routing: SavedPolicy | null = null): OrderContext {
  const lines = [cup, saucer].map((line) => ({ ...line, variantId: line.variantId!.slice(1) }));
  const work = fulfillmentOrder([cup, saucer], { id: `${id}5`, locationId: "11" });
  const facts = order({ id, name: `#${id}`, lines, fulfillmentOrders: [work] });
  const variantById = Object.fromEntries(
    ["21", "22"].map((each) => [each, variant(each, { inventoryItemId: `i${each}` })]),
  );
  return context(facts, { locations: places, variantById, settings: settings({ routing }) });
}

/** A shop with these locations, and orders as a batch has decided and recorded them, the first the oldest. */
export async function openDecided(ids: readonly string[]): Promise<string> {
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
export async function record(
  shop: string,
  orderId: string,
  version: number,
  asked: OrderContext,
  decision: OrderDecision,
) {
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
    const { route } = decision;
    if (route !== null)
      await saveChoices(sql, shop, NOW, [{ orderId, version, units: chosenUnits(route), facts: asked.facts }]);
  });
}

/** Where a route leaves from. */
export function namesOf(route: RoutePlan): string[] {
  const ids = new Set(route.planned.map(({ locationId }) => locationId));
  return places.filter(({ id }) => ids.has(id)).map(({ name }) => name);
}
