import type { Prisma } from "@prisma/client";
import { forShop, type ShopClient } from "#app/db.server.ts";
import { calledBy } from "#app/db/shops/people-rows.ts";

export type LogRequest = {
  personId: string | null;
  action: string | null;
  /** The page of entries before this one; the newest without. */
  beforeId: string | null;
  pageSize: number;
};

export type LogEntry = {
  id: string;
  at: string;
  /** By name as it was then. */
  person: string;
  action: string;
  /** What it was about: "order 1001". Orders and people that are named in it stand in `names`. */
  subject: string;
  details: unknown;
};

export type LogPage = {
  entries: LogEntry[];
  hasNextPage: boolean;
  people: { id: string; name: string }[];
  /** What orders and people are called that the entries speak of, by "order 1001" and "person 7". */
  names: Record<string, string>;
};

/**
 * One page of the log of a shop, newest first: what people did, and whose personal data they saw. Nothing is ever cut off:
 * page after page leads to the first entry.
 */
export function listActions(shop: string, { personId, action, beforeId, pageSize }: LogRequest): Promise<LogPage> {
  return forShop(shop, async (client) => {
    const where: Prisma.ActionLogWhereInput = {
      shop: BigInt(shop),
      ...(personId === null ? {} : { personId: BigInt(personId) }),
      ...(action === null ? {} : { action }),
      ...(beforeId === null ? {} : { id: { lt: BigInt(beforeId) } }),
    };
    // One more than the page tells whether there is another.
    const rows = await client.actionLog.findMany({ where, orderBy: { id: "desc" }, take: pageSize + 1 });
    const entries = rows.slice(0, pageSize).map((row): LogEntry => ({
      id: String(row.id),
      at: row.at.toISOString(),
      person: row.person,
      action: row.action,
      subject: row.subject,
      details: row.details,
    }));
    const people = await readPeople(client, shop);
    const orders = await readOrderNames(client, shop, entries.flatMap(orderIdsOf));
    const names = [...orders, ...people.map(({ id, name }) => [`person ${id}`, name] as const)];
    return { entries, hasNextPage: rows.length > pageSize, people, names: Object.fromEntries(names) };
  });
}

/** Orders that an entry speaks of, in its subject and as what a search has shown. */
function orderIdsOf({ subject, details }: LogEntry): string[] {
  const named = /\border (\d{1,19})\b/.exec(subject)?.[1];
  const found =
    typeof details === "object" && details !== null && "orderIds" in details && Array.isArray(details.orderIds)
      ? details.orderIds.map(String)
      : [];
  return named === undefined ? found : [named, ...found];
}

async function readPeople(client: ShopClient, shop: string) {
  const rows = await client.person.findMany({
    where: { shop: BigInt(shop) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
  return rows.map(({ id, name }) => ({ id: String(id), name: calledBy(name, String(id)) }));
}

async function readOrderNames(client: ShopClient, shop: string, orderIds: readonly string[]) {
  const ids = [...new Set(orderIds)].map(BigInt);
  const rows = await client.order.findMany({
    where: { shop: BigInt(shop), id: { in: ids } },
    select: { id: true, name: true },
  });
  return rows.map(({ id, name }) => [`order ${id}`, name] as const);
}
