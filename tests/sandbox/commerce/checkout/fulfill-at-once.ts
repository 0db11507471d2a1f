import type { World } from "#tests/sandbox/state.ts";
import type { Actor } from "#tests/sandbox/state/call-log.ts";
import type { FulfillmentOrder } from "#tests/sandbox/state/fulfillment.ts";
import type { Order } from "#tests/sandbox/state/order.ts";
import type { Shop } from "#tests/sandbox/state/shop.ts";
import type { Checkout } from "./checkout.ts";
import { announceFulfillment, makeFulfillment } from "#tests/sandbox/commerce/fulfill.ts";

const shopify: Actor = { kind: "shopify" };

/**
 * What needs nobody's work is fulfilled in the moment of the sale: everything at a till, and gift cards, which Shopify mails
 * itself. The announcements are handed back, because the order itself must be announced first.
 */
export function fulfillAtOnce(
  world: World,
  shop: Shop,
  order: Order,
  checkout: Checkout,
  opened: readonly FulfillmentOrder[],
): (() => void)[] {
  const isHandedOver = checkout.delivery.kind === "retail";
  return opened.flatMap((fulfillmentOrder) => {
    const lines = fulfillmentOrder.lines.filter((line) => isHandedOver || isGiftCard(order, line.lineItemId));
    if (lines.length === 0) return [];
    const wanted = lines.map(({ id, remainingQuantity }) => ({ id, quantity: remainingQuantity }));
    const service = isHandedOver ? "manual" : "gift_card";
    const request = { fulfillmentOrders: [{ id: fulfillmentOrder.id, lines: wanted }], service };
    const { fulfillment } = makeFulfillment(world, shop, request, shopify);
    return [() => announceFulfillment(world, shop, order, fulfillment, shopify)];
  });
}

function isGiftCard(order: Order, lineItemId: string): boolean {
  return order.lineItems.find(({ id }) => id === lineItemId)?.isGiftCard === true;
}
