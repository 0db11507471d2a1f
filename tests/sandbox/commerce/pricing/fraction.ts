/** An exact fraction, for rates and percentages that come as decimal text. The denominator is positive. */
export type Fraction = { numerator: bigint; denominator: bigint };

/** "0.08875" is 8875/100000. Only plain decimals; anything else is a mistake of the caller. */
export function fractionOf(decimal: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!match) throw new Error(`${decimal} is no decimal number.`);
  const digits = match[3] ?? "";
  const numerator = BigInt(`${match[2] ?? "0"}${digits}`);
  return { numerator: match[1] === "-" ? -numerator : numerator, denominator: 10n ** BigInt(digits.length) };
}

export function addFractions(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce(
    (sum, next) => ({
      numerator: sum.numerator * next.denominator + next.numerator * sum.denominator,
      denominator: sum.denominator * next.denominator,
    }),
    { numerator: 0n, denominator: 1n },
  );
}

/** Minor units times a fraction, rounded half away from zero. */
export function timesFraction(minor: number, by: Fraction): number {
  return divideRounded(BigInt(minor) * by.numerator, by.denominator);
}

/** numerator / denominator as a whole number, rounded half away from zero. */
export function divideRounded(numerator: bigint, denominator: bigint): number {
  if (denominator <= 0n) throw new Error("A share needs a positive whole.");
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n);
  return Number(numerator < 0n ? -rounded : rounded);
}

/**
 * Spreads an amount over weights so that the parts sum to it: every part is rounded down, and the units that are left go to
 * the largest remainders, the earlier one where two are equal. Without any weight nothing can be spread and all parts are 0.
 */
export function spreadOver(minor: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) return weights.map(() => 0);
  const products = weights.map((weight) => BigInt(minor) * BigInt(weight));
  const parts = products.map((product) => Number(product / whole));
  const left = minor - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = products
    .map((product, index) => ({ index, remainder: product % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}
