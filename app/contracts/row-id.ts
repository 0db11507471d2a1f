const LARGEST = 2n ** 63n - 1n;

/** Whether a text from an address or a form can be the id of a row or of Shopify's: the digits of a 64-bit number. */
export function isRowId(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) <= LARGEST;
}
