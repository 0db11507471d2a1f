import type { ShopClient } from "#app/db.server.ts";
import type { Click } from "./click.ts";
import { queueActsIn } from "./queue-acts.ts";

// More orders than that waiting at once are not known from any shop; the others follow with their next message.
const MOST_ORDERS = 2_000;

const STATES = {
  watch: { from: ["waiting", "suggested"], to: "watched" },
  suggest: { from: ["waiting"], to: "suggested" },
};

/**
 * Takes effects of capabilities that may no longer act out of the queue: what a sender has not taken yet is shown, or
 * asked about, and not sent. One that is under way at this moment cannot be called back. The orders are decided again,
 * so that each tells anew whether it waits for a person.
 *
 * @returns the ids of the inbox messages that ask for it.
 */
export async function pullBackEffects(
  client: ShopClient,
  shop: string,
  click: Click,
  capabilities: readonly string[],
  mode: "watch" | "suggest",
): Promise<string[]> {
  const { from, to } = STATES[mode];
  const queued = { shop: BigInt(shop), state: { in: from }, capability: { in: [...capabilities] } };
  const orders = await client.outboxMessage.findMany({
    where: queued,
    select: { orderId: true },
    distinct: ["orderId"],
    orderBy: { orderId: "asc" },
    take: MOST_ORDERS,
  });
  await client.outboxMessage.updateMany({
    where: queued,
    data: { state: to, reason: "Pulled back before it was sent.", settledAt: click.now },
  });
  const acts = orders.map(
    ({ orderId }) => ({ act: "decide_again", orderId: String(orderId), person: click.by.name }) as const,
  );
  return queueActsIn(client, shop, click, acts);
}
