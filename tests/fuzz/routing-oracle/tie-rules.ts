/** A plan that was tried. `placesUsed` are indexes, ascending. */
export type TriedPlan = { costMinor: number; placesUsed: readonly number[]; units: number[][] };

/** What decides between plans that are equal so far: below zero when the first is better, zero when it cannot tell. */
export type TieRule = (one: TriedPlan, other: TriedPlan) => number;

/** The fewest places are best. */
export const fewestPlaces: TieRule = (one, other) => one.placesUsed.length - other.placesUsed.length;

/** The lexicographically smallest list of places is best: the places come in the order of preference. */
export const preferredPlaces: TieRule = (one, other) => compareInOrder(one.placesUsed, other.placesUsed);

/** For lines in order, and within a line for places in order, more units are better. */
export const moreUnitsFirst: TieRule = (one, other) => compareInOrder(other.units.flat(), one.units.flat());

/** The order of the specification, after the cost. */
export const tieRules: readonly TieRule[] = [fewestPlaces, preferredPlaces, moreUnitsFirst];

/** Less cost is better; between equal costs the first rule that can tell decides. */
export function isBetter(one: TriedPlan, other: TriedPlan, rules: readonly TieRule[]): boolean {
  if (one.costMinor !== other.costMinor) return one.costMinor < other.costMinor;
  for (const rule of rules) {
    const verdict = rule(one, other);
    if (verdict !== 0) return verdict < 0;
  }
  return false;
}

/** Lists of one length, or one that begins like the other and ends earlier, which comes first. */
function compareInOrder(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    if (one[at] !== other[at]) return one[at]! - other[at]!;
  }
  return one.length - other.length;
}
