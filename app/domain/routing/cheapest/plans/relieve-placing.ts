import type { Effort } from "#app/domain/routing/cheapest/search-limits.ts";
import { isAllowed, isFree, isTooMuch, putPieces, type Placing } from "./placing.ts";

/** Pieces that go from one slot to another together. */
type Move = { element: number; from: number; to: number; count: number };

/** Moves that are made together, and what they cost; for each gram where they are to make a parcel lighter. */
type Change = { moves: readonly Move[]; minor: number };

/** Exchanges that relieve one slot may burden another, so they might go on for ever. */
const MOST_EXCHANGES = 6;

/** Rounds in which every piece may change its place: the first finds nearly all there is to gain. */
const ROUNDS = 4;

/** Moves pieces from where there are too many to where there is room, alone or in exchange. Returns whether that did. */
export function relievePlacing(placing: Placing, effort: Effort): boolean {
  let exchanges = 0;
  while (effort.stepsLeft > 0) {
    if (isAllowed(placing)) return true;
    const burdens = allMoves(placing, effort).filter(({ element, from }) => isTooMuch(placing, element, from));
    let relief = cheapest(burdens, (move) => reliefByMove(placing, move));
    if (relief === null && exchanges++ < MOST_EXCHANGES)
      relief = cheapest(burdens, (move) => exchange(placing, effort, move, Infinity, true));
    if (relief === null) return false;
    carryOut(placing, relief);
  }
  return false;
}

/** Moves pieces to where they cost less, alone or in exchange, as long as there is room. */
export function improvePlacing(placing: Placing, effort: Effort): void {
  const { flat, places, taken } = placing;
  for (let round = 0; round < ROUNDS; round++) {
    let isBetter = false;
    for (const move of allMoves(placing, effort)) {
      const here = taken[move.element * flat.placeCount + places[move.from]!]!;
      const minor = costOfMove(placing, move);
      if (minor >= 0 || here < move.count) continue;
      const room = gramsFree(placing, move.from);
      const change = fits(placing, move) ? { moves: [move], minor } : exchange(placing, effort, move, room, false);
      if (change === null) continue;
      carryOut(placing, change);
      isBetter = true;
    }
    if (!isBetter) return;
  }
}

/** Every move from a slot that has some of an element to another. */
function allMoves(placing: Placing, effort: Effort): Move[] {
  const { flat, places } = placing;
  const moves: Move[] = [];
  for (let element = 0; element < flat.elementCount; element++) {
    for (let from = 0; from < places.length; from++) addMoves(moves, placing, element, from);
  }
  effort.stepsLeft -= flat.elementCount * places.length;
  return moves;
}

function addMoves(moves: Move[], { flat, places, taken }: Placing, element: number, from: number): void {
  const here = taken[element * flat.placeCount + places[from]!]!;
  if (here === 0) return;
  const count = flat.isOnePlace[element] === 1 ? here : 1;
  for (let to = 0; to < places.length; to++) if (to !== from) moves.push({ element, from, to, count });
}

function reliefByMove(placing: Placing, move: Move): Change | null {
  if (!fits(placing, move)) return null;
  const lighter = Math.min(gramsOf(placing, move), -gramsFree(placing, move.from));
  return { moves: [move], minor: costOfMove(placing, move) / Math.max(1, lighter) };
}

/**
 * The cheapest exchange of the move's pieces for others: one that costs less than nothing, or, for relief, the least for
 * each gram by which it makes the parcel lighter.
 *
 * @param room grams by which the parcel where the move starts may get heavier
 */
function exchange(placing: Placing, effort: Effort, move: Move, room: number, isForRelief: boolean): Change | null {
  const { flat, places, taken } = placing;
  const { from, to } = move;
  let best: Change | null = null;
  let least = isForRelief ? Infinity : 0;
  effort.stepsLeft -= flat.elementCount;
  for (let element = 0; element < flat.elementCount; element++) {
    const there = taken[element * flat.placeCount + places[to]!]!;
    if (there === 0 || element === move.element) continue;
    const back: Move = { element, from: to, to: from, count: flat.isOnePlace[element] === 1 ? there : 1 };
    const lighter = gramsOf(placing, move) - gramsOf(placing, back);
    if (lighter > gramsFree(placing, to) || -lighter > room || (isForRelief && lighter <= 0)) continue;
    let minor = costOfMove(placing, move) + costOfMove(placing, back);
    if (isForRelief) minor /= Math.min(lighter, Math.max(1, -gramsFree(placing, from)));
    if (minor >= least || !areFreeForEachOther(placing, move, back)) continue;
    least = minor;
    best = { moves: [back, move], minor };
  }
  return best;
}

function areFreeForEachOther(placing: Placing, move: Move, back: Move): boolean {
  putPieces(placing, move.element, move.from, -move.count);
  putPieces(placing, back.element, back.from, -back.count);
  const isFreeThere = isFree(placing, move.element, move.to, move.count);
  const isFreeHere = isFree(placing, back.element, back.to, back.count);
  putPieces(placing, back.element, back.from, back.count);
  putPieces(placing, move.element, move.from, move.count);
  return isFreeThere && isFreeHere;
}

function fits(placing: Placing, move: Move): boolean {
  return isFree(placing, move.element, move.to, move.count) && gramsOf(placing, move) <= gramsFree(placing, move.to);
}

function gramsOf({ flat }: Placing, { element, count }: Move): number {
  return count * flat.grams[element]!;
}

function gramsFree({ grams, mostGrams }: Placing, slot: number): number {
  return mostGrams[slot]! - grams[slot]!;
}

function costOfMove({ flat, places }: Placing, { element, from, to, count }: Move): number {
  const row = element * flat.placeCount;
  return count * (flat.pieceMinor[row + places[to]!]! - flat.pieceMinor[row + places[from]!]!);
}

function carryOut(placing: Placing, { moves }: Change): void {
  for (const { element, from, to, count } of moves) {
    putPieces(placing, element, from, -count);
    putPieces(placing, element, to, count);
  }
}

/** The cheapest change that a move can be made into; the first of equal ones, null where there is none. */
function cheapest(moves: readonly Move[], changeFor: (move: Move) => Change | null): Change | null {
  let best: Change | null = null;
  for (const move of moves) {
    const change = changeFor(move);
    if (change !== null && (best === null || change.minor < best.minor)) best = change;
  }
  return best;
}
