import { forShop } from "#app/db.server.ts";
import { orderCan } from "#app/domain/orders/order-can.ts";
import type { Click, ClickOutcome } from "#app/commands/click.ts";
import { loadSituations } from "#app/commands/load-situations.ts";
import { queueActs } from "#app/commands/queue-acts.ts";
import { requireRight } from "#app/commands/require-right.ts";

/** What a person says about where an order leaves from. Unlocking is of no location. */
export type RouteSteering =
  | { act: "lock_route"; locationId: string | null }
  | { act: "reject_route"; locationId: string; reason: string }
  | { act: "withdraw_rejection"; locationId: string };

/**
 * Locks an order to a location, has a location turn it down, or takes either back. It is decided again at once, and what it
 * says holds until it is taken back.
 *
 * @throws NotAllowed
 */
export async function steerRoute(
  shop: string,
  click: Click,
  orderId: string,
  steering: RouteSteering,
): Promise<ClickOutcome> {
  requireRight(click.by, "steer_routes");
  const { order, location } = await forShop(shop, async (client) => {
    const [known] = await loadSituations(client, shop, [orderId]);
    if (steering.locationId === null) return { order: known, location: null };
    const id = { shop: BigInt(shop), id: BigInt(steering.locationId) };
    return { order: known, location: await client.location.findUnique({ where: { shop_id: id } }) };
  });
  if (!order) return { refused: "This order is not known here." };
  const permission = orderCan("steer_route", order.situation);
  if (!permission.allowed) return { refused: permission.reason };
  if (steering.locationId !== null && !location) return { refused: "This location is not known here." };
  if (steering.act === "lock_route" && location && !location.isActive)
    return { refused: `${location.name} is closed. Choose another location.` };
  return { messageIds: await queueActs(shop, click, [{ ...steering, orderId, person: click.by.name }]) };
}
