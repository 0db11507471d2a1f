import { forShop, type ShopClient } from "#app/db.server.ts";
import type { Capability, Mode } from "#app/domain/settings.ts";
import { readAsks, type Ask } from "./read-asks.ts";

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
  parked: { topic: string; count: number }[];
  oversold: OversoldItem[];
  oversoldCount: number;
  notices: { id: string; at: string; kind: string; sentence: string; orders: NamedOrder[] }[];
  noticeCount: number;
  lastDay: { orders: number; byItself: number; sent: { kind: string; count: number }[]; documents: number };
  /** Messages not decided yet, and since when the oldest of them waits. */
  waiting: { count: number; oldestAt: string | null };
  modes: { capability: Capability; mode: Mode }[];
  hasAnyOrder: boolean;
};

export type OversoldItem = { id: string; title: string; locationName: string; units: number; openedAt: string };

const DAY_MS = 86_400_000;
// A morning list longer than this is worked off in the list of orders; the counts stay exact.
const SHOWN = 10;

/** The morning list: what needs a person, what went by itself, and whether anything waits too long. */
export function readHome(shop: string, now: Date): Promise<Home> {
  const since = new Date(now.getTime() - DAY_MS);
  return forShop(shop, async (client) => {
    const suggested = await readAsks(client, shop, "suggested", SHOWN);
    const stuck = await readAsks(client, shop, "needs_person", SHOWN);
    const known = { shop: BigInt(shop) };
    const modes = await client.capability.findMany({ where: known, select: { capability: true, mode: true } });
    return {
      needsPersonCount: await client.order.count({ where: { ...known, needsPerson: true } }),
      problems: await readProblems(client, shop),
      suggested: suggested.asks,
      suggestedCount: suggested.count,
      stuck: stuck.asks,
      stuckCount: stuck.count,
      parked: await readParked(client, shop),
      oversold: await readOversold(client, shop),
      oversoldCount: await client.oversellCase.count({ where: { ...known, closedAt: null } }),
      notices: await readNotices(client, shop),
      noticeCount: await client.notice.count({ where: { ...known, doneAt: null } }),
      lastDay: await readLastDay(client, shop, since),
      waiting: await readWaiting(client, shop),
      modes: modes as Home["modes"],
      hasAnyOrder: (await client.order.findFirst({ where: known, select: { id: true } })) !== null,
    };
  });
}

async function readProblems(client: ShopClient, shop: string): Promise<Home["problems"]> {
  type Row = { code: string | null; count: number; ids: bigint[]; names: string[] };
  const rows = await client.$queryRaw<Row[]>`
    SELECT code, count(*)::int AS count,
      (array_agg(id ORDER BY created_at DESC, id DESC))[1:4] AS ids,
      (array_agg(name ORDER BY created_at DESC, id DESC))[1:4] AS names
    FROM orders
    LEFT JOIN LATERAL unnest(problems) AS code ON true
    WHERE shop = ${BigInt(shop)} AND needs_person
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

async function readParked(client: ShopClient, shop: string): Promise<Home["parked"]> {
  return client.$queryRaw<Home["parked"]>`
    SELECT topic, count(*)::int AS count FROM inbox_messages
    WHERE shop = ${BigInt(shop)} AND state = 'parked' GROUP BY topic ORDER BY count(*) DESC, topic`;
}

async function readOversold(client: ShopClient, shop: string): Promise<OversoldItem[]> {
  type Row = Omit<OversoldItem, "id" | "openedAt"> & { id: bigint; openedAt: Date };
  const rows = await client.$queryRaw<Row[]>`
    SELECT c.id, c.units, c.opened_at AS "openedAt", coalesce(l.name, 'a location we do not know') AS "locationName",
      coalesce((SELECT v.title FROM variants v WHERE v.shop = c.shop AND v.inventory_item_id = c.inventory_item_id
                ORDER BY v.is_deleted, v.id LIMIT 1), 'An item we do not know') AS title
    FROM oversell_cases c LEFT JOIN locations l ON l.shop = c.shop AND l.id = c.location_id
    WHERE c.shop = ${BigInt(shop)} AND c.closed_at IS NULL ORDER BY c.opened_at LIMIT ${SHOWN}`;
  return rows.map((row) => ({ ...row, id: String(row.id), openedAt: row.openedAt.toISOString() }));
}

async function readLastDay(client: ShopClient, shop: string, since: Date): Promise<Home["lastDay"]> {
  const [orders] = await client.$queryRaw<{ all: number; byItself: number }[]>`
    SELECT count(*)::int AS all, (count(*) FILTER (WHERE decided_at IS NOT NULL AND NOT needs_person AND NOT EXISTS (
        SELECT 1 FROM timeline_entries t WHERE t.shop = o.shop AND t.order_id = o.id AND t.kind = 'person')))::int AS "byItself"
    FROM orders o WHERE shop = ${BigInt(shop)} AND created_at >= ${since}::timestamptz AND NOT is_imported`;
  // A document that was approved is counted among the documents.
  const sent = await client.$queryRaw<{ kind: string; count: number }[]>`
    SELECT kind, count(*)::int AS count FROM outbox_messages
    WHERE shop = ${BigInt(shop)} AND state = 'sent' AND kind <> 'issue' AND settled_at >= ${since}::timestamptz GROUP BY kind ORDER BY kind`;
  const documents = await client.document.count({ where: { shop: BigInt(shop), issuedAt: { gte: since } } });
  return { orders: orders!.all, byItself: orders!.byItself, sent, documents };
}

async function readWaiting(client: ShopClient, shop: string): Promise<Home["waiting"]> {
  const [row] = await client.$queryRaw<{ count: number; oldestAt: Date | null }[]>`
    SELECT count(*)::int AS count, min(received_at) AS "oldestAt" FROM inbox_messages
    WHERE shop = ${BigInt(shop)} AND state = 'waiting'`;
  return { count: row!.count, oldestAt: row!.oldestAt?.toISOString() ?? null };
}
