import { badRequest } from "#tests/sandbox/graphql/graphql-errors.ts";

export type PagingArguments = {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
};

/** The most the platform gives on one page. */
export const maximumPageSize = 250;

/** Where an item stands: its value in the sort order, then its id. Ids compare as numbers of any length. */
export type Position = { value: string | number | null; id: string };

/** One page of a connection, the source of every `...Connection` type. */
export type Page<T> = {
  items: T[];
  positionOf: (item: T) => Position;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
};

/** Pages through items that are sorted by position already, ascending. Cursors name a position, so they outlive changes of the list. */
export function pageOf<T>(sorted: readonly T[], args: PagingArguments, positionOf: (item: T) => Position): Page<T> {
  const size = pageSize(args);
  const items = args.reverse === true ? sorted.toReversed() : [...sorted];
  const direction = args.reverse === true ? -1 : 1;
  const compare = (item: T, cursor: Position) => direction * comparePositions(positionOf(item), cursor);
  const after = decodeCursor(args.after);
  const before = decodeCursor(args.before);
  const start = after === undefined ? 0 : firstIndex(items, (item) => compare(item, after) > 0);
  const end = before === undefined ? items.length : firstIndex(items, (item) => compare(item, before) >= 0);
  const isFromEnd = typeof args.first !== "number";
  const from = isFromEnd ? Math.max(start, end - size) : start;
  const to = isFromEnd ? end : Math.min(end, start + size);
  return {
    items: items.slice(from, Math.max(from, to)),
    positionOf,
    hasNextPage: to < items.length,
    hasPreviousPage: from > 0,
  };
}

/** Pages through a short list in its own order; the cursor is the place in the list. */
export function pageInOrder<T>(items: readonly T[], args: PagingArguments): Page<T> {
  const places = new Map(items.map((item, index) => [item, index]));
  return pageOf(items, args, (item) => ({ value: null, id: String((places.get(item) ?? 0) + 1) }));
}

/** The maximum is enforced where the cost of a query is estimated, so that bulk operations can go beyond it. */
function pageSize({ first, last }: PagingArguments): number {
  const size = first ?? last;
  if (typeof size !== "number") throw badRequest("you must provide one of first or last");
  if (size < 0) throw badRequest("`first` and `last` must not be negative");
  return size;
}

export function comparePositions(one: Position, other: Position): number {
  return compareValues(one.value, other.value) || compareIds(one.id, other.id);
}

function compareValues(one: Position["value"], other: Position["value"]): number {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  return one < other ? -1 : 1;
}

/** Decimal ids of any length, by their number. */
export function compareIds(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}

/** The first index for which the condition, false before and true after some point, is true. */
function firstIndex<T>(items: readonly T[], isReached: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(items[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Opaque to callers; inside it is the JSON the platform uses, with the id as text because it may exceed 2^53. */
export function encodeCursor({ id, value }: Position): string {
  return Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString("base64");
}

function decodeCursor(cursor: string | null | undefined): Position | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  try {
    const { last_id: id, last_value: value } = JSON.parse(Buffer.from(cursor, "base64").toString("utf8")) as {
      last_id: unknown;
      last_value: unknown;
    };
    if (typeof id === "string" && (value === null || typeof value === "string" || typeof value === "number")) {
      return { id, value };
    }
  } catch {
    // A cursor that cannot be read is refused below like any other wrong one.
  }
  throw badRequest(`Invalid cursor for current pagination sort.`);
}
