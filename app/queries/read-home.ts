import { Prisma } from "@prisma/client";
import { forShop, type ShopClient } from "#app/db.server.ts";
import type { Person } from "#app/domain/people/person.ts";
import { roleCan, type Right } from "#app/domain/people/role-can.ts";
import { sightOf, type Sight } from "#app/domain/people/sight.ts";
import type { Capability, Mode } from "#app/domain/settings.ts";
import { readAsks, type Ask } from "./read-asks.ts";
import { inSight } from "./in-sight/orders-in-sight.ts";

export type NamedOrder = { id: string; name: string };

export type Home = {
  /** Orders that need a person, counted once each. */
  needsPersonCount: number;
  /** The same orders by what is wrong; an order with two problems stands in both. `newest` are at most 4. */
  problems: { code: string | null; count: number; newest: NamedOrder[] }[];
  suggested: Ask[];
  suggestedCount: number;
  stuck: Ask[];
  stuckCount: number;
  /** Null for who may not settle them. */
  parked: { topic: string; count: number }[] | null;
  oversold: OversoldItem[];
  oversoldCount: number;
  notices: { id: string; at: string; kind: string; sentence: string; orders: NamedOrder[] }[];
  noticeCount: number;
  lastDay: { orders: number; byItself: number; sent: { kind: string; count: number }[]; documents: number | null };
  /** Messages not decided yet, and since when the oldest of them waits. */
  waiting: { count: number; oldestAt: string | null };
  modes: { capability: Capability; mode: Mode }[];
  hasAnyOrder: boolean;
};

export type OversoldItem = { id: string; title: string; locationName: string; units: number; openedAt: string };

const DAY_MS = 86_400_000;
// A morning list longer than this is worked off in the list of orders; the counts stay exact.
const SHOWN = 10;

/** The morning list: what needs a person, what went by itself, and whether anything waits too long, as one may see it. */
export function readHome(shop: string, by: Person, now: Date): Promise<Home> {
  const since = new Date(now.getTime() - DAY_MS);
  const sight = sightOf(by);
  const may = (right: Right) => roleCan(by.role, right).allowed;
  return forShop(shop, async (client) => {
    const reader: Reader = { client, shop, sight, seen: inSight(shop, sight, Prisma.sql`o.id`) };
    const asks = { effects: may("approve_effects"), documents: may("approve_documents") };
    const suggested = await readAsks(client, shop, "suggested", asks, SHOWN);
    const stuck = await readAsks(client, shop, "needs_person", asks, SHOWN);
    const known = { shop: BigInt(shop) };
    const modes = await client.capability.findMany({ where: known, select: { capability: true, mode: true } });
    return {
      needsPersonCount: await countNeedsPerson(reader),
      problems: await readProblems(reader),
      suggested: suggested.asks,
      suggestedCount: suggested.count,
      stuck: stuck.asks,
      stuckCount: stuck.count,
      parked: may("settle_parked") ? await readParked(client, shop) : null,
      oversold: sight.stock ? await readOversold(reader) : [],
      oversoldCount: sight.stock ? await countOversold(reader) : 0,
      notices: may("see_notices") ? await readNotices(client, shop) : [],
      noticeCount: may("see_notices") ? await client.notice.count({ where: { ...known, doneAt: null } }) : 0,
      lastDay: await readLastDay(reader, since),
      waiting: await readWaiting(client, shop),
      modes: modes as Home["modes"],
      hasAnyOrder: await isAnyOrder(reader),
    };
  });
}

/** `seen` is the condition on orders, called `o`, that the person may see. */
type Reader = { client: ShopClient; shop: string; sight: Sight; seen: Prisma.Sql };

