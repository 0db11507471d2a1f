const MARKS = /\p{M}/gu;
const NOT_ALPHANUMERIC = /[^\p{L}\p{N}]+/gu;

/** Lower case, accents dropped, everything but letters and digits turned into single blanks: for comparing what people typed. */
export function plainText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(NOT_ALPHANUMERIC, " ")
    .trim();
}

/** Whether a text says nothing: absent, empty or blanks only. */
export function isBlank(text: string | null): boolean {
  return text === null || text.trim() === "";
}

/**
 * Whether two texts differ by at most `limit` typing mistakes (a letter added, left out or exchanged). Levenshtein's
 * distance, computed row by row and given up as soon as a whole row exceeds the limit.
 */
export function isWithinTypos(left: string, right: string, limit: number): boolean {
  if (left === right) return true;
  if (Math.abs(left.length - right.length) > limit) return false;
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const exchanged = previous[column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1);
      current[column] = Math.min(exchanged, previous[column]! + 1, current[column - 1]! + 1);
    }
    if (Math.min(...current) > limit) return false;
    previous = current;
  }
  return previous[right.length]! <= limit;
}
