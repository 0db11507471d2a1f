import { createHeap } from "#app/domain/routing/cheapest/heap.ts";
import type { PlaceCharges } from "./charge-places.ts";

/** Sets of places, those with the least bound first: see charge-places.ts for the bound of a set. */
export type RankedSets = {
  /** Bound of the next set, and so of all that follow; Infinity when there is none. */
  leastMinor(): number;
  /** The next set, ascending. */
  next(): number[];
};

/** The cheapest set with some places taken in or out: this one, and those that the earlier links name. */
type Change = { boundMinor: number; rank: number; earlier: Change | null };

/**
 * The cheapest set is that of all places with a negative charge. Every other differs from it by some places, each of which
 * adds the size of its charge. So with places ranked by that size, a set's followers are: one more place, the next in rank;
 * or its last place exchanged for the next in rank. Each set follows exactly one other and costs no less, and a heap
 * brings them forth in order without ever holding them all.
 */
export function rankPlaceSets({ baseMinor, chargeMinor }: PlaceCharges): RankedSets {
  const heap = createHeap<Change>();
  const ranked: number[] = [];
  const isCheapest = new Uint8Array(chargeMinor.length);
  const isMember = new Uint8Array(chargeMinor.length);
  let cheapestMinor = baseMinor;
  for (let place = 0; place < chargeMinor.length; place++) {
    if (chargeMinor[place]! === Infinity) continue;
    ranked.push(place);
    if (chargeMinor[place]! >= 0) continue;
    cheapestMinor += chargeMinor[place]!;
    isCheapest[place] = 1;
  }
  ranked.sort((a, b) => Math.abs(chargeMinor[a]!) - Math.abs(chargeMinor[b]!) || a - b);
  const sizes = ranked.map((place) => Math.abs(chargeMinor[place]!));
  heap.push({ boundMinor: cheapestMinor, rank: -1, earlier: null });

  function next(): number[] {
    const change = heap.pop();
    const { boundMinor, rank, earlier } = change;
    if (rank + 1 < ranked.length) {
      const added = sizes[rank + 1]!;
      heap.push({ boundMinor: boundMinor + added, rank: rank + 1, earlier: change });
      if (rank >= 0) heap.push({ boundMinor: boundMinor - sizes[rank]! + added, rank: rank + 1, earlier });
    }
    return membersAfter(change);
  }

  function membersAfter(last: Change): number[] {
    isMember.set(isCheapest);
    for (let change: Change | null = last; change !== null && change.rank >= 0; change = change.earlier)
      isMember[ranked[change.rank]!]! ^= 1;
    const members: number[] = [];
    for (let place = 0; place < isMember.length; place++) if (isMember[place] === 1) members.push(place);
    return members;
  }

  return { leastMinor: heap.leastMinor, next };
}