async function countNeedsPerson({ client, shop, seen }: Reader): Promise<number> {
  const [row] = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM orders o WHERE o.shop = ${BigInt(shop)} AND o.needs_person AND ${seen}`;
  return row!.count;
}

async function isAnyOrder({ client, shop, seen }: Reader): Promise<boolean> {
  const found = await client.$queryRaw<
    object[]
  >`SELECT 1 FROM orders o WHERE o.shop = ${BigInt(shop)} AND o.decided_at IS NOT NULL AND ${seen} LIMIT 1`;
  return found.length > 0;
}

async function readProblems({ client, shop, seen }: Reader): Promise<Home["problems"]> {
  type Row = { code: string | null; count: number; ids: bigint[]; names: string[] };
  const rows = await client.$queryRaw<Row[]>`
    SELECT code, count(*)::int AS count,
      (array_agg(id ORDER BY created_at DESC, id DESC))[1:4] AS ids,
      (array_agg(name ORDER BY created_at DESC, id DESC))[1:4] AS names
    FROM orders o
    LEFT JOIN LATERAL unnest(problems) AS code ON true
    WHERE shop = ${BigInt(shop)} AND needs_person AND ${seen}
    GROUP BY code ORDER BY count(*) DESC, code`;
  return rows.map(({ code, count, ids, names }) => ({
    code,
    count,
    newest: ids.map((id, index) => ({ id: String(id), name: names[index] ?? "" })),
  }));
}

/** Notices that nobody has done yet, each with the orders it names. */
async function readNotices(client: ShopClient, shop: string): Promise<Home["notices"]> {
  type Row = { id: bigint; at: Date; kind: string; sentence: string; orderIds: bigint[]; orderNames: string[] };
  const rows = await client.$queryRaw<Row[]>`
    SELECT n.id, n.at, n.kind, n.sentence, coalesce(array_agg(o.id ORDER BY o.id) FILTER (WHERE o.id IS NOT NULL), '{}') AS "orderIds",
      coalesce(array_agg(o.name ORDER BY o.id) FILTER (WHERE o.id IS NOT NULL), '{}') AS "orderNames"
    FROM notices n
    LEFT JOIN LATERAL jsonb_array_elements_text(CASE jsonb_typeof(n.details->'orderIds') WHEN 'array' THEN n.details->'orderIds' END) AS named ON true
    LEFT JOIN orders o ON o.shop = n.shop AND o.id = named::bigint
    WHERE n.shop = ${BigInt(shop)} AND n.done_at IS NULL GROUP BY n.shop, n.id ORDER BY n.id DESC LIMIT ${SHOWN}`;
  return rows.map(({ id, at, kind, sentence, orderIds, orderNames }) => ({
    id: String(id),
    at: at.toISOString(),
    kind,
    sentence,
    orders: orderIds.map((orderId, index) => ({ id: String(orderId), name: orderNames[index] ?? "" })),
  }));
}

async function readParked(client: ShopClient, shop: string): Promise<NonNullable<Home["parked"]>> {
  return client.$queryRaw<NonNullable<Home["parked"]>>`
    SELECT topic, count(*)::int AS count FROM inbox_messages
    WHERE shop = ${BigInt(shop)} AND state = 'parked' GROUP BY topic ORDER BY count(*) DESC, topic`;
}

async function readOversold({ client, shop, sight }: Reader): Promise<OversoldItem[]> {
  type Row = Omit<OversoldItem, "id" | "openedAt"> & { id: bigint; openedAt: Date };
  const rows = await client.$queryRaw<Row[]>`
    SELECT c.id, c.units, c.opened_at AS "openedAt", coalesce(l.name, 'a location we do not know') AS "locationName",
      coalesce((SELECT v.title FROM variants v WHERE v.shop = c.shop AND v.inventory_item_id = c.inventory_item_id
                ORDER BY v.is_deleted, v.id LIMIT 1), 'An item we do not know') AS title
    FROM oversell_cases c LEFT JOIN locations l ON l.shop = c.shop AND l.id = c.location_id
    WHERE c.shop = ${BigInt(shop)} AND c.closed_at IS NULL AND ${atOwnLocations(sight)} ORDER BY c.opened_at LIMIT ${SHOWN}`;
  return rows.map((row) => ({ ...row, id: String(row.id), openedAt: row.openedAt.toISOString() }));
}

async function countOversold({ client, shop, sight }: Reader): Promise<number> {
  const [row] = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM oversell_cases c
    WHERE c.shop = ${BigInt(shop)} AND c.closed_at IS NULL AND ${atOwnLocations(sight)}`;
  return row!.count;
}

function atOwnLocations({ locationIds }: Sight): Prisma.Sql {
  if (locationIds === null) return Prisma.sql`true`;
  return Prisma.sql`c.location_id = ANY(${locationIds.map(BigInt)}::bigint[])`;
}

async function readLastDay({ client, shop, sight, seen }: Reader, since: Date): Promise<Home["lastDay"]> {
  const [orders] = await client.$queryRaw<{ all: number; byItself: number }[]>`
    SELECT count(*)::int AS all, (count(*) FILTER (WHERE decided_at IS NOT NULL AND NOT needs_person AND NOT EXISTS (
        SELECT 1 FROM timeline_entries t WHERE t.shop = o.shop AND t.order_id = o.id AND t.kind = 'person')))::int AS "byItself"
    FROM orders o WHERE shop = ${BigInt(shop)} AND created_at >= ${since}::timestamptz AND NOT is_imported AND ${seen}`;
  const own = { orders: orders!.all, byItself: orders!.byItself };
  // What was sent is not counted by location: who sees some locations only is not told.
  if (sight.locationIds !== null) return { ...own, sent: [], documents: null };
  // A document that was approved is counted among the documents.
  const sent = await client.$queryRaw<{ kind: string; count: number }[]>`
    SELECT kind, count(*)::int AS count FROM outbox_messages
    WHERE shop = ${BigInt(shop)} AND state = 'sent' AND kind <> 'issue' AND settled_at >= ${since}::timestamptz GROUP BY kind ORDER BY kind`;
  const issued = { shop: BigInt(shop), issuedAt: { gte: since } };
  return { ...own, sent, documents: sight.documents ? await client.document.count({ where: issued }) : null };
}

async function readWaiting(client: ShopClient, shop: string): Promise<Home["waiting"]> {
  const [row] = await client.$queryRaw<{ count: number; oldestAt: Date | null }[]>`
    SELECT count(*)::int AS count, min(received_at) AS "oldestAt" FROM inbox_messages
    WHERE shop = ${BigInt(shop)} AND state = 'waiting'`;
  return { count: row!.count, oldestAt: row!.oldestAt?.toISOString() ?? null };
}
