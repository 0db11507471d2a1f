import { parseSearch, type SearchTree } from "./parse-search.ts";

/**
 * The ids of a search that asks for nothing else ("id:1 OR id:2"): those items can be taken from their map, where the
 * search itself would look at every item for every id. Undefined for any other search.
 */
export function idsSearched(text: string | null | undefined): string[] | undefined {
  const tree = parseSearch(text ?? "");
  if (!tree) return undefined;
  const terms = tree.kind === "any" ? tree.parts : [tree];
  const ids = terms.flatMap(idOf);
  return ids.length === terms.length ? [...new Set(ids)] : undefined;
}

function idOf(term: SearchTree): string[] {
  if (term.kind !== "term" || term.field !== "id" || term.comparator !== "=") return [];
  const id = term.value.replace(/^.*\//, "");
  return /^\d+$/.test(id) ? [id] : [];
}
