/**
 * What a query costs at most, before it runs. The rules as recorded answers of development stores show them (2026): an
 * object costs 1, an amount of money, a scalar and page info nothing, a list without pages its items once, and a
 * connection 2 and its node times a factor that grows slowly with the size of the page: 3 for 5, 4 for 10, 5 for 20,
 * 7 for 50, 10 for 250. So objects found by a search are far cheaper together than one by one.
 */
export function connectionPoints(first: number, nodePoints: number): number {
  return 2 + pageFactor(first) * nodePoints;
}

/** The logarithm to the base 1.75, rounded, gives all recorded factors. */
function pageFactor(first: number): number {
  return Math.max(1, Math.round(Math.log(first) / Math.log(1.75)));
}

/** A search for objects by their ids, in Shopify's search syntax. */
export function searchForIds(ids: readonly string[]): string {
  return ids.map((id) => `id:${id}`).join(" OR ");
}

/** A list in pieces of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
