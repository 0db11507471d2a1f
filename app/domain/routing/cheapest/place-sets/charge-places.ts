import { integers, numbers } from "#app/domain/routing/cheapest/memory.ts";
import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";
import { priceWeight } from "#app/domain/routing/cheapest/flat/price-weight.ts";
import { costOfMissing } from "#app/domain/routing/cheapest/flat/cost-of-missing.ts";

/**
 * A bound for every set of places at once: `baseMinor` plus the charge of each place of the set.
 *
 * Suppose a piece earns its worth wherever it is served. Then a place by itself costs at least its charge: opening, split,
 * parcels and pieces less the worth of what it serves, with the choice that is best for it, and pieces divisible. And since
 * worth is at most what waiting costs, no plan costs less than all worth together plus the charges of its places. This is
 * Lagrangian relaxation of the demand, as is usual for facility location.
 */
export type PlaceCharges = {
  baseMinor: number;
  /** By place; Infinity where nothing can be served. Negative where pieces are worth opening it. */
  chargeMinor: Float64Array;
};

/** What charging works with, and what it leaves behind. */
export type Charging = {
  flat: FlatProblem;
  /** By element: how many pieces were served, in all places with a negative charge together. */
  served: Float64Array;
  /** By element, at the place in hand: what a piece gains, and for each gram; -Infinity where it gains nothing. */
  gain: Float64Array;
  gainPerGram: Float64Array;
  /** By place: elements, those that gain most per gram first, at [place * elementCount + rank]. Kept, as little changes. */
  ranked: Int32Array;
  everyPlace: readonly number[];
  /** By element: that nothing waits. */
  noneWaiting: Float64Array;
};

/** What a place gains by pieces that ship alone, or by the one that costs least if none gains. */
type AloneGain = { all: number; best: number };

export function createCharging(flat: FlatProblem): Charging {
  const { placeCount, elementCount } = flat;
  const ranked = integers(flat.memory, placeCount * elementCount);
  for (let at = 0; at < ranked.length; at++) ranked[at] = at % elementCount;
  return {
    flat,
    served: numbers(flat.memory, elementCount),
    gain: numbers(flat.memory, elementCount),
    gainPerGram: numbers(flat.memory, elementCount),
    ranked,
    everyPlace: Array.from({ length: placeCount }, (_, place) => place),
    noneWaiting: numbers(flat.memory, elementCount),
  };
}

/** @param worth by element: what a piece earns that is served */
export function chargePlaces(charging: Charging, worth: Float64Array): PlaceCharges {
  const { flat, served, everyPlace, noneWaiting } = charging;
  served.fill(0);
  let baseMinor = flat.unavoidableMinor - flat.splitMinor;
  for (let element = 0; element < flat.elementCount; element++) baseMinor += worth[element]! * flat.pieces[element]!;
  if (flat.isContested) baseMinor += costOfMissing(flat, everyPlace, noneWaiting, worth);
  const chargeMinor = numbers(flat.memory, flat.placeCount);
  for (let place = 0; place < flat.placeCount; place++) chargeMinor[place] = chargePlace(charging, place, worth);
  return { baseMinor, chargeMinor };
}

function chargePlace(charging: Charging, place: number, worth: Float64Array): number {
  const { flat, gain, gainPerGram } = charging;
  const alone: AloneGain = { all: 0, best: -Infinity };
  let bestPacked = -Infinity;
  let gainers = 0;
  for (let element = 0; element < flat.elementCount; element++) {
    const at = element * flat.placeCount + place;
    const most = flat.most[at]!;
    const earned = worth[element]! - flat.pieceMinor[at]!;
    gain[element] = earned;
    gainPerGram[element] = -Infinity;
    if (most === 0) continue;
    if (flat.isInParcel[element] === 0) {
      alone.best = Math.max(alone.best, earned);
      if (earned > 0) alone.all += most * earned;
      continue;
    }
    bestPacked = Math.max(bestPacked, earned);
    if (earned <= 0) continue;
    gainPerGram[element] = earned / flat.grams[element]!;
    gainers++;
  }
  const fixedMinor = flat.openMinor[place]! + flat.splitMinor;
  const aloneMinor = fixedMinor - (alone.all > 0 ? alone.all : alone.best);
  if (gainers > 0) return chargeForParcel(charging, place, gainers, fixedMinor - alone.all, aloneMinor);
  if (aloneMinor < 0) serveAlone(charging, place);
  if (bestPacked === -Infinity) return aloneMinor;
  return Math.min(aloneMinor, fixedMinor + priceWeight(flat, place, flat.lightest[place]!) - bestPacked - alone.all);
}

