import type { OrderContext, RoutePlan } from "#app/domain/decision.ts";
import type { Point } from "./centres.ts";
import { chooseLocations, compareCandidates, served, type Choice } from "./choose-locations.ts";
import { explainGroup } from "./explain-route.ts";
import { findCandidates, type LocationCandidate } from "./find-candidates.ts";
import type { OrderStock } from "./order-stock.ts";
import type { WorkItem } from "./survey-work.ts";

/**
 * How many kilometres farther a parcel may travel before a plan that stands is changed for a nearer location. Parcel tariffs
 * go by country or zone, and no zone of the large carriers is narrower than this, so within it a move saves nothing and
 * costs two API calls, a changed promise and the warehouse's trust.
 */
export const LITTLE_FARTHER_KM = 50;

/** Where a group's units may leave from, nearest first; null when everything stays where Shopify assigned it. */
export type GroupRoute = { locationIds: string[] | null; sentence: string; alternatives: RoutePlan["alternatives"] };

/** What a group asks for and who could give it. `demand` and every candidate's units are in the same order of items. */
export type GroupView = {
  group: readonly WorkItem[];
  demandByItem: ReadonlyMap<string, number>;
  demand: readonly number[];
  candidates: readonly LocationCandidate[];
};

/** A set of candidates under consideration. */
export type Option = Choice & { isStaying: boolean };

/**
 * Chooses the locations of one group: what Shopify assigned if that is as good as anything, else what we planned before if
 * that still is, else the best there is.
 */
export function routeGroup(
  context: OrderContext,
  group: readonly WorkItem[],
  stock: OrderStock,
  destination: Point | null,
): GroupRoute {
  const view = viewGroup(context, group, stock, destination);
  const best: Option = { ...chooseLocations(view.demand, view.candidates), isStaying: false };
  const staying = stayingOption(view, stock);
  const kept = keptOption(context, view);
  const chosen =
    best.served === 0
      ? (staying ?? best)
      : ([staying, kept].find((option) => option !== null && isAsGood(option, best)) ?? best);
  const explained = explainGroup(view, chosen, best, staying);
  if (chosen.isStaying || chosen.served === 0) return { locationIds: null, ...explained };
  return { locationIds: chosen.indexes.map((index) => view.candidates[index]!.id), ...explained };
}

function viewGroup(
  context: OrderContext,
  group: readonly WorkItem[],
  stock: OrderStock,
  destination: Point | null,
): GroupView {
  const demandByItem = new Map<string, number>();
  for (const item of group) {
    for (const { line, quantity } of item.lines) {
      if (line.inventoryItemId === null) continue;
      demandByItem.set(line.inventoryItemId, (demandByItem.get(line.inventoryItemId) ?? 0) + quantity);
    }
  }
  const candidates = findCandidates(context, group, demandByItem, stock, destination);
  return { group, demandByItem, demand: [...demandByItem.values()], candidates };
}

/** As good: just as many units from no more parcels, and not more than a little farther for each parcel. */
function isAsGood(option: Option, best: Option): boolean {
  if (option.served < best.served || option.indexes.length > best.indexes.length) return false;
  return option.kilometres <= best.kilometres + LITTLE_FARTHER_KM * best.indexes.length;
}

/** Every unit where Shopify assigned it; null when a location of the assignment may no longer serve. */
function stayingOption(view: GroupView, stock: OrderStock): Option | null {
  const wantedByIndex = new Map<number, Map<string, number>>();
  for (const { fulfillmentOrder, lines } of view.group) {
    const index = view.candidates.findIndex((candidate) => candidate.id === fulfillmentOrder.locationId);
    if (index === -1) return null;
    const wantedByItem = wantedByIndex.get(index) ?? new Map<string, number>();
    wantedByIndex.set(index, wantedByItem);
    for (const { line, quantity } of lines) {
      if (line.inventoryItemId === null) continue;
      wantedByItem.set(line.inventoryItemId, (wantedByItem.get(line.inventoryItemId) ?? 0) + quantity);
    }
  }
  const indexes: number[] = [];
  let units = 0;
  for (const [index, wantedByItem] of wantedByIndex) {
    let unitsHere = 0;
    for (const [itemId, wanted] of wantedByItem)
      unitsHere += Math.min(wanted, stock.remaining(itemId, view.candidates[index]!.id));
    if (unitsHere > 0) indexes.push(index);
    units += unitsHere;
  }
  return optionOf(view, units > 0 ? indexes : [...wantedByIndex.keys()], units, true);
}

/** The locations our claims are at: what we planned before, perhaps still on its way to Shopify. */
function keptOption(context: OrderContext, view: GroupView): Option | null {
  const items = new Set(view.group.flatMap((item) => item.lines.map(({ line }) => line.lineItemId)));
  const indexes = new Set<number>();
  for (const claim of context.allocations) {
    if (!items.has(claim.lineItemId)) continue;
    const index = view.candidates.findIndex((candidate) => candidate.id === claim.locationId);
    if (index === -1) return null;
    indexes.add(index);
  }
  if (indexes.size === 0) return null;
  return optionOf(view, [...indexes], served(view.demand, view.candidates, [...indexes]), false);
}

function optionOf(view: GroupView, indexes: number[], units: number, isStaying: boolean): Option {
  indexes.sort((a, b) => compareCandidates(view.candidates[a]!, view.candidates[b]!));
  const kilometres = indexes.reduce((sum, index) => sum + view.candidates[index]!.kilometres, 0);
  return { indexes, served: units, kilometres, isStaying };
}
