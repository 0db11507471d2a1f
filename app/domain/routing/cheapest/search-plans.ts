import { adoptPlan, limitFor, type BestPlan } from "./best-plan.ts";
import type { FlatProblem } from "./flat/flat-problem.ts";
import { createHeap, type Heap } from "./heap.ts";
import { divideOpening } from "./openings/divide-opening.ts";
import { openPlaces, type Opening } from "./openings/opening.ts";
import { createBoundRaising, raiseBound, type BoundRaising } from "./openings/raise-bound.ts";
import { coversPieces, gatherCover } from "./place-sets/cover-pieces.ts";
import { createGlance, glanceAt, learnCharges, type Glance } from "./place-sets/glance.ts";
import { growPlaces } from "./place-sets/grow-places.ts";
import { rankPlaceSets, type RankedSets } from "./place-sets/rank-place-sets.ts";
import { chargeQuickly, chargeWell } from "./place-sets/value-pieces.ts";
import { mendPlacing } from "./plans/mend-placing.ts";
import { createPlacing } from "./plans/placing.ts";
import {
  createPlanSearch,
  isSoonSearched,
  searchOpening,
  stepsBeforeDividing,
  type PlanSearch,
} from "./plans/search-opening.ts";
import type { Effort } from "./search-limits.ts";

/**
 * After so many sets of places it pays to find better charges for places: it takes as long as looking at about a hundred, or as
 * passing over many more of which one look tells that something would have to wait.
 */
const QUICK_SETS = 120;
const PASSED_SETS = 8;

/** Rounds of ascent for an opening: they gain most of what there is to gain. */
const ROUNDS = 5;

/** Rounds for an opening that cannot be divided any more: its last chance to be ruled out. */
const LAST_ROUNDS = 20;

/** With more elements than this, openings are divided until prices of parcels are known before their plans are searched. */
const FEW_ELEMENTS = 40;

/** Of what is left, the share that the search of an opening may take that cannot be divided. */
const LAST_SHARE = 1 / 8;

/** Every so often an opening is not only divided, but its better half again and again, down to a plan. */
const DIVE_EVERY = 4;

type Search = {
  flat: FlatProblem;
  best: BestPlan;
  effort: Effort;
  raising: BoundRaising;
  glance: Glance;
  sets: RankedSets;
  openings: Heap<Opening>;
  /** Made when first needed: simple orders do without. */
  plans: PlanSearch | null;
  /** The least bound of an opening that neither was ruled out nor can be divided. */
  unsettledMinor: number;
  /** Sets of places that were looked at, those that were only passed over counting less; whether charges are better since. */
  setCount: number;
  isChargedWell: boolean;
  settledCount: number;
};

/**
 * Betters the best plan until there is no better or the effort is spent.
 *
 * Sets of places come in the order of their bounds, see charge-places.ts. Each is an opening, whose bound is raised, see
 * relaxation.ts; if it stays below what the best plan costs, its plans are searched, or it is divided where that would take
 * too long. What has the least bound is always next, so that bound holds for all that is left.
 *
 * @returns what plans cost at least that were not ruled out
 */
export function searchPlans(flat: FlatProblem, best: BestPlan, effort: Effort): number {
  const search: Search = {
    flat,
    best,
    effort,
    raising: createBoundRaising(flat, effort),
    glance: createGlance(flat),
    sets: rankPlaceSets(chargeQuickly(flat)),
    openings: createHeap(),
    plans: null,
    unsettledMinor: Infinity,
    setCount: 0,
    isChargedWell: false,
    settledCount: 0,
  };
  const cover = gatherCover(flat);
  if (cover.length > 0) raise(search, openPlaces(flat, cover, 0), ROUNDS);
  for (;;) {
    const setMinor = search.sets.leastMinor();
    const openingMinor = search.openings.leastMinor();
    const leastMinor = roundBound(Math.min(setMinor, openingMinor));
    if (leastMinor > best.costMinor) return search.unsettledMinor;
    if (effort.stepsLeft <= 0) return Math.min(search.unsettledMinor, leastMinor);
    if (setMinor > openingMinor) examine(search, search.openings.pop());
    else if (!search.isChargedWell && search.setCount > QUICK_SETS) chargeAnew(search);
    else takeSet(search);
  }
}

/** Opens the next set of places. */
function takeSet(search: Search): void {
  const { flat, effort, sets, openings } = search;
  effort.stepsLeft -= flat.placeCount;
  const boundMinor = roundBound(sets.leastMinor());
  const places = sets.next();
  if (places.length === 0) return;
  if (isPassed(search, places)) {
    search.setCount += 1 / PASSED_SETS;
    return;
  }
  search.setCount++;
  const opening = openPlaces(flat, places, boundMinor);
  if (isOpen(search, opening)) raise(search, opening, 1);
  if (!isOpen(search, opening)) return;
  learnCharges(search.glance, opening);
  openings.push(opening);
}

