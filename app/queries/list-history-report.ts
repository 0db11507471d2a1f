import { Prisma } from "@prisma/client";
import { forShop, type ShopClient } from "#app/db.server.ts";
import type { Confidence, FindingKind } from "#app/domain/history/finding.ts";

/** A place between two findings of a kind: the one that was seen last. */
export type FindingCursor = { amountMinor: number | null; orderId: string };

export type FindingListRequest = {
  kind: FindingKind;
  from: { side: "after" | "before"; cursor: FindingCursor } | null;
  pageSize: number;
};

export type FoundOrder = {
  orderId: string;
  name: string;
  createdAt: string;
  amountMinor: number | null;
  currency: string;
  confidence: Confidence;
  sentence: string;
};

export type FindingList = { rows: FoundOrder[]; hasPreviousPage: boolean; hasNextPage: boolean };

/** One page of what was found of a kind: the largest amounts first, then the newest orders. */
export function listHistoryReport(shop: string, { kind, from, pageSize }: FindingListRequest): Promise<FindingList> {
  return forShop(shop, async (client) => {
    const reader: Reader = { client, shop: BigInt(shop), kind, pageSize };
    if (from?.side === "before") {
      const { rows, hasMore } = await readBeyond(reader, MORE, from.cursor);
      if (hasMore) return { rows: rows.reverse(), hasPreviousPage: true, hasNextPage: true };
    }
    // Back at the beginning it is the whole first page, not the few rows that stood before the cursor.
    const cursor = from?.side === "after" ? from.cursor : null;
    const { rows, hasMore } = await readBeyond(reader, LESS, cursor);
    return { rows, hasPreviousPage: cursor !== null, hasNextPage: hasMore };
  });
}

type Reader = { client: ShopClient; shop: bigint; kind: FindingKind; pageSize: number };

const LESS = { compare: Prisma.sql`<`, direction: Prisma.sql`DESC` };
const MORE = { compare: Prisma.sql`>`, direction: Prisma.sql`ASC` };
// Findings without an amount come last.
const PLACE = Prisma.sql`(coalesce(f.amount_minor, -1), f.order_id)`;

async function readBeyond(
  { client, shop, kind, pageSize }: Reader,
  { compare, direction }: typeof LESS,
  cursor: FindingCursor | null,
) {
  type Row = Omit<FoundOrder, "orderId" | "createdAt" | "amountMinor"> & {
    orderId: bigint;
    createdAt: Date;
    amountMinor: bigint | null;
  };
  const start =
    cursor === null
      ? Prisma.empty
      : Prisma.sql`AND ${PLACE} ${compare} (${cursor.amountMinor ?? -1}::bigint, ${BigInt(cursor.orderId)}::bigint)`;
  // One more than the page tells whether there is another.
  const found = await client.$queryRaw<Row[]>`
    SELECT f.order_id AS "orderId", o.name, o.created_at AS "createdAt", f.amount_minor AS "amountMinor", f.currency,
      f.confidence, f.sentence
    FROM history_findings f JOIN orders o ON o.shop = f.shop AND o.id = f.order_id
    WHERE f.shop = ${shop} AND f.kind = ${kind} ${start}
    ORDER BY coalesce(f.amount_minor, -1) ${direction}, f.order_id ${direction} LIMIT ${pageSize + 1}`;
  const rows = found.slice(0, pageSize).map((row): FoundOrder => ({
    ...row,
    orderId: String(row.orderId),
    createdAt: row.createdAt.toISOString(),
    amountMinor: row.amountMinor === null ? null : Number(row.amountMinor),
  }));
  return { rows, hasMore: found.length > pageSize };
}
