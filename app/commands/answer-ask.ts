import { forShop } from "#app/db.server.ts";
import { rightOverEffect } from "#app/domain/people/role-can-order.ts";
import { roleCan } from "#app/domain/people/role-can.ts";
import { orderCan } from "#app/domain/orders/order-can.ts";
import type { Click, ClickOutcome } from "./click.ts";
import { loadSituations } from "./load-situations.ts";
import { queueActs } from "./queue-acts.ts";
import { requireRight } from "./require-right.ts";

/** States of an outbox message in which it waits for a person's word. */
const ASKING = ["suggested", "needs_person"];

/**
 * Says yes or no to an effect at Shopify that waits for a person: a suggested one, or one that did not go through.
 *
 * @throws NotAllowed
 */
export async function answerAsk(
  shop: string,
  click: Click,
  outboxId: string,
  answer: "approve" | "dismiss",
): Promise<ClickOutcome> {
  // Who may approve nothing need not learn whether there is such an effect.
  if (!roleCan(click.by.role, "approve_documents").allowed) requireRight(click.by, "approve_effects");
  const act = answer === "approve" ? "approve_action" : "dismiss_action";
  const found = await forShop(shop, async (client) => {
    const message = await client.outboxMessage.findFirst({
      where: { shop: BigInt(shop), id: BigInt(outboxId), state: { in: ASKING } },
      select: { key: true, orderId: true, capability: true },
    });
    if (!message) return undefined;
    requireRight(click.by, rightOverEffect(message.capability));
    const [order] = await loadSituations(client, shop, [String(message.orderId)]);
    return { key: message.key, order };
  });
  if (!found?.order) return { refused: "This was answered already, or the order changed and it is no longer asked." };
  const permission = orderCan(act, found.order.situation);
  if (!permission.allowed) return { refused: permission.reason };
  const said = { act, orderId: found.order.id, outboxKey: found.key, person: click.by.name } as const;
  return { messageIds: await queueActs(shop, click, [said]) };
}
