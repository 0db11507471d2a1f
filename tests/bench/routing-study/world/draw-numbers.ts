import { nextFraction, type SeededRandom } from "#tests/sandbox/state/random.ts";

/** A standard normal number, by Box and Muller. */
export function nextNormal(random: SeededRandom): number {
  const radius = Math.sqrt(-2 * Math.log(1 - nextFraction(random)));
  return radius * Math.cos(2 * Math.PI * nextFraction(random));
}

/** An index, each as likely as its share; shares need not sum to one. */
export function nextIndex(random: SeededRandom, shares: readonly number[]): number {
  let rest = nextFraction(random) * shares.reduce((sum, share) => sum + share, 0);
  for (const [index, share] of shares.entries()) {
    rest -= share;
    if (rest < 0) return index;
  }
  return shares.length - 1;
}

/** Zipf's law: the second is bought half as often as the first, the third a third as often. */
export function zipfShares(count: number): number[] {
  return Array.from({ length: count }, (_, index) => 1 / (index + 1));
}
