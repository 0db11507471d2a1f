import { flags, integers, numbers } from "#app/domain/routing/cheapest/memory.ts";
import type { FlatProblem } from "#app/domain/routing/cheapest/flat/flat-problem.ts";
import type { Opening } from "#app/domain/routing/cheapest/openings/opening.ts";
import { createMissingAhead, sumMissingAhead, type MissingAhead } from "./missing-ahead.ts";

/** In which order a search of an opening tries what, and what is known beforehand of all that is still to come. */
export type Agenda = {
  flat: FlatProblem;
  /** Elements by depth, that is, in the order in which they are placed. */
  elements: Int32Array;
  /** Slots that can serve an element in the order of trial, then -1, at [element * (placeCount + 1) + rank]. */
  slots: Int32Array;
  /** What a piece is charged at least in the slots from that rank on, or if it waits, at the same index. */
  leastCharged: Float64Array;
  /** What the elements from that depth on are charged at least. */
  restCharged: Float64Array;
  /** Of the elements from that depth on, at [depth * placeCount + slot]: see FlatProblem, where the same is by place. */
  lightest: Float64Array;
  reachableGrams: Float64Array;
  maySendAlone: Uint8Array;
  missing: MissingAhead;

  /** By slot: what a piece of the element in hand is charged there. */
  chargedAt: Float64Array;
  /** By element: what it is charged at least, and how much more without its best slot. */
  leastOf: Float64Array;
  regretOf: Float64Array;
  /** By element: pieces that wait when it is charged least, and what any other piece contributes to that at most. */
  waitingOf: Float64Array;
  chargedOf: Float64Array;
};

/**
 * Cheapest: the element first that loses most if it does not get its best slot, and its slots from cheap to dear. So good
 * plans are found early, and bad ones left early. Preferred: the order in which plans that cost the same are compared.
 */
export type TrialOrder = "cheapest" | "preferred";

export function createAgenda(flat: FlatProblem): Agenda {
  const { placeCount, elementCount } = flat;
  return {
    flat,
    elements: integers(flat.memory, elementCount),
    slots: integers(flat.memory, elementCount * (placeCount + 1)),
    leastCharged: numbers(flat.memory, elementCount * (placeCount + 1)),
    restCharged: numbers(flat.memory, elementCount + 1),
    lightest: numbers(flat.memory, (elementCount + 1) * placeCount),
    reachableGrams: numbers(flat.memory, (elementCount + 1) * placeCount),
    maySendAlone: flags(flat.memory, (elementCount + 1) * placeCount),
    chargedAt: numbers(flat.memory, placeCount),
    leastOf: numbers(flat.memory, elementCount),
    regretOf: numbers(flat.memory, elementCount),
    waitingOf: numbers(flat.memory, elementCount),
    chargedOf: numbers(flat.memory, elementCount),
    missing: createMissingAhead(flat),
  };
}

/** Writes the agenda for an opening, with the opening's charges. */
export function writeAgenda(agenda: Agenda, opening: Opening, order: TrialOrder): void {
  const { flat, elements, slots, regretOf } = agenda;
  for (let element = 0; element < flat.elementCount; element++) {
    const first = element * (flat.placeCount + 1);
    const count = rankSlots(agenda, opening, element);
    if (flat.isOnePlace[element] === 1) chargeAtOnePlace(agenda, opening, element);
    else chargeAnywhere(agenda, opening, element);
    regretOf[element] = regret(agenda, element);
    if (order === "preferred") slots.subarray(first, first + count).sort();
    noteLeastCharged(agenda, element, count);
    let depth = element;
    if (order === "cheapest")
      for (; depth > 0 && regretOf[elements[depth - 1]!]! < regretOf[element]!; depth--)
        elements[depth] = elements[depth - 1]!;
    elements[depth] = element;
  }
  sumFromTheEnd(agenda, opening);
  if (flat.isContested) sumMissingAhead(agenda.missing, elements, agenda.waitingOf, agenda.chargedOf);
}

/** From cheap to dear; equal ones stay in the order of preference. Returns how many there are. */
function rankSlots({ flat, slots, chargedAt }: Agenda, opening: Opening, element: number): number {
  const first = element * (flat.placeCount + 1);
  let count = 0;
  for (let slot = 0; slot < opening.places.length; slot++) {
    const at = element * flat.placeCount + opening.places[slot]!;
    if (flat.most[at] === 0) continue;
    const charge = opening.perGram[slot]! * flat.grams[element]! + opening.perUnit[slot]! * flat.units[element]!;
    chargedAt[slot] = flat.pieceMinor[at]! + charge;
    let rank = count++;
    for (; rank > 0 && chargedAt[slots[first + rank - 1]!]! > chargedAt[slot]!; rank--)
      slots[first + rank] = slots[first + rank - 1]!;
    slots[first + rank] = slot;
  }
  slots[first + count] = -1;
  return count;
}

