import { forShop } from "#app/db.server.ts";
import { orderCan } from "#app/domain/orders/order-can.ts";
import type { Click, ClickOutcome } from "./click.ts";
import { loadSituations } from "./load-situations.ts";
import { queueActs } from "./queue-acts.ts";

/** States of an outbox message in which it waits for a person's word. */
const ASKING = ["suggested", "needs_person"];

/** Says yes or no to an effect at Shopify that waits for a person: a suggested one, or one that did not go through. */
export async function answerAsk(
  shop: string,
  click: Click,
  outboxId: string,
  answer: "approve" | "dismiss",
): Promise<ClickOutcome> {
  const act = answer === "approve" ? "approve_action" : "dismiss_action";
  const found = await forShop(shop, async (client) => {
    const message = await client.outboxMessage.findFirst({
      where: { shop: BigInt(shop), id: BigInt(outboxId), state: { in: ASKING } },
      select: { key: true, orderId: true },
    });
    if (!message) return undefined;
    const [order] = await loadSituations(client, shop, [String(message.orderId)]);
    return { key: message.key, order };
  });
  if (!found?.order) return { refused: "This was answered already, or the order changed and it is no longer asked." };
  const permission = orderCan(act, found.order.situation);
  if (!permission.allowed) return { refused: permission.reason };
  const said = { act, orderId: found.order.id, outboxKey: found.key, person: click.person } as const;
  return { messageIds: await queueActs(shop, click, [said]) };
}
