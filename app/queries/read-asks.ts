import { Prisma } from "@prisma/client";
import type { ShopClient } from "#app/db.server.ts";

/** An effect at Shopify that a person is asked about: to approve it, or because it did not go through. */
export type Ask = {
  id: string;
  key: string;
  orderId: string;
  orderName: string;
  /** What was decided about the order, and so why this is asked. */
  orderSentence: string;
  capability: string;
  kind: string;
  /** Where it would move the order to, and what a hold would say. */
  locationName: string | null;
  notes: string | null;
  reason: string | null;
  createdAt: string;
};

/** Of which capabilities somebody answers the asks: documents are the accountants' too. */
export type Answerable = { effects: boolean; documents: boolean };

/** The oldest asks of a state that a person may answer, with the names of their orders, and how many there are in all. */
export async function readAsks(
  client: ShopClient,
  shop: string,
  state: "suggested" | "needs_person",
  answerable: Answerable,
  most: number,
) {
  if (!answerable.effects && !answerable.documents) return { asks: [], count: 0 };
  const { effects, documents } = answerable;
  const answered = Prisma.sql`CASE m.capability WHEN 'invoice' THEN ${documents}::boolean ELSE ${effects}::boolean END`;
  type Row = Omit<Ask, "id" | "orderId" | "createdAt"> & { id: bigint; orderId: bigint; createdAt: Date };
  const rows = await client.$queryRaw<Row[]>`
    SELECT m.id, m.key, m.order_id AS "orderId", coalesce(o.name, '') AS "orderName", coalesce(o.sentence, '') AS "orderSentence", m.capability, m.kind, m.reason,
      l.name AS "locationName", m.payload->>'notes' AS notes, m.created_at AS "createdAt"
    FROM outbox_messages m
    LEFT JOIN orders o ON o.shop = m.shop AND o.id = m.order_id
    LEFT JOIN locations l ON l.shop = m.shop AND l.id = (m.payload->>'locationId')::bigint
    WHERE m.shop = ${BigInt(shop)} AND m.state = ${state} AND ${answered} ORDER BY m.id LIMIT ${most}`;
  const asks: Ask[] = rows.map((row) => ({
    ...row,
    id: String(row.id),
    orderId: String(row.orderId),
    createdAt: row.createdAt.toISOString(),
  }));
  const [all] = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM outbox_messages m
    WHERE m.shop = ${BigInt(shop)} AND m.state = ${state} AND ${answered}`;
  return { asks, count: all!.count };
}
