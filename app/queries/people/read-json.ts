// TypeScript does not know the third argument of a reviver yet (proposal "JSON.parse source text access", in V8 since 11.4).
type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown;

/** Stored JSON, to be written out again: numbers too long for a double, as ids are, become texts. Other text stays as it is. */
export function readJson(text: string): unknown {
  try {
    return parseWithSource(text, (_key, value, { source }) =>
      typeof value === "number" && source !== undefined && !isExact(value, source) ? source : value,
    );
  } catch {
    return text;
  }
}

function isExact(value: number, source: string): boolean {
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(source);
}
