import { nextChance, nextChoice, nextInteger, type SeededRandom } from "#tests/sandbox/state/random.ts";

/** What a broken sender, a new version of the platform or an attacker might put where something else belongs. */
const STRANGE: readonly unknown[] = [
  null,
  "",
  " ",
  "0",
  "-1",
  "1e400",
  "99999999999999999999999.99",
  "gid://shopify/Order/",
  "gid://shopify/Order/99999999999999999999",
  "0000-00-00T00:00:00Z",
  "2026-02-30T25:61:61+99:99",
  "\u0000\ud800",
  "<script>alert(1)</script>",
  "=1+1",
  "constructor",
  0,
  -1,
  0.1,
  1e308,
  -0,
  Number.MAX_SAFE_INTEGER,
  true,
  false,
  [],
  [[]],
  [null],
  {},
  { id: null },
  { toString: "no" },
];

/** A copy of a JSON value with a few of its parts replaced, dropped, doubled, wrapped or exchanged. */
export function mutateBody(random: SeededRandom, body: unknown): unknown {
  let mutated = structuredClone(body);
  const times = nextInteger(random, 1, 4);
  for (let time = 0; time < times; time += 1) mutated = mutateOnce(random, mutated);
  return mutated;
}

function mutateOnce(random: SeededRandom, value: unknown): unknown {
  if (typeof value !== "object" || value === null || nextChance(random, 0.02)) return nextChoice(random, STRANGE);
  const keys = Object.keys(value);
  if (keys.length === 0) return nextChoice(random, STRANGE);
  const key = nextChoice(random, keys);
  const part = (value as Record<string, unknown>)[key];
  // Most interesting parts lie deep: an object is rather entered than replaced.
  if (typeof part === "object" && part !== null && nextChance(random, 0.7))
    return replace(value, key, mutateOnce(random, part));
  switch (nextInteger(random, 0, 5)) {
    case 0:
      return remove(value, key);
    case 1:
      return replace(value, key, [part, part]);
    case 2:
      return replace(value, key, { [key]: part });
    case 3:
      return replace(value, key, (value as Record<string, unknown>)[nextChoice(random, keys)]);
    case 4:
      return replace(
        value,
        key,
        typeof part === "string" ? part.repeat(nextInteger(random, 0, 50)) : JSON.stringify(part),
      );
    default:
      return replace(value, key, nextChoice(random, STRANGE));
  }
}

function replace(value: object, key: string, part: unknown): unknown {
  return Array.isArray(value)
    ? value.map((each: unknown, index) => (String(index) === key ? part : each))
    : { ...value, [key]: part };
}

function remove(value: object, key: string): unknown {
  if (Array.isArray(value)) return value.filter((_each, index) => String(index) !== key);
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}
