import type { OrderContext, OrderDecision, PlannedQuantity } from "#app/domain/decision.ts";
import { surveyWork, type WorkItem } from "#app/domain/routing/survey-work.ts";
import { NOON } from "#tests/domain/build-order.ts";
import { arbitraryWorld } from "#tests/fuzz/arbitrary-world.ts";
import { law, type Law } from "#tests/fuzz/law.ts";
import type { Subject } from "#tests/fuzz/subject.ts";

export function policyLaws({ decideBatch }: Subject): readonly Law[] {
  return [
    law("what the merchant demands of routes holds in every one of them", arbitraryWorld(), (world) => {
      const { decisions } = decideBatch(world.contexts, world.levels, NOON);
      for (const [at, decision] of decisions.entries()) assertRules(world.contexts[at]!, decision);
    }),
  ];
}

function assertRules(context: OrderContext, decision: OrderDecision): void {
  const { routing } = context.settings;
  if (routing === null || decision.route === null) return;
  const { planned } = decision.route;
  const movable = surveyWork(context).filter(({ standing }) => standing === "movable");
  for (const { fulfillmentOrderId, locationId } of planned) {
    const isOurs = movable.some(({ fulfillmentOrder }) => fulfillmentOrder.id === fulfillmentOrderId);
    expect(!isOurs || !(locationId in routing.excludedRegions), `${locationId} sends where it does not`);
  }
  const anywhere = linesOf(context, routing.availableAnywhereSkus);
  expect(
    decision.allocations.every(({ lineItemId }) => !anywhere.includes(lineItemId)),
    "stock is claimed that is not asked for",
  );
  for (const group of Map.groupBy(movable, (item) => groupOf(context, item)).values()) {
    for (const line of linesOf(context, routing.neverSplitSkus)) assertWhole(group, planned, [line]);
    const open = new Set(group.flatMap(({ lines }) => lines.map(({ line }) => line.lineItemId)));
    for (const patterns of routing.keepTogether) {
      const lines = linesOf(context, patterns).filter((id) => open.has(id));
      if (lines.length > 1) assertWhole(group, planned, lines);
    }
  }
}

function linesOf({ facts }: OrderContext, skus: readonly string[]): string[] {
  const named = (sku: string | null) => sku !== null && (skus.includes(sku) || skus.includes("GOOD-*"));
  return facts.lines.filter(({ sku }) => named(sku)).map(({ id }) => id);
}

/** Work that may become one parcel: assigned in one country, by one method, and where a location sends no online orders, there. */
function groupOf({ settings }: OrderContext, { location, fulfillmentOrder }: WorkItem): string {
  const area = location === null ? settings.shopCountryCode : (location.countryCode ?? location.id);
  const own = location?.fulfillsOnlineOrders === false ? location.id : "";
  return `${area} ${fulfillmentOrder.deliveryMethod} ${own}`;
}

/** All open units of these lines leave one location, or none leaves. */
function assertWhole(
  group: readonly WorkItem[],
  planned: readonly PlannedQuantity[],
  lineIds: readonly string[],
): void {
  const open = group.flatMap(({ lines }) => lines).filter(({ line }) => lineIds.includes(line.lineItemId));
  const ids = open.map(({ line }) => line.id);
  const leaving = planned.filter(({ fulfillmentOrderLineId }) => ids.includes(fulfillmentOrderLineId));
  if (leaving.length === 0) return;
  const units = (parts: readonly { quantity: number }[]) => parts.reduce((sum, { quantity }) => sum + quantity, 0);
  expect(new Set(leaving.map(({ locationId }) => locationId)).size === 1, `${ids.join()} leave from several places`);
  expect(units(leaving) === units(open), `${units(leaving)} of ${units(open)} units of ${ids.join()} leave`);
}

function expect(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(sentence);
}
