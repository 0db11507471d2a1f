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

/** The oldest asks of a state with the names of their orders, and how many there are in all. */
export async function readAsks(client: ShopClient, shop: string, state: "suggested" | "needs_person", most: number) {
  type Row = Omit<Ask, "id" | "orderId" | "createdAt"> & { id: bigint; orderId: bigint; createdAt: Date };
  const rows = await client.$queryRaw<Row[]>`
    SELECT m.id, m.key, m.order_id AS "orderId", coalesce(o.name, '') AS "orderName", coalesce(o.sentence, '') AS "orderSentence", m.capability, m.kind, m.reason,
      l.name AS "locationName", m.payload->>'notes' AS notes, m.created_at AS "createdAt"
    FROM outbox_messages m
    LEFT JOIN orders o ON o.shop = m.shop AND o.id = m.order_id
    LEFT JOIN locations l ON l.shop = m.shop AND l.id = (m.payload->>'locationId')::bigint
    WHERE m.shop = ${BigInt(shop)} AND m.state = ${state} ORDER BY m.id LIMIT ${most}`;
  const asks: Ask[] = rows.map((row) => ({
    ...row,
    id: String(row.id),
    orderId: String(row.orderId),
    createdAt: row.createdAt.toISOString(),
  }));
  const count = await client.outboxMessage.count({ where: { shop: BigInt(shop), state } });
  return { asks, count };
}
