import type { DocumentLine } from "./document.ts";

/** One line's money with its tax by rate: a `DocumentLine` that may also be a difference, and then negative. */
export type Amount = DocumentLine;
export type TaxPart = DocumentLine["taxes"][number];

/** The tax entry of what bears none, so that the nets of the rates always sum to the net of the line. */
export const NO_TAX = "No tax";

export function totalOf(amount: Pick<Amount, "netMinor" | "taxMinor">): number {
  return amount.netMinor + amount.taxMinor;
}

/** left - right, part by part. What only one side has counts as zero on the other. The words are those of `left`. */
export function subtract(left: Amount, right: Amount): Amount {
  return combine(left, right, -1);
}

/** left + right, part by part. */
export function add(left: Amount, right: Amount): Amount {
  return combine(left, right, 1);
}

export function negate(amount: Amount): Amount {
  return subtract(zeroLike(amount), amount);
}

/** The same line with nothing in it. */
export function zeroLike(amount: Amount): Amount {
  return {
    ...amount,
    quantity: 0,
    netMinor: 0,
    taxMinor: 0,
    taxes: amount.taxes.map((part) => ({ ...part, netMinor: 0, taxMinor: 0 })),
  };
}

/** Whether no part of it is below zero. */
export function isPositive(amount: Amount): boolean {
  return amount.quantity >= 0 && amount.netMinor >= 0 && amount.taxes.every((part) => part.taxMinor >= 0);
}

/** Whether it is neither units nor money. */
export function isNothing(amount: Amount): boolean {
  return (
    amount.quantity === 0 &&
    amount.netMinor === 0 &&
    amount.taxes.every((part) => part.taxMinor === 0 && part.netMinor === 0)
  );
}

function combine(left: Amount, right: Amount, sign: 1 | -1): Amount {
  const taxes = left.taxes.map((part) => ({ ...part }));
  for (const part of right.taxes) {
    const same = taxes.find((other) => other.title === part.title && other.ratePpm === part.ratePpm);
    if (same) {
      same.netMinor += sign * part.netMinor;
      same.taxMinor += sign * part.taxMinor;
    } else taxes.push({ ...part, netMinor: sign * part.netMinor + 0, taxMinor: sign * part.taxMinor + 0 });
  }
  return {
    ...left,
    quantity: left.quantity + sign * right.quantity,
    netMinor: left.netMinor + sign * right.netMinor,
    taxMinor: left.taxMinor + sign * right.taxMinor,
    taxes,
  };
}
