import { count } from "#app/domain/basics/phrase.ts";
import type { LevelBook, OrderContext } from "#app/domain/decision.ts";
import type { Point } from "#app/domain/routing/centres.ts";
import { costOfPlan } from "#app/domain/routing/cheapest/cost-of-plan.ts";
import { findCheapestPlan, type CheapestPlan } from "#app/domain/routing/cheapest/find-cheapest-plan.ts";
import { areaOf } from "#app/domain/routing/find-candidates.ts";
import type { LocationFacts } from "#app/domain/routing/location-facts.ts";
import type { OrderStock } from "#app/domain/routing/order-stock.ts";
import type { PlacedUnits } from "#app/domain/routing/route-group.ts";
import type { WorkItem } from "#app/domain/routing/survey-work.ts";
import { viewGroup, type GroupView } from "#app/domain/routing/view-group.ts";
import { findExclusions, type Exclusion } from "./exclusions.ts";

/** One group of work as it was routed, while its stock is as it was found. All parts of its certificate are told from it. */
export type GroupCase = {
  context: OrderContext;
  group: readonly WorkItem[];
  stock: OrderStock;
  levels: LevelBook;
  destination: Point | null;
  area: string;
  view: GroupView;
  /** units[part][candidate] of the plan that was chosen, and what the search compared it by. */
  chosen: { units: readonly (readonly number[])[]; costMinor: number };
  /** The cheapest plan, searched for once more. */
  best: CheapestPlan;
};

export function openCase(
  asked: Pick<GroupCase, "context" | "levels" | "group" | "stock" | "destination">,
  placed: readonly PlacedUnits[],
): GroupCase {
  const { context, group, stock, destination } = asked;
  const view = viewGroup(context, group, stock, destination);
  const units = view.parts.map(({ item, part }) =>
    view.candidates.map(
      ({ location }) =>
        placed.find((each) => each.item === item && each.part === part && each.locationId === location.id)?.units ?? 0,
    ),
  );
  return {
    ...asked,
    area: areaOf(context, group[0]!),
    view,
    chosen: { units, costMinor: costOfPlan(view.problem, units) },
    best: findCheapestPlan(view.problem),
  };
}

/** What keeps a location from serving even work that Shopify put there, under rules of the merchant's that we may not know. */
const HOLDS_FOR_ASSIGNED = new Set<Exclusion["kind"]>(["closed", "locked elsewhere", "turned down", "region"]);

/** All facts for which a location may not serve the group. */
export function exclusionsOf({ context, area, group }: GroupCase, location: LocationFacts): Exclusion[] {
  const exclusions = findExclusions(context, area, location);
  const isAssigned = group.some(({ fulfillmentOrder }) => fulfillmentOrder.locationId === location.id);
  return isAssigned ? exclusions.filter(({ kind }) => HOLDS_FOR_ASSIGNED.has(kind)) : exclusions;
}

/** Units that a plan leaves waiting, by part. */
export function waitingUnits({ problem }: GroupView, units: readonly (readonly number[])[]): number[] {
  return problem.lines.map((line, at) => line.units - units[at]!.reduce((sum, each) => sum + each, 0));
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** "Mug", or "Mug (blue)" of a variant; what a line that is gone was nobody knows. */
export function titleOf({ facts }: OrderContext, lineItemId: string): string {
  const line = facts.lines.find(({ id }) => id === lineItemId);
  if (!line) return "an item we do not know";
  return line.variantTitle ? `${line.title} (${line.variantTitle})` : line.title;
}

/** The goods of a group of which stock is counted, each with how many units are wanted and which of the problem's items it is. */
export type WantedItem = { inventoryItemId: string; item: number; title: string; units: number };

export function wantedItems({ context, view }: Pick<GroupCase, "context" | "view">): WantedItem[] {
  const wanted = new Map<string, WantedItem>();
  for (const [at, { part }] of view.parts.entries()) {
    const { inventoryItemId, lineItemId } = part.line;
    if (inventoryItemId === null) continue;
    const known = wanted.get(inventoryItemId);
    if (known) known.units += part.quantity;
    else {
      const item = view.problem.lines[at]!.item;
      wanted.set(inventoryItemId, { inventoryItemId, item, title: titleOf(context, lineItemId), units: part.quantity });
    }
  }
  return [...wanted.values()];
}

/** "1 unit of Mug", "3 units of Mug". */
export function sayUnits(units: number, title: string): string {
  return `${count(units, "unit")} of ${title}`;
}
