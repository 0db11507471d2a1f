import { numbers } from "#app/domain/routing/cheapest/memory.ts";
import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";
import { leastPrice, priceWeight } from "#app/domain/routing/cheapest/flat/price-weight.ts";
import type { Opening } from "#app/domain/routing/cheapest/openings/opening.ts";
import type { Effort } from "#app/domain/routing/cheapest/search-limits.ts";
import { costOfMissingAhead } from "./missing-ahead.ts";
import { createAgenda, writeAgenda, type Agenda, type TrialOrder } from "./agenda.ts";

/** The state of a search for the cheapest plan of an opening: what is placed at the moment, and the best that was found. */
export type PlanSearch = {
  flat: FlatProblem;
  effort: Effort;
  agenda: Agenda;
  opening: Opening;
  /** Plans that cost more are of no interest. */
  limitMinor: number;
  /** Infinity as long as there is none. */
  foundMinor: number;
  /** The plan found: pieces at [element * placeCount + place]. */
  found: Float64Array;
  stepsLeft: number;
  /** Whether the first plan found is the one looked for; whether it has been found. */
  isFirstBest: boolean;
  isStopped: boolean;

  /** Pieces placed at the moment, like `found`. */
  taken: Float64Array;
  /** By slot: what is in the parcel, what ships alone, and what the place may send besides. */
  packedGrams: Float64Array;
  packedPieces: Float64Array;
  alonePieces: Float64Array;
  capacityLeft: Float64Array;
  /** By contested item and place. */
  stockLeft: Float64Array;
  /** Where leastPrice notes what is of no interest here. */
  weight: Float64Array;
};

/** Infinity when there is no plan within the limit, or none was found before the search was given up. */
export type SearchOutcome = { costMinor: number; isGivenUp: boolean };

/** What a bound of what is still open costs for each place, in steps of the limit. */
const STEPS_TO_BOUND = 5;

/** With more elements than this a search would nest too deep, and never end. */
const MOST_ELEMENTS = 400;

/** With no more elements than this a search nearly always comes to an end, in as many steps as are allowed for it. */
const HANDFUL = 12;
const STEPS_FOR_HANDFUL = 1_000_000;
const STEPS_FOR_MANY = 50_000;

/** Whether searches of openings are likely to come to an end. */
export function isSoonSearched({ elementCount }: FlatProblem): boolean {
  return elementCount <= HANDFUL;
}

/** What the search of an opening may take before it is better divided. */
export function stepsBeforeDividing(flat: FlatProblem): number {
  return isSoonSearched(flat) ? STEPS_FOR_HANDFUL : STEPS_FOR_MANY;
}

export function createPlanSearch(flat: FlatProblem, effort: Effort, opening: Opening): PlanSearch {
  const { placeCount, elementCount } = flat;
  return {
    flat,
    effort,
    agenda: createAgenda(flat),
    opening,
    limitMinor: 0,
    foundMinor: Infinity,
    found: numbers(flat.memory, elementCount * placeCount),
    stepsLeft: 0,
    isFirstBest: false,
    isStopped: false,
    taken: numbers(flat.memory, elementCount * placeCount),
    packedGrams: numbers(flat.memory, placeCount),
    packedPieces: numbers(flat.memory, placeCount),
    alonePieces: numbers(flat.memory, placeCount),
    capacityLeft: numbers(flat.memory, placeCount),
    stockLeft: numbers(flat.memory, flat.contestedStock.length),
    weight: numbers(flat.memory, 1),
  };
}

/**
 * Looks for the cheapest plan of an opening that costs no more than the limit; in the order of preference, for the most
 * preferred one within the limit. Leaves it in `found`.
 *
 * Depth first, element by element and slot by slot, with branch and bound. What is still open is bounded by the same
 * relaxation as the opening, see relaxation.ts, with the charges found there: each element at its cheapest, and each parcel
 * at the weight that suits it best between what is in it and what might still come.
 *
 * @param allowedSteps the search is given up after so many
 */
export function searchOpening(
  search: PlanSearch,
  opening: Opening,
  limitMinor: number,
  order: TrialOrder,
  allowedSteps: number,
): SearchOutcome {
  const { flat, effort } = search;
  if (flat.elementCount > MOST_ELEMENTS) return { costMinor: Infinity, isGivenUp: true };
  search.opening = opening;
  search.limitMinor = limitMinor;
  search.foundMinor = Infinity;
  search.isFirstBest = order === "preferred";
  search.isStopped = false;
  writeAgenda(search.agenda, opening, order);
  clear(search);
  const steps = Math.min(allowedSteps, effort.stepsLeft);
  search.stepsLeft = steps;
  let fixedMinor = flat.unavoidableMinor + flat.splitMinor * (opening.places.length - 1);
  for (const place of opening.places) fixedMinor += flat.openMinor[place]!;
  descend(search, 0, fixedMinor);
  effort.stepsLeft -= steps - search.stepsLeft;
  return { costMinor: search.foundMinor, isGivenUp: search.stepsLeft < 0 };
}

function clear(search: PlanSearch): void {
  const { flat, opening } = search;
  search.taken.fill(0);
  search.packedGrams.fill(0);
  search.packedPieces.fill(0);
  search.alonePieces.fill(0);
  search.stockLeft.set(flat.contestedStock);
  for (let slot = 0; slot < opening.places.length; slot++)
    search.capacityLeft[slot] = flat.capacity[opening.places[slot]!]!;
}

