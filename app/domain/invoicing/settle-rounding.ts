import { zeroLike, type Amount } from "./amount.ts";

/**
 * How far Shopify's total may be from the sum of our lines, in minor units for each line: each line is rounded once by each side, so
 * an honest difference is at most one for each. More than that is not rounding and needs a person.
 */
export const ROUNDING_PER_LINE = 1;

/**
 * Takes a rounding difference into the tax of the line with the most tax, so that the document's total is the platform's; an
 * order without tax takes it into its largest line. Changes the line in place.
 *
 * @param difference minor units to add to the lines' total
 */
export function settleRounding(lines: readonly Amount[], difference: number): void {
  if (difference === 0 || lines.length === 0) return;
  const line = largest(lines);
  put(line, line, difference);
}

/** A line that holds nothing but a rounding difference, in the place where `settleRounding` would have put it. */
export function roundingLine(lines: readonly Amount[], difference: number): Amount {
  const model = largest(lines);
  const line = zeroLike(model);
  put(line, model, difference);
  return line;
}

function largest(lines: readonly Amount[]): Amount {
  return lines.reduce((best, line) =>
    (line.taxMinor - best.taxMinor || line.netMinor - best.netMinor) > 0 ? line : best,
  );
}

/** `model` tells where its tax is, `line` takes the difference there; they are the same line or its emptied copy. */
function put(line: Amount, model: Amount, difference: number): void {
  const at = model.taxes.reduce((best, part, index) => (part.taxMinor > model.taxes[best]!.taxMinor ? index : best), 0);
  if (model.taxMinor > 0) {
    line.taxMinor += difference;
    line.taxes[at]!.taxMinor += difference;
  } else {
    line.netMinor += difference;
    for (const part of line.taxes) part.netMinor += difference;
  }
}
