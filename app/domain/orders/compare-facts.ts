import { compareIds } from "#app/domain/basics/ids.ts";

/**
 * Comparing plain data by what it says. Facts come from webhooks, from reads and back out of the database, which writes
 * keys in another order: so the order of keys says nothing, and a key that is undefined is not there.
 */

/** A text that is equal for equal data: keys sorted, undefined left out. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalText(part)}`).join(",")}}`;
}

/** Whether two pieces of plain data say the same. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((part, index) => saysTheSame(part, b[index]));
  if (Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  return Object.keys({ ...left, ...right }).every((key) => saysTheSame(left[key], right[key]));
}

/** Orders texts: negative, zero, positive. Instants in UTC with milliseconds order by time. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * An order of two statements about the same thing that neither time nor state tells apart. It only has to be the same
 * whichever came first. What would remain after redaction decides before personal data does, so that an erased customer
 * makes no difference.
 */
export function compareStatements<T>(a: T, b: T, redact: (value: T) => T): number {
  // Duplicates are common and contradictions rare; telling them apart is a hundred times cheaper than ordering them.
  if (saysTheSame(a, b)) return 0;
  return (
    compareText(canonicalText(redact(a)), canonicalText(redact(b))) || compareText(canonicalText(a), canonicalText(b))
  );
}

/** The union of two lists by id; what both have is joined. Sorted by id, so that the way there does not show. */
export function uniteById<T extends { id: string }>(
  a: readonly T[],
  b: readonly T[],
  join: (one: T, other: T) => T,
): T[] {
  const byId = new Map(a.map((item) => [item.id, item]));
  for (const item of b) {
    const known = byId.get(item.id);
    byId.set(item.id, known === undefined ? item : join(known, item));
  }
  return [...byId.values()].sort((one, other) => compareIds(one.id, other.id));
}
