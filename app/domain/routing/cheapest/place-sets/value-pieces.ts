import { copyNumbers, numbers } from "#app/domain/routing/cheapest/memory.ts";
import type { BestPlan } from "#app/domain/routing/cheapest/best-plan.ts";
import { chargePlaces, createCharging, type PlaceCharges } from "./charge-places.ts";
import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";
import { priceWeight } from "#app/domain/routing/cheapest/flat/price-weight.ts";
import type { Effort } from "#app/domain/routing/cheapest/search-limits.ts";

/** Rounds of ascent: more change little. */
const ROUNDS = 25;

/** After so many rounds without success the steps get shorter, and by how much. */
const PATIENCE = 4;
const SLOWING = 0.5;

/** What a look at an element at a place costs here, where elements are ranked too, in steps of the limit. */
const STEPS_PER_LOOK = 3;

/** Charges that take no time: each piece is worth what it costs where it is cheapest, so every place costs something. */
export function chargeQuickly(flat: FlatProblem): PlaceCharges {
  const { placeCount, elementCount, waitMinor, most, pieceMinor } = flat;
  const worth = copyNumbers(flat.memory, waitMinor);
  for (let element = 0; element < elementCount; element++) {
    for (let at = element * placeCount; at < (element + 1) * placeCount; at++)
      if (most[at]! > 0) worth[element] = Math.min(worth[element]!, pieceMinor[at]!);
  }
  return chargePlaces(createCharging(flat), worth);
}

/**
 * Charges that leave few sets of places with a bound below what the best plan costs. Worth starts from what pieces cost in
 * that plan, and rises where less than all pieces are served, falls where more are: subgradient ascent.
 */
export function chargeWell(flat: FlatProblem, best: BestPlan, effort: Effort): PlaceCharges {
  const charging = createCharging(flat);
  const worth = worthInPlan(flat, best);
  const wellWorth = copyNumbers(flat.memory, worth);
  let charges = chargePlaces(charging, worth);
  let well = charges;
  let pace = 1;
  let failures = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const missingMinor = best.costMinor - leastOf(charges);
    if (!changeWorth(flat, worth, charging.served, pace * missingMinor)) break;
    effort.stepsLeft -= STEPS_PER_LOOK * flat.elementCount * flat.placeCount;
    charges = chargePlaces(charging, worth);
    if (leastOf(charges) > leastOf(well)) {
      well = charges;
      wellWorth.set(worth);
      failures = 0;
    } else if (++failures > PATIENCE) {
      pace *= SLOWING;
      failures = 0;
      worth.set(wellWorth);
      charges = chargePlaces(charging, worth);
    }
  }
  return well;
}

/** What every plan costs at least that uses any place. */
function leastOf({ baseMinor, chargeMinor }: PlaceCharges): number {
  let minor = baseMinor;
  for (const charge of chargeMinor) minor += Math.min(0, charge);
  return minor;
}

/** Returns false when all agrees, so that nothing would change. */
function changeWorth(flat: FlatProblem, worth: Float64Array, served: Float64Array, riseMinor: number): boolean {
  let square = 0;
  for (let element = 0; element < flat.elementCount; element++)
    square += (flat.pieces[element]! - served[element]!) ** 2;
  if (square === 0 || riseMinor <= 0) return false;
  const stride = riseMinor / square;
  for (let element = 0; element < flat.elementCount; element++) {
    const changed = worth[element]! + stride * (flat.pieces[element]! - served[element]!);
    worth[element] = Math.min(flat.waitMinor[element]!, Math.max(0, changed));
  }
  return true;
}

/**
 * What a piece costs in a plan, with its share by weight of what else is spent on the place; if it waits, what it would cost
 * by itself.
 */
function worthInPlan(flat: FlatProblem, { places, taken }: BestPlan): Float64Array {
  const { placeCount, elementCount, grams, waitMinor, most, pieceMinor } = flat;
  const worth = numbers(flat.memory, elementCount);
  for (const place of places) {
    let packed = 0;
    for (let element = 0; element < elementCount; element++)
      packed += taken[element * placeCount + place]! * grams[element]!;
    const fixedMinor = flat.openMinor[place]! + flat.splitMinor + (packed > 0 ? priceWeight(flat, place, packed) : 0);
    for (let element = 0; element < elementCount; element++) {
      const at = element * placeCount + place;
      const share = packed > 0 ? (fixedMinor * grams[element]!) / packed : 0;
      if (taken[at]! > 0) worth[element] = Math.max(worth[element]!, pieceMinor[at]! + share);
    }
  }
  for (let element = 0; element < elementCount; element++) {
    for (let place = 0; place < placeCount && worth[element] === 0; place++) {
      const at = element * placeCount + place;
      if (most[at] === 0) continue;
      worth[element] = pieceMinor[at]! + flat.openMinor[place]! + priceWeight(flat, place, grams[element]!);
    }
    worth[element] = Math.min(worth[element]!, waitMinor[element]!);
  }
  return worth;
}
