import { Prisma } from "@prisma/client";
import { EPOCH } from "#app/domain/orders/placeholder-facts.ts";
import { forShop, type ShopClient } from "#app/db.server.ts";
import type { Person } from "#app/domain/people/person.ts";
import { sightOf, type Sight } from "#app/domain/people/sight.ts";
import { inSight } from "./in-sight/orders-in-sight.ts";

/** A place between two orders of the list: the one that was seen last. */
export type OrderCursor = { createdAt: string; id: string };

export type OrderListRequest = {
  /** All, those that need a person, or those with one of some headlines. */
  tab: "all" | "needs_person" | { headlines: readonly string[] };
  /** What the person typed: a name such as "#1001" is looked up exactly, anything else anywhere in the search text. */
  search: string;
  countryCode: string | null;
  sourceName: string | null;
  isTest: boolean | null;
  sort: "newest" | "oldest";
  /** The page after or before an order, in the direction of the sort; the first page without. */
  from: { side: "after" | "before"; cursor: OrderCursor } | null;
  pageSize: number;
};

export type ListedOrder = {
  id: string;
  name: string;
  createdAt: string;
  headline: string;
  needsPerson: boolean;
  problems: string[];
  /** Null for who may not see what it may quote. */
  sentence: string | null;
  currency: string;
  /** Null for who sees no prices. */
  totalMinor: number | null;
  lineCount: number;
  countryCode: string | null;
  sourceName: string;
  isTest: boolean;
  isImported: boolean;
};

export type OrderList = {
  orders: ListedOrder[];
  hasPreviousPage: boolean;
  hasNextPage: boolean;
  /** Whether they were found by what is known of buyers (name, e-mail, phone, tracking), and not by an order's name. */
  isPersonalSearch: boolean;
};

/**
 * One page of the orders that a person may see. Pages hang on the last order seen and not on a count, so an order that comes in meanwhile
 * neither shows a row twice nor hides one, and the thousandth page costs what the first does.
 */
export function listOrders(shop: string, by: Person, request: OrderListRequest): Promise<OrderList> {
  const sight = sightOf(by);
  const isPersonalSearch = request.search.trim() !== "" && !isName(request.search.trim(), sight);
  return forShop(shop, async (client) => {
    const reader: Reader = { client, sight, filter: filterOf(shop, sight, request), pageSize: request.pageSize };
    const isDown = request.sort === "newest";
    if (request.from?.side === "after") {
      const { rows, hasMore } = await readBeyond(reader, isDown, request.from.cursor);
      return {
        orders: rows,
        hasPreviousPage: await isAnyUpTo(reader, isDown, request.from.cursor),
        hasNextPage: hasMore,
        isPersonalSearch,
      };
    }
    if (request.from?.side === "before") {
      const { rows, hasMore } = await readBeyond(reader, !isDown, request.from.cursor);
      // Back at the beginning it is the whole first page, not the few rows that happened to stand before the cursor.
      if (hasMore) {
        const hasNextPage = await isAnyUpTo(reader, !isDown, request.from.cursor);
        return { orders: rows.reverse(), hasPreviousPage: true, hasNextPage, isPersonalSearch };
      }
    }
    const { rows, hasMore } = await readBeyond(reader, isDown, null);
    return { orders: rows, hasPreviousPage: false, hasNextPage: hasMore, isPersonalSearch };
  });
}

type Reader = { client: ShopClient; sight: Sight; filter: Prisma.Sql; pageSize: number };

const COLUMNS = Prisma.sql`id, name, created_at AS "createdAt", headline, needs_person AS "needsPerson", problems, sentence,
  currency, total_minor AS "totalMinor", line_count AS "lineCount", country_code AS "countryCode",
  source_name AS "sourceName", is_test AS "isTest", is_imported AS "isImported"`;

/** What is kept of an order before it was ever seen itself bears the beginning of time (domain/orders/placeholder-facts.ts). */
const IS_WHOLE = Prisma.sql`created_at > ${EPOCH}::timestamptz`;