/** Whether a glance at a set tells that no plan of it is of interest. */
function isPassed({ flat, best, glance }: Search, places: readonly number[]): boolean {
  const limitMinor = limitFor(best, places);
  return flat.waitingMinor > limitMinor && (!coversPieces(flat, places) || glanceAt(glance, places) > limitMinor);
}

/** Good charges need a good plan to start from. Sets that were taken come again with them, and fall at the first look. */
function chargeAnew(search: Search): void {
  const { flat, best, effort, raising } = search;
  const grown = growPlaces(raising, best);
  if (grown !== null) settle(search, grown, true);
  search.sets = rankPlaceSets(chargeWell(flat, best, effort));
  search.isChargedWell = true;
}

function examine(search: Search, opening: Opening): void {
  if (!isOpen(search, opening)) return;
  if (opening.isRaised) {
    settle(search, opening, search.settledCount++ % DIVE_EVERY === 0);
    return;
  }
  raise(search, opening, ROUNDS);
  opening.isRaised = true;
  if (isOpen(search, opening)) search.openings.push(opening);
}

/** Searches an opening or divides it; in a dive goes on with the part that promises a good plan. */
function settle(search: Search, opening: Opening, isDive: boolean): void {
  const { flat, effort, openings } = search;
  for (let next: Opening | undefined = opening; next !== undefined;) {
    const parts = divideOpening(flat, next);
    if (parts === null) {
      settleWhole(search, next);
      return;
    }
    if (flat.elementCount <= FEW_ELEMENTS && searchThrough(search, next, stepsBeforeDividing(flat))) return;
    for (const part of parts) raise(search, part, ROUNDS);
    const left = parts.filter((part) => isOpen(search, part));
    left.sort((a, b) => Number(isTight(flat, a)) - Number(isTight(flat, b)) || a.boundMinor - b.boundMinor);
    next = isDive && effort.stepsLeft > 0 ? left.shift() : undefined;
    for (const part of left) openings.push(part);
  }
}

/** Whether parcels have so little room together, less than half a usual piece, that plans will hardly fit. */
function isTight({ allGrams, allPieces }: FlatProblem, { high }: Opening): boolean {
  let room = -allGrams;
  for (const grams of high) room += grams;
  return room < allGrams / allPieces / 2;
}

/** Settles an opening that cannot be divided. */
function settleWhole(search: Search, opening: Opening): void {
  const { flat, effort, raising } = search;
  if (!isSoonSearched(flat)) {
    raise(search, opening, LAST_ROUNDS);
    if (!isOpen(search, opening)) return;
    const placing = createPlacing(flat);
    adoptIfBetter(search, opening, mendPlacing(placing, opening, raising.taken, effort), placing.taken);
    if (!isOpen(search, opening)) return;
  }
  const fewSteps = stepsBeforeDividing(flat);
  const allowedSteps = flat.elementCount <= FEW_ELEMENTS ? Math.max(fewSteps, effort.stepsLeft * LAST_SHARE) : fewSteps;
  if (searchThrough(search, opening, allowedSteps)) return;
  search.unsettledMinor = Math.min(search.unsettledMinor, opening.boundMinor);
}

/** Returns whether nothing is left of the opening. */
function searchThrough(search: Search, opening: Opening, allowedSteps: number): boolean {
  search.plans ??= createPlanSearch(search.flat, search.effort, opening);
  const limitMinor = limitFor(search.best, opening.places);
  const { costMinor, isGivenUp } = searchOpening(search.plans, opening, limitMinor, "cheapest", allowedSteps);
  adoptIfBetter(search, opening, costMinor, search.plans.found);
  return !isGivenUp;
}

function raise(search: Search, opening: Opening, rounds: number): void {
  const costMinor = raiseBound(search.raising, opening, limitFor(search.best, opening.places), rounds);
  adoptIfBetter(search, opening, costMinor, search.raising.taken);
}

function adoptIfBetter({ best }: Search, { places }: Opening, costMinor: number, taken: Float64Array): void {
  if (costMinor <= limitFor(best, places)) adoptPlan(best, costMinor, places, taken);
}

function isOpen({ best }: Search, { boundMinor, places }: Opening): boolean {
  return boundMinor <= limitFor(best, places);
}

/** Plans cost whole numbers; the hundredth is for what charges of places are not exact by. */
function roundBound(minor: number): number {
  return Math.ceil(minor - 0.01);
}
