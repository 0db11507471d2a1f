import { comparePositions, type Position } from "./paging.ts";

/** Filters and sorts in one go. Lists that are in order already (by id, as they are created) are left as they are. */
export function sortByPosition<T>(
  items: Iterable<T>,
  isMeant: (item: T) => boolean,
  positionOf: (item: T) => Position,
): T[] {
  const kept: { item: T; position: Position }[] = [];
  let isSorted = true;
  for (const item of items) {
    if (!isMeant(item)) continue;
    const position = positionOf(item);
    const previous = kept.at(-1);
    if (previous && comparePositions(previous.position, position) > 0) isSorted = false;
    kept.push({ item, position });
  }
  if (!isSorted) kept.sort((one, other) => comparePositions(one.position, other.position));
  return kept.map(({ item }) => item);
}
