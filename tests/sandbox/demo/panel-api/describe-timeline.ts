import type { World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import { gid } from "#tests/sandbox/state/ids.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";

/** More than a person reads, and enough for any order that was not played with all day. */
const SHOWN = 60;

/** What happened to an order and its parts, the latest first, in the words of the sandbox's log. */
export function describeTimeline(world: World, shop: Shop, order: Order): { at: string; text: string }[] {
  const subjects = new Set([
    gid("Order", order.id),
    ...order.fulfillmentOrderIds.map((id) => gid("FulfillmentOrder", id)),
    ...order.fulfillmentIds.map((id) => gid("Fulfillment", id)),
    ...order.refunds.map(({ id }) => gid("Refund", id)),
    ...order.transactions.map(({ id }) => gid("OrderTransaction", id)),
  ]);
  const lines = world.log.flatMap((entry) => {
    if (entry.kind !== "effect" || entry.shopDomain !== shop.domain || !subjects.has(entry.subject)) return [];
    return [{ at: entry.at, text: `${capitalise(entry.name)}, by ${nameOf(world, entry.actor)}` }];
  });
  const placed = { at: order.createdAt, text: "Order placed, by the shopper" };
  return [placed, ...lines].slice(-SHOWN).reverse();
}

function nameOf(world: World, actor: Actor): string {
  if (actor.kind === "app") return world.apps.get(actor.apiKey)?.title ?? "an app";
  return { staff: "staff", shopper: "the shopper", shopify: "Shopify" }[actor.kind];
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