/**
 * Fills the parcel up to the end of each step of its price in turn, with what gains most per gram, and takes the best.
 *
 * @param gainers how many elements gain in the parcel
 * @param fixedMinor what the place costs besides the parcel, with all that gains alone
 * @param aloneMinor what the place costs without a parcel
 */
function chargeForParcel(
  charging: Charging,
  place: number,
  gainers: number,
  fixedMinor: number,
  aloneMinor: number,
): number {
  const { flat, gain, ranked, served } = charging;
  rankByGain(charging, place);
  const first = flat.firstStep[place]!;
  const last = flat.firstStep[place + 1]! - 1;
  const row = place * flat.elementCount;
  let step = first;
  let full = 0;
  let packedGrams = 0;
  let gained = 0;
  let least = Infinity;
  let leastRank = 0;
  let leastShare = 0;
  for (let rank = 0; rank < gainers; rank++) {
    const element = ranked[row + rank]!;
    const most = flat.most[element * flat.placeCount + place]!;
    const moreGrams = most * flat.grams[element]!;
    for (;;) {
      const upToGrams = full * flat.stepGrams[last]! + flat.stepGrams[step]!;
      if (packedGrams + moreGrams <= upToGrams) break;
      const share = (upToGrams - packedGrams) / moreGrams;
      const minor = full * flat.stepMinor[last]! + flat.stepMinor[step]! - gained - share * most * gain[element]!;
      if (minor < least && upToGrams >= flat.lightest[place]!) {
        least = minor;
        leastRank = rank;
        leastShare = share;
      }
      full = step === last ? full + 1 : full;
      step = step === last ? first : step + 1;
    }
    packedGrams += moreGrams;
    gained += most * gain[element]!;
  }
  const allMinor = full * flat.stepMinor[last]! + flat.stepMinor[step]! - gained;
  const takesAll = allMinor < least;
  const parcelMinor = fixedMinor + Math.min(least, allMinor);
  const chargeMinor = Math.min(aloneMinor, parcelMinor);
  if (chargeMinor >= 0) return chargeMinor;
  serveAlone(charging, place);
  if (aloneMinor < parcelMinor) return chargeMinor;
  for (let rank = 0; rank < gainers && (takesAll || rank <= leastRank); rank++) {
    const element = ranked[row + rank]!;
    const share = !takesAll && rank === leastRank ? leastShare : 1;
    served[element]! += share * flat.most[element * flat.placeCount + place]!;
  }
  return chargeMinor;
}

/** Insertion sort, for the order is nearly that of the last time. */
function rankByGain({ flat, ranked, gainPerGram }: Charging, place: number): void {
  const row = place * flat.elementCount;
  for (let at = row + 1; at < row + flat.elementCount; at++) {
    const element = ranked[at]!;
    let to = at;
    for (; to > row && gainPerGram[ranked[to - 1]!]! < gainPerGram[element]!; to--) ranked[to] = ranked[to - 1]!;
    ranked[to] = element;
  }
}

function serveAlone({ flat, served, gain }: Charging, place: number): void {
  for (let element = 0; element < flat.elementCount; element++) {
    if (flat.isInParcel[element] === 1 || gain[element]! <= 0) continue;
    served[element]! += flat.most[element * flat.placeCount + place]!;
  }
}
