import { forShop } from "#app/db.server.ts";

export type MessageBody = { topic: string; orderId: string | null; text: string; isCut: boolean };

// Enough for every order of a normal size; a browser that lays out megabytes of text stands still.
const MOST_BYTES = 300_000;

/** What an inbox message said, as it came in. Undefined when there is none, or when it was erased. */
export function readMessageBody(shop: string, messageId: string): Promise<MessageBody | undefined> {
  return forShop(shop, async (client) => {
    const rows = await client.$queryRaw<{ topic: string; orderId: bigint | null; body: Uint8Array; bytes: number }[]>`
      SELECT topic, order_id AS "orderId", substring(body FROM 1 FOR ${MOST_BYTES}) AS body, octet_length(body) AS bytes
      FROM inbox_messages WHERE shop = ${BigInt(shop)} AND id = ${BigInt(messageId)}`;
    const [row] = rows;
    if (!row || row.bytes === 0) return undefined;
    const orderId = row.orderId === null ? null : String(row.orderId);
    return { topic: row.topic, orderId, text: new TextDecoder().decode(row.body), isCut: row.bytes > MOST_BYTES };
  });
}
