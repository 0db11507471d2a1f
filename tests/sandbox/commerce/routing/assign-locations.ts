/**
 * Which location gets which lines, the way Shopify's order routing decides it (help.shopify.com, "Order routing"): the rules of
 * a list are applied in order, and a later rule only decides what the earlier ones left equal. The standard list is: as few
 * shipments as possible, then the buyer's own market, then the shortest straight line, then the merchant's ranking.
 *
 * Choices are compared as sets of locations: every set that can send all lines whole is scored by each rule. A line is cut into
 * parts only when no location has all of it. What nobody has (sold beyond stock) goes to the best location that stocks the item.
 */
import { distanceKm, type Point } from "./distance.ts";

export const standardRules = ["minimize-splits", "same-market", "closest", "ranked"] as const;
export type RoutingRule = (typeof standardRules)[number];

/** A location as a candidate; only active ones that fulfill online orders are asked. */
export type Candidate = {
  id: string;
  countryCode: string | null;
  point: Point | null;
  rank: number;
};

/** `availableAt` is null for a line without counted stock: every location can send it. Locations missing in it do not stock the item. */
export type Need = { key: string; quantity: number; availableAt: Map<string, number> | null };

export type Destination = { countryCode: string | null; point: Point | null };

export type Assignment = { locationId: string; parts: { key: string; quantity: number }[] };

// 2^10 sets are tried in well under a millisecond; a merchant with more locations is asked about the ten nearest.
const mostCandidates = 10;

/** The assignments, best location first; empty only when there is no candidate at all. */
export function assignLocations(
  needs: readonly Need[],
  candidates: readonly Candidate[],
  destination: Destination,
  rules: readonly RoutingRule[] = standardRules,
): Assignment[] {
  const ordered = [...candidates].sort((a, b) =>
    compareScores(scoreOf([a], destination, rules), scoreOf([b], destination, rules)),
  );
  const asked = ordered.slice(0, mostCandidates);
  const first = asked[0];
  if (!first) return [];
  const { whole, cut } = sortNeeds(needs, asked);
  const chosen = bestSet(whole, asked, destination, rules) ?? [first];
  const parts = new Map<string, Assignment["parts"]>();
  const give = (locationId: string, key: string, quantity: number): void => {
    parts.set(locationId, [...(parts.get(locationId) ?? []), { key, quantity }]);
  };
  for (const need of whole) {
    const location = asked.find((each) => chosen.includes(each) && hasAll(need, each)) ?? first;
    give(location.id, need.key, need.quantity);
  }
  const preferred = [
    ...asked.filter((each) => chosen.includes(each)),
    ...asked.filter((each) => !chosen.includes(each)),
  ];
  for (const need of cut) for (const part of cutNeed(need, preferred)) give(part.locationId, need.key, part.quantity);
  return asked.flatMap(({ id }) => {
    const assigned = parts.get(id);
    return assigned ? [{ locationId: id, parts: assigned }] : [];
  });
}

/** Needs that one location can send whole, and those that must be cut because none can. */
function sortNeeds(needs: readonly Need[], candidates: readonly Candidate[]): { whole: Need[]; cut: Need[] } {
  const canBeWhole = (need: Need): boolean => candidates.some((candidate) => hasAll(need, candidate));
  return { whole: needs.filter(canBeWhole), cut: needs.filter((need) => !canBeWhole(need)) };
}

function hasAll(need: Need, candidate: Candidate): boolean {
  return need.availableAt === null || (need.availableAt.get(candidate.id) ?? 0) >= need.quantity;
}

function bestSet(
  needs: readonly Need[],
  candidates: readonly Candidate[],
  destination: Destination,
  rules: readonly RoutingRule[],
): Candidate[] | undefined {
  let best: Candidate[] | undefined;
  let bestScore: number[] = [];
  for (let mask = 1; mask < 1 << candidates.length; mask += 1) {
    const set = candidates.filter((_, index) => mask & (1 << index));
    if (!needs.every((need) => set.some((candidate) => hasAll(need, candidate)))) continue;
    const score = scoreOf(set, destination, rules);
    if (best === undefined || compareScores(score, bestScore) < 0) {
      best = set;
      bestScore = score;
    }
  }
  return best;
}

/** Smaller is better in each place. */
function scoreOf(set: readonly Candidate[], destination: Destination, rules: readonly RoutingRule[]): number[] {
  return [...rules, "ranked" as const].map((rule) => {
    if (rule === "minimize-splits") return set.length;
    if (rule === "same-market") return set.filter((each) => each.countryCode !== destination.countryCode).length;
    if (rule === "closest") return set.reduce((sum, each) => sum + kilometresTo(each, destination), 0);
    return set.reduce((sum, each) => sum + each.rank, 0);
  });
}

/** Without coordinates on either side distance says nothing, and the next rule decides. */
function kilometresTo(candidate: Candidate, destination: Destination): number {
  return candidate.point && destination.point ? distanceKm(candidate.point, destination.point) : 0;
}

function compareScores(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Takes what each location has, in order of preference; the rest is sold beyond stock at the first that stocks the item. */
function cutNeed(need: Need, preferred: readonly Candidate[]): { locationId: string; quantity: number }[] {
  const parts = new Map<string, number>();
  let missing = need.quantity;
  for (const { id } of preferred) {
    const taken = Math.min(missing, Math.max(need.availableAt?.get(id) ?? 0, 0));
    if (taken > 0) parts.set(id, taken);
    missing -= taken;
  }
  if (missing > 0) {
    const debtor = preferred.find(({ id }) => parts.has(id)) ?? preferred.find(({ id }) => need.availableAt?.has(id));
    const locationId = (debtor ?? preferred[0])?.id;
    if (locationId) parts.set(locationId, (parts.get(locationId) ?? 0) + missing);
  }
  return [...parts].map(([locationId, quantity]) => ({ locationId, quantity }));
}
