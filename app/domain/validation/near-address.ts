import { isWithinTypos } from "#app/domain/basics/plain-text.ts";

/** Two typing mistakes: a buyer who orders the same again often does so to correct the address. */
const TYPOS_OF_A_NEAR_ADDRESS = 2;

/** Words that some write out and some shorten; every spelling becomes the short one. Keys have no blanks, so parts of words do. */
const SHORTENED: readonly (readonly [string, string])[] = [
  ["ß", "ss"],
  ["strasse", "str"],
  ["street", "st"],
  ["avenue", "ave"],
  ["road", "rd"],
];

/**
 * Whether two address keys (`addressKey`: country/zip/city/line 1/line 2) mean the same place, or places of one country and
 * zip that no more than a typing mistake or two set apart.
 */
export function isNearAddress(left: string, right: string): boolean {
  if (left === right) return true;
  const [leftCountry, leftZip, ...leftRest] = left.split("/");
  const [rightCountry, rightZip, ...rightRest] = right.split("/");
  if (leftCountry !== rightCountry || leftZip !== rightZip) return false;
  return isWithinTypos(shorten(leftRest.join("/")), shorten(rightRest.join("/")), TYPOS_OF_A_NEAR_ADDRESS);
}

function shorten(text: string): string {
  let shortened = text;
  for (const [word, short] of SHORTENED) shortened = shortened.replaceAll(word, short);
  return shortened;
}
