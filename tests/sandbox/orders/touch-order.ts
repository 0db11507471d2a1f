import { emit, nowOf, type World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

/** Marks an order as changed now and announces `orders/updated`. Every act that changes what an order shows ends with this. */
export function touchOrder(world: World, shop: Shop, order: Order, actor: Actor): void {
  order.updatedAt = nowOf(world);
  emit(world, shop, "orders/updated", { order }, actor);
}
