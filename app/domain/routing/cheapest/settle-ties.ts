import type { BestPlan } from "./best-plan.ts";
import { divideOpening } from "./openings/divide-opening.ts";
import type { FlatProblem } from "./flat/flat-problem.ts";
import { openPlaces } from "./openings/opening.ts";
import { createBoundRaising, raiseBound } from "./openings/raise-bound.ts";
import { createPlanSearch, searchOpening, stepsBeforeDividing } from "./plans/search-opening.ts";
import type { Effort } from "./search-limits.ts";

/** Rounds of ascent for an opening, as in search-plans.ts; more for the first, from which the others are divided. */
const ROUNDS = 5;
const FIRST_ROUNDS = 10;

/** Of what is left, the share that the search of an opening may take that cannot be divided. */
const LAST_SHARE = 1 / 8;

/**
 * Among plans that cost the same and use the same places, finds the one that serves most where it is preferred: of the first
 * line at the first place, then at the second, and so on, then of the next line. Nothing is worse if the effort is spent
 * before: the plan is then one of several that cost the least.
 */
export function settleTies(flat: FlatProblem, best: BestPlan, effort: Effort): void {
  if (best.places.length === 0 || servesAllAtOnePlace(flat, best)) return;
  const raising = createBoundRaising(flat, effort);
  const whole = openPlaces(flat, best.places, 0);
  raiseBound(raising, whole, best.costMinor, FIRST_ROUNDS);
  const plans = createPlanSearch(flat, effort, whole);
  const openings = [whole];
  while (openings.length > 0 && effort.stepsLeft > 0) {
    const opening = openings.pop()!;
    const parts = divideOpening(flat, opening);
    const fewSteps = stepsBeforeDividing(flat);
    const allowedSteps = parts === null ? Math.max(fewSteps, effort.stepsLeft * LAST_SHARE) : fewSteps;
    const { costMinor, isGivenUp } = searchOpening(plans, opening, best.costMinor, "preferred", allowedSteps);
    if (costMinor === best.costMinor && isPreferred(plans.found, best.taken)) best.taken.set(plans.found);
    if (!isGivenUp || parts === null) continue;
    for (const part of parts) raiseBound(raising, part, best.costMinor, ROUNDS);
    openings.push(...parts.filter(({ boundMinor }) => boundMinor <= best.costMinor));
  }
}

/** Then no other plan serves more anywhere. */
function servesAllAtOnePlace(flat: FlatProblem, { places, taken }: BestPlan): boolean {
  if (places.length !== 1) return false;
  for (let element = 0; element < flat.elementCount; element++)
    if (taken[element * flat.placeCount + places[0]!]! < flat.pieces[element]!) return false;
  return true;
}

function isPreferred(taken: Float64Array, other: Float64Array): boolean {
  for (let at = 0; at < taken.length; at++) if (taken[at] !== other[at]) return taken[at]! > other[at]!;
  return false;
}
