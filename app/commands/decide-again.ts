import { forShop } from "#app/db.server.ts";
import { orderCan } from "#app/domain/orders/order-can.ts";
import type { Click, ClickOutcome } from "./click.ts";
import { loadSituations } from "./load-situations.ts";
import { queueActs } from "./queue-acts.ts";
import { requireRight } from "./require-right.ts";

/**
 * Decides orders again with what is known now: after settings or stock changed, nothing else would do it at once.
 *
 * @throws NotAllowed
 */
export async function decideAgain(shop: string, click: Click, orderIds: readonly string[]): Promise<ClickOutcome> {
  requireRight(click.by, "decide_again");
  const orders = await forShop(shop, (client) => loadSituations(client, shop, orderIds));
  const decidable: string[] = [];
  let refused = "This order is not known here.";
  for (const { id, situation } of orders) {
    const permission = orderCan("decide_again", situation);
    if (permission.allowed) decidable.push(id);
    else refused = permission.reason;
  }
  if (decidable.length === 0) return { refused };
  const acts = decidable.map((orderId) => ({ act: "decide_again", orderId, person: click.by.name }) as const);
  return { messageIds: await queueActs(shop, click, acts) };
}