/** What an element is charged at least that may be split, its slots being ranked from cheap to dear. */
function chargeAnywhere(agenda: Agenda, opening: Opening, element: number): void {
  const { flat, slots, chargedAt } = agenda;
  const wait = flat.waitMinor[element]!;
  let rest = flat.pieces[element]!;
  let minor = 0;
  let charged = -Infinity;
  for (let at = element * (flat.placeCount + 1); slots[at]! >= 0 && rest > 0; at++) {
    const slot = slots[at]!;
    if (chargedAt[slot]! >= wait) break;
    const count = Math.min(rest, flat.most[element * flat.placeCount + opening.places[slot]!]!);
    charged = chargedAt[slot]!;
    minor += count * charged;
    rest -= count;
  }
  agenda.leastOf[element] = minor + rest * wait;
  agenda.waitingOf[element] = rest;
  agenda.chargedOf[element] = charged;
}

/** What an element is charged at least that may not be split. */
function chargeAtOnePlace(agenda: Agenda, opening: Opening, element: number): void {
  const { flat, slots, chargedAt } = agenda;
  const wait = flat.waitMinor[element]!;
  const pieces = flat.pieces[element]!;
  let most = 0;
  let waiting = pieces;
  let charged = -Infinity;
  for (let at = element * (flat.placeCount + 1); slots[at]! >= 0; at++) {
    const slot = slots[at]!;
    const count = flat.most[element * flat.placeCount + opening.places[slot]!]!;
    const saved = count * (wait - chargedAt[slot]!);
    if (saved <= most) continue;
    most = saved;
    waiting = pieces - count;
    // It may give up all of this when one piece has to wait, for it may then choose anew.
    charged = count * chargedAt[slot]!;
  }
  agenda.leastOf[element] = pieces * wait - most;
  agenda.waitingOf[element] = waiting;
  agenda.chargedOf[element] = charged;
}

function regret({ flat, slots, chargedAt }: Agenda, element: number): number {
  const best = slots[element * (flat.placeCount + 1)]!;
  if (best < 0) return 0;
  const second = slots[element * (flat.placeCount + 1) + 1]!;
  const wait = flat.waitMinor[element]!;
  const otherwise = second < 0 ? wait : Math.min(chargedAt[second]!, wait);
  return (otherwise - chargedAt[best]!) * flat.pieces[element]!;
}

function noteLeastCharged({ flat, slots, leastCharged, chargedAt }: Agenda, element: number, count: number): void {
  const first = element * (flat.placeCount + 1);
  leastCharged[first + count] = flat.waitMinor[element]!;
  for (let at = first + count - 1; at >= first; at--)
    leastCharged[at] = Math.min(leastCharged[at + 1]!, chargedAt[slots[at]!]!);
}

function sumFromTheEnd(agenda: Agenda, { places }: Opening): void {
  const { flat, elements, leastOf, restCharged, lightest, reachableGrams, maySendAlone } = agenda;
  const { placeCount, elementCount } = flat;
  lightest.fill(Infinity, elementCount * placeCount);
  reachableGrams.fill(0, elementCount * placeCount);
  maySendAlone.fill(0, elementCount * placeCount);
  for (let depth = elementCount - 1; depth >= 0; depth--) {
    const element = elements[depth]!;
    restCharged[depth] = restCharged[depth + 1]! + leastOf[element]!;
    for (let slot = 0; slot < places.length; slot++) {
      const at = depth * placeCount + slot;
      const next = at + placeCount;
      const count = flat.most[element * placeCount + places[slot]!]!;
      const isInParcel = count > 0 && flat.isInParcel[element] === 1;
      const isAlone = count > 0 && flat.isInParcel[element] === 0;
      lightest[at] = isInParcel ? Math.min(lightest[next]!, flat.grams[element]!) : lightest[next]!;
      reachableGrams[at] = reachableGrams[next]! + count * flat.grams[element]!;
      maySendAlone[at] = isAlone ? 1 : maySendAlone[next]!;
    }
  }
}
