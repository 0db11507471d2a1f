import { Prisma } from "@prisma/client";
import type { ShopClient } from "#app/db.server.ts";
import { TIMER_LANE } from "#app/db/inbox-writer.ts";
import type { Click } from "./click.ts";

// A page waits until so many of the orders are decided again; the others follow, and nobody waits for the last.
const MOST_AWAITED = 100;

// Spelt out, so that the indexes of what waits and of what asks are used: most of what a shop has ever wished is sent.
const PULLED_BACK = {
  watch: { from: Prisma.sql`(state = 'waiting' OR state = 'suggested')`, to: "watched" },
  suggest: { from: Prisma.sql`state = 'waiting'`, to: "suggested" },
};

/**
 * Takes effects of capabilities that may no longer act out of the queue: what a sender has not taken yet is shown, or
 * asked about, and not sent. One that is under way at this moment cannot be called back; should it come back unsent, it
 * is put where these are (db/outbox-rows.ts, settleMessage). The orders are decided again, so that each tells anew
 * whether it waits for a person. One statement for however many there are.
 *
 * @returns the ids of the first inbox messages that ask for it.
 */
export async function pullBackEffects(
  client: ShopClient,
  shop: string,
  { now, newId }: Click,
  capabilities: readonly string[],
  mode: "watch" | "suggest",
): Promise<string[]> {
  if (capabilities.length === 0) return [];
  const { from, to } = PULLED_BACK[mode];
  const asked = await client.$queryRaw<{ id: bigint }[]>`
    WITH pulled AS (
      UPDATE outbox_messages SET state = ${to}, reason = 'Pulled back before it was sent.', settled_at = ${now}
      WHERE shop = ${BigInt(shop)} AND ${from} AND capability = ANY (${[...capabilities]})
      RETURNING order_id),
    asked AS (
      INSERT INTO inbox_messages (shop, lane, topic, webhook_id, received_at, body)
      SELECT ${BigInt(shop)}, ${TIMER_LANE}, 'switchyard/timer', ${newId()} || ':' || order_id, ${now},
        convert_to(json_build_object('orderId', order_id::text, 'what', 'an effect was pulled back')::text, 'UTF8')
      FROM (SELECT DISTINCT order_id FROM pulled ORDER BY order_id) AS orders
      RETURNING id)
    SELECT id FROM asked ORDER BY id LIMIT ${MOST_AWAITED}`;
  return asked.map(({ id }) => String(id));
}
