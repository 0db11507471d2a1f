import { forShop } from "#app/db.server.ts";
import { orderCan } from "#app/domain/orders/order-can.ts";
import type { Click, ClickOutcome } from "./click.ts";
import { loadSituations } from "./load-situations.ts";
import { queueActs } from "./queue-acts.ts";
import { requireRight } from "./require-right.ts";

/** A person has looked at these problems of an order and passes them: they no longer hold it. @throws NotAllowed */
export async function passProblems(
  shop: string,
  click: Click,
  orderId: string,
  codes: readonly string[],
): Promise<ClickOutcome> {
  requireRight(click.by, "release_holds");
  const [order] = await forShop(shop, (client) => loadSituations(client, shop, [orderId]));
  if (!order) return { refused: "This order is not known here." };
  const permission = orderCan("pass_problems", order.situation);
  if (!permission.allowed) return { refused: permission.reason };
  const standing = codes.filter((code) => order.problems.includes(code));
  if (standing.length === 0) return { refused: `This does not hold ${order.name} any more.` };
  const act = { act: "pass_problems", orderId, codes: standing, person: click.by.name } as const;
  return { messageIds: await queueActs(shop, click, [act]) };
}

/**
 * The same for whole orders: everything that holds them now. Orders that nothing holds are left as they are.
 *
 * @throws NotAllowed
 */
export async function passAllProblems(shop: string, click: Click, orderIds: readonly string[]): Promise<ClickOutcome> {
  requireRight(click.by, "release_holds");
  const orders = await forShop(shop, (client) => loadSituations(client, shop, orderIds));
  const held = orders.filter((order) => orderCan("pass_problems", order.situation).allowed);
  if (held.length === 0) return { refused: "No problem holds any of these orders." };
  const acts = held.map(
    ({ id, problems }) => ({ act: "pass_problems", orderId: id, codes: problems, person: click.by.name }) as const,
  );
  return { messageIds: await queueActs(shop, click, acts) };
}
