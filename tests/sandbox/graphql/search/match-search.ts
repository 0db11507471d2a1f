import { compareIds } from "#tests/sandbox/graphql/paging/paging.ts";
import { unsupported } from "#tests/sandbox/graphql/graphql-errors.ts";
import { parseSearch, type Comparator, type SearchTree } from "./parse-search.ts";

/** What a searchable field of an item holds. Lists (tags) match when one of them does. */
export type FieldValue = string | number | boolean | null | readonly string[];

/** How the text of a query is compared: as a moment, a number, an id, a whole word (enums, tags) or part of a text. */
export type FieldKind = "moment" | "number" | "id" | "word" | "text" | "boolean";

export type SearchField<T> = { kind: FieldKind; valueOf: (item: T) => FieldValue };

/** The searchable fields of a type; `defaults` are those a bare word is looked for in. */
export type SearchFields<T> = { fields: Readonly<Record<string, SearchField<T>>>; defaults: readonly string[] };

/**
 * A test for a search text. Naming a field the sandbox does not know is an error here, while the platform ignores the term and warns:
 * a filter that is silently dropped would make a test pass for the wrong reason.
 */
export function matcherOf<T>(
  search: SearchFields<T>,
  text: string | null | undefined,
  now: string,
): (item: T) => boolean {
  const tree = parseSearch(text ?? "");
  if (!tree) return () => true;
  assertKnown(tree, search.fields);
  return (item) => matches(tree, search, item, now);
}

function assertKnown(tree: SearchTree, fields: Readonly<Record<string, unknown>>): void {
  if (tree.kind === "all" || tree.kind === "any") return tree.parts.forEach((part) => assertKnown(part, fields));
  if (tree.kind === "not") return assertKnown(tree.part, fields);
  if (tree.field !== null && !fields[tree.field]) throw unsupported(`the search field "${tree.field}" here`);
}

function matches<T>(tree: SearchTree, search: SearchFields<T>, item: T, now: string): boolean {
  if (tree.kind === "all") return tree.parts.every((part) => matches(part, search, item, now));
  if (tree.kind === "any") return tree.parts.some((part) => matches(part, search, item, now));
  if (tree.kind === "not") return !matches(tree.part, search, item, now);
  const { comparator, value } = tree;
  const names = tree.field === null ? search.defaults : [tree.field];
  return names.some((name) => {
    const field = search.fields[name];
    return field !== undefined && valueMatches(field.kind, field.valueOf(item), comparator, value, now);
  });
}

function valueMatches(kind: FieldKind, held: FieldValue, comparator: Comparator, wanted: string, now: string): boolean {
  if (typeof held === "object" && held !== null) {
    return held.some((each) => valueMatches(kind, each, comparator, wanted, now));
  }
  if (wanted === "*") return held !== null && held !== "";
  if (held === null) return false;
  if (kind === "moment") return ordered(compareMoments(String(held), wanted, now), comparator);
  if (kind === "number") return ordered(Number(held) - Number(wanted), comparator);
  if (kind === "id") return ordered(compareIds(String(held), wanted.replace(/^.*\//, "")), comparator);
  if (kind === "boolean") return String(held) === wanted.toLowerCase();
  return textMatches(String(held), wanted, kind === "text");
}

/** A day without a time, compared for equality, means any moment of it; `now` is understood. */
function compareMoments(held: string, wanted: string, now: string): number {
  const moment = Date.parse(wanted === "now" ? now : wanted);
  if (/^\d{4}-\d{2}-\d{2}$/.test(wanted) && held.startsWith(wanted)) return 0;
  return Date.parse(held) - moment;
}

function ordered(difference: number, comparator: Comparator): boolean {
  switch (comparator) {
    case "=":
      return difference === 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
  }
}

/** Case does not matter. A trailing star matches a beginning; a text field also matches on any of its words. */
function textMatches(held: string, wanted: string, isText: boolean): boolean {
  const have = held.toLowerCase();
  const want = wanted.toLowerCase();
  if (want.endsWith("*")) return have.startsWith(want.slice(0, -1));
  if (have === want) return true;
  return isText && have.split(/[\s,;@]+/).includes(want);
}
