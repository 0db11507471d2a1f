import { leastPrice } from "#app/domain/routing/cheapest/flat/price-weight.ts";
import { costOfMissing } from "#app/domain/routing/cheapest/flat/cost-of-missing.ts";
import { countAt, SPREAD, WAITING, type Relaxation } from "./relaxation.ts";

/** Solves the relaxed problem for its charges. Returns a bound of the opening's plans. */
export function solveRelaxation(relaxation: Relaxation): number {
  const { flat, opening, isAllOrNone } = relaxation;
  const { places } = opening;
  relaxation.placedGrams.fill(0);
  relaxation.placedUnits.fill(0);
  relaxation.aloneMinor.fill(Infinity);
  relaxation.placedMinor = flat.unavoidableMinor + flat.splitMinor * (places.length - 1);
  for (const place of places) relaxation.placedMinor += flat.openMinor[place]!;
  let boundMinor = relaxation.placedMinor;
  for (let element = 0; element < flat.elementCount; element++) {
    boundMinor += isAllOrNone[element] === 1 ? placeWhole(relaxation, element) : spread(relaxation, element);
    if (flat.isInParcel[element] === 0) noteAlone(relaxation, element);
  }
  for (let slot = 0; slot < places.length; slot++) {
    const perUnit = relaxation.perUnit[slot]!;
    if (perUnit > 0) boundMinor -= perUnit * flat.capacity[places[slot]!]!;
  }
  if (flat.isContested) boundMinor += costOfMissing(flat, places, relaxation.waiting, relaxation.charged);
  return boundMinor + solveParcels(relaxation, 0);
}

/** The parcels' part of the bound, every charge for a gram being so much higher; changes what they are believed to weigh. */
export function solveParcels(relaxation: Relaxation, shift: number): number {
  const { flat, opening, perGram, aloneMinor, believedGrams } = relaxation;
  let minor = 0;
  for (let slot = 0; slot < opening.places.length; slot++) {
    const place = opening.places[slot]!;
    const low = Math.max(opening.low[slot]!, flat.lightest[place]!);
    const high = opening.high[slot]!;
    let least = Infinity;
    if (low <= high) least = leastPrice(flat, place, low, high, perGram[slot]! + shift, believedGrams, slot);
    if (opening.low[slot] === 0 && aloneMinor[slot]! < least) {
      least = aloneMinor[slot]!;
      believedGrams[slot] = 0;
    }
    minor += least;
  }
  return minor;
}

/** Serves all of an element where it is charged least, or lets it wait where that costs less. Returns what it is charged. */
function placeWhole(relaxation: Relaxation, element: number): number {
  const { flat, perGram, perUnit, slotMinor, chosen, waiting, charged } = relaxation;
  const slots = relaxation.opening.places.length;
  const count = flat.pieces[element]!;
  const grams = flat.grams[element]!;
  const units = flat.units[element]!;
  let least = flat.waitMinor[element]!;
  let best = WAITING;
  for (let slot = 0; slot < slots; slot++) {
    const minor = slotMinor[element * slots + slot]! + perGram[slot]! * grams + perUnit[slot]! * units;
    if (minor > least) continue;
    least = minor;
    best = slot;
  }
  chosen[element] = best;
  if (best === WAITING) {
    waiting[element] = count;
    charged[element] = -Infinity;
    relaxation.placedMinor += count * least;
    return count * least;
  }
  waiting[element] = 0;
  charged[element] = flat.isOnePlace[element] === 1 ? count * least : least;
  relaxation.placedGrams[best]! += count * grams;
  relaxation.placedUnits[best]! += count * units;
  relaxation.placedMinor += count * slotMinor[element * slots + best]!;
  return count * least;
}

/** Serves an element where it is charged least as long as there is some, then elsewhere. Returns what it is charged. */
function spread(relaxation: Relaxation, element: number): number {
  const { flat, opening, slotMinor, chosen, spreadAt, waiting, charged, chargedAt } = relaxation;
  const slots = opening.places.length;
  const isOnePlace = flat.isOnePlace[element] === 1;
  const wait = flat.waitMinor[element]!;
  for (let slot = 0; slot < slots; slot++) {
    spreadAt[element * flat.placeCount + slot] = 0;
    chargedAt[slot] = chargeAt(relaxation, element, slot);
  }
  let rest = flat.pieces[element]!;
  let minor = 0;
  chosen[element] = SPREAD;
  charged[element] = -Infinity;
  while (rest > 0) {
    const slot = isOnePlace ? cheapestForMost(relaxation, element) : cheapestForOne(relaxation, wait);
    if (slot === WAITING) break;
    const charge = chargedAt[slot]!;
    const count = Math.min(rest, flat.most[element * flat.placeCount + opening.places[slot]!]!);
    spreadAt[element * flat.placeCount + slot] = count;
    relaxation.placedGrams[slot]! += count * flat.grams[element]!;
    relaxation.placedUnits[slot]! += count * flat.units[element]!;
    relaxation.placedMinor += count * slotMinor[element * slots + slot]!;
    minor += count * charge;
    rest -= count;
    // What may not be split may give up more than one piece when another has to wait, for it may then choose anew.
    charged[element] = Math.max(charged[element], isOnePlace ? count * charge : charge);
    if (isOnePlace) break;
    chargedAt[slot] = Infinity;
  }
  waiting[element] = rest;
  relaxation.placedMinor += rest * wait;
  return minor + rest * wait;
}

/** The slot that charges least for a piece. */
function cheapestForOne({ opening, chargedAt }: Relaxation, wait: number): number {
  let least = wait;
  let cheapest = WAITING;
  for (let slot = 0; slot < opening.places.length; slot++) {
    if (chargedAt[slot]! > least) continue;
    least = chargedAt[slot]!;
    cheapest = slot;
  }
  return cheapest;
}

/** The slot where an element costs least if as much of it as can be is served there and the rest waits. */
function cheapestForMost({ flat, opening, chargedAt }: Relaxation, element: number): number {
  let most = 0;
  let cheapest = WAITING;
  for (let slot = 0; slot < opening.places.length; slot++) {
    const count = flat.most[element * flat.placeCount + opening.places[slot]!]!;
    const saved = count > 0 ? count * (flat.waitMinor[element]! - chargedAt[slot]!) : -1;
    if (saved < most) continue;
    most = saved;
    cheapest = slot;
  }
  return cheapest;
}

/** Notes how much more it costs at each slot that it serves a piece of an element that ships alone. */
function noteAlone(relaxation: Relaxation, element: number): void {
  const { flat, opening, waiting, charged, aloneMinor } = relaxation;
  const least = waiting[element]! > 0 ? Math.max(charged[element]!, flat.waitMinor[element]!) : charged[element]!;
  for (let slot = 0; slot < opening.places.length; slot++) {
    const isThere = countAt(relaxation, element, slot) > 0;
    const more = isThere ? 0 : Math.max(0, chargeAt(relaxation, element, slot) - least);
    aloneMinor[slot] = Math.min(aloneMinor[slot]!, more);
  }
}

function chargeAt({ flat, opening, perGram, perUnit, slotMinor }: Relaxation, element: number, slot: number): number {
  const minor = slotMinor[element * opening.places.length + slot]!;
  return minor + perGram[slot]! * flat.grams[element]! + perUnit[slot]! * flat.units[element]!;
}
