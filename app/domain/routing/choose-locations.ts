import { compareIds } from "#app/domain/basics/ids.ts";

/** A place that may serve, with how many units of each demanded item it could give. */
export type Candidate = {
  id: string;
  priority: number;
  /** Kilometres; UNKNOWN_KM when not known. */ kilometres: number;
  units: readonly number[];
};

export type Choice = { indexes: number[]; served: number; kilometres: number };

/** Farther than any two points on Earth (20,038 km): a place whose distance nobody knows comes after all others. */
export const UNKNOWN_KM = 100_000;

/**
 * Sets of locations are tried exhaustively, so there may be at most 2^20 of them, a million: tens of milliseconds at worst,
 * microseconds in practice, because sizes are tried from one upwards and orders are served from one or two places. A shop
 * with more locations that stock an order's goods is decided exactly among its 20 nearest (and each single one beyond).
 */
export const MAX_CANDIDATES = 20;

/**
 * The smallest set of candidates that serves the most units of the demand. Among equally small sets: the shortest total
 * distance, then the smallest sum of priorities, then the smallest ids. Exact (see MAX_CANDIDATES).
 *
 * @param demand units wanted of each item, in the order of every candidate's `units`
 * @returns indexes into `candidates`, nearest first; none when nothing can be served
 */
export function chooseLocations(demand: readonly number[], candidates: readonly Candidate[]): Choice {
  const ranked = candidates.map((_, index) => index).sort((a, b) => compareCandidates(candidates[a]!, candidates[b]!));
  const single = ranked.find((index) => candidates[index]!.units.every((units, item) => units >= demand[item]!));
  const whole = demand.reduce((sum, units) => sum + units, 0);
  if (single !== undefined && whole > 0) return choiceOf([single], whole, candidates);
  const near = ranked.filter((index) => candidates[index]!.units.some((units) => units > 0)).slice(0, MAX_CANDIDATES);
  const most = served(demand, candidates, near);
  if (most === 0) return { indexes: [], served: 0, kilometres: 0 };
  const needed = near.filter(
    (index) =>
      served(
        demand,
        candidates,
        near.filter((other) => other !== index),
      ) < most,
  );
  const optional = near.filter((index) => !needed.includes(index));
  for (let extra = 0; extra <= optional.length; extra++) {
    const best = bestSet(demand, candidates, needed, optional, extra);
    if (best)
      return choiceOf(
        best.sort((a, b) => compareCandidates(candidates[a]!, candidates[b]!)),
        most,
        candidates,
      );
  }
  return choiceOf(near, most, candidates);
}

/** Nearer first, then the merchant's own ranking, then the older location. */
export function compareCandidates(left: Candidate, right: Candidate): number {
  return left.kilometres - right.kilometres || left.priority - right.priority || compareIds(left.id, right.id);
}

/** Units of the demand that these candidates can serve together. */
export function served(
  demand: readonly number[],
  candidates: readonly Candidate[],
  indexes: readonly number[],
): number {
  let sum = 0;
  for (let item = 0; item < demand.length; item++) {
    let units = 0;
    for (const index of indexes) units += candidates[index]!.units[item]!;
    sum += Math.min(demand[item]!, units);
  }
  return sum;
}

/**
 * The best set of exactly `extra` optional candidates beside the needed ones, or null when none serves enough. Depth
 * first; a branch is left as soon as all later candidates together could not make up what is still missing, or as even the
 * nearest of them would make the set farther than the best one found.
 */
function bestSet(
  demand: readonly number[],
  candidates: readonly Candidate[],
  needed: readonly number[],
  optional: readonly number[],
  extra: number,
): number[] | null {
  const later = laterUnits(demand, candidates, optional);
  let best: number[] | null = null;
  let bestKilometres = Number.POSITIVE_INFINITY;

  function visit(from: number, missing: number[], chosen: number[], kilometres: number): void {
    if (chosen.length === extra) {
      if (missing.some((units) => units > 0)) return;
      const set = [...needed, ...chosen];
      if (
        best &&
        (kilometres > bestKilometres || (kilometres === bestKilometres && !isPreferred(set, best, candidates)))
      )
        return;
      best = set;
      bestKilometres = kilometres;
      return;
    }
    for (let at = from; at <= optional.length - (extra - chosen.length); at++) {
      if (missing.some((units, item) => units > later[at]![item]!)) return;
      const candidate = candidates[optional[at]!]!;
      if (kilometres + candidate.kilometres * (extra - chosen.length) > bestKilometres) return;
      const left = missing.map((units, item) => Math.max(0, units - candidate.units[item]!));
      visit(at + 1, left, [...chosen, optional[at]!], kilometres + candidate.kilometres);
    }
  }

  const all = [...needed, ...optional];
  const missing = demand.map((units, item) => {
    const reachable = Math.min(units, total(candidates, all, item));
    return Math.max(0, reachable - total(candidates, needed, item));
  });
  visit(0, missing, [], 0);
  return best;
}

/** For each position, the units of each item that the candidates from there on could give together. */
function laterUnits(
  demand: readonly number[],
  candidates: readonly Candidate[],
  optional: readonly number[],
): number[][] {
  const later: number[][] = [demand.map(() => 0)];
  for (const index of [...optional].reverse()) {
    later.unshift(later[0]!.map((units, item) => units + candidates[index]!.units[item]!));
  }
  return later;
}

function total(candidates: readonly Candidate[], indexes: readonly number[], item: number): number {
  let units = 0;
  for (const index of indexes) units += candidates[index]!.units[item]!;
  return units;
}

function isPreferred(set: readonly number[], best: readonly number[], candidates: readonly Candidate[]): boolean {
  const priorities = (indexes: readonly number[]) =>
    indexes.reduce((sum, index) => sum + candidates[index]!.priority, 0);
  const difference = priorities(set) - priorities(best);
  if (difference !== 0) return difference < 0;
  const ids = (indexes: readonly number[]) => indexes.map((index) => candidates[index]!.id).sort(compareIds);
  const [left, right] = [ids(set), ids(best)];
  for (let at = 0; at < left.length; at++) {
    const order = compareIds(left[at]!, right[at]!);
    if (order !== 0) return order < 0;
  }
  return false;
}

function choiceOf(indexes: number[], units: number, candidates: readonly Candidate[]): Choice {
  const kilometres = indexes.reduce((sum, index) => sum + candidates[index]!.kilometres, 0);
  return { indexes, served: units, kilometres };
}
