import type { OrderContext } from "#app/domain/decision.ts";
import type { OpenLine } from "#app/domain/orders/open-work.ts";
import type { Point } from "./centres.ts";
import type { ProblemLine, ProblemPlace, RoutingProblem } from "./cheapest/routing-problem.ts";
import { findCandidates, findExcluded, type ExcludedLocation, type LocationCandidate } from "./find-candidates.ts";
import type { OrderStock } from "./order-stock.ts";
import { policyOf, type RoutingPolicy } from "./prices/routing-policy.ts";
import { findLineRules, type LineRule } from "./rules/line-rules.ts";
import type { WorkItem } from "./survey-work.ts";

/** Units of one line of one fulfillment order that wait for a place to leave from. */
export type GroupPart = { item: WorkItem; part: OpenLine };

/** What a group asks for, who could give it, and what that costs. `parts` are the problem's lines, `candidates` its places. */
export type GroupView = {
  parts: readonly GroupPart[];
  candidates: readonly LocationCandidate[];
  policy: RoutingPolicy;
  /** What the policy demands of each part, and the locations that may not send to where it goes. */
  rules: readonly LineRule[];
  excluded: readonly ExcludedLocation[];
  problem: RoutingProblem;
};

/** Looks at a group as at a problem of money: each of its lines, and each location that may serve it, nearest first. */
export function viewGroup(
  context: OrderContext,
  group: readonly WorkItem[],
  stock: OrderStock,
  destination: Point | null,
): GroupView {
  const policy = policyOf(context.settings);
  const parts = group.flatMap((item) => item.lines.map((part) => ({ item, part })));
  const rules = findLineRules(context, policy, parts);
  const candidates = findCandidates(context, group, destination, policy.dayMinor);
  const excluded = findExcluded(context, group);
  const items = itemsOf(parts);
  const earliestDays = Math.min(...candidates.map(({ tariff }) => tariff.days));
  const lines = parts.map((part, index) => lineOf(context, part, items.ofPart[index]!, rules[index]!, policy));
  const places = candidates.map((candidate) => placeOf(candidate, parts, items, stock, policy, earliestDays));
  return { parts, candidates, policy, rules, excluded, problem: { lines, places, splitMinor: policy.splitMinor } };
}

function lineOf(
  context: OrderContext,
  { part }: GroupPart,
  item: number,
  { together, shipsAlone }: LineRule,
  { waitMinor }: RoutingPolicy,
): ProblemLine {
  const unitGrams = context.facts.lines.find((line) => line.id === part.line.lineItemId)?.grams ?? 0;
  return { units: part.quantity, item, unitGrams, mayBeSplit: true, together, shipsAlone, waitMinor };
}

function placeOf(
  { location, tariff }: LocationCandidate,
  parts: readonly GroupPart[],
  items: GroupItems,
  stock: OrderStock,
  policy: RoutingPolicy,
  earliestDays: number,
): ProblemPlace {
  return {
    stock: items.ids.map((itemId) =>
      itemId === null ? uncountedAt(location.id, parts) : stock.remaining(itemId, location.id),
    ),
    openMinor: policy.parcelMinor + (tariff.days - earliestDays) * policy.dayMinor,
    unitMinor: parts.map(
      ({ item }) => policy.unitMinor + (item.fulfillmentOrder.locationId === location.id ? 0 : policy.movedUnitMinor),
    ),
    rates: tariff.rates,
    capacityUnits: Number.POSITIVE_INFINITY,
  };
}

/** Goods of which no stock is counted go along with the others; by themselves they stay where they are. */
function uncountedAt(locationId: string, parts: readonly GroupPart[]): number {
  const isCounted = parts.some(({ part }) => part.line.inventoryItemId !== null);
  const isHere = parts.some(({ item }) => item.fulfillmentOrder.locationId === locationId);
  return isCounted || isHere ? Number.POSITIVE_INFINITY : 0;
}

/** The inventory items of a group, and for each of its parts which of them it is. Where no stock is counted each is one of its own. */
type GroupItems = { ids: readonly (string | null)[]; ofPart: readonly number[] };

function itemsOf(parts: readonly GroupPart[]): GroupItems {
  const ids: (string | null)[] = [];
  const ofPart = parts.map(({ part }) => {
    const itemId = part.line.inventoryItemId;
    const known = itemId === null ? -1 : ids.indexOf(itemId);
    return known === -1 ? ids.push(itemId) - 1 : known;
  });
  return { ids, ofPart };
}