type Row = Omit<ListedOrder, "id" | "totalMinor" | "createdAt"> & { id: bigint; totalMinor: bigint; createdAt: Date };

async function readBeyond({ client, sight, filter, pageSize }: Reader, isDown: boolean, cursor: OrderCursor | null) {
  const start = cursor ? Prisma.sql`AND (created_at, id) ${isDown ? LESS : MORE} ${placeOf(cursor)}` : Prisma.empty;
  const direction = isDown ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  // One more than the page tells whether there is another.
  const found = await client.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM orders WHERE ${filter} AND ${IS_WHOLE} ${start}
    ORDER BY created_at ${direction}, id ${direction} LIMIT ${pageSize + 1}`;
  return { rows: found.slice(0, pageSize).map((row) => orderOf(row, sight)), hasMore: found.length > pageSize };
}

/** Whether there is anything on the side from which one came: the cursor's own order counts. */
async function isAnyUpTo({ client, filter }: Reader, isDown: boolean, cursor: OrderCursor): Promise<boolean> {
  const found = await client.$queryRaw<object[]>`
    SELECT 1 FROM orders WHERE ${filter} AND ${IS_WHOLE} AND (created_at, id) ${isDown ? NOT_LESS : NOT_MORE} ${placeOf(cursor)} LIMIT 1`;
  return found.length > 0;
}

const LESS = Prisma.sql`<`;
const MORE = Prisma.sql`>`;
const NOT_LESS = Prisma.sql`>=`;
const NOT_MORE = Prisma.sql`<=`;

function placeOf({ createdAt, id }: OrderCursor): Prisma.Sql {
  return Prisma.sql`(${createdAt}::timestamptz, ${BigInt(id)}::bigint)`;
}

function orderOf(row: Row, sight: Sight): ListedOrder {
  return {
    ...row,
    id: String(row.id),
    sentence: sight.sentences ? row.sentence : null,
    totalMinor: sight.prices ? Number(row.totalMinor) : null,
    createdAt: row.createdAt.toISOString(),
  };
}

function filterOf(shop: string, sight: Sight, request: OrderListRequest): Prisma.Sql {
  const conditions = [Prisma.sql`shop = ${BigInt(shop)}`, inSight(shop, sight)];
  if (request.tab === "needs_person") conditions.push(Prisma.sql`needs_person`);
  else if (request.tab !== "all") conditions.push(Prisma.sql`headline = ANY(${[...request.tab.headlines]})`);
  if (request.countryCode !== null) conditions.push(Prisma.sql`country_code = ${request.countryCode}`);
  if (request.sourceName !== null) conditions.push(Prisma.sql`source_name = ${request.sourceName}`);
  if (request.isTest !== null) conditions.push(Prisma.sql`is_test = ${request.isTest}`);
  const search = request.search.trim();
  if (isName(search, sight)) conditions.push(Prisma.sql`name = ANY(${spellingsOf(search)})`);
  else if (search !== "") {
    const pattern = `%${escapeLike(search.toLowerCase())}%`;
    const ids = Prisma.sql`SELECT search_orders(${pattern}, ${request.sort === "newest"}, ${MOST_FOUND})`;
    conditions.push(Prisma.sql`id = ANY((${ids})::bigint[])`);
  }
  return Prisma.join(conditions, " AND ");
}

// Nobody turns more pages of a search than this many orders fill: who finds so many types another word.
const MOST_FOUND = 1_000;

/**
 * Whether it is looked for as an order's name. The search text holds buyers' names and addresses: who may not see those may
 * not ask for them either, and finds orders by their names alone.
 */
function isName(search: string, sight: Sight): boolean {
  return search.startsWith("#") || (search !== "" && !sight.personalData);
}

/** A name as it was typed and as a merchant may have it: "#eu1001" is "#EU1001". */
function spellingsOf(name: string): string[] {
  const named = name.startsWith("#") ? [name] : [name, `#${name}`];
  return [...new Set(named.flatMap((each) => [each, each.toUpperCase(), each.toLowerCase()]))];
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
