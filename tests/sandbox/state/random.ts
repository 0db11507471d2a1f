/**
 * A seeded generator whose whole state is one number, so that a stored world goes on with the same sequence it would have had.
 * mulberry32 by Tommy Ettinger (public domain): good enough to draw shoppers and delays, useless for secrets.
 */
export type SeededRandom = { state: number };

export function createRandom(seed: number): SeededRandom {
  return { state: seed >>> 0 };
}

/** A fraction in [0, 1). */
export function nextFraction(random: SeededRandom): number {
  random.state = (random.state + 0x6d2b79f5) >>> 0;
  let mixed = random.state;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

/** A whole number from `lowest` to `highest`, both included. */
export function nextInteger(random: SeededRandom, lowest: number, highest: number): number {
  return lowest + Math.floor(nextFraction(random) * (highest - lowest + 1));
}

/** True with the stated probability, 0 to 1. */
export function nextChance(random: SeededRandom, probability: number): boolean {
  return nextFraction(random) < probability;
}

/** One of the choices; an empty list is a mistake of the caller. */
export function nextChoice<T>(random: SeededRandom, choices: readonly T[]): T {
  const choice = choices[nextInteger(random, 0, choices.length - 1)];
  if (choice === undefined) throw new Error("There is nothing to choose from.");
  return choice;
}

/** Letters and digits for tokens and keys, as long as asked. */
export function nextHex(random: SeededRandom, length: number): string {
  let text = "";
  while (text.length < length) text += nextInteger(random, 0, 0xffff).toString(16).padStart(4, "0");
  return text.slice(0, length);
}
