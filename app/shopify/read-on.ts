import type { z } from "zod";
import type { AdminCall, Send } from "./admin-client.ts";
import { presentNodes, readAnswer, UnreadableAnswer, type ListPage } from "./answer-values.ts";
import { connectionPoints } from "./query-points.ts";

/** How a list that does not fit on its first page is read on. */
export type Rest<T> = {
  /** What it is a list of, for an answer that cannot be read. */
  what: string;
  call: (after: string) => AdminCall;
  /** @throws UnreadableAnswer, also when what has the list is not there any more: half a list is no answer. */
  parse: (data: unknown) => ListPage<T>;
};

/** The largest page there is (Shopify: pagination). What it costs grows far slower than what it shows. */
export const LARGEST_PAGE = 250;
// More pages than any list has: a cursor that leads in a circle must end.
const MOST_PAGES = 100;

/**
 * A list to its end, from its first page on.
 *
 * @throws UnreadableAnswer when it has no end, and whatever `send` throws: a list is never cut short.
 */
export async function readOn<T>(send: Send, first: ListPage<T>, rest: Rest<T>): Promise<T[]> {
  const nodes = [...first.nodes];
  let { after } = first;
  for (let pages = 1; after !== null; pages += 1) {
    if (pages > MOST_PAGES) throw new UnreadableAnswer(rest.what, `there is more of it after ${MOST_PAGES} pages`);
    const page = rest.parse(await send(rest.call(after)));
    nodes.push(...page.nodes);
    after = page.after;
  }
  return nodes;
}

/**
 * A list that nobody reads on, because no page of it was ever known to have a next one.
 *
 * @throws UnreadableAnswer when it has one.
 */
export function wholeList<T>(page: ListPage<T>, what: string): T[] {
  if (page.after !== null) throw new UnreadableAnswer(what, "there is more of it than a page shows");
  return page.nodes;
}

/** A list of an object that is read by its id. */
export type ListOfObject<T> = {
  what: string;
  /** A query of `nodes(ids: $ids)` that selects the object's id and the list by `$first` and `$after`. */
  document: string;
  /** The name of the list among the object's fields. */
  field: string;
  /** What one node costs (query-points.ts). */
  nodePoints: number;
  page: z.ZodType<ListPage<T>>;
};

/** How such a list of one object is read on, by the largest pages. */
export function restOfList<T>(gid: string, { what, document, field, nodePoints, page }: ListOfObject<T>): Rest<T> {
  return {
    what,
    call: (after) => ({
      document,
      variables: { ids: [gid], first: LARGEST_PAGE, after },
      requestedPoints: 1 + connectionPoints(LARGEST_PAGE, nodePoints),
    }),
    parse: (data) => {
      const [owner] = presentNodes(data, what);
      if (owner === undefined) throw new UnreadableAnswer(what, "it is not there any more");
      return readAnswer(page, (owner as Record<string, unknown>)[field], what);
    },
  };
}
