import type { OrderContext, PlannedParcel, RouteCost, RouteLeg, RoutePlan } from "#app/domain/decision.ts";
import type { Point } from "./centres.ts";
import { costOfPlan } from "./cheapest/cost-of-plan.ts";
import { findCheapestPlan } from "./cheapest/find-cheapest-plan.ts";
import { explainGroup } from "./explain-group.ts";
import { planLegs, planParcels } from "./plan-parcels.ts";
import { priceGroup } from "./price-group.ts";
import type { OrderStock } from "./order-stock.ts";
import { withoutBrokenSets } from "./rules/without-broken-sets.ts";
import type { WorkItem } from "./survey-work.ts";
import { viewGroup, type GroupPart, type GroupView } from "./view-group.ts";

/** Units of a part that leave from a location; what of a part is placed nowhere waits where Shopify assigned it. */
export type PlacedUnits = GroupPart & { locationId: string; units: number };

export type GroupRoute = {
  placed: PlacedUnits[];
  sentence: string;
  cost: RouteCost;
  parcels: PlannedParcel[];
  legs: RouteLeg[];
  alternatives: RoutePlan["alternatives"];
};

/** A plan under consideration: units[part][candidate]. */
export type Option = { units: readonly (readonly number[])[]; costMinor: number; isStaying: boolean };

/**
 * Chooses where the units of one group leave from: the cheapest plan there is, unless what Shopify assigned, or else what we
 * planned before, is hardly dearer. A plan that stands has cost trust and calls already.
 */
export function routeGroup(
  context: OrderContext,
  group: readonly WorkItem[],
  stock: OrderStock,
  destination: Point | null,
): GroupRoute {
  const view = viewGroup(context, group, stock, destination);
  const best = { ...findCheapestPlan(view.problem), isStaying: false };
  const staying = stayingOption(view);
  const kept = keptOption(context, view);
  const isAsGood = (option: Option | null) =>
    option !== null && option.costMinor <= best.costMinor + view.policy.changeMinor;
  // Goods of which nothing is counted go along with others, or stay.
  const isMoving = countUnits(view, best) > 0;
  const chosen = (isMoving ? [staying, kept].find(isAsGood) : staying) ?? best;
  return {
    placed: placedUnits(view, chosen),
    cost: priceGroup(view, chosen),
    parcels: planParcels(view, chosen),
    legs: planLegs(view, chosen),
    ...explainGroup(view, context.settings.shopCurrency, { chosen, best, staying }),
  };
}

/** As many units as there are where Shopify assigned them; null when a location of the assignment may no longer serve. */
function stayingOption({ parts, candidates, problem }: GroupView): Option | null {
  const left = problem.places.map((place) => [...place.stock]);
  const taken = problem.lines.map(() => candidates.map(() => 0));
  for (const [line, { item }] of parts.entries()) {
    const place = candidates.findIndex(({ location }) => location.id === item.fulfillmentOrder.locationId);
    if (place === -1) return null;
    const { units: wanted, item: number } = problem.lines[line]!;
    const served = Math.min(wanted, left[place]![number]!);
    taken[line]![place] = served;
    left[place]![number]! -= served;
  }
  const units = withoutBrokenSets(problem.lines, taken);
  return { units, costMinor: costOfPlan(problem, units), isStaying: true };
}

/** The cheapest plan from the locations our claims are at: what we planned before, perhaps still on its way to Shopify. */
function keptOption(context: OrderContext, { parts, candidates, problem }: GroupView): Option | null {
  const lineIds = new Set(parts.map(({ part }) => part.line.lineItemId));
  const claimed = new Set(
    context.allocations.filter((claim) => lineIds.has(claim.lineItemId)).map((claim) => claim.locationId),
  );
  const kept = candidates.flatMap(({ location }, place) => (claimed.has(location.id) ? [place] : []));
  if (kept.length === 0 || kept.length < claimed.size) return null;
  const plan = findCheapestPlan(onlyPlaces(problem, kept));
  const units = plan.units.map((row) => candidates.map((_, place) => row[kept.indexOf(place)] ?? 0));
  return { units, costMinor: plan.costMinor, isStaying: false };
}

function onlyPlaces(problem: GroupView["problem"], kept: readonly number[]): GroupView["problem"] {
  return { ...problem, places: kept.map((place) => problem.places[place]!) };
}

/** Units that leave, of goods of which stock is counted: of the others there is always enough. */
export function countUnits({ parts }: GroupView, { units }: Pick<Option, "units">): number {
  return parts.reduce(
    (sum, { part }, line) =>
      sum + (part.line.inventoryItemId === null ? 0 : units[line]!.reduce((total, each) => total + each, 0)),
    0,
  );
}

function placedUnits({ parts, candidates }: GroupView, { units }: Option): PlacedUnits[] {
  return parts.flatMap((part, line) =>
    candidates.flatMap(({ location }, place) => {
      const count = units[line]![place]!;
      return count > 0 ? [{ ...part, locationId: location.id, units: count }] : [];
    }),
  );
}
