import { isNothing, isPositive, negate, subtract, totalOf, zeroLike, type Amount } from "./amount.ts";

/** What is to be invoiced and what is to be credited, each as a positive amount of its document. */
export type Differences = { invoiced: Amount[]; credited: Amount[] };

/**
 * The differences between what the order amounts to and what the documents say, line by line. More is invoiced, less is
 * credited, at the rates it was sold at. A line that changed both ways (other tax, same price) is credited whole and
 * invoiced anew, so that no document ever mixes signs within a line.
 *
 * @param tolerance minor units by which a line may differ without its quantity changing: the rounding it took in before
 */
export function findDifferences(
  wanted: ReadonlyMap<string, Amount>,
  issued: ReadonlyMap<string, Amount>,
  tolerance: number,
): Differences {
  const differences: Differences = { invoiced: [], credited: [] };
  const keptBack: Amount[] = [];
  for (const key of new Set([...wanted.keys(), ...issued.keys()])) {
    const want = wanted.get(key) ?? zeroLike(issued.get(key)!);
    const have = issued.get(key) ?? zeroLike(want);
    const difference = subtract(want, have);
    if (isNothing(difference) || isRounding(key, difference, tolerance)) continue;
    if (isPositive(difference)) (isGoodwill(key) ? keptBack : differences.invoiced).push(difference);
    else if (isPositive(negate(difference))) differences.credited.push(negate(difference));
    else {
      if (!isNothing(have)) differences.credited.push(have);
      if (!isNothing(want)) differences.invoiced.push(want);
    }
  }
  for (const amount of keptBack) placeKeptBack(differences, amount);
  return differences;
}

/** Money kept back from a refund of goods (a restocking fee) lessens its credit note instead of being invoiced beside it. */
function placeKeptBack(differences: Differences, amount: Amount): void {
  const credited = differences.credited.reduce((sum, each) => sum + totalOf(each), 0);
  if (credited >= totalOf(amount)) differences.credited.push(negate(amount));
  else differences.invoiced.push(amount);
}

/** Goodwill once spread over the rates stays as it was spread while its total stands. */
function isRounding(key: string, difference: Amount, tolerance: number): boolean {
  if (isGoodwill(key)) return totalOf(difference) === 0;
  if (difference.quantity !== 0 || Math.abs(totalOf(difference)) > tolerance) return false;
  return (
    Math.abs(difference.netMinor) <= tolerance && difference.taxes.every((part) => Math.abs(part.taxMinor) <= tolerance)
  );
}

function isGoodwill(key: string): boolean {
  return key.startsWith("adjustment:");
}
