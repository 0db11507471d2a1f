import { nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";
import { asWritten, type Payload } from "./write-payload.ts";

const QUANTITIES: readonly Payload[] = [
  -1,
  -2_147_483_649,
  0,
  1,
  2_147_483_647,
  2_147_483_648,
  3_000_000_000,
  0.5,
  "7",
  9_007_199_254_740_991,
  asWritten("9007199254740993"),
  asWritten("1e400"),
  asWritten("-1e400"),
  asWritten("-0"),
];
const AMOUNTS: readonly Payload[] = [
  "-19.99",
  "0.00",
  "0.001",
  "19,99",
  "1e3",
  "999999999999.99",
  "1000000000000.00",
  "99999999999999999999999.99",
  19.99,
  -5,
  "NaN",
  " 12.50 ",
];
const CURRENCIES: readonly Payload[] = ["USD", "JPY", "KWD", "XXX", "ZZZ", "eur", "EURO", "€", "", 978];
const TIMES: readonly Payload[] = [
  "0000-00-00T00:00:00Z",
  "0001-01-01T00:00:00Z",
  "1969-12-31T23:59:59Z",
  "9999-12-31T23:59:59Z",
  "2026-02-30T25:61:61+99:99",
  "2026-11-20",
  "2026-11-20T12:00:00",
  "2026-11-20T12:00:00.123456789Z",
  "+275760-09-13T00:00:00Z",
  1_763_640_000,
];
const IDS: readonly Payload[] = [
  0,
  -1,
  1,
  asWritten("9007199254740993"),
  asWritten("9223372036854775807"),
  asWritten("9223372036854775808"),
  asWritten("123456789012345678901234567890"),
  "820982911946154508",
  "gid://shopify/Order/820982911946154508",
  "gid://shopify/LineItem/1?x=1",
  "gid://shopify/Order/",
  "00000000000000000000",
  1.5,
];
const WORDS: readonly Payload[] = [
  "something_else",
  "SUCCESS",
  "constructor",
  "__proto__",
  "toString",
  "",
  " ",
  "Ünknown",
];
const ZONES: readonly Payload[] = ["Mars/Phobos", "UTC+25", "", "europe/berlin", "../../etc/passwd"];
const TEXTS: readonly Payload[] = [
  "",
  " ",
  "<script>alert(1)</script>",
  "=1+1",
  "'; DROP TABLE orders; --",
  "%00%s%n",
  "\u2028\u2029\u202e",
  "👩‍👩‍👧‍👦".repeat(40),
  asWritten('"\\u0000"'),
  asWritten('"\\ud800"'),
  asWritten('"\\udfff and more"'),
  asWritten('{"__proto__":{"isAdmin":true}}'),
  asWritten('{"toString":null,"constructor":{"prototype":null}}'),
];

// Beside what the key speaks of, any place may be given any of these.
const BY_KEY: readonly [RegExp, readonly Payload[]][] = [
  [/currency/, CURRENCIES],
  [/zone/, ZONES],
  [/(^|_)ids?$|gid/, IDS],
  [/_at$|date/, TIMES],
  [/amount|price|total|tax|rate/, AMOUNTS],
  [/quantity|available|count|grams|latitude|longitude/, QUANTITIES],
  [/status|kind|type|reason|policy|state/, WORDS],
];

const MOST_DEPTH = 6_000;
const MOST_LENGTH = 60_000;

/** What should not stand under this key, and sometimes what should stand nowhere. */
export function strangeValue(random: SeededRandom, key: string, value: Payload): Payload {
  const [, apt] = BY_KEY.find(([pattern]) => pattern.test(key)) ?? [];
  if (apt && nextInteger(random, 0, 3) > 0) return nextChoice(random, apt);
  switch (nextInteger(random, 0, 7)) {
    case 0:
      return nextChoice(random, QUANTITIES);
    case 1:
      return nextChoice(random, IDS);
    case 2:
      return asWritten(nest(nextInteger(random, 50, MOST_DEPTH), random));
    case 3:
      return (typeof value === "string" && value !== "" ? value : "x").repeat(100).slice(0, MOST_LENGTH);
    case 4:
      return "long ".repeat(nextInteger(random, 100, MOST_LENGTH / 5));
    default:
      return nextChoice(random, TEXTS);
  }
}

function nest(depth: number, random: SeededRandom): string {
  return nextInteger(random, 0, 1) === 0
    ? `${"[".repeat(depth)}${"]".repeat(depth)}`
    : `${'{"id":'.repeat(depth)}1${"}".repeat(depth)}`;
}
