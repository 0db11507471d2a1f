import type { ShopperOrder } from "../../../app/contracts/shopper-order.ts";
import type { OrderPage } from "./order-page.ts";

// The CLI puts the value in from .env when it builds; only this very expression is replaced.
declare const process: { env: { APP_URL: string } };
const APP_URL = process.env.APP_URL;

/** What is to be seen of the order. `absent`: the app says nothing of it, because it is not there yet or not this buyer's. */
export type Sight = { state: "loading" | "absent" | "failed" } | { state: "shown"; order: ShopperOrder };

/** Asks the app how the order is getting on. Never rejects. */
export async function askOrder(
  page: OrderPage,
  orderId: string,
  confirmationNumber: string | undefined,
): Promise<Sight> {
  const query = new URLSearchParams({ order: orderId, page: page.name });
  if (confirmationNumber) query.set("number", confirmationNumber);
  try {
    const headers = { Authorization: `Bearer ${await page.fetchToken()}` };
    const response = await fetch(`${APP_URL}/api/order-status?${query.toString()}`, { headers });
    if (response.status === 404) return { state: "absent" };
    if (!response.ok) return { state: "failed" };
    return { state: "shown", order: (await response.json()) as ShopperOrder };
  } catch {
    return { state: "failed" };
  }
}
