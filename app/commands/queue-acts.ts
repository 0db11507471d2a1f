import { forShop, type ShopClient } from "#app/db.server.ts";
import type { PersonAct } from "#app/domain/orders/change.ts";
import type { Click } from "./click.ts";
import { logAction } from "./log-action.ts";

/** What a person asks for goes before timers and the platform. */
const PERSON_LANE = 0;

/** The topic under which acts of people stand in the inbox. */
export const PERSON_TOPIC = "switchyard/person";

/**
 * Puts what a person did into the inbox, where the next batch decides with it, and into the log of actions: both or
 * neither. The caller rings the bell once this has returned.
 *
 * @returns the ids of the inbox messages, in the order of the acts.
 */
export function queueActs(shop: string, click: Click, acts: readonly PersonAct[]): Promise<string[]> {
  return forShop(shop, (client) => queueActsIn(client, shop, click, acts));
}

/** The same as a part of something larger that is written in one transaction. */
export async function queueActsIn(
  client: ShopClient,
  shop: string,
  click: Click,
  acts: readonly PersonAct[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const act of acts) ids.push(await queueAct(client, shop, click, act));
  return ids;
}

async function queueAct(client: ShopClient, shop: string, click: Click, act: PersonAct): Promise<string> {
  const { now, newId } = click;
  const message = await client.inboxMessage.create({
    data: {
      shop: BigInt(shop),
      lane: PERSON_LANE,
      topic: PERSON_TOPIC,
      webhookId: newId(),
      triggeredAt: now,
      receivedAt: now,
      body: Buffer.from(JSON.stringify(act)),
    },
    select: { id: true },
  });
  await logAction(client, shop, click, { action: act.act, subject: `order ${act.orderId}`, details: act });
  return String(message.id);
}
