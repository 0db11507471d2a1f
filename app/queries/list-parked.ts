import { forShop } from "#app/db.server.ts";

export type ParkedMessage = {
  id: string;
  topic: string;
  receivedAt: string;
  parkedAt: string | null;
  attempts: number;
  reason: string;
  bytes: number;
};

export type ParkedPage = {
  messages: ParkedMessage[];
  hasNextPage: boolean;
  /** Reasons that more than one message was parked for. */
  sharedReasons: { reason: string; count: number }[];
  total: number;
};

/** One page of parked messages, newest first, from the one after `beforeId` on. */
export function listParked(shop: string, beforeId: string | null, pageSize: number): Promise<ParkedPage> {
  return forShop(shop, async (client) => {
    type Row = Omit<ParkedMessage, "id" | "receivedAt" | "parkedAt"> & {
      id: bigint;
      receivedAt: Date;
      parkedAt: Date | null;
    };
    const from = beforeId === null ? null : BigInt(beforeId);
    const rows = await client.$queryRaw<Row[]>`
      SELECT id, topic, received_at AS "receivedAt", settled_at AS "parkedAt", attempts, coalesce(reason, '') AS reason,
        octet_length(body) AS bytes
      FROM inbox_messages
      WHERE shop = ${BigInt(shop)} AND state = 'parked' AND (${from}::bigint IS NULL OR id < ${from}::bigint)
      ORDER BY id DESC LIMIT ${pageSize + 1}`;
    const sharedReasons = await client.$queryRaw<{ reason: string; count: number }[]>`
      SELECT reason, count(*)::int AS count FROM inbox_messages
      WHERE shop = ${BigInt(shop)} AND state = 'parked' AND reason IS NOT NULL
      GROUP BY reason HAVING count(*) > 1 ORDER BY count(*) DESC, reason LIMIT 10`;
    return {
      messages: rows.slice(0, pageSize).map((row) => ({
        ...row,
        id: String(row.id),
        receivedAt: row.receivedAt.toISOString(),
        parkedAt: row.parkedAt?.toISOString() ?? null,
      })),
      hasNextPage: rows.length > pageSize,
      sharedReasons,
      total: await client.inboxMessage.count({ where: { shop: BigInt(shop), state: "parked" } }),
    };
  });
}
