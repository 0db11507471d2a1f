import type { OrderDetail } from "#tests/sandbox/admin/order-detail.ts";
import type { OrderInFrame } from "./frame-data.ts";

/** Whose eyes a shopper's page is seen through: the buyer's own, or those of another customer of the shop. */
export const viewers = ["buyer", "another"] as const;
export type Viewer = (typeof viewers)[number];

/** What an extension is told of an order. @param customerId decimal; null for a guest */
export function orderInFrame(order: OrderDetail, customerId: string | null): OrderInFrame {
  return {
    id: `gid://shopify/Order/${order.id}`,
    name: order.name,
    confirmationNumber: order.confirmationNumber,
    processedAt: order.processedAt,
    cancelledAt: order.cancelledAt ?? undefined,
    currency: order.currency,
    customerId: customerId === null ? undefined : `gid://shopify/Customer/${customerId}`,
  };
}
