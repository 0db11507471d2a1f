import { assert } from "./assert.ts";

/** An amount in the smallest unit of its currency (cents, or yen, or fils). Always a safe integer, never a float. */
export type Money = { amountMinor: number; currency: string };

// ISO 4217 minor units that are not 2 (list of active codes, 2024-06). Every other currency has two digits.
const DIGITS_BY_CURRENCY: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
}; // prettier-ignore

/** Digits after the decimal point of a currency (ISO 4217), 2 where the code is unknown. */
export function minorDigits(currency: string): number {
  return DIGITS_BY_CURRENCY[currency] ?? 2;
}

/**
 * Reads a decimal text as the platform writes it ("12.5", "-0.05", "100") into minor units, exactly.
 * Digits beyond the currency's own are rounded half away from zero, as Shopify shows them.
 *
 * @returns undefined when the text is not a decimal number or does not fit a safe integer.
 */
export function parseMinor(text: string, currency: string): number | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const digits = minorDigits(currency);
  const fraction = (match[3] ?? "").padEnd(digits + 1, "0");
  const whole = BigInt(match[2]! + fraction.slice(0, digits));
  const rounded = fraction.charCodeAt(digits) >= 53 /* "5" */ ? whole + 1n : whole;
  const minor = Number(match[1] === "-" ? -rounded : rounded);
  return Number.isSafeInteger(minor) ? minor + 0 : undefined;
}

/** Writes minor units as a plain decimal text without a currency sign: 1205 EUR is "12.05". */
export function formatMinor(amountMinor: number, currency: string): string {
  assert(Number.isSafeInteger(amountMinor), `${amountMinor} is a whole number of minor units`);
  const digits = minorDigits(currency);
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, "0");
  const sign = amountMinor < 0 ? "-" : "";
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * numerator / denominator of an amount, rounded half away from zero, computed on BigInt so that nothing is lost
 * on the way: share(1999, 1, 3) is 666.
 */
export function share(amountMinor: number, numerator: number, denominator: number): number {
  assert(denominator > 0, "a share has a positive denominator");
  const product = BigInt(amountMinor) * BigInt(numerator);
  const magnitude = product < 0n ? -product : product;
  const divisor = BigInt(denominator);
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return Number(product < 0n ? -rounded : rounded);
}

/**
 * Splits an amount over weights so that the parts sum to it exactly (largest remainder method).
 * With no weight at all everything goes to the first part.
 */
export function splitByWeight(amountMinor: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0) return weights.map((_, index) => (index === 0 ? amountMinor : 0));
  const sign = amountMinor < 0 ? -1 : 1;
  const exact = weights.map((weight) => BigInt(Math.abs(amountMinor)) * BigInt(weight));
  const parts = exact.map((product) => Number(product / BigInt(total)));
  const missing = Math.abs(amountMinor) - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact
    .map((product, index) => ({ index, remainder: product % BigInt(total) }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, missing)) parts[index]! += 1;
  return parts.map((part) => part * sign + 0);
}
