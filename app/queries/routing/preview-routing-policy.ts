import { forShop, type ShopClient } from "#app/db.server.ts";
import { decideAnew } from "#app/domain/decide-anew.ts";
import { contextOf, type DecisionGrounds, type DecisionInputs } from "#app/domain/decision-inputs.ts";
import type { RoutePlan } from "#app/domain/decision.ts";
import type { OrderFacts } from "#app/domain/orders/order-facts.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import type { SavedPolicy } from "#app/domain/routing/prices/routing-policy.ts";
import { readShopSettings } from "#app/queries/read-settings.ts";

/** What one order's route is under a policy. */
export type PreviewedRoute = {
  /** Where it leaves from, by name; empty where all of it waits. */
  places: string[];
  /** As weighed by that policy; null where nothing can be sent. */
  costMinor: number | null;
  waitingUnits: number;
  sentence: string;
};

export type PolicyEffect = {
  orderId: string;
  name: string;
  /** Whether any unit leaves from elsewhere, or waits instead of leaving. */
  changes: boolean;
  now: PreviewedRoute;
  then: PreviewedRoute;
};

export type PolicyPreview = { currency: string; effects: PolicyEffect[] };

const ORDERS_SHOWN = 5;
// Most orders of a day have left, and have no route any more: those with one are looked for so far back.
const ORDERS_SEARCHED = 200;

type DecidedRow = {
  id: string;
  name: string;
  facts: OrderFacts;
  inputs: DecisionInputs;
  grounds: DecisionGrounds;
  decidedAt: Date;
};

/**
 * What a policy would do with the most recent routed orders, beside what the policy that holds does with them: each is decided
 * anew on what its last decision looked at, once under each.
 */
export function previewRoutingPolicy(shop: string, draft: Omit<SavedPolicy, "currency">): Promise<PolicyPreview> {
  return forShop(shop, async (client) => {
    const { settings } = await readShopSettings(client, shop);
    const rows = await readRouted(client, shop);
    const routing: SavedPolicy = { ...draft, currency: settings.shopCurrency };
    return { currency: settings.shopCurrency, effects: rows.map((row) => tryBoth(row, settings.routing, routing)) };
  });
}

function tryBoth({ id, name, facts, inputs, grounds, decidedAt }: DecidedRow, ...policies: Policies): PolicyEffect {
  const { context, levels } = contextOf(facts, inputs, grounds);
  const [now, then] = policies.map((routing) => {
    const settings = { ...context.settings, routing };
    return decideAnew({ ...context, settings }, levels, decidedAt.toISOString()).route;
  }) as [RoutePlan | null, RoutePlan | null];
  return {
    orderId: id,
    name,
    changes: sayUnits(now) !== sayUnits(then),
    now: showRoute(now, context.locations),
    then: showRoute(then, context.locations),
  };
}

/** The one that holds, and the draft. */
type Policies = [SavedPolicy | null, SavedPolicy];

/** Orders whose last decision chose a route, the newest first. */
function readRouted(client: ShopClient, shop: string): Promise<DecidedRow[]> {
  return client.$queryRaw<DecidedRow[]>`
    SELECT o.id::text, o.name, o.facts, d.inputs, g.grounds, d.decided_at AS "decidedAt"
    FROM (SELECT shop, id FROM orders WHERE shop = ${BigInt(shop)} AND NOT is_imported
      ORDER BY created_at DESC, id DESC LIMIT ${ORDERS_SEARCHED}) AS recent
    JOIN orders o ON o.shop = recent.shop AND o.id = recent.id
    JOIN decisions d ON d.shop = o.shop AND d.order_id = o.id AND d.version = o.version
    JOIN decision_grounds g ON g.shop = d.shop AND g.hash = d.inputs->>'groundsHash'
    WHERE d.decision #> '{route,cost}' IS NOT NULL
    ORDER BY o.created_at DESC, o.id DESC LIMIT ${ORDERS_SHOWN}`;
}

/** Which units leave from where, and which wait, to compare two routes by. */
function sayUnits(route: RoutePlan | null): string {
  const say = (units: RoutePlan["planned"]) =>
    units.map((each) => `${each.fulfillmentOrderLineId} ${each.locationId} ${each.quantity}`).sort();
  return JSON.stringify(route && { planned: say(route.planned), waiting: say(route.backordered) });
}

function showRoute(route: RoutePlan | null, locations: readonly LocationFacts[]): PreviewedRoute {
  const ids = new Set(route?.planned.map(({ locationId }) => locationId));
  return {
    places: locations.filter(({ id }) => ids.has(id)).map(({ name }) => name),
    costMinor: ids.size === 0 ? null : (route?.cost?.totalMinor ?? null),
    waitingUnits: route?.backordered.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0,
    sentence: route?.sentence ?? "",
  };
}
