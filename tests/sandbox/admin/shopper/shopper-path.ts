import { storeHandle } from "#tests/sandbox/admin/launch-url.ts";

/** Where the stand-in shows an order to its shopper. @param shop the myshopify domain */
export function shopperPath(shop: string, orderId: string, page: "" | "/thank-you" = ""): string {
  return `/shopper/${storeHandle(shop)}/orders/${orderId}${page}`;
}