/** Places the elements from a depth on, or notes the plan when all are placed. */
function descend(search: PlanSearch, depth: number, spentMinor: number): void {
  const { flat, agenda, opening, packedPieces, packedGrams } = search;
  if (depth < flat.elementCount) {
    spread(search, depth, 0, flat.pieces[agenda.elements[depth]!]!, spentMinor);
    return;
  }
  let costMinor = spentMinor;
  for (let slot = 0; slot < opening.places.length; slot++)
    if (packedPieces[slot]! > 0) costMinor += priceWeight(flat, opening.places[slot]!, packedGrams[slot]!);
  if (costMinor > search.limitMinor) return;
  search.found.set(search.taken);
  search.foundMinor = costMinor;
  search.limitMinor = costMinor - 1;
  search.isStopped = search.isFirstBest;
}

/** Spreads the rest of an element over its slots from a rank on. */
function spread(search: PlanSearch, depth: number, rank: number, rest: number, spentMinor: number): void {
  const { flat, agenda, opening } = search;
  const element = agenda.elements[depth]!;
  const at = element * (flat.placeCount + 1) + rank;
  const slot = rest > 0 ? agenda.slots[at]! : -1;
  if (slot < 0) {
    settle(search, depth, spentMinor + rest * flat.waitMinor[element]!);
    return;
  }
  const restMinor = rest * agenda.leastCharged[at]! + leastOfOthers(search, depth + 1);
  if (rank > 0 && spentMinor + restMinor + leastParcels(search, depth) > search.limitMinor) return;
  const pieceMinor = flat.pieceMinor[element * flat.placeCount + opening.places[slot]!]!;
  for (let count = mostLeft(search, element, slot, rest); count >= 0 && !isOver(search); count--) {
    move(search, element, slot, count);
    const nowMinor = spentMinor + count * pieceMinor;
    if (count > 0 && flat.isOnePlace[element] === 1)
      settle(search, depth, nowMinor + (rest - count) * flat.waitMinor[element]!);
    else spread(search, depth, rank + 1, rest - count, nowMinor);
    move(search, element, slot, -count);
  }
}

function isOver({ isStopped, stepsLeft }: PlanSearch): boolean {
  return isStopped || stepsLeft < 0;
}

/** Goes on to the next element unless that can lead to nothing. */
function settle(search: PlanSearch, depth: number, spentMinor: number): void {
  const leastMinor = spentMinor + leastOfOthers(search, depth + 1) + leastParcels(search, depth + 1);
  if (leastMinor <= search.limitMinor) descend(search, depth + 1, spentMinor);
}

/** What the elements from a depth on are charged at least. */
function leastOfOthers({ flat, agenda, opening, stockLeft, capacityLeft }: PlanSearch, depth: number): number {
  const minor = agenda.restCharged[depth]!;
  if (!flat.isContested) return minor;
  return minor + costOfMissingAhead(agenda.missing, depth, opening.places, stockLeft, capacityLeft);
}

/** What all parcels cost at least, less the charges for what elements from a depth on would add to them. */
function leastParcels(search: PlanSearch, depth: number): number {
  const { flat, agenda, opening, packedGrams, packedPieces } = search;
  search.stepsLeft -= STEPS_TO_BOUND * opening.places.length;
  let minor = 0;
  for (let slot = 0; slot < opening.places.length; slot++) {
    const at = depth * flat.placeCount + slot;
    const place = opening.places[slot]!;
    const packed = packedGrams[slot]!;
    const hasParcel = packedPieces[slot]! > 0;
    const perGram = opening.perGram[slot]!;
    const low = Math.max(opening.low[slot]!, hasParcel ? packed : agenda.lightest[at]!);
    const high = Math.min(opening.high[slot]!, packed + agenda.reachableGrams[at]!);
    let least = low <= high ? leastPrice(flat, place, low, high, perGram, search.weight, 0) : Infinity;
    const mayBeAlone = search.alonePieces[slot]! > 0 || agenda.maySendAlone[at] === 1;
    if (least > 0 && !hasParcel && mayBeAlone && opening.low[slot] === 0) least = 0;
    minor += least + perGram * packed;
    if (opening.perUnit[slot]! > 0) minor -= opening.perUnit[slot]! * search.capacityLeft[slot]!;
  }
  return minor;
}

/** How many pieces of an element a slot can still take. */
function mostLeft(search: PlanSearch, element: number, slot: number, rest: number): number {
  const { flat, opening, capacityLeft, stockLeft } = search;
  const place = opening.places[slot]!;
  let most = Math.min(rest, flat.most[element * flat.placeCount + place]!);
  if (!flat.isContested) return most;
  most = Math.min(most, Math.floor(capacityLeft[slot]! / flat.units[element]!));
  for (const { contested, units } of flat.drawsOf[element]!)
    most = Math.min(most, Math.floor(stockLeft[contested * flat.placeCount + place]! / units));
  return most;
}

/** Puts pieces into a slot, or takes them out again. */
function move(search: PlanSearch, element: number, slot: number, count: number): void {
  if (count === 0) return;
  const { flat } = search;
  const place = search.opening.places[slot]!;
  search.taken[element * flat.placeCount + place]! += count;
  search.packedGrams[slot]! += count * flat.grams[element]!;
  if (flat.isInParcel[element] === 1) search.packedPieces[slot]! += count;
  else search.alonePieces[slot]! += count;
  if (!flat.isContested) return;
  search.capacityLeft[slot]! -= count * flat.units[element]!;
  for (const { contested, units } of flat.drawsOf[element]!)
    search.stockLeft[contested * flat.placeCount + place]! -= count * units;
}
