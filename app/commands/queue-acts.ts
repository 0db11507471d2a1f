import { forShop } from "#app/db.server.ts";
import { compareIds } from "#app/domain/basics/ids.ts";
import type { PersonAct } from "#app/domain/orders/change.ts";
import type { Click } from "./click.ts";
import { logActions } from "./log-action.ts";

/** What a person asks for goes before timers and the platform. */
const PERSON_LANE = 0;

/** The topic under which acts of people stand in the inbox. */
export const PERSON_TOPIC = "switchyard/person";

/**
 * Puts what a person did into the inbox, where the next batch decides with it, and into the log of actions: both or
 * neither. One statement each for however many acts there are. The caller rings the bell once this has returned.
 *
 * @returns the ids of the inbox messages, in the order of the acts.
 */
export function queueActs(shop: string, click: Click, acts: readonly PersonAct[]): Promise<string[]> {
  return forShop(shop, async (client) => {
    const webhookIds = acts.map(() => click.newId());
    const bodies = acts.map((act) => JSON.stringify(act));
    const messages = await client.$queryRaw<{ id: bigint }[]>`
      INSERT INTO inbox_messages (shop, lane, topic, webhook_id, triggered_at, received_at, body)
      SELECT ${BigInt(shop)}, ${PERSON_LANE}, ${PERSON_TOPIC}, webhook_id, ${click.now}, ${click.now}, convert_to(body, 'UTF8')
      FROM unnest(${webhookIds}::text[], ${bodies}::text[]) WITH ORDINALITY AS act (webhook_id, body, place) ORDER BY place
      RETURNING id`;
    const done = acts.map((act) => ({ action: act.act, subject: `order ${act.orderId}`, details: act }));
    await logActions(client, shop, click, done);
    // Rows are numbered in the order in which they are written, and answered in none that is promised.
    return messages.map(({ id }) => String(id)).sort(compareIds);
  });
}
