import { numbers } from "#app/domain/routing/cheapest/memory.ts";
import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";
import type { Effort } from "#app/domain/routing/cheapest/search-limits.ts";
import { balanceCharges } from "./balance-charges.ts";
import { narrowOpening } from "./narrow-opening.ts";
import { roundCharge, type Opening } from "./opening.ts";
import { copyPlacing, costOfPlacing, createRelaxation, turnTo, type Relaxation } from "./relaxation.ts";
import { solveRelaxation } from "./solve-relaxation.ts";

/** Raises bounds of one problem's openings, one after the other. */
export type BoundRaising = {
  relaxation: Relaxation;
  effort: Effort;
  /**
   * The best plan that was met when a bound was raised last, or where none was, the pieces as they were placed for the
   * bound: at [element * placeCount + place].
   */
  taken: Float64Array;
};

/** Charges for units move at the pace of charges for grams when a unit counts for so many grams: about what one weighs. */
const GRAMS_PER_UNIT = 1000;

/** How much shorter steps get when one has not raised the bound. */
const SLOWING = 0.7;

/** What balancing charges costs for each place, in steps of the limit. */
const STEPS_TO_BALANCE = 30;

export function createBoundRaising(flat: FlatProblem, effort: Effort): BoundRaising {
  const taken = numbers(flat.memory, flat.elementCount * flat.placeCount);
  return { relaxation: createRelaxation(flat), effort, taken };
}

/**
 * Raises the bound of an opening, at most until it is above the limit, and leaves there the charges it found.
 *
 * Subgradient ascent with Polyak's step: where more is placed than the parcel is believed to weigh a gram is charged more,
 * else less, and by as much as would lift the bound above the limit if it went on rising as it does here.
 *
 * @param limitMinor plans that cost more are of no interest, and may cost less than the bound says
 * @returns what the best plan costs that was met on the way, Infinity if none was
 */
export function raiseBound(raising: BoundRaising, opening: Opening, limitMinor: number, rounds: number): number {
  const { relaxation, effort } = raising;
  const { flat } = relaxation;
  const mustServeAll = flat.waitingMinor > limitMinor;
  if (mustServeAll && !narrowOpening(flat, opening)) {
    opening.boundMinor = Infinity;
    return Infinity;
  }
  turnTo(relaxation, opening);
  let raisedMinor = -Infinity;
  let leastMinor = Infinity;
  let pace = 1;
  for (let round = 1; ; round++) {
    let boundMinor = solveRelaxation(relaxation);
    if (mustServeAll && boundMinor <= limitMinor && servesAll(relaxation)) boundMinor += balanceCharges(relaxation);
    effort.stepsLeft -= (flat.elementCount + STEPS_TO_BALANCE) * opening.places.length;
    const isRaised = boundMinor > raisedMinor;
    if (isRaised) {
      raisedMinor = boundMinor;
      keepFindings(relaxation);
    } else pace *= SLOWING;
    const costMinor = costOfPlacing(relaxation);
    if (costMinor < leastMinor || (isRaised && leastMinor === Infinity)) copyPlacing(relaxation, raising.taken);
    leastMinor = Math.min(leastMinor, costMinor);
    if (round === rounds || raisedMinor > limitMinor || raisedMinor >= leastMinor) break;
    const missingMinor = Math.min(limitMinor + 1, leastMinor) - boundMinor;
    if (!changeCharges(relaxation, pace * missingMinor)) break;
  }
  opening.boundMinor = Math.max(opening.boundMinor, Math.ceil(raisedMinor));
  return leastMinor;
}

function servesAll({ flat, opening, placedGrams }: Relaxation): boolean {
  let grams = flat.allGrams;
  for (let slot = 0; slot < opening.places.length; slot++) grams -= placedGrams[slot]!;
  return grams === 0;
}

function keepFindings({ opening, perGram, perUnit, placedGrams, believedGrams }: Relaxation): void {
  for (let slot = 0; slot < opening.places.length; slot++) {
    opening.perGram[slot] = perGram[slot]!;
    opening.perUnit[slot] = perUnit[slot]!;
    opening.placedGrams[slot] = placedGrams[slot]!;
    opening.believedGrams[slot] = believedGrams[slot]!;
  }
}

/** Returns false when all agrees, so that no charge would change. */
function changeCharges(relaxation: Relaxation, riseMinor: number): boolean {
  const { opening, perGram, perUnit, placedGrams, believedGrams } = relaxation;
  let square = 0;
  for (let slot = 0; slot < opening.places.length; slot++) {
    const grams = placedGrams[slot]! - believedGrams[slot]!;
    const units = GRAMS_PER_UNIT * unitsBeyond(relaxation, slot);
    square += grams * grams + units * units;
  }
  if (square === 0) return false;
  const stride = riseMinor / square;
  for (let slot = 0; slot < opening.places.length; slot++) {
    const grams = placedGrams[slot]! - believedGrams[slot]!;
    const units = GRAMS_PER_UNIT * GRAMS_PER_UNIT * unitsBeyond(relaxation, slot);
    perGram[slot] = roundCharge(Math.max(0, perGram[slot]! + stride * grams));
    perUnit[slot] = roundCharge(Math.max(0, perUnit[slot]! + stride * units));
  }
  return true;
}

/** How many units more than its capacity are placed at a slot; less than 0 when there is room. */
function unitsBeyond({ flat, opening, placedUnits }: Relaxation, slot: number): number {
  const capacity = flat.capacity[opening.places[slot]!]!;
  return capacity === Infinity ? 0 : placedUnits[slot]! - capacity;
}
