/**
 * Orders two of Shopify's ids by their number. They are decimal digits without leading zeros that may exceed 2^53: the
 * longer text is the larger number, and texts of one length compare as texts.
 */
export function compareIds(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}
